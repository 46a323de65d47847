/** How long to wait before a request is repeated. */
import type { Clock } from "../../clock.ts";

const firstMs = 500;
const longestMs = 20_000;
/** A longer Retry-After is cut to this. */
const longestRetryAfterMs = 60_000;

/** Exponential, with full jitter, so that requests that failed together do not come back together. @param attempt From 1 on. */
export const backoffMs = (attempt: number, clock: Clock): number =>
  clock.random() * Math.min(longestMs, firstMs * 2 ** (attempt - 1));

/** Milliseconds of a Retry-After header (RFC 9110), in seconds or as a date; undefined without a usable one. */
export function retryAfterMs(headers: Record<string, string | undefined>, clock: Clock): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  const now = Date.parse(headers.date ?? "") || clock.now();
  const milliseconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestRetryAfterMs);
}
