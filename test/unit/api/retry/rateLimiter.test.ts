/** The rate limiter, in virtual time. */
import { openRateLimiter, type RateLimiter } from "../../../../provider/api/retry/rateLimiter.ts";
import { createVirtualClock, type VirtualClock } from "../../../support/virtualClock.ts";

let clock: VirtualClock;
beforeEach(() => {
  clock = createVirtualClock();
});

const silently = () => {};
const lasting = (milliseconds: number) => () => clock.sleep(milliseconds);

/** Runs a request when it is its turn. */
async function inTurn<T>(
  limiter: RateLimiter,
  request: () => Promise<T>,
  ...waits: Parameters<RateLimiter["acquire"]>
): Promise<T> {
  const permit = await limiter.acquire(...waits);
  try {
    return await request();
  } finally {
    permit.release();
  }
}

/** When each of so many requests, all asked for at once, begins. */
async function beginnings(limiter: RateLimiter, count: number, duration = 100): Promise<number[]> {
  const begun: number[] = [];
  const request = () => {
    begun.push(clock.now());
    return lasting(duration)();
  };
  const all = Promise.all(Array.from({ length: count }, () => inTurn(limiter, request, silently)));
  await clock.advance(3_600_000);
  await all;
  return begun;
}

test("no more requests run at the same time than allowed, and each one gets its turn", async () => {
  const limiter = openRateLimiter({ concurrent: 4 }, clock);
  let running = 0;
  let most = 0;
  const request = (duration: number) => async () => {
    most = Math.max(most, ++running);
    await lasting(duration)();
    running--;
    if (duration % 3 === 0) throw new Error("failed");
  };
  const all = Array.from({ length: 60 }, (_, index) =>
    inTurn(limiter, request(index * 7), silently).catch(() => "failed"),
  );
  await clock.advance(60_000);
  expect((await Promise.all(all)).filter((outcome) => outcome === "failed")).toHaveLength(20);
  expect(most).toBe(4);
});

test.each([1, 7, 30])("no more requests begin within any minute than the budget of %i", async (perMinute) => {
  const count = perMinute * 5 + 1;
  const begun = await beginnings(openRateLimiter({ concurrent: 16, perMinute }, clock), count);
  expect(begun).toHaveLength(count);
  for (const [index, time] of begun.entries()) {
    expect(begun.slice(index).filter((other) => other < time + 60_000).length).toBeLessThanOrEqual(perMinute);
  }
  // Nor is any of it left unused.
  expect((begun.at(-1) as number) - (begun[0] as number)).toBeLessThanOrEqual(5 * 62_000);
});

test("a pause delays every request, whichever asked for it, and the longest pause counts", async () => {
  const limiter = openRateLimiter({ concurrent: 2 }, clock);
  const start = clock.now();
  limiter.pause(8_000);
  limiter.pause(3_000);
  const begun = await beginnings(limiter, 5, 10);
  expect(begun).toHaveLength(5);
  for (const time of begun) expect(time - start).toBeGreaterThanOrEqual(8_000);
});

test("a request that must wait is told how long, and why", async () => {
  const limiter = openRateLimiter({ concurrent: 2, perMinute: 1 }, clock);
  const waits: [number | undefined, string][] = [];
  const onWait = (wait: number | undefined, why: string) => void waits.push([wait, why]);
  limiter.pause(8_000);
  const both = Promise.all([inTurn(limiter, lasting(1), onWait), inTurn(limiter, lasting(1), onWait)]);
  await clock.advance(200_000);
  await both;
  expect(waits[0]).toEqual([8_000, "the API asked to slow down"]);
  expect(waits).toContainEqual([61_000, "the budget of 1 requests a minute is used up"]);
});

test.each([
  ["a place", { concurrent: 1 }, 0],
  ["the end of a pause", { concurrent: 9 }, 60_000],
  ["the next minute", { concurrent: 9, perMinute: 1 }, 0],
])(
  "a request that is cancelled while it waits for %s ends at once, and no turn is lost with it",
  async (_, limits, pause) => {
    const limiter = openRateLimiter(limits, clock);
    const first = inTurn(limiter, lasting(10_000), silently);
    limiter.pause(pause);
    const caller = new AbortController();
    const begun: string[] = [];
    const cancelled = inTurn(limiter, async () => void begun.push("cancelled"), silently, caller.signal);
    const next = inTurn(limiter, async () => void begun.push("next"), silently);
    const rejected = expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
    await clock.advance(1_000);
    caller.abort();
    await rejected;
    await clock.advance(120_000);
    await Promise.all([first, next]);
    expect(begun).toEqual(["next"]);
  },
);

test("requests begin in the order in which they were made, also those that are made as others end", async () => {
  const limiter = openRateLimiter({ concurrent: 2 }, clock);
  const begun: number[] = [];
  const run = (index: number) =>
    inTurn(
      limiter,
      async () => {
        begun.push(index);
        await lasting(10)();
        // Behind those that wait already.
        if (index < 3) void run(100 + index);
      },
      silently,
    );
  for (let index = 0; index < 10; index++) void run(index);
  await clock.advance(1_000);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101, 102]);
});

test.each([0, 1, 4_000, 9_999])(
  "no more requests arrive within any minute than the budget, though each second one takes %i ms to arrive",
  async (way) => {
    const limiter = openRateLimiter({ concurrent: 16, perMinute: 10 }, clock);
    const arrived: number[] = [];
    const request = (index: number) => async () => {
      await lasting(index % 2 === 0 ? way : 0)();
      arrived.push(clock.now());
      await lasting(10)();
    };
    const all = Promise.all(Array.from({ length: 60 }, (_, index) => inTurn(limiter, request(index), silently)));
    await clock.advance(3_600_000);
    await all;
    expect(arrived).toHaveLength(60);
    for (const time of arrived) {
      const within = arrived.filter((other) => other >= time && other < time + 60_000);
      expect(within.length).toBeLessThanOrEqual(10);
    }
  },
);

describe("a long wait for other requests", () => {
  // The limiter times these waits with a timer of Node's own.
  beforeEach(() => jest.useFakeTimers({ doNotFake: ["setImmediate"] }));
  afterEach(() => jest.useRealTimers());

  test("is told once, with how many there are", async () => {
    const limiter = openRateLimiter({ concurrent: 1 }, clock);
    const told: unknown[][] = [];
    const all = [0, 1, 2, 3].map((index) =>
      inTurn(limiter, lasting(4_000), (...wait) => void told.push([index, ...wait])),
    );
    for (let second = 0; second < 60; second++) {
      await clock.advance(1_000);
      jest.advanceTimersByTime(1_000);
    }
    await Promise.all(all);
    expect(told).toEqual([
      [2, undefined, "requests before it: 1"],
      [3, undefined, "requests before it: 2"],
    ]);
  });
});
