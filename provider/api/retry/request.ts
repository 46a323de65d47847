/** One request as often as it takes: within a deadline, and never twice where twice would do harm. */
import { setTimeout as sleep } from "node:timers/promises";
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import type { Answer } from "../http/httpClient.ts";
import { NetworkError } from "../http/networkError.ts";
import { backoff, retryAfter } from "./backoff.ts";
import type { RateLimiter } from "./rateLimiter.ts";
import { parseResponse } from "./response.ts";

/** What the requests of one operation on one resource share. */
export interface Operation {
  /** Milliseconds that its attempts and the pauses between them may take; turns waited for do not count. */
  deadline: number;
  spent: number;
  signal?: AbortSignal;
  /** Told of waits that the user would wonder about. */
  notify(message: string): void;
}

export interface RetryableRequest {
  method: string;
  /** For messages. */
  path: string;
  /** Whether a repetition does no harm, whatever became of the first. */
  repeatable: boolean;
  attempt(): Promise<Answer>;
  /** What its errors must not repeat. */
  secrets?(): readonly string[];
  /** What makes a successful answer useless, in words; undefined if nothing does. */
  complain?(content: unknown, status: number): string | undefined;
  /** Gets another token after a 401. @returns Whether there is one. */
  renew?(): boolean;
  /** Of what is not repeatable: told that it is said not to have happened, before it is sent again. */
  refused?(): void;
  /** Of what is not repeatable: asked before it is sent again on the word of an answer that says it did not happen. */
  made?(): Promise<unknown>;
}

/** A status that says as little of what happened as no answer does. */
const tookTooLong = 408;

/** Waits longer than this are told. */
export const noticeable = 5_000;

/** Lets an attempt begin when it is its turn, and counts its time. */
export function throttled<T>(
  pace: RateLimiter,
  operation: Operation,
  name: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const waits = (wait: number | undefined, why: string) => {
    if (wait === undefined) operation.notify(`${name} waits: ${why}.`);
    else if (wait > noticeable) operation.notify(`${name} waits ${seconds(wait)}: ${why}.`);
  };
  const counted = async () => {
    const begun = Date.now();
    try {
      return await attempt();
    } finally {
      operation.spent += Date.now() - begun;
    }
  };
  return pace.run(counted, waits, operation.signal);
}

export async function executeWithRetry(
  task: RetryableRequest,
  operation: Operation,
  pace: RateLimiter,
): Promise<unknown> {
  let isRenewed = false;
  if (operation.spent >= operation.deadline) throw tooLate(task, operation.spent);
  for (let failures = 1; ; failures++) {
    const outcome = await evaluate(task);
    if ("content" in outcome) return outcome.content;
    const { error, answer } = outcome;
    // A token may have been revoked before its time.
    if (answer?.status === 401 && !isRenewed && task.renew?.()) isRenewed = true;
    else if (!mayRepeat(task, outcome)) throw error;
    else {
      task.refused?.();
      await pauseAfter(outcome, failures, operation, pace);
    }
    // Something on the way may have said so after it happened.
    const made = answer && !task.repeatable ? await task.made?.() : undefined;
    if (made !== undefined) return made;
  }
}

async function pauseAfter(
  { error, answer, neverSent }: Failed,
  failures: number,
  operation: Operation,
  pace: RateLimiter,
): Promise<void> {
  const pause = Math.max(backoff(failures), (answer && retryAfter(answer.headers)) ?? 0);
  if (operation.spent + pause >= operation.deadline) throw givingUp(error, failures, operation.spent, neverSent);
  // It is the API's load, so it concerns every request.
  if (answer?.status === 429) pace.pause(pause);
  if (pause > noticeable) operation.notify(`${error.message} Trying again in ${seconds(pause)}.`);
  await sleep(pause, undefined, { signal: operation.signal });
  operation.spent += pause;
}

interface Failed {
  error: ApiError;
  answer?: Answer;
  neverSent?: boolean;
  /** Another attempt would end the same; or it was not this request that failed, but what it needs. */
  final?: boolean;
}

async function evaluate(task: RetryableRequest): Promise<{ content: unknown } | Failed> {
  let answer: Answer | undefined;
  try {
    answer = await task.attempt();
    const content = parseResponse(task, answer, task.secrets);
    const complaint = task.complain?.(content, answer.status);
    return complaint === undefined ? { content } : { error: useless(task, answer, complaint), answer };
  } catch (error) {
    if (error instanceof NetworkError) {
      return { error: unanswered(task, error), neverSent: error.neverSent, final: error.isPermanent };
    }
    if (error instanceof ApiError) return { error, answer, final: answer === undefined };
    throw error;
  }
}

const useless = ({ method, path }: RetryableRequest, { status }: Answer, complaint: string): ApiError =>
  new ApiError({ method, path, status, messages: [complaint] });

const unanswered = ({ method, path }: RetryableRequest, { message, advice, neverSent }: NetworkError): ApiError =>
  new ApiError({ method, path, messages: [message], advice, neverSent: neverSent });

/** @throws LostAnswerError where it may have happened, and may not happen twice */
function mayRepeat(task: RetryableRequest, { error, answer, neverSent, final }: Failed): boolean {
  if (final) return false;
  if (answer?.status === 429 || neverSent) return true;
  if (answer && answer.status >= 300 && answer.status < 500 && answer.status !== tookTooLong) return false;
  if (task.repeatable) return true;
  throw new AmbiguousResultError(error.failure);
}

const givingUp = ({ failure }: ApiError, attempts: number, spent: number, unsent?: boolean): ApiError =>
  new ApiError({
    ...failure,
    messages: [...failure.messages, `given up after ${attempts} attempts in ${seconds(spent)}`],
    neverSent: unsent,
  });

const tooLate = ({ method, path }: RetryableRequest, spent: number): ApiError =>
  new ApiError({ method, path, messages: [`given up: what came before it took ${seconds(spent)}`], neverSent: true });

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
