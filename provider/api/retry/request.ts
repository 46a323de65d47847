/** Sends a request as often as it may help: until the deadline of its operation, and a POST only once. */
import type { Clock } from "../../clock.ts";
import { ApiError } from "../../errors.ts";
import type { PostOutcome } from "../../lifecycle/transport.ts";
import { backoffMs, retryAfterMs } from "./backoff.ts";
import { type ApiRequest, execute, type Failed } from "./classify.ts";
import type { RateLimiter } from "./rateLimiter.ts";

/** What the requests of one operation on one resource share. */
export interface Operation {
  readonly clock: Clock;
  /** Milliseconds for its attempts and the delays between them. Time in the rate limiter's queue does not count. */
  deadlineMs: number;
  spentMs: number;
  signal?: AbortSignal;
  /** The API answered a POST with 401, and the token was replaced. Replacing it a second time would not help. */
  isTokenRenewed?: boolean;
  /** Shows the user a message about a wait. */
  notify(message: string): void;
}

/** Waits longer than this are shown to the user. */
export const noticeableMs = 5_000;

/** Waits until the rate limiter allows a request. @returns Sends it, and counts its time: it must be called */
export async function awaitTurn<T>(
  limiter: RateLimiter,
  operation: Operation,
  name: string,
  send: () => Promise<T>,
): Promise<() => Promise<T>> {
  const { clock } = operation;
  const onWait = (waitMs: number | undefined, why: string) => {
    if (waitMs === undefined) operation.notify(`${name} waits: ${why}.`);
    else if (waitMs > noticeableMs) operation.notify(`${name} waits ${seconds(waitMs)}: ${why}.`);
  };
  const permit = await limiter.acquire(onWait, operation.signal);
  return async () => {
    const begun = clock.now();
    try {
      return await send();
    } finally {
      operation.spentMs += clock.now() - begun;
      permit.release();
    }
  };
}

/** Sends a request when the rate limiter allows it, and counts its time. */
export const throttled = async <T>(
  limiter: RateLimiter,
  operation: Operation,
  name: string,
  send: () => Promise<T>,
): Promise<T> => (await awaitTurn(limiter, operation, name, send))();

/** @throws ApiError if the deadline of the operation is over before the first attempt */
export function expectTime(request: Pick<ApiRequest, "method" | "path">, attempt: number, operation: Operation): void {
  // Later attempts follow a response that may be a gateway's, after the API had created: they settle what became of it.
  if (attempt === 1 && operation.spentMs >= operation.deadlineMs) throw tooLate(request, operation.spentMs);
}

/** An idempotent request, with retries. @returns The parsed response. @throws ApiError */
export async function executeWithRetry(
  request: ApiRequest,
  operation: Operation,
  limiter: RateLimiter,
): Promise<unknown> {
  expectTime(request, 1, operation);
  let isRenewed = false;
  for (let attempt = 1; ; attempt++) {
    const result = await execute(request);
    if (result.kind === "succeeded") return result.content;
    // The token may have been revoked before it expired.
    if (result.response?.status === 401 && !isRenewed && request.renewToken?.()) {
      isRenewed = true;
      continue;
    }
    if (result.retry === "never") throw told(result, result.error, operation);
    const delayMs = delayBefore(result, attempt, operation, limiter);
    if (delayMs === undefined) throw givingUp(result, attempt, operation);
    await operation.clock.sleep(delayMs, operation.signal);
    operation.spentMs += delayMs;
  }
}

/** A request that must not be repeated blindly: one attempt, and what it came to. */
export async function executeOnce(
  request: ApiRequest,
  attempt: number,
  operation: Operation,
  limiter: RateLimiter,
): Promise<PostOutcome> {
  const result = await execute(request);
  if (result.kind === "succeeded") return { kind: "accepted", response: result.content };
  const { error, response, retry } = result;
  if (response?.status !== 401) operation.isTokenRenewed = false;
  if (response?.status === 401 && !operation.isTokenRenewed && request.renewToken?.()) {
    operation.isTokenRenewed = true;
    return { kind: "throttled", error, delayMs: 0, isAnswered: true };
  }
  if (retry === "never") return { kind: "rejected", error: told(result, error, operation) };
  if (retry === "ifIdempotent") return { kind: "ambiguous", error };
  const delayMs = delayBefore(result, attempt, operation, limiter);
  if (delayMs === undefined) return { kind: "rejected", error: givingUp(result, attempt, operation) };
  return { kind: "throttled", error, delayMs, isAnswered: response !== undefined };
}

/** @returns Milliseconds before the next attempt; undefined where the deadline is earlier */
function delayBefore(
  { error, response, outage, patienceMs }: Failed,
  attempt: number,
  operation: Operation,
  limiter: RateLimiter,
): number | undefined {
  const { clock, spentMs, deadlineMs } = operation;
  // Of a short patience, a long delay would be the end.
  const longestMs = (patienceMs ?? Infinity) / 5;
  const delayMs = Math.max(
    Math.min(backoffMs(attempt, clock), longestMs),
    (response && retryAfterMs(response.headers, clock)) ?? 0,
  );
  // Others may have waited for the same host before.
  const waitedMs = Math.max(spentMs, outage?.lastedMs() ?? 0);
  if (waitedMs + delayMs >= deadlineMs || outage?.isGivenUp(deadlineMs)) return undefined;
  // What the operation did before is no patience with this host.
  if (patienceMs !== undefined && (outage?.lastedMs() ?? spentMs) + delayMs >= patienceMs) return undefined;
  // A 429 is about the load of all requests, so all of them pause.
  if (response?.status === 429) limiter.pause(delayMs);
  if (outage) {
    // One line for all that wait. The error at the end has the advice.
    const [line] = error.message.split("\n");
    if (outage.isNews(delayMs)) operation.notify(`${line} Trying again for ${seconds(deadlineMs - waitedMs)}.`);
  } else if (delayMs > noticeableMs) operation.notify(`${error.message} Trying again in ${seconds(delayMs)}.`);
  return delayMs;
}

function givingUp(failed: Failed, attempts: number, operation: Operation): ApiError {
  const { error, response, retry, outage, patienceMs } = failed;
  outage?.giveUp(operation.deadlineMs);
  const givenUp = new ApiError({
    ...error.failure,
    reason: response !== undefined ? undefined : patienceMs === undefined ? "deadline" : error.failure.reason,
    messages: [...error.failure.messages, `given up after ${attempts} attempts in ${seconds(operation.spentMs)}`],
    neverSent: response === undefined && retry === "safe" ? true : undefined,
  });
  return told(failed, givenUp, operation);
}

/** What all requests to a host meet is told once. */
const told = ({ error, outage }: Failed, whole: ApiError, operation: Operation): ApiError =>
  outage?.tell(whole, error.failure.reason ?? "unknown", operation) ?? whole;

const tooLate = ({ method, path }: Pick<ApiRequest, "method" | "path">, spentMs: number): ApiError =>
  new ApiError({
    method,
    path,
    reason: "deadline",
    messages: [`not sent: the operation's deadline was already used up, after ${seconds(spentMs)}`],
    neverSent: true,
  });

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
