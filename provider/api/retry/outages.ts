/**
 * Hosts that answer nothing at all. All operations of a connection share what is known of them: the first one that has waited
 * for its whole deadline has waited for all, and the cause is told once.
 */
import type { Clock } from "../../clock.ts";
import { ApiError, type FailureReason } from "../../errors.ts";
import type { Exchange } from "../http/httpClient.ts";
import { NetworkError, type Outage } from "../http/networkError.ts";

/** Milliseconds after which an outage is worth a message, and between two of them. */
const noticeableMs = 5_000;
const betweenNoticesMs = 30_000;

/** Once it is given up, nothing is tried for this time after a failure, in milliseconds. */
const restMs = 2_000;

/** Without an attempt for this time, nothing is known any more, in milliseconds. */
const staleMs = 60_000;

/** @returns The exchange. Its network errors say how long their host has not answered; a response ends an outage. */
export function watchingOutages(exchange: Exchange, clock: Clock, deadlineMs: number): Exchange {
  const outages = new Map<string, { outage: Outage; last: NetworkError; failedAt: number }>();
  return async (attempt) => {
    const { origin } = new URL(attempt.url);
    const begunAt = clock.now();
    const known = outages.get(origin);
    if (known?.outage.isGivenUp(deadlineMs) && begunAt - known.failedAt < restMs) throw notTried(known.last);
    try {
      const response = await exchange(attempt);
      outages.delete(origin);
      return response;
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (error.reason === "tooLarge") {
        outages.delete(origin);
        throw error;
      }
      const failedAt = clock.now();
      const current = outages.get(origin);
      const isCurrent = current !== undefined && failedAt - current.failedAt < staleMs;
      error.outage = isCurrent ? current.outage : openOutage(begunAt, clock);
      outages.set(origin, { outage: error.outage, last: error, failedAt });
      throw error;
    }
  };
}

function notTried({ message, code, origin, circumstances, outage }: NetworkError): NetworkError {
  const error = new NetworkError(message, code, origin, { ...circumstances, neverSent: true });
  error.outage = outage;
  return error;
}

function openOutage(begunAt: number, clock: Clock): Outage {
  let givenUpMs = 0;
  let noticedAt: number | undefined;
  const tellers = new Map<FailureReason, object>();
  const lastedMs = () => clock.now() - begunAt;
  return {
    lastedMs,
    giveUp: (deadlineMs) => {
      // An operation that met it late, after other failures, has not waited for it.
      if (lastedMs() >= deadlineMs / 2) givenUpMs = Math.max(givenUpMs, deadlineMs);
    },
    isGivenUp: (deadlineMs) => givenUpMs >= deadlineMs,
    isNews: (delayMs) => {
      const isDue = noticedAt === undefined || clock.now() - noticedAt >= betweenNoticesMs;
      if (lastedMs() + delayMs <= noticeableMs || !isDue) return false;
      noticedAt = clock.now();
      return true;
    },
    tell: (error, cause, operation) => {
      const teller = tellers.get(cause) ?? operation;
      tellers.set(cause, teller);
      return teller === operation ? error : inALine(error);
    },
  };
}

const asToldBefore = "the error of another resource says more";

/** An error that differs from one that was told in its request alone. */
export function inALine({ failure }: ApiError): ApiError {
  const messages = [...new Set([...failure.messages.slice(0, 1), asToldBefore])];
  return new ApiError({ ...failure, messages, advice: undefined });
}
