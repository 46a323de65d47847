/** How long reads share a list: bounded by what the engine does, not by how often the list is asked for. */
import type { Values } from "../../../../provider/fields/field.ts";
import { fetchResource } from "../../../../provider/lifecycle/consistency/fetchResource.ts";
import { invalidateLists } from "../../../../provider/lifecycle/consistency/listCache.ts";
import { openRun, type Transport } from "../../../../provider/lifecycle/index.ts";
import { client } from "../../../../provider/resources/index.ts";
import { createVirtualClock } from "../../../support/virtualClock.ts";

let clock = createVirtualClock();
let run = openRun({ clock });
let names: Record<string, string> = {};
let lists = 0;
let answerAfterMs = 0;

/** An API with the clients of `names`, whose responses show what it had when the request was sent. */
const operation = (): Transport => ({
  endpoint: {},
  run,
  claims: async () => ({}),
  now: clock.now,
  wait: (milliseconds) => clock.sleep(milliseconds),
  send: async (method, path) => {
    expect([method, path]).toEqual(["GET", "/v1/applications/a/clients"]);
    lists++;
    const items = Object.entries(names).map(([client_id, name]) => ({ client_id, name }));
    if (answerAfterMs > 0) await clock.sleep(answerAfterMs);
    return items;
  },
  preparePost: () => Promise.reject(new Error("nothing is created")),
});

const read = (clientId: string, api = operation()): Promise<Values | undefined> =>
  fetchResource(client, api, { parts: { appId: "a", clientId }, writtenAt: undefined, listed: true });
const nameOf = async (clientId: string): Promise<unknown> => (await read(clientId))?.name;

beforeEach(() => {
  clock = createVirtualClock();
  run = openRun({ clock });
  names = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`c${index}`, "Before"]));
  [lists, answerAfterMs] = [0, 0];
});

test("one list serves the reads of all resources, and finds each without a search", async () => {
  let looks = 0;
  const api = operation();
  const items = Object.keys(names).map((id) => ({
    get client_id() {
      looks++;
      return id;
    },
  }));
  const send = async () => items;
  for (const id of Object.keys(names)) expect((await read(id, { ...api, send }))?.client_id).toBe(id);
  expect(looks).toBeLessThan(10 * items.length);
});

test("a second read of a resource is of a later command: it sees what others changed, and so do those that follow", async () => {
  expect(await nameOf("c1")).toBe("Before");
  expect(await nameOf("c2")).toBe("Before");
  names = { c1: "After", c2: "After", c3: "After" };
  expect(await nameOf("c1")).toBe("After");
  expect(await nameOf("c2")).toBe("After");
  expect(await nameOf("c3")).toBe("After");
  expect(lists).toBe(2);
});

test("a later command does not wait for a list whose request was sent before it", async () => {
  answerAfterMs = 5_000;
  const earlier = read("c1");
  await clock.advance(1_000);
  names = { c1: "After" };
  const later = read("c1");
  await clock.advance(6_000);
  expect([await earlier, await later].map((item) => item?.name)).toEqual(["Before", "After"]);
});

test("one operation may look into the same list as often as it needs", async () => {
  const api = operation();
  await read("c1", api);
  await read("c1", api);
  expect(lists).toBe(1);
});

test.each([1, 4, 9])("a list is used for ten seconds at most, with a read every %i s as well", async (everySeconds) => {
  await read("c0");
  let index = 1;
  for (let second = everySeconds; second < 10; second += everySeconds) {
    await clock.advance(everySeconds * 1_000);
    await read(`c${index++}`);
  }
  expect(lists).toBe(1);
  names[`c${index}`] = "After";
  await clock.advance(everySeconds * 1_000);
  expect(await nameOf(`c${index}`)).toBe("After");
  expect(lists).toBe(2);
});

test("a list that takes long serves those who wait for it, and ten seconds of reads after that", async () => {
  answerAfterMs = 20_000;
  const waiting = [read("c1")];
  await clock.advance(15_000);
  waiting.push(read("c2"));
  await clock.advance(6_000);
  await Promise.all(waiting);
  await read("c3");
  expect(lists).toBe(1);
});

test.each([
  ["another run", () => (run = openRun({ clock, former: run }))],
  ["a write", () => invalidateLists(operation())],
])("no list is used after %s", async (_, happens) => {
  await read("c1");
  happens();
  names = { c2: "After" };
  expect(await nameOf("c2")).toBe("After");
  expect(lists).toBe(2);
});
