/** Retries of idempotent requests, and the outcome of the one attempt of others, in virtual time. */

import { connectTimeout, proxyInvalid, proxyRejected, proxyUnavailable } from "../../../../provider/api/http/causes.ts";
import type { HttpResponse } from "../../../../provider/api/http/httpClient.ts";
import { NetworkError } from "../../../../provider/api/http/networkError.ts";
import { backoffMs, retryAfterMs } from "../../../../provider/api/retry/backoff.ts";
import type { ApiRequest } from "../../../../provider/api/retry/classify.ts";
import { openRateLimiter, type RateLimiter } from "../../../../provider/api/retry/rateLimiter.ts";
import {
  executeOnce,
  executeWithRetry,
  expectTime,
  type Operation,
  throttled,
} from "../../../../provider/api/retry/request.ts";
import { ApiError } from "../../../../provider/errors.ts";
import type { PostOutcome } from "../../../../provider/lifecycle/transport.ts";
import { createVirtualClock, type VirtualClock } from "../../../support/virtualClock.ts";

let clock: VirtualClock;
let notes: string[];
let limiter: RateLimiter;
beforeEach(() => {
  clock = createVirtualClock();
  notes = [];
  limiter = openRateLimiter({ concurrent: 16 }, clock);
});

/** A status, with headers or a body; a string is the code of a connection's error. */
type Reply = number | [status: number, headers: Record<string, string>, body?: string] | string;

function answerOf(reply: Reply): HttpResponse {
  if (typeof reply === "string") throw new NetworkError(reply, reply, "https://api.example");
  const [status, headers, body = status === 200 ? '{"id":"1"}' : ""] = typeof reply === "number" ? [reply, {}] : reply;
  return { status, headers, body };
}

const begin = (given: Partial<Operation> = {}): Operation => ({
  clock,
  deadlineMs: 120_000,
  spentMs: 0,
  notify: (message) => void notes.push(message),
  ...given,
});

/** A request that gets one reply after the other, the last of them for good; and when it was sent. */
function request(method: string, replies: Reply[], operation: Operation, more: Partial<ApiRequest> = {}) {
  const sent: number[] = [];
  const attempt = () =>
    throttled(limiter, operation, `${method} /x`, async () => {
      sent.push(clock.now());
      return answerOf(replies[Math.min(sent.length, replies.length) - 1] as Reply);
    });
  return { task: { method, path: "/x", attempt, ...more } satisfies ApiRequest, sent };
}

/** Sends a request with retries, and lets ten minutes pass. */
async function send(method: string, replies: Reply[], operation = begin(), more: Partial<ApiRequest> = {}) {
  const { task, sent } = request(method, replies, operation, more);
  const outcome = executeWithRetry(task, operation, limiter).catch((error: Error) => error);
  await clock.advance(600_000);
  return { outcome: await outcome, sent };
}

/** Makes one attempt at a POST, and lets ten minutes pass. */
async function post(reply: Reply, operation = begin(), more: Partial<ApiRequest> = {}) {
  const { task, sent } = request("POST", [reply], operation, more);
  const outcome = executeOnce(task, 1, operation, limiter);
  await clock.advance(600_000);
  return { outcome: await outcome, sent };
}

/** Sends a POST as a create does: again after each outcome that says that it was not carried out for now. */
async function create(replies: Reply[], operation = begin(), more: Partial<ApiRequest> = {}) {
  const { task, sent } = request("POST", replies, operation, more);
  const untilSettled = async (): Promise<PostOutcome> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await executeOnce(task, attempt, operation, limiter);
      if (outcome.kind !== "throttled") return outcome;
      await clock.sleep(outcome.delayMs);
      operation.spentMs += outcome.delayMs;
    }
  };
  const outcome = untilSettled();
  await clock.advance(600_000);
  return { outcome: await outcome, sent };
}

test("delays are random, at most twice as long each time, and never longer than 20 seconds", () => {
  const longest = Array.from({ length: 12 }, (_, index) => backoffMs(index + 1, { ...clock, random: () => 1 }));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000, 20000, 20000, 20000]);
  for (const random of [0, 0.25, 0.999]) {
    expect(backoffMs(4, { ...clock, random: () => random })).toBe(random * 4000);
  }
});

test.each([
  ["seconds", { "retry-after": "7" }, 7_000],
  ["parts of a second", { "retry-after": "0.5" }, 500],
  ["no time", { "retry-after": "0" }, 0],
  [
    "a date, by the API's own clock",
    { "retry-after": "Tue, 01 Jan 2040 00:00:09 GMT", date: "Tue, 01 Jan 2040 00:00:00 GMT" },
    9_000,
  ],
  [
    "a date, by this machine's clock if the response has none",
    { "retry-after": "Tue, 01 Jan 2030 00:00:08 GMT" },
    8_000,
  ],
  ["a date that has passed", { "retry-after": "Mon, 01 Jan 2001 00:00:00 GMT" }, 0],
  ["an hour, which is too long", { "retry-after": "3600" }, 60_000],
  ["a day in a century, which is too long", { "retry-after": "Tue, 01 Jan 2130 00:00:00 GMT" }, 60_000],
  ["nonsense", { "retry-after": "soon" }, undefined],
  ["nothing", {}, undefined],
])("Retry-After is understood: %s", (_, headers, expected) => {
  expect(retryAfterMs(headers, clock)).toBe(expected);
});

describe.each([
  ["seconds", () => "9"],
  ["a date", () => new Date(clock.now() + 9_000).toUTCString()],
])("a 429 whose Retry-After is %s", (_, value) => {
  test.each<[string, typeof create]>([
    ["GET", (replies) => send("GET", replies).then(({ outcome, sent }) => ({ outcome: accepted(outcome), sent }))],
    ["POST", create],
  ])("delays all requests, and the %s is sent again after it", async (_, sendIt) => {
    const others: number[] = [];
    const other = clock
      .sleep(10)
      .then(() => throttled(limiter, begin(), "GET /y", async () => void others.push(clock.now())));
    const { sent, outcome } = await sendIt([[429, { "retry-after": value() }], 200]);
    await other;
    expect(outcome).toEqual(accepted({ id: "1" }));
    expect(sent).toHaveLength(2);
    for (const time of [sent[1], others[0]]) {
      expect((time as number) - (sent[0] as number)).toBeGreaterThanOrEqual(9_000);
    }
  });
});

const accepted = (response: unknown): PostOutcome => ({ kind: "accepted", response });

/** Nothing else was found out, so the caller looks for what it may have created. */
const ambiguous = { kind: "ambiguous" };
const neverSent = { kind: "throttled", isAnswered: false };
const rejected = { kind: "rejected" };
const renewToken = () => true;

test.each<[what: string, reply: Reply, outcome: object, more?: Partial<ApiRequest>]>([
  ["a success", 200, accepted({ id: "1" })],
  ["429", 429, { kind: "throttled", isAnswered: true, delayMs: 250 }],
  ["429 with Retry-After", [429, { "retry-after": "3" }], { kind: "throttled", isAnswered: true, delayMs: 3_000 }],
  ["401, where there is another token", 401, { kind: "throttled", isAnswered: true, delayMs: 0 }, { renewToken }],
  ["401, where there is no other token", 401, rejected, { renewToken: () => false }],
  ["a refused connection", "ECONNREFUSED", neverSent],
  ["an unknown host", "ENOTFOUND", rejected],
  ["a name server that is down", "EAI_AGAIN", neverSent],
  ["a host that cannot be reached", "EHOSTUNREACH", neverSent],
  ["a connection that takes too long to open", connectTimeout, neverSent],
  ["a proxy that is down", proxyUnavailable, neverSent],
  ["a connection that is reset", "ECONNRESET", ambiguous],
  ["a response that takes too long", "ETIMEDOUT", ambiguous],
  ["a broken pipe", "EPIPE", ambiguous],
  ["an error that is not known", "ERR_SOMETHING_NEW", ambiguous],
  ["408", 408, ambiguous],
  ["500", 500, ambiguous],
  ["502", 502, ambiguous],
  ["503", 503, ambiguous],
  ["504", 504, ambiguous],
  ["a success that is not JSON", [200, {}, "<h1>OK</h1>"], ambiguous],
  ["truncated JSON", [200, {}, '{"id":'], ambiguous],
  ["a success that is not usable", 200, ambiguous, { validate: () => "the answer has no id" }],
  ["an invalid certificate", "CERT_HAS_EXPIRED", rejected],
  ["a proxy that wants other credentials", proxyRejected, rejected],
  ["a proxy whose address is invalid", proxyInvalid, rejected],
])("one attempt at a POST that ends with %s", async (_, reply, expected, more = {}) => {
  const { outcome, sent } = await post(reply, begin(), more);
  expect(outcome).toMatchObject(expected);
  expect(sent).toHaveLength(1);
});

test("a POST whose access token cannot be fetched is rejected, and was never sent", async () => {
  const failure = { method: "POST", path: "/token", messages: ["no token"], neverSent: true };
  const attempt = () => Promise.reject(new ApiError(failure));
  const { outcome, sent } = await post(200, begin(), { attempt });
  expect(outcome).toMatchObject({ kind: "rejected", error: { failure } });
  expect(sent).toHaveLength(0);
});

test("what is no failure of a request passes through one attempt as it is", async () => {
  const { task } = request("POST", [200], begin(), { attempt: () => Promise.reject(new TypeError("a bug")) });
  await expect(executeOnce(task, 1, begin(), limiter)).rejects.toThrow(TypeError);
});

test("the delay after a throttled POST grows with its attempts", async () => {
  const operation = begin();
  const { task } = request("POST", ["ECONNREFUSED"], operation);
  const delays: unknown[] = [];
  for (const attempt of [1, 2, 3, 4]) {
    const outcome = executeOnce(task, attempt, operation, limiter);
    await clock.advance(1_000);
    delays.push(await outcome);
  }
  expect(delays).toMatchObject([250, 500, 1000, 2000].map((delayMs) => ({ kind: "throttled", delayMs })));
});

test.each(["GET", "PUT", "DELETE"])("a %s is sent again after any failure that can pass", async (method) => {
  const { outcome, sent } = await send(method, [500, 502, "ECONNRESET", 429, 408, "ECONNREFUSED", 200]);
  expect(outcome).toEqual({ id: "1" });
  expect(sent).toHaveLength(7);
});

test("a request is sent again with another token once after a 401, and no more", async () => {
  for (const [replies, count] of [[[401, 200], 2] as const, [[401, 401, 200], 2] as const]) {
    const { outcome, sent } = await send("GET", [...replies], begin(), { renewToken });
    expect(sent).toHaveLength(count);
    if (replies.length === 2) expect(outcome).toEqual({ id: "1" });
    else expect(outcome).toMatchObject({ status: 401 });
  }
});

test.each([301, 400, 401, 403, 404, 409, 413, 422])("nothing is sent again after %i", async (status) => {
  for (const method of ["GET", "PUT", "DELETE"]) {
    const { outcome, sent } = await send(method, [status]);
    expect(sent).toHaveLength(1);
    expect(outcome).toBeInstanceOf(ApiError);
  }
  const { outcome, sent } = await create([status]);
  expect(sent).toHaveLength(1);
  expect(outcome).toMatchObject({ kind: "rejected", error: { status } });
});

test.each<[Reply]>([[503], [429], ["ECONNRESET"]])(
  "a request that fails for good with %s ends within the deadline, with what was tried",
  async (reply) => {
    const { outcome, sent } = await send("GET", [reply]);
    expect(outcome).toBeInstanceOf(ApiError);
    expect((sent.at(-1) as number) - (sent[0] as number)).toBeLessThanOrEqual(120_000);
    expect((outcome as Error).message).toMatch(/given up after \d+ attempts in \d+ s/);
    expect(sent.length).toBeGreaterThan(5);
  },
);

test("the requests of one operation share its deadline", async () => {
  const operation = begin({ deadlineMs: 30_000 });
  await send("GET", [503], operation);
  expect((await send("GET", [503, 200], operation)).sent.length).toBeLessThanOrEqual(2);
  expect(operation.spentMs).toBeLessThanOrEqual(30_000);
});

test("attempts and delays count as time of the operation, and time in the rate limiter's queue does not", async () => {
  const operation = begin();
  limiter.pause(9_000);
  const attempt = () => throttled(limiter, operation, "GET /x", () => clock.sleep(3_000).then(() => answerOf(200)));
  await send("GET", [200], operation, { attempt });
  expect(operation.spentMs).toBe(3_000);
  await send("GET", [[429, { "retry-after": "4" }], 200], operation);
  expect(operation.spentMs).toBe(7_000);
});

test("a request that is cancelled during a delay ends at once, with the reason", async () => {
  const caller = new AbortController();
  const operation = begin({ signal: caller.signal });
  const { task, sent } = request("GET", [[429, { "retry-after": "50" }]], operation);
  const outcome = executeWithRetry(task, operation, limiter).catch((error: Error) => error);
  await clock.advance(1_000);
  const begun = clock.now();
  caller.abort(new Error("cancelled"));
  expect(await outcome).toMatchObject({ name: "AbortError", cause: { message: "cancelled" } });
  expect(clock.now()).toBe(begun);
  expect(sent).toHaveLength(1);
});

test("an operation whose deadline is over sends nothing more, and says so", async () => {
  const late = begin({ spentMs: 120_000 });
  const { outcome, sent } = await send("GET", [200], late);
  expect(sent).toHaveLength(0);
  expect((outcome as ApiError).failure).toMatchObject({ neverSent: true });
  const said = "not sent: the operation's deadline was already used up, after 120 s";
  expect((outcome as ApiError).message).toContain(said);
  // A create checks it before its request is prepared; its later attempts settle what became of the first.
  expect(() => expectTime({ method: "POST", path: "/x" }, 1, late)).toThrow(said);
  expect(() => expectTime({ method: "POST", path: "/x" }, 2, late)).not.toThrow();
});

test.each<[Reply, boolean]>([
  ["ECONNREFUSED", true],
  [429, false],
])(
  "a POST that ends with %s until the deadline is rejected, and the error says whether it was sent",
  async (reply, isNeverSent) => {
    const { outcome, sent } = await create([reply]);
    expect(outcome.kind).toBe("rejected");
    const { error } = outcome as Extract<PostOutcome, { kind: "rejected" }>;
    expect(error.failure.neverSent ?? false).toBe(isNeverSent);
    expect(error.message).toMatch(/given up after \d+ attempts in \d+ s/);
    expect((sent.at(-1) as number) - (sent[0] as number)).toBeLessThanOrEqual(120_000);
  },
);

test("waits of more than 5 seconds are shown to the user, with the reason and without a value", async () => {
  await send("GET", [[429, { "retry-after": "6" }], 200]);
  expect(notes).toEqual([expect.stringMatching(/^GET \/x answered 429: .* Trying again in 6 s\.$/)]);
  notes = [];
  limiter.pause(9_000);
  await send("PUT", [200]);
  expect(notes).toEqual(["PUT /x waits 9 s: the API asked to slow down."]);
  notes = [];
  await post([429, { "retry-after": "7" }]);
  expect(notes).toEqual([expect.stringMatching(/^POST \/x answered 429: .* Trying again in 7 s\.$/)]);
});

test("shorter waits are not", async () => {
  const replies: Reply[] = [503, 503, [429, { "retry-after": "4" }], 200];
  await send("GET", replies);
  await create(replies.slice(2));
  expect(notes).toEqual([]);
});
