/** What went with its parent is not waited for, and a parent is called gone only where that is proven. */
import { ApiError } from "../../../../provider/errors.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { deleteResource, openRun, read, type Transport } from "../../../../provider/lifecycle/index.ts";
import { application, client } from "../../../../provider/resources/index.ts";
import { createTestClock } from "../../../support/clock.ts";
import { openMemoryJournal } from "../../../support/memoryJournal.ts";

const begin = Date.parse("2030-01-01T00:00:00Z");
const appPath = "/v1/applications/a";
const tenantId = "t";

let clock = createTestClock(begin);
let run = openRun({ clock, journal: openMemoryJournal(clock) });
/** Paths that exist, with the time from which they are visible. */
let visibleFrom: Record<string, number> = {};
let requests: string[] = [];
let hasApiErrorCode = true;

const idFrom = (path: string) => path.split("/").at(-1);

async function send(method: string, path: string): Promise<unknown> {
  requests.push(`${method} ${path}`);
  if (method === "GET" && path === "/v1/applications") return { result: [] };
  const isThere = clock.now() >= (visibleFrom[path] ?? Number.POSITIVE_INFINITY);
  if (!isThere) throw new ApiError({ method, path, status: 404, messages: ["Not found"], hasApiErrorCode });
  if (method === "GET") return path === appPath ? { result: { app_id: "a" } } : { client_id: idFrom(path), name: "C" };
  delete visibleFrom[path];
  return undefined;
}

const operation = (): Transport => ({
  endpoint: { tenantId },
  run,
  claims: async () => ({ tenantId }),
  now: clock.now,
  wait: (milliseconds) => clock.sleep(milliseconds),
  send,
  preparePost: () => Promise.reject(new Error("nothing is created")),
});

const secondsAgo = (seconds: number) => new Date(begin - seconds * 1000).toISOString();
/** A client that was created and written at these times. */
const clientState = (createdAgo: number, writtenAgo = createdAgo): Values => ({
  tenantId,
  createdAt: secondsAgo(createdAgo),
  updatedAt: secondsAgo(writtenAgo),
});
const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
const deleteAll = async (stateOf: (index: number) => Values) => {
  for (const [index, name] of names.entries()) {
    await deleteResource(client, operation(), `a/${name}`, stateOf(index));
  }
};
const waited = () => clock.now() - begin;

beforeEach(() => {
  clock = createTestClock(begin);
  run = openRun({ clock, journal: openMemoryJournal(clock) });
  [visibleFrom, requests, hasApiErrorCode] = [{}, [], true];
});

const applicationState = { tenantId, createdAt: secondsAgo(60), updatedAt: secondsAgo(60) };

test.each<[string, () => Promise<unknown>]>([
  [
    "deleted",
    async () => {
      visibleFrom = { [appPath]: 0 };
      await deleteResource(application, operation(), "a", applicationState);
    },
  ],
  ["already gone when it was to be deleted", () => deleteResource(application, operation(), "a", applicationState)],
  ["found to be gone", () => read(application, operation(), "a", applicationState)],
])("the clients of an application that this run has %s cost a request each, and no wait", async (_, goes) => {
  await goes();
  requests = [];
  await deleteAll(() => clientState(1));
  expect(waited()).toBe(0);
  expect(requests).toEqual(names.map((name) => `DELETE ${appPath}/clients/${name}`));
});

test("the application is asked for once where a client is missing that is older than the consistency window", async () => {
  await deleteAll((index) => (index === 0 ? clientState(60, 1) : clientState(1)));
  expect(waited()).toBe(0);
  expect(requests.filter((request) => !request.startsWith("DELETE"))).toEqual([`GET ${appPath}`]);
});

test("a 404 without the API's error code costs one look at the lists, not one for each client", async () => {
  hasApiErrorCode = false;
  await deleteAll(() => clientState(60, 1));
  expect(waited()).toBe(0);
  expect(requests.filter((request) => request.startsWith("GET"))).toEqual([`GET ${appPath}`, "GET /v1/applications"]);
});

test("an application that may be too new to be visible is not called gone, nor are its clients", async () => {
  visibleFrom = { [appPath]: begin + 5_000, [`${appPath}/clients/c1`]: begin + 5_000 };
  await deleteResource(client, operation(), "a/c1", clientState(1));
  expect(waited()).toBeGreaterThanOrEqual(5_000);
  expect(visibleFrom).toEqual({ [appPath]: begin + 5_000 });
});

test("a client of an application that is there is waited for as ever, and the application is asked for once", async () => {
  visibleFrom = {
    [appPath]: 0,
    ...Object.fromEntries(names.map((name) => [`${appPath}/clients/${name}`, begin + 3_000])),
  };
  await deleteAll(() => clientState(60, 1));
  expect(visibleFrom).toEqual({ [appPath]: 0 });
  expect(requests.filter((request) => request === `GET ${appPath}`)).toHaveLength(1);
});

test("an application that this run has just written may be missing for a moment", async () => {
  run.writes.paths.set(appPath, begin);
  visibleFrom = { [`${appPath}/clients/c1`]: begin + 3_000 };
  await deleteResource(client, operation(), "a/c1", clientState(60, 1));
  expect(visibleFrom).toEqual({});
  expect(requests.filter((request) => request.startsWith("GET"))).toEqual([]);
});

test("an error of the application other than a 404 proves nothing", async () => {
  const refusing: Transport = {
    ...operation(),
    send: (method, path) =>
      path === appPath
        ? Promise.reject(new ApiError({ method, path, status: 403, messages: ["Forbidden"] }))
        : send(method, path),
  };
  visibleFrom = { [`${appPath}/clients/c1`]: begin + 3_000 };
  await deleteResource(client, refusing, "a/c1", clientState(60, 1));
  expect(visibleFrom).toEqual({});
});
