/**
 * Eventual consistency. The contract promises no read after write: for some seconds, a response may lack a new
 * resource, or show a written one as it was before. Such a request is repeated with backoff until the consistency
 * window is over, counted from the write. A resource that was written longer ago costs no wait: its first response
 * holds. All times are by the API's clock.
 */
import { isNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";

/** The consistency window: milliseconds after a write in which responses may be stale. */
export const consistencyWindowMs = 10_000;

const firstPauseMs = 250;
const longestPauseMs = 2_000;

/** Records that this run created or wrote the resource at a path. */
export const noteWriteTo = ({ run, now }: Transport, path: string): void => void run.writes.paths.set(path, now());

/** Whether this run created or wrote the resource at a path. */
export const isOwnWrite = ({ run }: Transport, path: string): boolean => run.writes.paths.has(path);

/** Records that this run wrote something, whatever the result: lists may be stale from now on. */
export function noteWrite({ run, now }: Transport): void {
  run.writes.lastAt = now();
}

/** Whether a response may be stale because of anything that this run wrote. */
export const mayBeStale = ({ run, now }: Transport): boolean => now() < run.writes.lastAt + consistencyWindowMs;

/**
 * The delay before a request is repeated that needs what this run wrote at a path.
 * @param attempt From 1 on. @returns Milliseconds; undefined once the consistency window of that write is over.
 */
export function visibleDelay({ run, now }: Transport, path: string, attempt: number): number | undefined {
  const left = (run.writes.paths.get(path) ?? 0) + consistencyWindowMs - now();
  return left > 0 ? Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs, left) : undefined;
}

/** Whether a response may be stale because of a write at this time. @param writtenAt RFC 3339. */
export const isWithinWindow = (api: Transport, writtenAt: unknown): boolean =>
  api.now() < timeOf(writtenAt) + consistencyWindowMs;

/**
 * Repeats a read that finds nothing, until the consistency window is over.
 * @returns The first result; undefined if none of the reads had one.
 */
export async function poll<T>(api: Transport, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  let found = await attempt();
  // Only after the first response, since responses are what shows the API's clock.
  const until = api.now() + consistencyWindowMs;
  for (
    let pause = firstPauseMs;
    found === undefined && api.now() < until;
    pause = Math.min(pause * 2, longestPauseMs)
  ) {
    await api.wait(Math.min(pause, until - api.now()));
    found = await attempt();
  }
  return found;
}

/** What decides whether a missing target may still become visible. */
export interface Missing {
  /** Whether an error means that the target is missing. Default: a 404 in the format of the API. */
  isMissing?(error: unknown): boolean;
  /** Whether something else proves that the target is gone, so that it need not be waited for. */
  isProven?(): Promise<boolean>;
}

/**
 * Repeats a request while a recent write to its target may explain that the target is missing.
 * @param path The target. @param writtenAt When the target was last known to be written, RFC 3339.
 * @throws The last error, once the consistency window is over
 */
export async function untilPresent<T>(
  api: Transport,
  path: string,
  writtenAt: unknown,
  request: () => Promise<T>,
  { isMissing = isNotFound, isProven = async () => false }: Missing = {},
): Promise<T> {
  const until = Math.max(api.run.writes.paths.get(path) ?? 0, timeOf(writtenAt)) + consistencyWindowMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await request();
    } catch (error) {
      if (!isMissing(error) || api.now() >= until || (await isProven())) throw error;
      await api.wait(Math.min(pause, until - api.now()), "what was created a moment ago is not visible yet");
    }
  }
}

/**
 * Repeats a read while its response is older than a known write.
 * @param updatedAt The time of a response. @returns The last response, even if it is stale, once the window is over.
 */
export async function untilFresh<T>(
  api: Transport,
  writtenAt: unknown,
  updatedAt: (response: T) => unknown,
  request: () => Promise<T>,
): Promise<T> {
  const until = timeOf(writtenAt) + consistencyWindowMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const response = await request();
    if (!isOlder(updatedAt(response), writtenAt) || api.now() >= until) return response;
    await api.wait(pause, "what was changed a moment ago is not visible yet");
  }
}

/** Polls until a resource is gone. @returns False if it is still there when the consistency window is over. */
export const untilAbsent = async (api: Transport, isThere: () => Promise<boolean>): Promise<boolean> =>
  (await poll(api, async () => !(await isThere()) || undefined)) === true;

/** Whether the time in a response is before a known one. A response without a time is not older. */
export const isOlder = (time: unknown, known: unknown): boolean => time !== undefined && timeOf(time) < timeOf(known);

/**
 * Milliseconds between the time that the API gives a write and the arrival of its response, with times in whole
 * seconds.
 */
const writeToleranceMs = 5_000;

/** Whether a time is that of the write whose response arrived at `respondedAt`, and not that of an earlier write. */
export const isWrittenAt = (respondedAt: number, time: unknown, before: unknown): boolean =>
  timeOf(time) > timeOf(before) && timeOf(time) > respondedAt - writeToleranceMs;

/** Milliseconds between the creation times of the several objects that one request creates. */
const oneRequestMs = 2_000;

/** Whether the time in a response shows that nobody has written the resource since our own last write. */
export const isUntouched = ({ updatedAt }: Values, writtenAt: unknown): boolean =>
  timeOf(updatedAt) <= timeOf(writtenAt) + oneRequestMs;

/** Milliseconds since the epoch; 0 for a value that is not a time. That is long ago, so nothing waits for it. */
export function timeOf(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}
