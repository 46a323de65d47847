/** Virtual time, for tests of what runs at the same time: it stands still until a test lets it pass, timer by timer. */
import type { Clock } from "../../provider/clock.ts";

export interface VirtualClock extends Clock {
  /** Lets time pass. Every timer that is due by then fires, in order, and what it starts goes on before the next one. */
  advance(milliseconds: number): Promise<void>;
}

interface Timer {
  at: number;
  fire(): void;
}

export function createVirtualClock(random = () => 0.5): VirtualClock {
  let now = Date.parse("2030-01-01T00:00:00Z");
  const timers = new Set<Timer>();
  const nextBy = (time: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    random,
    after: (milliseconds, act) => {
      const timer: Timer = {
        at: now + milliseconds,
        fire: () => {
          timers.delete(timer);
          act();
        },
      };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const abort = () => {
          timers.delete(timer);
          const error = new Error("The operation was aborted", { cause: signal?.reason });
          reject(Object.assign(error, { name: "AbortError" }));
        };
        const fire = () => {
          timers.delete(timer);
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const timer: Timer = { at: now + milliseconds, fire };
        if (signal?.aborted) return abort();
        timers.add(timer);
        signal?.addEventListener("abort", abort, { once: true });
      }),
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      await settle();
      for (let timer = nextBy(end); timer; timer = nextBy(end)) {
        now = Math.max(now, timer.at);
        timer.fire();
        await settle();
      }
      now = end;
    },
  };
}
