/** Each outcome of a create request and what follows from it, on a transport that a test scripts. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AmbiguousResultError, ApiError, type Failure } from "../../../../provider/errors.ts";
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { noteWriteTo } from "../../../../provider/lifecycle/consistency/readAfterWrite.ts";
import { createOnce } from "../../../../provider/lifecycle/createOnce/createOnce.ts";
import { openJournal } from "../../../../provider/lifecycle/createOnce/journal.ts";
import { openRun } from "../../../../provider/lifecycle/index.ts";
import type { CreateJournal } from "../../../../provider/lifecycle/run.ts";
import type { PostOutcome, Transport } from "../../../../provider/lifecycle/transport.ts";
import { encode } from "../../../../provider/lifecycle/wire/codec.ts";
import { creationPath } from "../../../../provider/lifecycle/wire/resourceId.ts";
import { client, signingKey } from "../../../../provider/resources/index.ts";
import { createTestClock, type TestClock } from "../../../support/clock.ts";

const webInputs = { appId: "app", name: "Web", redirectUris: ["https://a.example"] };
const webBody = encode(client, webInputs, "create");
const endpointKey = "client https://api.example";
const parent = "/v1/applications/app";
const clients = `${parent}/clients`;
const keys = "/v1/applications/signing-keys";

/** What the API does with one POST. */
type Step = (body: Values) => PostOutcome;

interface Wait {
  milliseconds: number;
  why: string;
  /** What the journal held meanwhile. */
  journal: Values[];
}

let clock: TestClock;
let folder: string;
let journals: CreateJournal[];
/** What the tenant holds, in the API's names. */
let items: (Values & { visibleAt?: number })[];
/** `METHOD path`, in order. */
let requests: string[];
let posts: { body: Values; attempt: number; at: number }[];
/** Steps that no POST has used yet. */
let unused: Step[][];
let waits: Wait[];
/** What a POST waits for before it is sent. */
let queue: (() => Promise<void>) | undefined;
/** What lists answer instead of the items. */
let listFailure: ApiError | undefined;

beforeEach(() => {
  // Time passes only where something waits. Files have the real time.
  clock = createTestClock(Date.now());
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-creates-"));
  [journals, items, requests, posts, unused, waits] = [[], [], [], [], [], []];
  listFailure = queue = undefined;
});
afterEach(() => {
  for (const journal of journals) journal.engineLost();
  rmSync(folder, { recursive: true });
  // Each test says exactly how often a create is sent.
  expect(unused.flat()).toEqual([]);
});

const failureOf = (status?: number, more: Partial<Failure> = {}): ApiError =>
  new ApiError({ method: "POST", path: clients, status, messages: ["scripted"], ...more });
/** The API's own response, with its code. */
const answered = (status: number): ApiError => failureOf(status, { hasApiErrorCode: true });

/** Adds what a POST creates. @param lag Milliseconds after which reads show it. */
function add(body: Values, more: Values = {}, lag = 0): Values {
  const time = new Date(clock.now()).toISOString();
  const id = `made-${items.length + 1}`;
  const ids = body.redirect_uris ? { app_id: "app", client_id: id } : { id };
  const item = { ...ids, ...body, tenant_id: "ours", created_at: time, updated_at: time, ...more };
  items.push({ ...item, visibleAt: clock.now() + lag });
  return item;
}

const created: Step = (body) => ({ kind: "accepted", response: add(body) });
/** A response that is lost on its way. */
const lostAfter =
  (lag = 0, error = failureOf()): Step =>
  (body) => {
    add(body, {}, lag);
    return { kind: "ambiguous", error };
  };
/** From here on, lists fail. */
const lookupFailing =
  (step: Step): Step =>
  (body) => {
    listFailure = failureOf(503, { method: "GET" });
    return step(body);
  };
const neverArrived: Step = () => ({ kind: "ambiguous", error: failureOf() });
const rejectedWith =
  (error: ApiError): Step =>
  () => ({ kind: "rejected", error });
const throttled =
  (isAnswered: boolean, delayMs = 3_000): Step =>
  () => ({ kind: "throttled", error: failureOf(isAnswered ? 429 : undefined), delayMs, isAnswered });
/** A proxy or gateway that gives this response after the API has created. */
const afterCreating =
  (step: Step): Step =>
  (body) => {
    add(body);
    return step(body);
  };

/** A run of the stack, with a journal session of its own. @param script What the API does with each POST. */
function begin(script: readonly Step[]): Transport {
  const journal = openJournal(clock, () => folder);
  journals.push(journal);
  const steps = [...script];
  unused.push(steps);
  const visible = () =>
    items.filter(({ visibleAt = 0 }) => visibleAt <= clock.now()).map(({ visibleAt: _, ...item }) => item);
  return {
    // What exists before the first request is in unit/lifecycle/existingTwin.
    endpoint: { key: endpointKey, existingTwin: "ignore" },
    run: openRun({ clock, journal }),
    stack: async () => "test::program",
    claims: async () => ({}),
    now: clock.now,
    wait: (milliseconds, why = "") => {
      waits.push({ milliseconds, why, journal: journalHolds() });
      return clock.sleep(milliseconds);
    },
    send: async (method, path) => {
      requests.push(`${method} ${path}`);
      if (path === clients || path === keys) {
        if (listFailure) throw listFailure;
        return visible();
      }
      const item = visible().find(({ client_id: id }) => path === `${clients}/${id}`);
      if (!item) throw new ApiError({ method, path, status: 404, messages: ["none"], hasApiErrorCode: true });
      return item;
    },
    preparePost: async (path, body, attempt) => {
      await queue?.();
      return { send: () => post(path, body, attempt) };
    },
  };
  async function post(path: string, body: Values, attempt: number): Promise<PostOutcome> {
    requests.push(`POST ${path}`);
    posts.push({ body, attempt, at: clock.now() });
    const step = steps.shift();
    if (!step) throw new Error("sent more often than the test says");
    return step(body);
  }
}

const create = (api: Transport, resource: Resource, inputs: Values): Promise<Values> =>
  createOnce(resource, api, inputs, creationPath(resource, inputs), encode(resource, inputs, "create"));
const createWeb = (...script: Step[]) => create(begin(script), client, webInputs);
const errorOf = (creation: Promise<Values>): Promise<Error> =>
  creation.then(
    ({ client_id: id }) => new Error(`created ${id}`),
    (error) => error,
  );

/** The records in the journal's folder, without who wrote them. */
const journalHolds = (): Values[] =>
  readdirSync(folder).map((name) => {
    const {
      pid: _,
      host: _host,
      at: _at,
      isAbandoned: _isAbandoned,
      ...record
    } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    return record;
  });
const times = { first: expect.any(Number), last: expect.any(Number) };
const nothingElse = { created: [], orphaned: [], foreign: [] };
/** What the next run must look for. */
const pendingAlone = [{ ...nothingElse, pending: times }];
const rejectedAlone = [{ ...nothingElse, pending: { ...times, isRejected: true } }];
/** What the engine may not have saved yet. */
const createdAlone = (id: string) => [{ ...nothingElse, created: [{ id, at: expect.any(Number) }] }];

const timeIn = (milliseconds: number) => new Date(clock.now() + milliseconds).toISOString();
/** Milliseconds between two POSTs. */
const waitedBetween = (first: number, second: number) => (posts[second]?.at ?? 0) - (posts[first]?.at ?? 0);

/** Another stack on this machine sends the same, and does not know the outcome. */
function beginElsewhere(): void {
  const journal = openJournal(clock, () => folder);
  journals.push(journal);
  const intent = { endpointKey, stack: "other::program", path: clients, name: "Web", body: webBody };
  journal.begin(intent).markPending();
}

/** The run dies, so that the next one takes over what its journal holds. */
function endRun(): void {
  journals.at(-1)?.engineLost();
}

describe("created", () => {
  test("the response is returned, and nothing is looked up", async () => {
    expect(await createWeb(created)).toMatchObject({ client_id: "made-1", name: "Web" });
    expect(requests).toEqual([`POST ${clients}`]);
    expect(posts).toMatchObject([{ body: { name: "Web", redirect_uris: ["https://a.example"] }, attempt: 1 }]);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("the journal has the create before the request is sent, and nothing of its body", async () => {
    let meanwhile: Values[] = [];
    await createWeb((body) => {
      meanwhile = journalHolds();
      return created(body);
    });
    expect(meanwhile).toEqual(pendingAlone);
  });

  test("once the engine has saved the response, nothing of it stays in the journal", async () => {
    await createWeb(created);
    clock.move(3_000);
    journals[0]?.flush();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of what was created in the last moments of a run, one file keeps the ids for concurrent creates", async () => {
    const api = begin([created, created]);
    await create(api, client, webInputs);
    await create(api, client, { ...webInputs, name: "Other" });
    journals[0]?.flush();
    expect(journalHolds()).toEqual([{ ...nothingElse, foreign: ["app/made-1", "app/made-2"] }]);
  });

  test("an id that cannot be part of a path is for a person to decide, and the create is not sent again", async () => {
    const odd: Step = (body) => {
      add(body, { client_id: ".." });
      return { kind: "ambiguous", error: failureOf(200) };
    };
    const error = await errorOf(createWeb(odd));
    expect(error).toBeInstanceOf(AmbiguousResultError);
    expect(error.message).toContain("app/..");
    expect(posts).toHaveLength(1);
  });

  test("the run learns the API's clock from it, and drops the lists that it read before", async () => {
    const api = begin([(body) => ({ kind: "accepted", response: add(body, { created_at: timeIn(3_600_000) }) })]);
    api.run.lists.cached.set(clients, { readers: new Map(), beganAt: clock.now() });
    await create(api, client, webInputs);
    expect(Math.round((api.run.api.creationOffset ?? 0) / 60_000)).toBe(60);
    expect(api.run.lists.cached.size).toBe(0);
    expect(api.run.writes.lastAt).toBeGreaterThanOrEqual(posts[0]?.at ?? Number.NaN);
  });
});

describe("created, by a response that does not say all of it", () => {
  const createKey = (step: Step) => create(begin([step]), signingKey, { name: "Key" });
  beforeEach(() => {
    items.push({ id: "earlier", name: "Key", created_at: timeIn(-1_000) });
  });

  test.each<[string, (item: Values) => unknown]>([
    ["an id and a name", ({ id, name }) => ({ id, name })],
    ["no content", () => undefined],
    ["undocumented content", () => ({ status: "ok" })],
  ])("after a response with %s, what is new in the list is adopted, and not what existed before", async (_, part) => {
    const content = await createKey((body) => ({ kind: "accepted", response: part(add(body)) }));
    expect(content).toMatchObject({ id: "made-2", name: "Key", tenant_id: "ours" });
    expect(requests).toEqual([`GET ${keys}`, `POST ${keys}`, `GET ${keys}`]);
    expect(journalHolds()).toEqual([{ ...createdAlone("made-2")[0], foreign: ["earlier"] }]);
  });

  test("of several new ones in the list, the one with the id of the response is adopted", async () => {
    const content = await createKey((body) => {
      const { id, name } = add(body);
      add(body);
      return { kind: "accepted", response: { id, name } };
    });
    expect(content).toMatchObject({ id: "made-2" });
  });

  test("a response that happens to have the whole resource needs no lookup", async () => {
    const rest = { status: "signing", kid: "kid", source: "mosaic", app_id: "app" };
    const content = await createKey((body) => ({ kind: "accepted", response: add(body, rest) }));
    expect(content).toMatchObject({ id: "made-2" });
    expect(requests).toEqual([`GET ${keys}`, `POST ${keys}`]);
  });

  test.each<[string, unknown]>([
    ["with an id", { id: "hidden", name: "Key" }],
    ["without content", undefined],
  ])(
    "if no list shows what was created, by a response %s, a person must decide, and the journal keeps the create",
    async (_, response) => {
      const error = await errorOf(createKey(() => ({ kind: "accepted", response })));
      expect(error).toBeInstanceOf(AmbiguousResultError);
      expect(error.message).toMatch(/The API \w+ the signing key "Key"/);
      expect(error.message).toContain("The list does not contain it.");
      expect(posts).toHaveLength(1);
      expect(journalHolds()).toEqual([{ ...pendingAlone[0], foreign: ["earlier"] }]);
    },
  );
});

describe("rejected", () => {
  test.each([
    ["400 of the API", answered(400)],
    ["404 of the API", answered(404)],
    ["409 of the API", answered(409)],
    ["422 of the API", answered(422)],
    ["a request that was never sent", failureOf(undefined, { neverSent: true })],
  ])(
    "%s proves that nothing was created: nothing is looked up, and the journal forgets the create",
    async (_, error) => {
      await expect(createWeb(rejectedWith(error))).rejects.toBe(error);
      expect(requests).toEqual([`POST ${clients}`]);
      expect(journalHolds()).toEqual([]);
    },
  );

  const unproven: [string, ApiError][] = [
    ["400 of a gateway", failureOf(400)],
    ["401 of the API", answered(401)],
    ["403 of the API", answered(403)],
    ["404 of a gateway", failureOf(404, { notFromApi: true })],
    ["409 of a gateway", failureOf(409)],
    ["413 of a proxy", failureOf(413, { notFromApi: true })],
    ["a redirect", failureOf(302, { notFromApi: true })],
  ];

  test.each(unproven)("%s proves nothing: what was created all the same is adopted", async (_, error) => {
    const content = await createWeb(afterCreating(rejectedWith(error)));
    expect(content).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test.each(unproven)(
    "%s is thrown after one lookup that finds nothing, and the journal keeps it as rejected",
    async (_, error) => {
      await expect(createWeb(rejectedWith(error))).rejects.toBe(error);
      expect(requests).toEqual([`POST ${clients}`, `GET ${clients}`]);
      expect(journalHolds()).toEqual(rejectedAlone);
    },
  );

  const gateway = failureOf(403, { notFromApi: true });

  test("the error stands if the lookup fails", async () => {
    await expect(createWeb(lookupFailing(afterCreating(rejectedWith(gateway))))).rejects.toBe(gateway);
    expect(journalHolds()).toEqual(rejectedAlone);
  });

  test("the error stands if the lookup finds more than one", async () => {
    await expect(createWeb(afterCreating(afterCreating(rejectedWith(gateway))))).rejects.toBe(gateway);
    expect(journalHolds()).toEqual(rejectedAlone);
  });

  test("the error stands if another stack may have created what the lookup finds", async () => {
    beginElsewhere();
    await expect(createWeb(afterCreating(rejectedWith(gateway)))).rejects.toBe(gateway);
  });

  test("what was created all the same and cannot be read is an ambiguous result, and the journal keeps it", async () => {
    const api = begin([afterCreating(rejectedWith(gateway))]);
    const { send } = api;
    api.send = (method, path, ...more) =>
      path === `${clients}/made-1` ? Promise.reject(answered(500)) : send(method, path, ...more);
    expect(await errorOf(create(api, client, webInputs))).toBeInstanceOf(AmbiguousResultError);
    expect(journalHolds()).toEqual(pendingAlone);
  });

  test("the next run looks for what was rejected once, without waiting, and sends it again", async () => {
    await errorOf(createWeb(rejectedWith(gateway)));
    endRun();
    const begun = clock.now();
    expect(await createWeb(created)).toMatchObject({ client_id: "made-1" });
    expect(requests.slice(2)).toEqual([`GET ${clients}`, `POST ${clients}`]);
    expect(clock.now() - begun).toBeLessThan(1_000);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });
});

describe("what an earlier run left", () => {
  const gateway = failureOf(403, { notFromApi: true });

  test("is looked up before anything is sent: if the lookup fails, nothing is sent", async () => {
    await errorOf(createWeb(lookupFailing(afterCreating(rejectedWith(gateway)))));
    endRun();
    expect(await errorOf(createWeb())).toMatchObject({ status: 503 });
    expect(posts).toHaveLength(1);
    expect(journalHolds()).toEqual(rejectedAlone);
  });

  test("is not adopted if the resource that the journal names has other settings", async () => {
    await createWeb(created);
    endRun();
    Object.assign(items[0] as Values, { redirect_uris: ["https://other.example"] });
    const error = await errorOf(createWeb());
    expect(error).toBeInstanceOf(AmbiguousResultError);
    for (const word of ["app/made-1", "pulumi import", "journal"]) expect(error.message).toContain(word);
    expect(posts).toHaveLength(1);
  });

  test("is not adopted if the journal names a resource of another parent", async () => {
    await createWeb(created);
    endRun();
    const [name] = readdirSync(folder);
    const file = join(folder, name as string);
    writeFileSync(file, readFileSync(file, "utf8").replace("app/made-1", "other/made-1"));
    const api = begin([]);
    const { send } = api;
    api.send = (method, path, ...more) => send(method, path.replace("/other/", "/app/"), ...more);
    expect(await errorOf(create(api, client, webInputs))).toBeInstanceOf(AmbiguousResultError);
    expect(posts).toHaveLength(1);
  });
});

describe("throttled", () => {
  const neverSent = rejectedWith(failureOf(undefined, { neverSent: true }));

  test.each<[string, Step]>([
    ["a request that was never sent", neverSent],
    ["400 of the API", rejectedWith(answered(400))],
  ])("by a gateway, and then %s: that proves nothing of the first request, which is looked up", async (_, step) => {
    const created = await createWeb(throttled(true), (body) => {
      add(body);
      return step(body);
    });
    expect(created).toMatchObject({ client_id: "made-1" });
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("if the lookup fails as well, the journal keeps the create", async () => {
    await errorOf(createWeb(lookupFailing(throttled(true)), neverSent));
    expect(journalHolds()).toEqual(rejectedAlone);
  });

  test("a request that was never sent, twice, proves that nothing was created", async () => {
    await errorOf(createWeb(throttled(false), neverSent));
    expect(journalHolds()).toEqual([]);
  });

  test("a create that the API answered is looked up after the delay, and sent again if nothing was created", async () => {
    expect(await createWeb(throttled(true), created)).toMatchObject({ client_id: "made-1" });
    expect(requests).toEqual([`POST ${clients}`, `GET ${clients}`, `POST ${clients}`]);
    expect(waits[0]).toMatchObject({ milliseconds: 3_000, journal: rejectedAlone });
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("a create that the API answered and carried out all the same is adopted, and not sent again", async () => {
    expect(await createWeb(afterCreating(throttled(true)))).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("a create that never reached the API is sent again without a lookup", async () => {
    expect(await createWeb(throttled(false), throttled(false), created)).toMatchObject({ client_id: "made-1" });
    expect(requests).toEqual(Array(3).fill(`POST ${clients}`));
    expect(waitedBetween(0, 1)).toBeGreaterThanOrEqual(3_000);
  });

  test("a create whose token was refused is looked up as well; the journal does not take that for a rejection", async () => {
    const refused: Step = () => ({ kind: "throttled", error: answered(401), delayMs: 0, isAnswered: true });
    expect(await createWeb(refused, created)).toMatchObject({ client_id: "made-1" });
    expect(requests).toEqual([`POST ${clients}`, `GET ${clients}`, `POST ${clients}`]);
    expect(waits[0]?.journal).toEqual(pendingAlone);
    expect(await createWeb(afterCreating(refused))).toMatchObject({ client_id: "made-2" });
  });

  test("only the transport limits how often: each attempt has the next number", async () => {
    await createWeb(...Array<Step>(12).fill(throttled(true)), created);
    expect(posts.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(items).toHaveLength(1);
  });
});

describe("404 for a parent", () => {
  const notFound = rejectedWith(answered(404));
  const beginWithNewParent = (script: Step[], age = 0) => {
    const api = begin(script);
    noteWriteTo(api, parent);
    clock.move(age);
    return api;
  };

  test("that this run created a moment ago is not believed: the create is sent again, without a lookup", async () => {
    const api = beginWithNewParent([notFound, notFound, notFound, created]);
    expect(await create(api, client, webInputs)).toMatchObject({ client_id: "made-1" });
    expect(requests).toEqual(Array(4).fill(`POST ${clients}`));
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([250, 500, 1_000]);
    expect(waits[0]?.why).toBe("what was created a moment ago is not visible yet");
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("is thrown once the consistency window is over", async () => {
    const script = Array<Step>(9).fill(notFound);
    const begun = clock.now();
    const error = await errorOf(create(beginWithNewParent(script), client, webInputs));
    expect(error).toMatchObject({ status: 404 });
    expect(requests).toEqual(Array(9).fill(`POST ${clients}`));
    expect(clock.now() - begun).toBe(10_000);
    expect(journalHolds()).toEqual([]);
  });

  test.each<[string, () => Transport]>([
    ["that this run created before the consistency window", () => beginWithNewParent([notFound], 11_000)],
    ["that this run did not create", () => begin([notFound])],
  ])("%s is thrown at once", async (_, beginRun) => {
    const error = await errorOf(create(beginRun(), client, webInputs));
    expect(error).toMatchObject({ status: 404 });
    expect(waits).toEqual([]);
    expect(journalHolds()).toEqual([]);
  });

  test("by a gateway is not retried", async () => {
    const error = failureOf(404, { notFromApi: true });
    await expect(create(beginWithNewParent([rejectedWith(error)]), client, webInputs)).rejects.toBe(error);
    expect(posts).toHaveLength(1);
  });
});

describe("ambiguous", () => {
  test.each([
    ["at once", 0],
    ["late", 8_000],
    ["at the end of a minute", 58_000],
  ])("exactly one resource that reads show %s is adopted, and the create is not sent again", async (_, lag) => {
    expect(await createWeb(lostAfter(lag))).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test.each([
    ["no response", failureOf(), 60_000],
    ["a gateway's timeout", failureOf(504), 60_000],
    ["the API's own error, which ends its work", answered(500), 10_000],
    ["a success that is not usable", failureOf(200), 10_000],
  ])(
    "after %s, a create that had no effect is sent again as soon as no lag can hide it",
    async (_, error, settledMs) => {
      expect(await createWeb(() => ({ kind: "ambiguous", error }), created)).toMatchObject({ client_id: "made-1" });
      expect(waitedBetween(0, 1)).toBeGreaterThanOrEqual(settledMs);
      expect(waitedBetween(0, 1)).toBeLessThan(settledMs + 5_000);
      expect(waits.find(({ why }) => why !== "")?.journal).toEqual(pendingAlone);
      expect(journalHolds()).toEqual(createdAlone("app/made-1"));
    },
  );

  test("several candidates are an error that names them, and the journal keeps the create", async () => {
    const error = await errorOf(createWeb(afterCreating(lostAfter())));
    expect(error).toBeInstanceOf(AmbiguousResultError);
    for (const word of ["made-1", "made-2", "pulumi import", '"Web"']) expect(error.message).toContain(word);
    expect(journalHolds()).toEqual(pendingAlone);
  });

  test("the next run adopts the one that a person leaves, and sends nothing", async () => {
    await errorOf(createWeb(afterCreating(lostAfter())));
    items.pop();
    endRun();
    expect(await createWeb()).toMatchObject({ client_id: "made-1" });
    expect(posts).toHaveLength(1);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("a candidate that may be somebody else's is an error that names it", async () => {
    const withoutTime: Step = (body) => {
      add(body, { created_at: undefined });
      return neverArrived(body);
    };
    const error = await errorOf(createWeb(withoutTime));
    expect(error).toBeInstanceOf(AmbiguousResultError);
    expect(error.message).toContain("made-1");
    expect(journalHolds()).toEqual(pendingAlone);
  });

  test("a candidate that another stack may have created at the same time is an error that names it", async () => {
    beginElsewhere();
    const error = await errorOf(createWeb(lostAfter()));
    expect(error).toBeInstanceOf(AmbiguousResultError);
    expect(error.message).toContain("made-1");
  });

  test("what somebody else created before is not adopted", async () => {
    add({ name: "Web", redirect_uris: ["https://a.example"] });
    clock.move(5_000);
    expect(await createWeb(neverArrived, created)).toMatchObject({ client_id: "made-2" });
  });

  test("a lookup that fails is an error that says so, and the journal keeps the create", async () => {
    const error = await errorOf(createWeb(lookupFailing(lostAfter())));
    expect(error).toBeInstanceOf(AmbiguousResultError);
    expect(error.message).toContain("GET /v1/applications/app/clients answered 503");
    expect(journalHolds()).toEqual(pendingAlone);
  });

  test("what was adopted and is deleted before it can be read is created again", async () => {
    const api = begin([lostAfter(), created]);
    const { send } = api;
    api.send = (method, path, ...more) => {
      if (path === `${clients}/made-1`) items = items.filter(({ client_id: id }) => id !== "made-1");
      return send(method, path, ...more);
    };
    await create(api, client, webInputs);
    expect(items).toHaveLength(1);
  });

  test("the next run sends again what an earlier one sent in vain, once no lag can hide it", async () => {
    await expect(createWeb(lookupFailing(neverArrived))).rejects.toBeInstanceOf(AmbiguousResultError);
    listFailure = undefined;
    endRun();
    let meanwhile: Values[] = [];
    const next: Step = (body) => {
      meanwhile = journalHolds();
      return created(body);
    };
    expect(await createWeb(next)).toMatchObject({ client_id: "made-1" });
    expect(waitedBetween(0, 1)).toBeGreaterThanOrEqual(60_000);
    // The earlier one is over: what was created since then, and before this one was sent, is not ours.
    expect(meanwhile).toEqual([{ ...nothingElse, pending: { first: posts[1]?.at, last: posts[1]?.at } }]);
  });

  test("four results are the most: nothing was created then, and the journal forgets the create", async () => {
    const ambiguous: Step = () => ({ kind: "ambiguous", error: new AmbiguousResultError(failureOf().failure) });
    const error = await errorOf(createWeb(...Array<Step>(4).fill(ambiguous)));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).not.toBeInstanceOf(AmbiguousResultError);
    expect(items).toEqual([]);
    expect(journalHolds()).toEqual([]);
  });

  test("throttled attempts between do not count to the four", async () => {
    const script = [neverArrived, throttled(true), neverArrived, throttled(false), neverArrived];
    expect(await createWeb(...script, created)).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
  });

  test("a request that is cancelled stays in the journal, and the next run adopts what it created", async () => {
    const cancelled = Object.assign(new Error("cancelled"), { name: "AbortError" });
    const cancel: Step = (body) => {
      add(body);
      throw cancelled;
    };
    await expect(createWeb(cancel)).rejects.toBe(cancelled);
    expect(journalHolds()).toEqual(pendingAlone);
    endRun();
    expect(await createWeb()).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
  });
});

describe("a create that waits for its turn", () => {
  test("is in the journal only once it is sent: what somebody else created meanwhile is not adopted", async () => {
    queue = async () => {
      await clock.sleep(15_000);
      add(webBody);
      await clock.sleep(15_000);
      expect(journalHolds()).toEqual([]);
      queue = undefined;
    };
    expect(await createWeb(neverArrived, created)).toMatchObject({ client_id: "made-2" });
  });

  test("and is cancelled leaves nothing in the journal, and the next run waits for nothing", async () => {
    const cancelled = Object.assign(new Error("cancelled"), { name: "AbortError" });
    queue = () => Promise.reject(cancelled);
    await expect(createWeb()).rejects.toBe(cancelled);
    expect(journalHolds()).toEqual([]);
    endRun();
    queue = undefined;
    expect(await createWeb(created)).toMatchObject({ client_id: "made-1" });
    expect(requests).toEqual([`POST ${clients}`]);
    expect(waits).toEqual([]);
  });
});

describe("409 on a retry", () => {
  const conflict = answered(409);

  test("means that an earlier attempt of ours took the value: what it created is adopted", async () => {
    expect(await createWeb(lostAfter(70_000), rejectedWith(conflict))).toMatchObject({ client_id: "made-1" });
    expect(items).toHaveLength(1);
    expect(journalHolds()).toEqual(createdAlone("app/made-1"));
  });

  test("is thrown if nothing of ours has it; the create is not sent a third time, and the journal keeps it", async () => {
    const error = await errorOf(createWeb(neverArrived, rejectedWith(conflict)));
    expect(error).toMatchObject({ status: 409 });
    expect(error).not.toBeInstanceOf(AmbiguousResultError);
    expect(journalHolds()).toEqual(pendingAlone);
  });
});
