/** Limits concurrent requests and requests per minute, and pauses all of them after a 429. */
import type { Clock } from "../../clock.ts";

export interface Limits {
  /** Requests under way at the same time. */
  concurrent: number;
  /** Requests begun within any minute; no limit if absent. */
  perMinute?: number;
}

/** Reports a wait. @param milliseconds Undefined for a wait whose length is not known. */
type Waits = (milliseconds: number | undefined, why: string) => void;

/** A place among the concurrent requests. */
export interface Permit {
  release(): void;
}

export interface RateLimiter {
  /**
   * Waits for a turn. The permit must be released.
   * @param waits Called with each wait and its reason; for a wait in the queue, once it gets long.
   */
  acquire(waits: Waits, signal?: AbortSignal): Promise<Permit>;
  /** Begins no request for some milliseconds. */
  pause(milliseconds: number): void;
}

/** Until when a request counts for the budget: one minute from its end, since the API got it some time before. */
interface Counted {
  until: number;
}

/** A little more than a minute, since two clocks differ. */
const minute = 61_000;

/** Milliseconds after which a wait in the queue is reported. */
const long = 5_000;

export function openRateLimiter({ concurrent, perMinute }: Limits, clock: Clock): RateLimiter {
  let running = 0;
  let pausedUntil = 0;
  const queue: (() => void)[] = [];
  const counted: Counted[] = [];

  /** Milliseconds until another may begin. */
  function delay(): [milliseconds: number, why: string] {
    const now = clock.now();
    const pause = pausedUntil - now;
    const pausing: [number, string] = [pause, "the API asked to slow down"];
    if (perMinute === undefined) return pausing;
    counted.splice(0, counted.length, ...counted.filter(({ until }) => until > now));
    if (counted.length < perMinute) return pausing;
    // A request that is under way counts for one minute from now at least.
    const budget = Math.min(now + minute, ...counted.map(({ until }) => until)) - now;
    return budget > pause ? [budget, `the budget of ${perMinute} requests a minute is used up`] : pausing;
  }

  /** @returns Its place in the budget. */
  async function begin(waits: Waits, signal?: AbortSignal): Promise<Counted> {
    // Taken before any wait, so that requests stay in their order.
    if (running < concurrent) running++;
    else await place(waits, signal);
    try {
      for (let [wait, why] = delay(); wait > 0; [wait, why] = delay()) {
        waits(wait, why);
        await clock.sleep(wait, signal);
      }
    } catch (error) {
      end();
      throw error;
    }
    const own: Counted = { until: Number.POSITIVE_INFINITY };
    if (perMinute !== undefined) counted.push(own);
    return own;
  }

  /**
   * Waits in the queue until a request ends. An aborted one leaves the queue, so that no turn is lost to it.
   */
  function place(waits: Waits, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(
        () => waits(undefined, `requests before it: ${concurrent + queue.indexOf(enter)}`),
        long,
      );
      const leave = () => {
        clearTimeout(timer);
        queue.splice(queue.indexOf(enter), 1);
        reject(signal?.reason);
      };
      const enter = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      queue.push(enter);
    });
  }

  function end(): void {
    const next = queue.shift();
    if (next) next();
    else running--;
  }

  return {
    acquire: async (waits, signal) => {
      const own = await begin(waits, signal);
      return {
        release: () => {
          own.until = clock.now() + minute;
          end();
        },
      };
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
    },
  };
}
