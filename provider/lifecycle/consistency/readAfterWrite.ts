/**
 * Answers may lag behind what was just written: for some seconds, a resource may be missing or as it was before. Such an
 * answer is asked for again until the time is over in which it can be explained that way.
 */
import { isNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";

/** Milliseconds in which a lag is to be expected after a write. */
export const consistencyWindowMs = 10_000;

const firstPause = 250;
const longestPause = 2_000;

/** When this process made what lies at a path, or wrote to it, by the API's clock. */
const known = new WeakMap<object, Map<string, number>>();

export function noteWriteTo(api: Transport, path: string): void {
  const paths = known.get(api.scope) ?? new Map<string, number>();
  known.set(api.scope, paths.set(path, api.now()));
}

const thereAt = ({ scope }: Transport, path: string): number | undefined => known.get(scope)?.get(path);

/** Whether this process made it, or wrote to it. */
export const isOwnWrite = (api: Transport, path: string): boolean => thereAt(api, path) !== undefined;

/** When this process last wrote anything, by the API's clock. */
const written = new WeakMap<object, number>();

export const noteWrite = (api: Transport): void => void written.set(api.scope, api.now());

/** Whether answers may lag behind what this process wrote. */
export const mayBeStale = (api: Transport): boolean => api.now() < (written.get(api.scope) ?? 0) + consistencyWindowMs;

/** Whether answers may lag behind what was written then. @param writtenAt RFC 3339. */
export const isWithinWindow = (api: Transport, writtenAt: unknown): boolean =>
  api.now() < timeOf(writtenAt) + consistencyWindowMs;

/** Asks again while it takes a lag to explain that there is nothing. */
export async function poll<T>(api: Transport, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  let found = await ask();
  // Only an answer tells the API's time.
  const until = api.now() + consistencyWindowMs;
  for (let pause = firstPause; found === undefined && api.now() < until; pause = Math.min(pause * 2, longestPause)) {
    await api.wait(Math.min(pause, until - api.now()));
    found = await ask();
  }
  return found;
}

/**
 * @param path What the request needs to be there. @param writtenAt When it was last known to be written, RFC 3339.
 * @param isMissing Whether a failure says that it is not.
 */
export async function untilPresent<T>(
  api: Transport,
  path: string,
  writtenAt: unknown,
  request: () => Promise<T>,
  isMissing: (error: unknown) => boolean = isNotFound,
): Promise<T> {
  const until = Math.max(thereAt(api, path) ?? 0, timeOf(writtenAt)) + consistencyWindowMs;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await request();
    } catch (error) {
      if (!isMissing(error) || api.now() >= until) throw error;
      await api.wait(Math.min(pause, until - api.now()), "what was made a moment ago is not to be seen yet");
    }
  }
}

/** The first answer that is not older than a known time; the last one, if the lag takes longer than lags do. */
export async function untilFresh<T>(
  api: Transport,
  writtenAt: unknown,
  updatedAt: (answer: T) => unknown,
  request: () => Promise<T>,
): Promise<T> {
  const until = timeOf(writtenAt) + consistencyWindowMs;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const answer = await request();
    if (!isOlder(updatedAt(answer), writtenAt) || api.now() >= until) return answer;
    await api.wait(pause, "what was changed a moment ago is not to be seen yet");
  }
}

/** Whether something is gone, or will be when no answer can be older than that. */
export const untilAbsent = async (api: Transport, isThere: () => Promise<boolean>): Promise<boolean> =>
  (await poll(api, async () => !(await isThere()) || undefined)) === true;

/** Whether an answer's time is before one that is known. */
export const isOlder = (time: unknown, known: unknown): boolean => time !== undefined && timeOf(time) < timeOf(known);

/** Between a write and its answer pass moments, and the API's clock is told in whole seconds. */
const moments = 5_000;

/** Whether a time is that of a write which was answered at some time, and not of one before it. */
export const isWrittenAt = (answered: number, time: unknown, before: unknown): boolean =>
  timeOf(time) > timeOf(before) && timeOf(time) > answered - moments;

/** One request may give the several things that it makes times of their own. */
const oneRequest = 2_000;

/** Whether an answer is what our own last write made, by the API's times. */
export const isUntouched = ({ updatedAt }: Values, writtenAt: unknown): boolean =>
  timeOf(updatedAt) <= timeOf(writtenAt) + oneRequest;

/** Zero for what is no time: long ago, so that nothing waits. */
function timeOf(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}
