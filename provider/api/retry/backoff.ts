/** How long to wait before a request is repeated. */

const first = 500;
const longest = 20_000;
/** The most that an API's own wish is followed. */
const longestWish = 60_000;

/** Exponential, with full jitter: many who failed together do not come back together. */
export const backoff = (failures: number): number => Math.random() * Math.min(longest, first * 2 ** (failures - 1));

/** Milliseconds that a Retry-After header asks for, in seconds or as a date; undefined without a usable one. */
export function retryAfter(headers: Record<string, string | undefined>): number | undefined {
  const wish = headers["retry-after"];
  if (wish === undefined) return undefined;
  const now = Date.parse(headers.date ?? "") || Date.now();
  const milliseconds = /^\d+(\.\d+)?$/.test(wish) ? Number(wish) * 1000 : Date.parse(wish) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestWish);
}
