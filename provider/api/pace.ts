/** How fast the API is asked: so many requests at once, so many a minute, and none while it asks to be left alone. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Limits {
  /** Requests under way at the same time. */
  concurrent: number;
  /** Requests begun within any minute; no limit if absent. */
  perMinute?: number;
}

export interface Pace {
  /**
   * Runs a request when it is its turn.
   * @param waits Told of the milliseconds that it has to wait, and why, each time it has to.
   */
  run<T>(
    request: () => Promise<T>,
    waits: (milliseconds: number, why: string) => void,
    signal?: AbortSignal,
  ): Promise<T>;
  /** Lets nothing more begin for some milliseconds. */
  pause(milliseconds: number): void;
}

/** A little more than a minute: requests begun a minute apart may arrive closer together. */
const minute = 61_000;

export function openPace({ concurrent, perMinute }: Limits): Pace {
  let running = 0;
  let pausedUntil = 0;
  const queue: (() => void)[] = [];
  const begun: number[] = [];

  /** Milliseconds until another may begin. */
  function delay(): [milliseconds: number, why: string] {
    const now = Date.now();
    while (begun[0] !== undefined && begun[0] <= now - minute) begun.shift();
    const budget = perMinute !== undefined && begun.length >= perMinute ? (begun[0] as number) + minute - now : 0;
    const pause = pausedUntil - now;
    return budget > pause
      ? [budget, `the budget of ${perMinute} requests a minute is used up`]
      : [pause, "the API asked to slow down"];
  }

  async function begin(waits: (milliseconds: number, why: string) => void, signal?: AbortSignal): Promise<void> {
    while (running >= concurrent) await place(signal);
    // Taken before any wait, so that those who wait stay in their order.
    running++;
    try {
      for (let [wait, why] = delay(); wait > 0; [wait, why] = delay()) {
        waits(wait, why);
        await sleep(wait, undefined, { signal });
      }
    } catch (error) {
      end();
      throw error;
    }
    if (perMinute !== undefined) begun.push(Date.now());
  }

  /** Until one has ended. Who is called off leaves the queue, so that nobody's turn goes to one who is not there. */
  function place(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(enter), 1);
        reject(signal?.reason);
      };
      const enter = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.throwIfAborted();
      signal?.addEventListener("abort", leave, { once: true });
      queue.push(enter);
    });
  }

  function end(): void {
    running--;
    queue.shift()?.();
  }

  return {
    run: async (request, waits, signal) => {
      await begin(waits, signal);
      try {
        return await request();
      } finally {
        end();
      }
    },
    pause: (milliseconds) => {
      pausedUntil = Math.max(pausedUntil, Date.now() + milliseconds);
    },
  };
}
