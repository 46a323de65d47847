/** No response arrived: why, whether the request was sent, and whether another attempt can help. */
import type { FailureReason } from "../../errors.ts";
import { isBeforeTls, isRefusedByAlert, reasonOf, shortTlsMessage } from "./causes.ts";
import { adviceOn, type Circumstances } from "./networkAdvice.ts";

export class NetworkError extends Error {
  override name = "NetworkError";
  readonly reason: FailureReason;
  readonly origin: string;
  /** No byte of the request can have reached the API. */
  readonly neverSent: boolean;
  /** Another attempt would end the same. */
  readonly isPermanent: boolean;
  readonly advice: string;

  constructor(message: string, code: string | undefined, origin: string, circumstances: Circumstances = {}) {
    const { neverSent = false, hasAnswered = false } = circumstances;
    const reason = reasonOf(code, message, neverSent);
    super(reason === "notTls" || reason === "tls" ? shortTlsMessage(message) : message);
    this.reason = reason;
    this.origin = origin;
    const isRefused =
      refusing.has(reason) ||
      (reason === "hostNotFound" && !hasAnswered) ||
      (reason === "tls" && (isRefusedByAlert(message) || (neverSent && isBeforeTls(message))));
    this.isPermanent = isRefused || reason === "tooLarge";
    this.neverSent = neverSent || isRefused || beforeSending.has(reason);
    this.advice = adviceOn(reason, code ?? "", origin, circumstances);
  }
}

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
