/** Signing keys, whose creation is not declared to be answered: each finds its own in the list, and nobody else's. */

import type { Rule } from "../../emulator/index.ts";
import { openConnection } from "../../provider/api/connection.ts";
import { create, openRun } from "../../provider/lifecycle/index.ts";
import { signingKey } from "../../provider/resources/index.ts";
import { type Json, path } from "../support/emulated.ts";
import { openJournalFiles } from "../support/journalFiles.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";
import { type Reply, serve } from "../support/server.ts";

jest.setTimeout(60_000);

let world: World | undefined;
afterEach(async () => {
  await world?.end();
  world = undefined;
});

const jwk = { kty: "EC", crv: "P-256", kid: "one" };
const key = (inputs: object = {}) => ({ resource: signingKey, inputs: { name: "Key", ...inputs } });
const one: Program = { ours: key() };

const start = async (behaviour: Record<string, string | number> = {}, parallel = false): Promise<World> => {
  // What exists before the first request decides nothing here: that is in flows/existingTwins.
  world = await createWorld(parallel, { behaviour }, "ignore");
  return world;
};
/** The keys that there are, whether reads lag or not. */
const held = async ({ emulator, move }: World): Promise<Json[]> => {
  move(10_000);
  const keys = (await emulator.send("GET", path.keys)).body as Json[];
  return keys.filter(({ deleted_at: deleted }) => !deleted);
};
const idsHeld = async (world: World) => (await held(world)).map(({ id }) => id).sort();
const idsKept = ({ kept }: World) => [...kept.values()].map(({ id }) => id).sort();
const made = ({ emulator }: World) =>
  (emulator.requests()[`POST ${path.keys}`] ?? 0) + (emulator.requests()[`POST ${path.uploads}`] ?? 0);
/** Makes somebody else's, of the same name. */
const makeTheirs = ({ emulator }: World) => emulator.send("POST", path.keys, { name: "Key" });

const lost: Rule = { fault: "reset", when: "after", method: "POST", path: path.keys, nth: 1 };
const neverArrived: Rule = { fault: "reset", method: "POST", path: path.keys, nth: 1 };
const soon = { deadline: 100 };

describe.each([
  ["answers nothing", {}],
  ["answers with the key", { keyAnswers: "key" }],
  ["answers nothing, and whose reads lag", { reads: "stale", lag: 4_000 }],
])("an API that %s", (_, behaviour) => {
  test("six of one name, made and uploaded at the same time, each get their own", async () => {
    const run = await start(behaviour, true);
    const program = Object.fromEntries(
      [0, 1, 2].flatMap((index) => [
        [`made${index}`, key()],
        [`uploaded${index}`, key({ jwk: { ...jwk, kid: `${index}` } })],
      ]),
    );
    expect(await run.up(program)).toEqual([]);
    expect(await idsHeld(run)).toEqual(idsKept(run));
    for (const index of [0, 1, 2]) {
      expect(run.kept.get(`made${index}`)?.state).toMatchObject({ source: "mosaic" });
      expect(run.kept.get(`uploaded${index}`)?.state).toMatchObject({ source: "uploaded", kid: `${index}` });
    }
    expect(made(run)).toBe(6);
    expect(openJournalFiles()).toEqual([]);
  });

  test("one whose answer is lost is found, and not made again", async () => {
    const run = await start(behaviour);
    run.emulator.setFaults([lost]);
    expect(await run.up(one)).toEqual([]);
    expect(await idsHeld(run)).toEqual(idsKept(run));
    expect(made(run)).toBe(1);
  });

  test("one that never arrived is sent again when any lag has passed", async () => {
    const run = await start(behaviour);
    run.emulator.setFaults([neverArrived]);
    expect(await run.up(one)).toEqual([]);
    expect(await idsHeld(run)).toEqual(idsKept(run));
    expect(made(run)).toBe(2);
  });

  test("somebody else's that was there before is not taken, however young it is", async () => {
    const run = await start(behaviour);
    await makeTheirs(run);
    // It may be as young as it can be and show.
    if ("lag" in behaviour) run.move(Number(behaviour.lag));
    const [theirs] = (await run.emulator.send("GET", path.keys)).body as Json[];
    expect(await run.up(one)).toEqual([]);
    expect(await idsHeld(run)).toEqual([theirs?.id, ...idsKept(run)].sort());
  });
});

test("somebody else's that shows before ours, since it was made just before, is not taken", async () => {
  const run = await start({ reads: "stale", lag: 4_000 });
  await makeTheirs(run);
  run.move(1_000);
  const [error] = await run.up(one);
  const ids = await idsHeld(run);
  expect(ids).toHaveLength(2);
  for (const id of ids) expect(error?.message).toContain(id);
  expect(error?.message).toMatch(/The API created the signing key "Key", but its response does not identify it/);
  expect(error?.message).toContain("pulumi import transmit:index:SigningKey <name> <id>");
  expect(made(run)).toBe(2);
});

test("after a person has decided, the one that is left is taken, and none is made", async () => {
  const run = await start({ reads: "stale", lag: 4_000 });
  await makeTheirs(run);
  run.move(1_000);
  expect(await run.up(one)).toHaveLength(1);
  const [first] = await held(run);
  await run.emulator.send("DELETE", path.key(first as Json));
  run.move(5_000);
  expect(await run.up(one)).toEqual([]);
  expect(await idsHeld(run)).toEqual(idsKept(run));
  expect(made(run)).toBe(2);
  expect(openJournalFiles()).toEqual([]);
});

test("what somebody else uploads at the same time under the same name is not taken for a made one", async () => {
  const run = await start({ reads: "stale", lag: 4_000 });
  await run.emulator.send("POST", path.uploads, { name: "Key", jwk });
  run.move(1_000);
  expect(await run.up({ ...one, uploaded: key({ name: "Other", jwk }) })).toEqual([]);
  expect(run.kept.get("ours")?.state).toMatchObject({ source: "mosaic" });
  expect(await held(run)).toHaveLength(3);
});

test("what was there before a create that was cut short is not taken for it by the next run", async () => {
  const run = await start();
  await makeTheirs(run);
  const [theirs] = (await run.emulator.send("GET", path.keys)).body as Json[];
  run.emulator.setFaults([
    neverArrived,
    { fault: "status", status: 503, method: "GET", path: path.keys, nth: 2, times: 99 },
  ]);
  const [error] = await run.up(one, soon);
  expect(error?.message).toMatch(/may or may not have been created.*Looking it up failed as well/s);
  run.emulator.setFaults([]);
  expect(await run.up(one)).toEqual([]);
  expect(await idsHeld(run)).toEqual([theirs?.id, ...idsKept(run)].sort());
  expect(openJournalFiles()).toEqual([]);
});

test("without a list of what is there before, nothing is made", async () => {
  const run = await start();
  run.emulator.setFaults([{ fault: "status", status: 403, method: "GET", path: path.keys }]);
  const [error] = await run.up(one);
  expect(error?.message).toContain("GET /v1/applications/signing-keys answered 403");
  expect(made(run)).toBe(0);
  expect(openJournalFiles()).toEqual([]);
});

test("what was made while the list could not be had is taken over by the next run", async () => {
  const run = await start();
  run.emulator.setFaults([{ fault: "status", status: 503, method: "GET", path: path.keys, nth: 2, times: 99 }]);
  const [error] = await run.up(one, soon);
  expect(error?.message).toMatch(/The API created the signing key "Key".*Looking it up failed as well/s);
  run.emulator.setFaults([]);
  expect(await run.up(one)).toEqual([]);
  expect(await idsHeld(run)).toEqual(idsKept(run));
  expect(made(run)).toBe(1);
});

test.each([
  ["made", {}],
  ["uploaded", { jwk }],
])("one that was %s and whose status could not be set is kept, and gets it by the next run", async (_, inputs) => {
  const run = await start();
  const program: Program = { ours: key({ status: "disabled", ...inputs }) };
  run.emulator.setFaults([{ fault: "status", status: 403, method: "PUT", path: `${path.keys}/{keyId}` }]);
  const [error] = await run.up(program);
  expect(error?.message).toMatch(/PUT \/v1\/applications\/signing-keys\/\w+ answered 403/);
  expect(await idsHeld(run)).toEqual(idsKept(run));
  expect(run.kept.get("ours")?.state).toMatchObject({ status: "signing", ...inputs });
  run.emulator.setFaults([]);
  expect(await run.up(program)).toEqual([]);
  expect(await held(run)).toMatchObject([{ id: run.kept.get("ours")?.id, status: "disabled" }]);
  expect(made(run)).toBe(1);
});

test("a status that the API has chosen by itself needs no request", async () => {
  const run = await start();
  expect(await run.up({ ours: key({ status: "signing" }) })).toEqual([]);
  expect(run.emulator.requests()[`PUT ${path.keys}/{keyId}`]).toBeUndefined();
});

describe("an answer that nobody declared", () => {
  const whole = {
    id: "ours",
    app_id: "app",
    tenant_id: "tenant",
    kid: "kid",
    name: "Key",
    status: "validating",
    source: "mosaic",
    created_at: "",
    updated_at: "",
    deleted_at: null,
  };

  /** An API with a key of ours from the first POST on, in which others have keys as well. */
  async function createOn(answer: Reply): Promise<{ id: string; asked: string[] }> {
    let isMade = false;
    const now = () => new Date().toISOString();
    const server = await serve(({ method }) => {
      const ours = { ...whole, created_at: now(), updated_at: now() };
      if (method === "POST") {
        isMade = true;
        const { body } = answer;
        return typeof body === "object" ? { ...answer, body: JSON.parse(JSON.stringify(body), fill(ours)) } : answer;
      }
      const theirs = { ...ours, id: "theirs", name: "Other" };
      return { body: isMade ? [theirs, ours] : [theirs] };
    });
    try {
      const baseUrl = `${server.origin}/cis`;
      const configuration = { baseUrl, tokenUrl: baseUrl, credentials: { accessToken: "t" }, maxConcurrentRequests: 4 };
      const { id } = await create(
        signingKey,
        { ...openConnection(configuration).begin(), run: openRun() },
        { name: "Key" },
      );
      return { id, asked: server.asked.map(({ method }) => method) };
    } finally {
      await server.close();
    }
  }
  /** The text "whole" stands for the whole key. */
  const fill = (ours: object) => (_: string, value: unknown) => (value === "whole" ? ours : value);

  test.each<[string, Reply, ...string[]]>([
    ["201 and nothing", { status: 201 }, "GET"],
    ["200 and nothing", { status: 200 }, "GET"],
    ["204", { status: 204 }, "GET"],
    ["200 and an empty object", { status: 200, body: {} }, "GET"],
    ["201 and true", { status: 201, body: "true" }, "GET"],
    ["201 and null", { status: 201, body: "null" }, "GET"],
    ["201 and a text", { status: 201, body: "Created" }, "GET"],
    ["201 and a list of keys", { status: 201, body: ["whole"] }, "GET"],
    ["201 and the key, wrapped", { status: 201, body: { result: "whole" } }],
    ["201 and some of the key", { status: 201, body: { id: "ours", name: "Key" } }, "GET"],
    ["202 and the id of something else", { status: 202, body: { id: "job-7" } }, "GET"],
    ["201 and the key with a number for a text", { status: 201, body: { id: "ours", name: "Key", kid: 7 } }, "GET"],
  ])("may be %s", async (_, answer, ...more) => {
    expect(await createOn(answer)).toEqual({ id: "ours", asked: ["GET", "POST", ...more] });
  });
});
