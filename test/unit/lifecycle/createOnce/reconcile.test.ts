/** What a create without an answer made, on an API that tells this much and no more, by a clock that is moved. */

import { AmbiguousResultError, ApiError } from "../../../../provider/errors.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { learnFromOwnCreate } from "../../../../provider/lifecycle/createOnce/apiIdentity.ts";
import { findCertain, reconcile, visibleBy } from "../../../../provider/lifecycle/createOnce/reconcile.ts";
import type { Transport } from "../../../../provider/lifecycle/index.ts";
import { openRun } from "../../../../provider/lifecycle/index.ts";
import { application } from "../../../../provider/resources/index.ts";
import { createTestClock, type TestClock } from "../../../support/clock.ts";
import { path, resultOf } from "../../../support/emulated.ts";
import { createWorld } from "../../../support/runs.ts";

const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://a.example"] } };
const web = { app_id: "a", client_id: "c", client_secret: "s", name: "Web", redirect_uris: ["https://a.example"] };

const sentAt = Date.parse("2030-01-01T12:00:00Z");
let clock: TestClock;
beforeEach(() => {
  clock = createTestClock(sentAt + 100);
});

const at = (milliseconds: number) => new Date(sentAt + milliseconds).toISOString();
const shop = (given: Values = {}): Values => ({
  app_id: "a",
  app_name: "Shop",
  client_id: "c",
  created_at: at(50),
  created_by: "us",
  ...given,
});

interface Situation {
  /** The list, some milliseconds after the create was sent; 503 if there is none. */
  list(since: number): Values[] | 503;
  /** The default client. */
  client?(since: number): Values | 404;
  /** Milliseconds that the API's Date is ahead. */
  ahead?: number;
  others?: string[];
  hasConcurrentCreate?(since: number): boolean;
  /** What the run has made before. */
  made?: Values;
  lost?: ApiError;
}

const lostWith = (status?: number, foreign = false) =>
  new AmbiguousResultError({
    method: "POST",
    path: "/v1/applications",
    status,
    messages: ["lost"],
    notFromApi: foreign,
  });

function apiFor({ list, client = () => web, ahead = 0 }: Situation): { api: Transport; asked: string[] } {
  const asked: string[] = [];
  const api: Transport = {
    endpoint: {},
    run: openRun({ clock }),
    claims: async () => ({}),
    now: () => clock.now() + ahead,
    wait: (milliseconds) => clock.sleep(milliseconds),
    preparePost: () => Promise.reject(new Error("nothing is created here")),
    send: async (method, place) => {
      asked.push(`${method} ${place}`);
      clock.move(10);
      const since = clock.now() - sentAt;
      const answer = place.endsWith("/clients/c") ? client(since) : list(since);
      if (typeof answer === "number") {
        throw new ApiError({ method, path: place, status: answer, messages: ["no"], hasApiErrorCode: true });
      }
      return Array.isArray(answer) ? { result: answer } : answer;
    },
  };
  return { api, asked };
}

async function find(situation: Situation): Promise<{ id?: string; after: number; error?: Error }> {
  const { api } = apiFor(situation);
  const { lost = lostWith(), others = [], hasConcurrentCreate = () => false, made } = situation;
  if (made) learnFromOwnCreate(api, made);
  const search = {
    resource: application,
    api,
    inputs,
    foreignIds: () => new Set(others),
    hasConcurrentCreate: () => hasConcurrentCreate(clock.now() - sentAt),
  };
  const sent = { from: sentAt, until: visibleBy(api, sentAt, lost) };
  try {
    const found = await reconcile(search, sent, lost);
    return { id: found?.actual.appId as string, after: clock.now() - sentAt };
  } catch (error) {
    return { error: error as Error, after: clock.now() - sentAt };
  }
}

const hour = 3_600_000;

test.each<[string, Situation]>([
  ["it is there", { list: () => [shop()] }],
  ["it shows after nine seconds", { list: (since) => (since > 9_000 ? [shop()] : []) }],
  [
    "it takes effect 20 seconds after a gateway gave up on it",
    {
      list: (since) => (since > 20_000 ? [shop({ created_at: at(20_000) })] : []),
      lost: lostWith(504),
    },
  ],
  [
    "it takes effect 50 seconds after the connection was closed",
    {
      list: (since) => (since > 50_000 ? [shop({ created_at: at(50_000) })] : []),
    },
  ],
  ["its default client shows later", { list: () => [shop()], client: (since) => (since > 8_000 ? web : 404) }],
  ["the API's clock is five hours ahead", { list: () => [shop({ created_at: at(5 * hour) })], ahead: 5 * hour }],
  ["the API's clock is five hours behind", { list: () => [shop({ created_at: at(-5 * hour) })], ahead: -5 * hour }],
  [
    "what is made is dated by another clock than answers are",
    {
      list: () => [shop({ created_at: at(-5 * hour) })],
      made: { createdAt: at(-5 * hour), createdBy: "us" },
    },
  ],
  ["an older one is the same", { list: () => [shop({ app_id: "b", created_at: at(-hour) }), shop()] }],
  ["the same was made by another stack", { list: () => [shop({ app_id: "b" }), shop()], others: ["b"] }],
  [
    "the same was made by somebody else",
    {
      list: () => [shop({ app_id: "b", created_by: "them" }), shop()],
      made: { createdAt: at(0), createdBy: "us" },
    },
  ],
  [
    "who lost the same has found its own meanwhile",
    {
      list: (since) => (since > 5_000 ? [shop()] : []),
      hasConcurrentCreate: (since) => since < 8_000,
    },
  ],
])("it is found where %s", async (_, situation) => {
  expect(await find(situation)).toMatchObject({ id: "a" });
});

test.each<[string, Situation, number, number]>([
  ["there is none, and the API itself has answered", { list: () => [], lost: lostWith(500) }, 10_000, 12_000],
  ["there is none, and nobody has answered", { list: () => [] }, 60_000, 62_000],
  ["there is none, and a gateway gave up on it", { list: () => [], lost: lostWith(504) }, 60_000, 62_000],
  [
    "there is none, and somebody in between has answered",
    { list: () => [], lost: lostWith(502, true) },
    60_000,
    62_000,
  ],
  ["the one there is is an older one", { list: () => [shop({ created_at: at(-10_000) })] }, 60_000, 62_000],
  ["the one there is is another's", { list: () => [shop({ app_description: "Theirs" })] }, 60_000, 62_000],
  [
    "the one there is has another default client",
    {
      list: () => [shop()],
      client: () => ({ ...web, redirect_uris: ["https://b.example"] }),
    },
    60_000,
    62_000,
  ],
  [
    "the one there is was made by somebody else",
    {
      list: () => [shop({ created_by: "them" })],
      made: { createdAt: at(0), createdBy: "us" },
    },
    60_000,
    62_000,
  ],
])("it did not happen where %s", async (_, situation, atLeast, atMost) => {
  const { id, error, after } = await find(situation);
  expect([id, error]).toEqual([undefined, undefined]);
  expect(after).toBeGreaterThanOrEqual(atLeast);
  expect(after).toBeLessThanOrEqual(atMost);
});

test.each<[string, Situation, string]>([
  ["there are two", { list: () => [shop(), shop({ app_id: "b" })] }, "a, b"],
  [
    "a second shows after the first",
    { list: (since) => (since > 5_000 ? [shop(), shop({ app_id: "b" })] : since > 3_000 ? [shop()] : []) },
    "a, b",
  ],
  ["its default client never shows", { list: () => [shop()], client: () => 404 }, "These could be it: a."],
  ["nobody says when it was made", { list: () => [shop({ created_at: undefined })] }, "These could be it: a."],
  ["another stack lost the same", { list: () => [shop()], hasConcurrentCreate: () => true }, "These could be it: a."],
  ["the list cannot be had", { list: () => 503 }, "Looking it up failed as well"],
])("a person has to decide where %s", async (_, situation, said) => {
  const { error } = await find(situation);
  expect(error).toBeInstanceOf(AmbiguousResultError);
  expect(error?.message).toContain(said);
  expect(error?.message).toContain('the application "Shop" may or may not have been created');
});

test("what is looked for for a minute does not cost a request a second", async () => {
  const { api, asked } = apiFor({ list: () => [] });
  const search = {
    resource: application,
    api,
    inputs,
    foreignIds: () => new Set<string>(),
    hasConcurrentCreate: () => false,
  };
  await reconcile(search, { from: sentAt, until: visibleBy(api, sentAt, lostWith()) }, lostWith());
  expect(asked.length).toBeLessThanOrEqual(12);
});

test.each<[string, Situation, string | undefined]>([
  ["the one that is there is taken", { list: () => [shop()] }, "a"],
  ["none is not waited for", { list: (since) => (since > 1_000 ? [shop()] : []) }, undefined],
  ["of two, none is taken", { list: () => [shop(), shop({ app_id: "b" })] }, undefined],
  [
    "where somebody else lost the same, none is taken",
    { list: () => [shop()], hasConcurrentCreate: () => true },
    undefined,
  ],
])("after a refusal by who may not know, %s", async (_, situation, expected) => {
  const { api } = apiFor(situation);
  const { hasConcurrentCreate = () => false } = situation;
  const search = {
    resource: application,
    api,
    inputs,
    foreignIds: () => new Set<string>(),
    hasConcurrentCreate: () => hasConcurrentCreate(0),
  };
  expect((await findCertain(search, { from: sentAt }))?.actual.appId).toBe(expected);
});

test("a name that is taken when a lost create is sent again was taken by it", async () => {
  jest.restoreAllMocks();
  const world = await createWorld(false, {
    behaviour: { names: "unique", reads: "stale", lag: 15_000 },
  });
  world.emulator.setFaults([
    { fault: "status", status: 503, when: "after", method: "POST", path: "/v1/applications", nth: 1 },
  ]);
  expect(await world.up({ shop: { resource: application, inputs } })).toEqual([]);
  expect(world.emulator.requests()["POST /v1/applications"]).toBe(2);
  world.move(60_000);
  const held = resultOf(await world.emulator.send("GET", path.applications)) as unknown as Values[];
  expect(held.map(({ app_id: id }) => id)).toEqual([world.kept.get("shop")?.id]);
  await world.end();
});
