/** The API's clock, by which it says when things were created, as far as its responses show it. */
import type { Clock } from "../../clock.ts";
import type { Exchange } from "../http/httpClient.ts";

export interface ServerClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Reads the time from a response's Date header. */
  set(date: string | undefined): void;
}

/** The header has whole seconds, and took its way here: a smaller difference is none. */
const toleranceMs = 2_000;

export function openServerClock(clock: Clock): ServerClock {
  let offset = 0;
  return {
    now: () => clock.now() + offset,
    set: (date) => {
      const difference = Date.parse(date ?? "") - clock.now();
      if (!Number.isNaN(difference)) offset = Math.abs(difference) > toleranceMs ? difference : 0;
    },
  };
}

export const readingTime =
  (exchange: Exchange, serverClock: ServerClock): Exchange =>
  async (attempt) => {
    const response = await exchange(attempt);
    serverClock.set(response.headers.date);
    return response;
  };
