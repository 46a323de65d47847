/** This machine's time and randomness, as one object, so that tests can replace both. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** @throws AbortError if the signal aborts before the time is over */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * Does something once the time is over. It keeps no process alive.
   * @returns Calls it off
   */
  after(milliseconds: number, act: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
