/**
 * Eventual consistency: for some seconds after a write, a response may lack a resource, or show it as it was before. Such a
 * response is requested again until a lag can no longer explain it.
 */
import { isNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";

/** Milliseconds after a write in which responses may lag behind it. */
export const consistencyWindowMs = 10_000;

const firstPauseMs = 250;
const longestPauseMs = 2_000;

export const noteWriteTo = ({ run, now }: Transport, path: string): void => void run.writes.paths.set(path, now());

/** Whether this run created it, or wrote to it. */
export const isOwnWrite = ({ run }: Transport, path: string): boolean => run.writes.paths.has(path);

export function noteWrite({ run, now }: Transport): void {
  run.writes.lastAt = now();
}

/** Whether responses may lag behind what this run wrote. */
export const mayBeStale = ({ run, now }: Transport): boolean => now() < run.writes.lastAt + consistencyWindowMs;

/**
 * How long to wait before what this run wrote at a path may be visible.
 * @param attempt From 1 on. @returns Milliseconds; undefined once the consistency window is over.
 */
export function visibleDelay({ run, now }: Transport, path: string, attempt: number): number | undefined {
  const left = (run.writes.paths.get(path) ?? 0) + consistencyWindowMs - now();
  return left > 0 ? Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs, left) : undefined;
}

/** Whether responses may lag behind a write at this time. @param writtenAt RFC 3339. */
export const isWithinWindow = (api: Transport, writtenAt: unknown): boolean =>
  api.now() < timeOf(writtenAt) + consistencyWindowMs;

/** Repeats a read while a lag may explain that it finds nothing. */
export async function poll<T>(api: Transport, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  let found = await ask();
  // The API's time is known from its responses.
  const until = api.now() + consistencyWindowMs;
  for (
    let pause = firstPauseMs;
    found === undefined && api.now() < until;
    pause = Math.min(pause * 2, longestPauseMs)
  ) {
    await api.wait(Math.min(pause, until - api.now()));
    found = await ask();
  }
  return found;
}

/**
 * Repeats a request while a lag may explain that its target is missing.
 * @param path The target. @param writtenAt When it was last known to be written, RFC 3339.
 * @param isMissing Whether an error says that it is missing.
 */
export async function untilPresent<T>(
  api: Transport,
  path: string,
  writtenAt: unknown,
  request: () => Promise<T>,
  isMissing: (error: unknown) => boolean = isNotFound,
): Promise<T> {
  const until = Math.max(api.run.writes.paths.get(path) ?? 0, timeOf(writtenAt)) + consistencyWindowMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await request();
    } catch (error) {
      if (!isMissing(error) || api.now() >= until) throw error;
      await api.wait(Math.min(pause, until - api.now()), "what was created a moment ago is not visible yet");
    }
  }
}

/** The first response that is not older than a known write; the last one, once the consistency window is over. */
export async function untilFresh<T>(
  api: Transport,
  writtenAt: unknown,
  updatedAt: (answer: T) => unknown,
  request: () => Promise<T>,
): Promise<T> {
  const until = timeOf(writtenAt) + consistencyWindowMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const answer = await request();
    if (!isOlder(updatedAt(answer), writtenAt) || api.now() >= until) return answer;
    await api.wait(pause, "what was changed a moment ago is not visible yet");
  }
}

/** Whether something is gone, at the latest once no response can be older than its deletion. */
export const untilAbsent = async (api: Transport, isThere: () => Promise<boolean>): Promise<boolean> =>
  (await poll(api, async () => !(await isThere()) || undefined)) === true;

/** Whether a response's time is before a known one. */
export const isOlder = (time: unknown, known: unknown): boolean => time !== undefined && timeOf(time) < timeOf(known);

/** Milliseconds between a write and its response, and the rounding of the API's clock to whole seconds. */
const writeToleranceMs = 5_000;

/** Whether a time is that of the write whose response arrived at `answered`, and not that of an earlier one. */
export const isWrittenAt = (answered: number, time: unknown, before: unknown): boolean =>
  timeOf(time) > timeOf(before) && timeOf(time) > answered - writeToleranceMs;

/** Milliseconds between the times that one request gives to the several things that it creates. */
const oneRequestMs = 2_000;

/** Whether, by the API's times, nobody has written since our own last write. */
export const isUntouched = ({ updatedAt }: Values, writtenAt: unknown): boolean =>
  timeOf(updatedAt) <= timeOf(writtenAt) + oneRequestMs;

/** Zero for what is no time: long ago, so that nothing waits. */
function timeOf(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}
