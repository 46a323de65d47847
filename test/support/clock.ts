/** A clock for tests: sleeping takes no time, and moves it. */
import type { Clock } from "../../provider/clock.ts";

export interface TestClock extends Clock {
  /** Lets time pass; back, if negative. */
  move(milliseconds: number): void;
}

/** @param start Milliseconds since the epoch; absent: as far ahead of the real clock as it was moved. */
export function createTestClock(start?: number): TestClock {
  let ahead = 0;
  const now = () => (start ?? Date.now()) + ahead;
  const timers = new Set<{ at: number; act(): void }>();
  const pass = (milliseconds: number) => {
    ahead += milliseconds;
    for (const timer of [...timers].filter(({ at }) => at <= now())) {
      timers.delete(timer);
      timer.act();
    }
  };
  return {
    now,
    sleep: async (milliseconds, signal) => {
      // What others began at the same time goes on first, as with a real timer.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      pass(milliseconds);
    },
    after: (milliseconds, act) => {
      const timer = { at: now() + milliseconds, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    // Delays between attempts stay short.
    random: () => 0.01,
    move: pass,
  };
}
