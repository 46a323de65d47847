/**
 * A run that was killed on a machine that is gone: what it made is in no state, and its journal is lost. The next run makes
 * no silent twin of it, and takes nothing else for one.
 */
import type { BehaviourOptions } from "../../emulator/tenant/behaviour.ts";
import { openConnection } from "../../provider/api/connection.ts";
import { create, openRun } from "../../provider/lifecycle/index.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { createTestClock } from "../support/clock.ts";
import { openMemoryJournal } from "../support/memoryJournal.ts";
import { createWorld, type Declared, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

let world: World;
afterEach(() => world?.end());

const uri = "https://shop.example/callback";
const shop: Declared = {
  resource: application,
  inputs: { appName: "Shop", appDescription: "Sells", firstClient: { name: "Web", redirectUris: [uri] } },
};
const till: Declared = {
  resource: client,
  inputs: { name: "Till", description: "In the shop", redirectUris: [uri, "app:/callback"] },
  parent: "shop",
};
const key: Declared = { resource: signingKey, inputs: { name: "Key", status: "signing" } };
const declared = { application: shop, client: till, key };
const collections = {
  application: "/v1/applications",
  client: "/v1/applications/{appId}/clients",
  key: "/v1/applications/signing-keys",
};
type Kind = keyof typeof declared;

/** The API carries out the create, and the run that sent it is gone before the response, with its journal. */
async function interrupted(kind: Kind): Promise<void> {
  const { resource, inputs, parent } = declared[kind];
  const { baseUrl, tokenUrl, credentials } = world.emulator;
  const clock = createTestClock(world.now());
  const configuration = { baseUrl, tokenUrl, credentials, maxConcurrentRequests: 16, existingTwin: "ignore" as const };
  const machine = new AbortController();
  const requests = openConnection(configuration, { clock }).begin({ signal: machine.signal });
  const api = { ...requests, run: openRun({ clock, journal: openMemoryJournal(clock) }) };
  world.emulator.setFaults([{ fault: "hang", when: "after", method: "POST", path: collections[kind] }]);
  const all = parent === undefined ? inputs : { ...inputs, appId: world.kept.get(parent)?.id };
  const lost = create(resource, api, all).then(
    () => "created",
    () => "lost",
  );
  while (counts(kind) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  machine.abort();
  expect(await lost).toBe("lost");
  world.emulator.setFaults([]);
}

/** The creates that were sent. */
const counts = (kind: Kind): number => world.emulator.requests()[`POST ${collections[kind]}`] ?? 0;

const behaviours: Record<string, BehaviourOptions> = {
  "as it is declared": {},
  "that answers writes with ids": { writes: "ids" },
  "whose applications repeat nothing of their clients": { mirrors: "none" },
  "whose applications repeat ids": { mirrors: "ids" },
  "that leaves empty values out": { empties: "zeros-left-out", unset: "left-out" },
  "that fills in and reorders": { nested: "completed", unset: "chosen", arrays: "shuffled", uris: "slashed" },
  "whose names are unique": { names: "unique" },
  "whose reads lag": { reads: "stale", lag: 6_000 },
  "that returns keys, and hides deleted ones": { keyAnswers: "key", tombstones: "hidden" },
  "whose tokens are opaque": { tokens: "opaque" },
};

describe.each(Object.entries(behaviours))("an API %s", (_, behaviour) => {
  test.each<[Kind, Program, Program]>([
    ["application", {}, { shop }],
    ["client", { shop }, { shop, till }],
    ["key", {}, { key }],
  ])("that of an interrupted run stops the next one, and is named: %s", async (kind, before, program) => {
    world = await createWorld(true, { behaviour });
    expect(await world.up(before)).toEqual([]);
    await interrupted(kind);
    world.move(behaviour.lag ?? 60_000);
    const [error, ...others] = await world.up(program);
    expect(others).toEqual([]);
    expect(error?.message).toContain("was not created, and nothing was sent: the API already has an equal");
    expect(error?.message).toContain("npx pulumi-transmit recover");
    expect(counts(kind)).toBe(1);

    if (behaviour.names === "unique") return;
    world.existingTwin = "warn";
    expect(await world.up(program)).toEqual([]);
    expect(world.warnings).toEqual([expect.stringContaining("this run does not know")]);
    expect(counts(kind)).toBe(2);
    // What is in a state by now is known, and no twin of a third.
    expect(await world.up(program)).toEqual([]);
    expect(world.warnings).toHaveLength(1);
  });

  test("equal ones that one program means are made, at once and one after the other", async () => {
    if (behaviour.names === "unique") return expect(behaviour).toEqual({ names: "unique" });
    world = await createWorld(true, { behaviour });
    const some: Program = { shop, "till 1": till, "till 2": till, "shop 2": shop, key };
    expect(await world.up(some)).toEqual([]);
    world.move(60_000);
    const more: Program = { "shop 3": shop, "till 3": till, "till 4": till, "key 2": key, ...some };
    expect(await world.up(more)).toEqual([]);
    expect(world.warnings).toEqual([]);
    expect(new Set([...world.kept.values()].map(({ id }) => id)).size).toBe(9);
  });

  test("what the run before has deleted is made again", async () => {
    world = await createWorld(true, { behaviour });
    const program: Program = { shop, till, key };
    expect(await world.up(program)).toEqual([]);
    expect(await world.up({ shop })).toEqual([]);
    expect(await world.up(program)).toEqual([]);
    expect(await world.up({})).toEqual([]);
    expect(await world.up(program)).toEqual([]);
    expect(world.kept.size).toBe(3);
  });
});

test("with ignore, the next run makes its own, and looks at no list", async () => {
  world = await createWorld(true, {}, "ignore");
  await interrupted("application");
  expect(await world.up({ shop })).toEqual([]);
  expect(world.emulator.requests()["GET /v1/applications"]).toBeUndefined();
  expect(counts("application")).toBe(2);
});

test("what was interrupted more than an hour ago stops nothing", async () => {
  world = await createWorld(true);
  await interrupted("application");
  world.move(61 * 60_000);
  expect(await world.up({ shop })).toEqual([]);
});

test("a client that equals the default one of an application of another stack is made", async () => {
  world = await createWorld(true);
  expect(await world.up({ shop })).toEqual([]);
  const appId = world.kept.get("shop")?.id;
  world.select("other::program");
  const web = { resource: client, inputs: { appId, name: "Web", redirectUris: [uri] } };
  expect(await world.up({ web })).toEqual([]);
});

test("two stacks that mean to hold the same are told apart by a person", async () => {
  world = await createWorld(true);
  await interrupted("application");
  world.existingTwin = "warn";
  expect(await world.up({ shop })).toEqual([]);
  expect(world.warnings).toHaveLength(1);
});
