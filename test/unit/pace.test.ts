/** How fast the API is asked, by a clock that is moved. */
import { openRateLimiter, type RateLimiter } from "../../provider/api/retry/rateLimiter.ts";

jest.mock("node:timers/promises", () => jest.requireActual("../support/timers.ts"));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const silently = () => {};
const lasting = (milliseconds: number) => () => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const after = async (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

/** When each of so many requests, all asked for at once, begins. */
async function beginnings(pace: RateLimiter, count: number, duration = 100): Promise<number[]> {
  const begun: number[] = [];
  const request = () => {
    begun.push(Date.now());
    return lasting(duration)();
  };
  const all = Promise.all(Array.from({ length: count }, () => pace.run(request, silently)));
  await after(3_600_000);
  await all;
  return begun;
}

test("no more requests are under way at the same time than may be, and all have their turn", async () => {
  const pace = openRateLimiter({ concurrent: 4 });
  let underWay = 0;
  let most = 0;
  const request = (duration: number) => async () => {
    most = Math.max(most, ++underWay);
    await lasting(duration)();
    underWay--;
    if (duration % 3 === 0) throw new Error("failed");
  };
  const all = Array.from({ length: 60 }, (_, index) => pace.run(request(index * 7), silently).catch(() => "failed"));
  await after(60_000);
  expect((await Promise.all(all)).filter((outcome) => outcome === "failed")).toHaveLength(20);
  expect(most).toBe(4);
});

test.each([1, 7, 30])("no minute sees more requests begin than the budget of %i", async (perMinute) => {
  const count = perMinute * 5 + 1;
  const begun = await beginnings(openRateLimiter({ concurrent: 16, perMinute }), count);
  expect(begun).toHaveLength(count);
  for (const [index, time] of begun.entries()) {
    expect(begun.slice(index).filter((other) => other < time + 60_000).length).toBeLessThanOrEqual(perMinute);
  }
  // Nor is any of it left unused.
  expect((begun.at(-1) as number) - (begun[0] as number)).toBeLessThanOrEqual(5 * 62_000);
});

test("a pause holds back every request, whoever asked for it, and the longest pause counts", async () => {
  const pace = openRateLimiter({ concurrent: 2 });
  const start = Date.now();
  pace.pause(8_000);
  pace.pause(3_000);
  const begun = await beginnings(pace, 5, 10);
  for (const time of begun) expect(time - start).toBeGreaterThanOrEqual(8_000);
});

test("who waits is told how long, and why", async () => {
  const pace = openRateLimiter({ concurrent: 2, perMinute: 1 });
  const told: [number | undefined, string][] = [];
  const tell = (wait: number | undefined, why: string) => void told.push([wait, why]);
  pace.pause(8_000);
  const both = Promise.all([pace.run(lasting(1), tell), pace.run(lasting(1), tell)]);
  await after(200_000);
  await both;
  expect(told[0]).toEqual([8_000, "the API asked to slow down"]);
  expect(told).toContainEqual([61_000, "the budget of 1 requests a minute is used up"]);
});

test.each([
  ["a place", { concurrent: 1 }, 0],
  ["the end of a pause", { concurrent: 9 }, 60_000],
  ["the next minute", { concurrent: 9, perMinute: 1 }, 0],
])("who waits for %s and is called off leaves at once, and nobody's turn goes with it", async (_, limits, pausing) => {
  const pace = openRateLimiter(limits);
  const first = pace.run(lasting(10_000), silently);
  pace.pause(pausing);
  const caller = new AbortController();
  const begun: string[] = [];
  const called = pace.run(async () => void begun.push("called off"), silently, caller.signal);
  const next = pace.run(async () => void begun.push("next"), silently);
  const refused = expect(called).rejects.toMatchObject({ name: "AbortError" });
  await after(1_000);
  caller.abort();
  await refused;
  await after(120_000);
  await Promise.all([first, next]);
  expect(begun).toEqual(["next"]);
});

test("turns come in the order in which they were asked for, also for those who come while others go", async () => {
  const pace = openRateLimiter({ concurrent: 2 });
  const begun: number[] = [];
  const ask = (index: number) =>
    pace.run(async () => {
      begun.push(index);
      await lasting(10)();
      // Who comes just now is behind those who wait.
      if (index < 3) void ask(100 + index);
    }, silently);
  for (let index = 0; index < 10; index++) void ask(index);
  await after(1_000);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 101, 102]);
});

test("who waits for others is told how many there are, when it gets long", async () => {
  const pace = openRateLimiter({ concurrent: 1 });
  const told: unknown[][] = [];
  const all = [0, 1, 2, 3].map((index) => pace.run(lasting(4_000), (...what) => void told.push([index, ...what])));
  await after(60_000);
  await Promise.all(all);
  expect(told).toEqual([
    [2, undefined, "requests before it: 1"],
    [3, undefined, "requests before it: 2"],
  ]);
});

test.each([0, 1, 4_000, 9_999])(
  "no minute sees more requests arrive than the budget, be they on their way for %i ms",
  async (way) => {
    const pace = openRateLimiter({ concurrent: 16, perMinute: 10 });
    const arrived: number[] = [];
    /** One is fast, the next as slow as can be. */
    const request = (index: number) => async () => {
      const wait = index % 2 === 0 ? way : 0;
      await lasting(wait)();
      arrived.push(Date.now());
      await lasting(10)();
    };
    const all = Promise.all(Array.from({ length: 60 }, (_, index) => pace.run(request(index), silently)));
    await after(3_600_000);
    await all;
    expect(arrived).toHaveLength(60);
    for (const time of arrived) {
      const within = arrived.filter((other) => other >= time && other < time + 60_000);
      expect(within.length).toBeLessThanOrEqual(10);
    }
  },
);
