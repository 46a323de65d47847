/** What a create does where an equal object exists, on a transport that a test scripts and by a clock of its own. */
import { ApiError } from "../../../../provider/errors.ts";
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { noteWriteTo } from "../../../../provider/lifecycle/consistency/readAfterWrite.ts";
import { createOnce } from "../../../../provider/lifecycle/createOnce/createOnce.ts";
import { acknowledge, deleteResource, openRun, read } from "../../../../provider/lifecycle/index.ts";
import type { CreateJournal, Run } from "../../../../provider/lifecycle/run.ts";
import type { ExistingTwin, Transport } from "../../../../provider/lifecycle/transport.ts";
import { encode } from "../../../../provider/lifecycle/wire/codec.ts";
import { creationPath } from "../../../../provider/lifecycle/wire/resourceId.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";
import { createTestClock, type TestClock } from "../../../support/clock.ts";
import { openMemoryJournal } from "../../../support/memoryJournal.ts";

const web = { appId: "app", name: "Web", redirectUris: ["https://a.example"] };
const parent = "/v1/applications/app";
const clients = `${parent}/clients`;
const keys = "/v1/applications/signing-keys";
const minute = 60_000;

let clock: TestClock;
/** What the tenant holds, in the API's names. `from` and `to`: when reads show it. */
let items: (Values & { from?: number; to?: number })[];
let parents: Values[];
/** `METHOD path`, in order. */
let requests: string[];
let warnings: string[];
/** What happens during a wait, once. */
let meanwhile: ((now: number) => void) | undefined;
/** What a path answers instead. */
let failures: Map<string, number>;

beforeEach(() => {
  clock = createTestClock(Date.parse("2030-01-01T00:00:00Z"));
  [items, requests, warnings] = [[], [], []];
  parents = [{ app_id: "app", app_name: "Shop", created_at: at(-24 * 60 * minute) }];
  meanwhile = undefined;
  failures = new Map();
});

const at = (ago: number): string => new Date(clock.now() + ago).toISOString();
/** The client that is about to be created, made by somebody. */
function exists(more: Values = {}, ago = 12 * minute): Values {
  const id = `c${items.length + 1}`;
  const time = at(-ago);
  const item = {
    app_id: "app",
    client_id: id,
    ...encode(client, web, "create"),
    created_at: time,
    updated_at: time,
    ...more,
  };
  items.push(item);
  return item;
}
const seen = () =>
  items
    .filter(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= clock.now() && clock.now() < to)
    .map(({ from: _, to: _to, ...item }) => item);

interface Options {
  mode?: ExistingTwin;
  journal?: CreateJournal;
  run?: Run;
}

function begin({
  mode,
  journal = openMemoryJournal(clock),
  run = openRun({ clock, journal }),
}: Options = {}): Transport {
  const post = (path: string, body: Values): Values => {
    requests.push(`POST ${path}`);
    const id = `made${requests.length}`;
    const ids = path === clients ? { app_id: "app", client_id: id } : path === keys ? { id } : { app_id: id };
    const item = { ...ids, ...body, created_at: at(0), updated_at: at(0) };
    if (path !== "/v1/applications") items.push(item);
    return item;
  };
  return {
    endpoint: { existingTwin: mode },
    run,
    claims: async () => ({}),
    now: clock.now,
    warn: (message) => void warnings.push(message),
    wait: async (milliseconds) => {
      await clock.sleep(milliseconds);
      meanwhile?.(clock.now());
    },
    send: async (method, path) => {
      requests.push(`${method} ${path}`);
      const status = failures.get(path);
      if (status) throw new ApiError({ method, path, status, messages: ["scripted"], hasApiErrorCode: true });
      if (path === clients || path === keys) return seen();
      if (path === "/v1/applications") return { result: parents };
      const one = seen().find((item) => path === `${clients}/${item.client_id}`);
      if (one) return one;
      const above = parents.find((item) => path === `/v1/applications/${item.app_id}`);
      if (above) return { result: above };
      if (method === "DELETE") return undefined;
      throw new ApiError({ method, path, status: 404, messages: ["none"], hasApiErrorCode: true });
    },
    preparePost: async (path, body) => ({
      send: async () => {
        const made = post(path, body);
        return { kind: "accepted", response: path === "/v1/applications" ? { result: made } : made };
      },
    }),
  };
}

const make = (api: Transport, resource: Resource = client, inputs: Values = web): Promise<Values> =>
  createOnce(resource, api, inputs, creationPath(resource, inputs), encode(resource, inputs, "create"));
const posts = () => requests.filter((request) => request.startsWith("POST"));
const lists = () => requests.filter((request) => request === `GET ${clients}`);
const stateOf = ({ app_id: appId, client_id: clientId, created_at: createdAt }: Values) => ({
  ...web,
  appId,
  clientId,
  createdAt,
  updatedAt: createdAt,
  __inputs: "appId,name,redirectUris",
});

test("without any, a create costs one list more, however many there are", async () => {
  exists({ name: "Other" });
  const api = begin();
  for (const name of ["One", "Two", "Three"]) await make(api, client, { ...web, name });
  await Promise.all(["Four", "Five"].map((name) => make(api, client, { ...web, name })));
  expect(requests).toEqual([`GET ${clients}`, ...Array(5).fill(`POST ${clients}`)]);
});

test("one stops the create before anything is sent; the error names it, and what to do", async () => {
  exists();
  const error = await make(begin()).catch((reason: Error) => reason);
  expect((error as Error).message).toBe(
    'The client "Web" was not created, and nothing was sent: the API already has an equal client that this run does ' +
      "not know: app/c1, created at 2029-12-31T23:48:00.000Z. Probably a run was interrupted after it had created it. To " +
      "take it over, run npx pulumi-transmit recover, or pulumi import transmit:index:Client <name> app/c1, and then " +
      "pulumi up again. If the program has renamed its resource, give that the option aliases. If it is the one that is " +
      "being replaced (--replace, or a tainted resource), give this resource the option deleteBeforeReplace: true. If " +
      "another equal one is meant, set transmit:existingTwin (or TRANSMIT_EXISTING_TWIN) to warn.",
  );
  expect(posts()).toEqual([]);
  // Long enough for whatever may still show that it is none.
  expect(clock.now()).toBeGreaterThanOrEqual(Date.parse("2030-01-01T00:00:10Z"));
});

test("several are all named", async () => {
  exists();
  exists({}, minute);
  await expect(make(begin())).rejects.toThrow(
    /has 2 equal clients that this run does not know: app\/c1, created at .*; app\/c2, created at .* transmit:index:Client <name> <id>,/,
  );
});

test("with warn, another one is created after a warning", async () => {
  exists();
  await make(begin({ mode: "warn" }));
  expect(posts()).toHaveLength(1);
  expect(warnings).toEqual([
    "The API already has an equal client that this run does not know: app/c1, created at 2029-12-31T23:48:00.000Z. " +
      "Another one is created, since transmit:existingTwin is warn. If an interrupted run made the first, npx " +
      "pulumi-transmit recover finds it.",
  ]);
});

test("with ignore, nothing is looked at", async () => {
  exists();
  await make(begin({ mode: "ignore" }));
  expect(requests).toEqual([`POST ${clients}`]);
});

describe("no twin is", () => {
  test.each<[string, () => void]>([
    ["what was created more than an hour ago", () => exists({}, 61 * minute)],
    ["what has no creation time", () => exists({ created_at: undefined })],
    ["what has another name", () => exists({ name: "Wob" })],
    ["what has another setting", () => exists({ redirect_uris: ["https://a.example", "https://b.example"] })],
    ["what has a setting more", () => exists({ description: "Theirs" })],
    ["what has no id that can be requested", () => exists({ client_id: "../c" })],
  ])("%s", async (_, arrange) => {
    arrange();
    await make(begin());
    expect(requests).toEqual([`GET ${clients}`, `POST ${clients}`]);
  });

  test("what only the list shows to be equal, since it omits a text", async () => {
    exists({ description: undefined });
    await make(begin(), client, { ...web, description: "Ours" });
    expect(posts()).toHaveLength(1);
  });

  test.each<[string, (api: Transport, state: Values) => unknown]>([
    ["what a state of this run names", (api, state) => acknowledge(client, api.run, state)],
    ["what this run has read", (api, state) => read(client, api, `${state.appId}/${state.clientId}`, state)],
    [
      "what this run has deleted",
      (api, state) => deleteResource(client, api, `${state.appId}/${state.clientId}`, state),
    ],
    ["what this run has written", (api, { clientId }) => noteWriteTo(api, `${clients}/${clientId}`)],
  ])("%s", async (_, know) => {
    const item = exists();
    const api = begin();
    await know(api, stateOf(item));
    requests = [];
    await make(api);
    expect(requests.filter((one) => one !== `GET ${clients}`)).toEqual([`POST ${clients}`]);
  });

  test("what the program registers some seconds later", async () => {
    const item = exists();
    const api = begin();
    const begun = clock.now();
    meanwhile = (now) => {
      if (now >= begun + 4_000) acknowledge(client, api.run, stateOf(item));
    };
    await make(api);
    expect(posts()).toHaveLength(1);
    expect(clock.now() - begun).toBeLessThan(7_000);
  });

  test("what is gone, though the list still shows it", async () => {
    const item = exists();
    failures.set(`${clients}/${item.client_id}`, 404);
    const begun = clock.now();
    await make(begin());
    expect(posts()).toHaveLength(1);
    expect(clock.now() - begun).toBeLessThan(1_000);
  });

  test("what is gone, though list and resource show it for some seconds more", async () => {
    exists({ to: clock.now() + 6_000 });
    await make(begin());
    expect(posts()).toHaveLength(1);
  });

  test("what the journal knows to be another's", async () => {
    exists();
    const journal = openMemoryJournal(clock);
    const foreign = {
      ...journal,
      begin: (intent: never) => ({ ...journal.begin(intent), foreignIds: () => new Set(["app/c1"]) }),
    };
    await make(begin({ journal: foreign }));
    expect(posts()).toHaveLength(1);
  });

  test("the one that another run on this machine creates at this moment; a second one is", async () => {
    exists();
    const journal = openMemoryJournal(clock);
    const busy = {
      ...journal,
      begin: (intent: never) => ({ ...journal.begin(intent), hasConcurrentCreate: () => true }),
    };
    await make(begin({ journal: busy }));
    expect(posts()).toHaveLength(1);
    exists();
    await expect(make(begin({ journal: busy }))).rejects.toThrow("equal clients that this run does not know");
  });

  test("what another client created, where the API says so", async () => {
    const shop = { appName: "Shop" };
    parents = [{ app_id: "a1", app_name: "Shop", created_at: at(-minute), created_by: "somebody" }];
    const api = begin();
    await expect(make(api, application, shop)).rejects.toThrow("a1");
    api.run.api.createdBy = "us";
    await make(api, application, shop);
    expect(posts()).toHaveLength(1);
  });

  test.each<[string, Values]>([
    ["names it", { client_id: "c1" }],
    ["does not name it", {}],
  ])("the default client of its application, whose response %s", async (_, named) => {
    exists();
    parents = [{ ...parents[0], created_at: at(-12 * minute), ...named }];
    await make(begin());
    expect(posts()).toHaveLength(1);
  });
});

test("the default client in the state of an application is known, compared or read", async () => {
  const { client_id: clientId } = exists();
  const state = { appId: "app", appName: "Shop", clientId, __inputs: "appName" };
  for (const know of [
    (api: Transport) => acknowledge(application, api.run, state),
    (api: Transport) => read(application, api, "app", state),
  ]) {
    const api = begin();
    await know(api);
    requests = [];
    await make(api);
    expect(requests.at(-1)).toBe(`POST ${clients}`);
    items.pop();
  }
});

test("none is looked for in what this run has created itself", async () => {
  const api = begin();
  const { app_id: appId } = await make(api, application, { appName: "New" });
  requests = [];
  await make(api, client, { ...web, appId: String(appId) }).catch(() => undefined);
  expect(requests[0]).toBe(`POST /v1/applications/${appId}/clients`);
});

test("a list that this run has read a moment ago is enough", async () => {
  const other = exists({ name: "Other" });
  const api = begin();
  await read(client, api, "app/c1", stateOf(other));
  expect(lists()).toHaveLength(1);
  await make(api);
  expect(lists()).toHaveLength(1);
});

test("a list that is refused is said once, and stops nothing", async () => {
  failures.set(clients, 403);
  const api = begin();
  await make(api);
  await make(api, client, { ...web, name: "Second" });
  expect(requests).toEqual([`GET ${clients}`, `POST ${clients}`, `POST ${clients}`]);
  expect(warnings).toEqual([
    `GET ${clients} answered 403, so nothing shows whether an interrupted run has already created what this run creates. ` +
      "To create without this look at the list, set transmit:existingTwin (or TRANSMIT_EXISTING_TWIN) to ignore.",
  ]);
});

test("a list that fails otherwise fails the create, and the next one asks again", async () => {
  failures.set(clients, 503);
  const api = begin();
  await expect(make(api)).rejects.toThrow("answered 503");
  failures.clear();
  await make(api);
  expect(requests).toEqual([`GET ${clients}`, `GET ${clients}`, `POST ${clients}`]);
});

test("the look at signing keys is the one that each create takes anyway", async () => {
  const api = begin();
  for (const name of ["One", "Two"]) await make(api, signingKey, { name });
  // Once before each create, to know what is not its result, and once after it.
  expect(requests.filter((request) => request === `GET ${keys}`)).toHaveLength(4);
});
