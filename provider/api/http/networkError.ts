/** No response arrived: why, whether the request was sent, and whether another attempt can help. */
import type { ApiError, FailureReason } from "../../errors.ts";
import { isBeforeTls, isRefusedByAlert, reasonOf, shortTlsMessage } from "./causes.ts";
import { adviceOn, type Circumstances, isLocalRefusal } from "./networkAdvice.ts";

/** From the first failure of a host until it answers. */
export interface Outage {
  /** Milliseconds since its first request was sent. */
  lastedMs(): number;
  /** An operation gives up. @param deadlineMs Its deadline: others whose deadline is no longer have nothing to wait for. */
  giveUp(deadlineMs: number): void;
  isGivenUp(deadlineMs: number): boolean;
  /** Whether the user may hear of it now: once it gets long, and then from time to time. @param delayMs Of the next wait. */
  isNews(delayMs: number): boolean;
  /** @returns The error as it is for the first operation that tells the cause; for others, in a line. */
  tell(error: ApiError, cause: FailureReason, operation: object): ApiError;
}

export class NetworkError extends Error {
  override name = "NetworkError";
  readonly reason: FailureReason;
  readonly origin: string;
  /** No byte of the request can have reached the API. */
  readonly neverSent: boolean;
  /** Another attempt would end the same. */
  readonly isPermanent: boolean;
  /** Milliseconds after which another attempt hardly helps. Absent: the operation's deadline alone counts. */
  readonly patienceMs?: number;
  readonly advice: string;
  readonly code: string | undefined;
  readonly circumstances: Circumstances;
  /** Since when the host has not answered, where that is watched. */
  outage?: Outage;

  constructor(message: string, code: string | undefined, origin: string, circumstances: Circumstances = {}) {
    const { neverSent = false, hasAnswered = false } = circumstances;
    const reason = reasonOf(code, message, neverSent);
    super(reason === "notTls" || reason === "tls" ? shortTlsMessage(message) : message);
    this.reason = reason;
    this.origin = origin;
    this.code = code;
    this.circumstances = circumstances;
    const isRefused =
      refusing.has(reason) ||
      (reason === "hostNotFound" && !hasAnswered) ||
      (reason === "tls" && (isRefusedByAlert(message) || (neverSent && isBeforeTls(message))));
    this.isPermanent = isRefused || reason === "tooLarge";
    this.neverSent = neverSent || isRefused || beforeSending.has(reason);
    if (isLocalRefusal(reason, origin)) this.patienceMs = localPatienceMs;
    this.advice = adviceOn(reason, code ?? "", origin, circumstances);
  }
}

/** A program on this machine starts within seconds, if it starts at all. */
const localPatienceMs = 5_000;

/** The connection is refused before anything is sent, and the next one would be as well. */
const refusing: ReadonlySet<FailureReason> = new Set([
  "certificate",
  "notTls",
  "notLoaded",
  "proxyInvalid",
  "proxyRejected",
]);

const beforeSending: ReadonlySet<FailureReason> = new Set([
  "connectTimeout",
  "refused",
  "unreachable",
  "dns",
  "hostNotFound",
  "proxyUnavailable",
]);
