/** A host that answers nothing: one patience and one message for all operations of a connection. */
import type { Attempt, HttpResponse } from "../../../../provider/api/http/httpClient.ts";
import { NetworkError } from "../../../../provider/api/http/networkError.ts";
import { watchingOutages } from "../../../../provider/api/retry/outages.ts";
import { openRateLimiter } from "../../../../provider/api/retry/rateLimiter.ts";
import { executeOnce, executeWithRetry, type Operation, throttled } from "../../../../provider/api/retry/request.ts";
import { ApiError } from "../../../../provider/errors.ts";
import { createVirtualClock, type VirtualClock } from "../../../support/virtualClock.ts";

const deadlineMs = 120_000;
const url = "https://api.example/cis/v1/applications";

let clock: VirtualClock;
let notes: string[];
let attempts: number;
/** The code of the error of each attempt; none if the host answers. */
let code: string | undefined;
/** Milliseconds that an attempt takes. */
let takesMs: number;
let send: (given?: Partial<Operation>, to?: string) => Promise<unknown>;
let sendOnce: (attempt?: number, to?: string) => Promise<unknown>;

beforeEach(() => {
  clock = createVirtualClock();
  notes = [];
  attempts = 0;
  code = "ECONNREFUSED";
  takesMs = 0;
  const limiter = openRateLimiter({ concurrent: 16 }, clock);
  const answer = async ({ url: to }: Attempt): Promise<HttpResponse> => {
    attempts++;
    const failure = code;
    await clock.sleep(takesMs);
    if (failure !== undefined) throw new NetworkError("no connection", failure, new URL(to).origin);
    return { status: 200, headers: {}, body: "{}" };
  };
  const exchange = watchingOutages(answer, clock, deadlineMs);
  const begin = (given: Partial<Operation> = {}): Operation => ({
    clock,
    deadlineMs,
    spentMs: 0,
    notify: (message) => void notes.push(message),
    ...given,
  });
  const requestTo = (to: string, operation: Operation) => ({
    method: "GET",
    path: "/v1/applications",
    attempt: () =>
      throttled(limiter, operation, "GET /v1/applications", () => exchange({ method: "GET", url: to, headers: {} })),
  });
  send = (given, to = url) => {
    const operation = begin(given);
    return executeWithRetry(requestTo(to, operation), operation, limiter).catch((error: unknown) => error);
  };
  sendOnce = (attempt = 1, to = url) => {
    const operation = begin();
    return executeOnce(requestTo(to, operation), attempt, operation, limiter);
  };
});

/** @returns How it ended, and after how many milliseconds. */
async function timed(operation: Promise<unknown>, atMost = 600_000): Promise<{ outcome: unknown; after: number }> {
  const begun = clock.now();
  const ended = operation.then((outcome) => ({ outcome, after: clock.now() - begun }));
  await clock.advance(atMost);
  return ended;
}

const messageOf = (outcome: unknown): string => (outcome as ApiError).message;

describe.each([
  ["refuses connections", "ECONNREFUSED", 0],
  ["takes connections and answers nothing", "ETIMEDOUT", 30_000],
])("a host that %s", (_, failure, duration) => {
  beforeEach(() => {
    code = failure;
    takesMs = duration;
  });

  test("is waited for by forty operations as long as by one, with one line of progress at a time, and told once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => timed(send())));
    for (const { after } of outcomes) expect(after).toBeLessThan(deadlineMs + takesMs + 5_000);
    const messages = outcomes.map(({ outcome }) => messageOf(outcome));
    expect(messages.filter((message) => message.includes("\n"))).toHaveLength(1);
    expect(
      messages.filter((message) => /no connection; the error of another resource says more\.$/.test(message)),
    ).toHaveLength(39);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.length).toBeLessThanOrEqual(5);
    for (const note of notes) {
      if (!note.includes("waits")) expect(note).toMatch(/^GET .* failed: no connection\. Trying again for \d+ s\.$/);
    }
  });

  test("is not waited for again by what comes later", async () => {
    await timed(send(), deadlineMs + takesMs);
    const before = attempts;
    const later = await Promise.all([timed(send()), timed(send()), timed(sendOnce())]);
    expect(later[2]?.outcome).toMatchObject({ kind: expect.stringMatching(/rejected|ambiguous/) });
    for (const { after } of later) expect(after).toBeLessThanOrEqual(takesMs);
    expect(attempts - before).toBeLessThanOrEqual(3);
  });
});

test("nothing is tried in the moment after an operation has given up", async () => {
  const waves = send().then(async () => {
    const before = attempts;
    const next = await Promise.all([send(), send()]);
    return { next, tried: attempts - before };
  });
  await clock.advance(600_000);
  const { next, tried } = await waves;
  for (const error of next) expect(error).toBeInstanceOf(ApiError);
  expect(tried).toBe(0);
});

test("a response ends the outage: the next failure is waited for again, and told in full", async () => {
  await timed(send(), deadlineMs);
  code = undefined;
  await clock.advance(10_000);
  expect((await timed(send())).outcome).toEqual({});
  code = "ECONNREFUSED";
  const { outcome, after } = await timed(send());
  expect(after).toBeGreaterThan(deadlineMs / 2);
  expect(messageOf(outcome)).toContain("\n");
});

test("an operation whose deadline is longer waits on, and a shorter one ends for itself alone", async () => {
  const short = await timed(send({ deadlineMs: 3_000 }), 5_000);
  expect(short.after).toBeLessThan(3_000);
  const long = timed(send({ deadlineMs: 300_000 }));
  const { after } = await timed(send());
  expect(after).toBeGreaterThan(60_000);
  expect((await long).after).toBeGreaterThan(200_000);
});

test("a host does not answer for another", async () => {
  await timed(send(), deadlineMs);
  const { after, outcome } = await timed(send({}, "https://tokens.example/oidc/token"));
  expect(after).toBeGreaterThan(deadlineMs / 2);
  expect(messageOf(outcome)).toContain("\n");
});

test("what cannot pass is told in full once", async () => {
  code = "CERT_HAS_EXPIRED";
  const outcomes = await Promise.all([timed(send()), timed(send()), timed(send())]);
  const messages = outcomes.map(({ outcome }) => messageOf(outcome));
  expect(messages.map((message) => message.includes("\n"))).toEqual([true, false, false]);
  expect(attempts).toBe(3);
});

describe.each(["http://127.0.0.1:4010/cis", "http://localhost:4010/cis", "http://[::1]:4010/cis"])(
  "where nothing listens at %s",
  (local) => {
    test("a few attempts within seconds are enough, and the advice asks for the emulator", async () => {
      const { outcome, after } = await timed(send({}, local));
      expect(after).toBeLessThanOrEqual(5_000);
      expect(after).toBeGreaterThanOrEqual(4_000);
      expect(attempts).toBeLessThanOrEqual(10);
      expect(messageOf(outcome)).toMatch(/No response came from .*: nothing listens there\. Is the emulator running\?/);
      expect((outcome as ApiError).failure).toMatchObject({ reason: "refused", neverSent: true });
    });

    test("forty operations wait no longer, and what comes later does not wait", async () => {
      for (const { after } of await Promise.all(Array.from({ length: 40 }, () => timed(send({}, local), 20_000)))) {
        expect(after).toBeLessThanOrEqual(5_000);
      }
      expect((await timed(send({}, local))).after).toBe(0);
    });

    test("an emulator that is starting is waited for", async () => {
      const operation = timed(send({}, local));
      await clock.advance(3_500);
      code = undefined;
      expect((await operation).outcome).toEqual({});
    });

    test("a create that was never sent is tried again, and then rejected as never sent", async () => {
      expect((await timed(sendOnce(1, local), 10_000)).outcome).toMatchObject({ kind: "throttled", isAnswered: false });
      const { outcome } = await timed(sendOnce(2, local));
      expect(outcome).toMatchObject({ kind: "rejected", error: { failure: { reason: "refused", neverSent: true } } });
    });
  },
);

test("an address of this machine that resets connections is waited for like any other", async () => {
  code = "ECONNRESET";
  expect((await timed(send({}, "http://127.0.0.1:4010/cis"))).after).toBeGreaterThan(deadlineMs / 2);
});
