/**
 * Why no response arrived, from the codes and messages of Node, OpenSSL and ours. Of TLS, messages alone tell some causes from
 * others.
 */
import type { FailureReason } from "../../errors.ts";

/** Codes of errors of ours, beside those of Node. */
export const connectTimeout = "ERR_CONNECT_TIMEOUT";
/** The proxy named in the environment cannot be used as it is written. */
export const proxyInvalid = "ERR_PROXY_INVALID";
/** The proxy opened no tunnel, which can pass. */
export const proxyUnavailable = "ERR_PROXY_UNAVAILABLE";
/** The proxy refused the tunnel with a 4xx, such as 407. */
export const proxyRejected = "ERR_PROXY_REJECTED";
/** The proxy's own certificate is not accepted. */
export const proxyCertificate = "ERR_PROXY_CERTIFICATE";

/** The response is larger than the provider accepts. */
export const tooLarge = "ERR_RESPONSE_TOO_LARGE";
/** A module of the provider or of its packages could not be loaded. */
export const notLoaded = "ERR_NOT_LOADED";

const reasons: Record<string, FailureReason> = {
  [connectTimeout]: "connectTimeout",
  ETIMEDOUT: "timeout",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  // The name servers answered: there is no such name.
  ENOTFOUND: "hostNotFound",
  // They did not answer.
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EPROTO: "tls",
  [proxyInvalid]: "proxyInvalid",
  [proxyUnavailable]: "proxyUnavailable",
  [proxyRejected]: "proxyRejected",
  [proxyCertificate]: "certificate",
  [notLoaded]: "notLoaded",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  [tooLarge]: "tooLarge",
  // Of axios, for a response that ends too early.
  ERR_BAD_RESPONSE: "reset",
};

/** @param neverSent No connection was established. */
export function reasonOf(code = "", message: string, neverSent: boolean): FailureReason {
  if (isCertificateCode(code)) return "certificate";
  const reason = reasons[code] ?? (/^ERR_(SSL|TLS)_/.test(code) ? "tls" : "unknown");
  return reason === "tls" && neverSent && isWithoutTls(message) ? "notTls" : reason;
}

/** Whether a code is one of Node's for a certificate that it does not accept. */
export const isCertificateCode = (code: string): boolean =>
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_|ERROR_IN_CERT_)/.test(
    code,
  );

/** Certificates of another host, and those whose authority Node does not know. */
export const isTrustCode = (code: string): boolean =>
  /^(ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH|UNABLE_TO_(GET|VERIFY)_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code);

/** The first bytes of the other side were none of TLS. Only where no connection was established before. */
export const isWithoutTls = (message: string): boolean =>
  /wrong version number|packet length too long|http request|https proxy request/i.test(message);

/** The other side refuses our certificate, or that there is none: in TLS 1.3, only after the handshake. */
export const isRefusedByAlert = (message: string): boolean =>
  /alert (certificate|bad certificate|unsupported certificate|unknown ca|access denied)/i.test(message);

/** Versions, ciphers or names do not fit, which does not pass. An internal error of the other side can. */
export const isBeforeTls = (message: string): boolean =>
  /:SSL routines:/.test(message) && !/internal error|user canceled|unexpected eof/i.test(message);

/** `write EPROTO 40FD:error:0A00010B:SSL routines:function:wrong version number:file:77:` says one thing. */
export function shortTlsMessage(message: string): string {
  const said = /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1];
  return said === undefined ? message : `TLS failed: ${said}`;
}
