/** A request as often as it takes, by a clock that is moved. */

import { connectTimeout } from "../../provider/api/http/connectTimeout.ts";
import type { Answer } from "../../provider/api/http/httpClient.ts";
import { NetworkError } from "../../provider/api/http/networkError.ts";
import { backoff, retryAfter } from "../../provider/api/retry/backoff.ts";
import { openRateLimiter, type RateLimiter } from "../../provider/api/retry/rateLimiter.ts";
import {
  executeWithRetry,
  type Operation,
  type RetryableRequest,
  throttled,
} from "../../provider/api/retry/request.ts";
import { AmbiguousResultError, ApiError } from "../../provider/errors.ts";

jest.mock("node:timers/promises", () => jest.requireActual("../support/timers.ts"));

let told: string[];
let pace: RateLimiter;
beforeEach(() => {
  jest.useFakeTimers();
  told = [];
  pace = openRateLimiter({ concurrent: 16 });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

type Reply = number | [status: number, headers: Record<string, string>] | string;

const answerOf = (reply: Reply): Answer => {
  // A text is the code of a connection's error.
  if (typeof reply === "string") throw new NetworkError(reply, reply, "https://api.example");
  const [status, headers] = typeof reply === "number" ? [reply, {}] : reply;
  return { status, headers, body: status === 200 ? '{"id":"1"}' : "" };
};

const begin = (given: Partial<Operation> = {}): Operation => ({
  deadline: 120_000,
  spent: 0,
  notify: (message) => void told.push(message),
  ...given,
});

/** Sends a request that is answered with one reply after the other, the last of them for good. */
async function send(method: string, replies: Reply[], operation = begin(), more: Partial<RetryableRequest> = {}) {
  const sent: number[] = [];
  const attempt = () =>
    throttled(pace, operation, `${method} /x`, async () => {
      sent.push(Date.now());
      return answerOf(replies[Math.min(sent.length, replies.length) - 1] as Reply);
    });
  const task: RetryableRequest = { method, path: "/x", repeatable: method !== "POST", attempt, ...more };
  const outcome = executeWithRetry(task, operation, pace).catch((error: Error) => error);
  await jest.advanceTimersByTimeAsync(600_000);
  return { outcome: await outcome, sent };
}

test("pauses are random, at most twice as long each time, and never longer than 20 seconds", () => {
  const random = jest.spyOn(Math, "random").mockReturnValue(1);
  const longest = Array.from({ length: 12 }, (_, index) => backoff(index + 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000, 20000, 20000, 20000]);
  random.mockRestore();
  const some = Array.from({ length: 200 }, () => backoff(4));
  expect(new Set(some).size).toBeGreaterThan(100);
  for (const pause of some) expect(pause >= 0 && pause < 4000).toBe(true);
});

test.each([
  ["seconds", { "retry-after": "7" }, 7_000],
  ["no time", { "retry-after": "0" }, 0],
  [
    "a date, by the API's own clock",
    { "retry-after": "Tue, 01 Jan 2030 00:00:09 GMT", date: "Tue, 01 Jan 2030 00:00:00 GMT" },
    9_000,
  ],
  ["a date that has passed", { "retry-after": "Mon, 01 Jan 2001 00:00:00 GMT" }, 0],
  ["an hour, which is too long", { "retry-after": "3600" }, 60_000],
  ["a day in a century, which is too long", { "retry-after": "Tue, 01 Jan 2130 00:00:00 GMT" }, 60_000],
  ["nonsense", { "retry-after": "soon" }, undefined],
  ["nothing", {}, undefined],
])("Retry-After is understood: %s", (_, headers, expected) => {
  expect(retryAfter(headers)).toBe(expected);
});

test.each([
  ["seconds", () => "9"],
  ["a date", () => new Date(Date.now() + 9_000).toUTCString()],
])("a 429 that asks for a pause by %s holds back all requests, and is sent again after it", async (_, value) => {
  jest.setSystemTime(1_900_000_000_000);
  const others: number[] = [];
  setTimeout(() => void throttled(pace, begin(), "GET /y", async () => void others.push(Date.now())), 10);
  const { sent, outcome } = await send("POST", [[429, { "retry-after": value() }], 200]);
  expect(outcome).toEqual({ id: "1" });
  for (const time of [sent[1], others[0]]) {
    expect((time as number) - (sent[0] as number)).toBeGreaterThanOrEqual(9_000);
  }
});

test.each<[Reply, boolean]>([
  [429, true],
  ["ECONNREFUSED", true],
  ["ENOTFOUND", true],
  ["EAI_AGAIN", true],
  [connectTimeout, true],
  ["ECONNRESET", false],
  ["ECONNABORTED", false],
  ["EPIPE", false],
  ["ERR_SOMETHING_NEW", false],
  [408, false],
  [500, false],
  [502, false],
  [503, false],
  [504, false],
])("a POST that ends with %s is sent again: %s", async (reply, isRepeated) => {
  const { outcome, sent } = await send("POST", [reply, 200]);
  expect(sent).toHaveLength(isRepeated ? 2 : 1);
  if (isRepeated) expect(outcome).toEqual({ id: "1" });
  else expect(outcome).toBeInstanceOf(AmbiguousResultError);
});

test.each(["GET", "PUT", "DELETE"])("a %s is sent again whatever became of it", async (method) => {
  const { outcome, sent } = await send(method, [500, 502, "ECONNRESET", 429, 408, "ECONNREFUSED", 200]);
  expect(outcome).toEqual({ id: "1" });
  expect(sent).toHaveLength(7);
});

test.each([301, 400, 401, 403, 404, 409, 413, 422])("%i is an answer: nothing is sent again", async (status) => {
  for (const method of ["GET", "POST", "PUT", "DELETE"]) {
    const { outcome, sent } = await send(method, [status]);
    expect(sent).toHaveLength(1);
    expect(outcome).toBeInstanceOf(ApiError);
    expect(outcome).not.toBeInstanceOf(AmbiguousResultError);
  }
});

test("what fails for good ends within the deadline, with what was tried", async () => {
  for (const reply of [503, 429, "ECONNRESET"] as Reply[]) {
    const { outcome, sent } = await send("GET", [reply]);
    expect(outcome).toBeInstanceOf(ApiError);
    expect((sent.at(-1) as number) - (sent[0] as number)).toBeLessThanOrEqual(120_000);
    expect((outcome as Error).message).toMatch(/given up after \d+ attempts in \d+ s/);
    expect(sent.length).toBeGreaterThan(5);
  }
});

test("the requests of one operation share its deadline", async () => {
  const operation = begin({ deadline: 30_000 });
  await send("GET", [503], operation);
  expect((await send("GET", [503, 200], operation)).sent.length).toBeLessThanOrEqual(2);
  expect(operation.spent).toBeLessThanOrEqual(30_000);
});

test("who is called off while it pauses ends at once, with the reason", async () => {
  const caller = new AbortController();
  const operation = begin({ signal: caller.signal });
  jest.spyOn(Math, "random").mockReturnValue(0.9);
  setTimeout(() => caller.abort(new Error("called off")), 1_000);
  const { outcome, sent } = await send("GET", [[429, { "retry-after": "50" }]], operation);
  expect(outcome).toMatchObject({ name: "AbortError", cause: expect.objectContaining({ message: "called off" }) });
  expect(sent).toHaveLength(1);
});

test("an operation whose time is over sends nothing more, and says that it did not", async () => {
  const { outcome, sent } = await send("POST", [200], begin({ spent: 120_000 }));
  expect(sent).toHaveLength(0);
  expect((outcome as ApiError).failure).toMatchObject({ neverSent: true });
});

test.each<[Reply, boolean]>([
  ["ECONNREFUSED", true],
  [429, false],
])("what ends with %s for good is told to have been sent, or not", async (reply, unsent) => {
  const { outcome } = await send("POST", [reply]);
  expect((outcome as ApiError).failure.neverSent ?? false).toBe(unsent);
});

describe("a create that is refused for now", () => {
  const refusals: [Reply, boolean][] = [
    [[429, { "retry-after": "3" }], true],
    [401, true],
    ["ECONNREFUSED", false],
  ];
  test.each(refusals)("by %s is looked for before it is sent again, if it went out: %s", async (reply, isLookedFor) => {
    const made = jest.fn(async () => undefined);
    const { outcome, sent } = await send("POST", [reply, 200], begin(), { renew: () => true, made });
    expect(outcome).toEqual({ id: "1" });
    expect(sent).toHaveLength(2);
    expect(made).toHaveBeenCalledTimes(isLookedFor ? 1 : 0);
  });

  test.each([429, 401])("by %i and was carried out all the same is not sent again", async (status) => {
    const made = async () => ({ id: "found" });
    const { outcome, sent } = await send("POST", [status, 200], begin(), { renew: () => true, made });
    expect(outcome).toEqual({ id: "found" });
    expect(sent).toHaveLength(1);
  });
});

test("waits of more than 5 seconds are told, with the reason and without a value", async () => {
  await send("GET", [[429, { "retry-after": "6" }], 200]);
  expect(told).toEqual([expect.stringMatching(/^GET \/x answered 429: .* Trying again in 6 s\.$/)]);
  told = [];
  pace.pause(9_000);
  await send("PUT", [200]);
  expect(told).toEqual(["PUT /x waits 9 s: the API asked to slow down."]);
});

test("short waits are nobody's business", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0.5);
  await send("GET", [503, 503, [429, { "retry-after": "4" }], 200]);
  expect(told).toEqual([]);
});
