/** The API's clock, by which it says when things were made, as far as its answers tell it. */
import type { Exchange } from "../http/httpClient.ts";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Takes the time from an answer's Date header. */
  set(date: string | undefined): void;
}

export function openClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    set: (date) => {
      const difference = Date.parse(date ?? "") - Date.now();
      // The header tells whole seconds, some moments ago: a small difference is none.
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) > 2_000 ? difference : 0;
    },
  };
}

export const timed =
  (exchange: Exchange, clock: Clock): Exchange =>
  async (attempt) => {
    const answer = await exchange(attempt);
    clock.set(answer.headers.date);
    return answer;
  };
