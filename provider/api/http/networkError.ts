/** No response arrived: why, whether the request was sent, and whether another attempt can help. */
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

export class NetworkError extends Error {
  override name = "NetworkError";
  readonly reason: FailureReason;
  /** No byte of the request can have reached the API. */
  readonly neverSent: boolean;
  /** Another attempt would end the same. */
  readonly isPermanent: boolean;
  readonly advice: string;

  constructor(message: string, code: string | undefined, origin: string, neverSent = false) {
    super(message);
    this.reason = reasonOf(code);
    this.isPermanent = permanent.has(this.reason) || this.reason === "tooLarge";
    this.neverSent = neverSent || permanent.has(this.reason) || beforeSending.has(this.reason);
    this.advice = adviceOn(this.reason, code ?? "", origin);
  }
}

const reasons: Record<string, FailureReason> = {
  [connectTimeout]: "connectTimeout",
  ETIMEDOUT: "timeout",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EPROTO: "tls",
  [proxyInvalid]: "proxyInvalid",
  [proxyUnavailable]: "proxyUnavailable",
  [proxyRejected]: "proxyRejected",
  [proxyCertificate]: "certificate",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  [tooLarge]: "tooLarge",
  // Of axios, for a response that ends too early.
  ERR_BAD_RESPONSE: "reset",
};

/** Whether a code is one of Node's for a certificate that it does not accept. */
export const isCertificateCode = (code: string): boolean => ofCertificates.test(code);

const ofCertificates =
  /^(ERR_TLS_CERT_|CERT_|UNABLE_TO_(GET|VERIFY|DECODE)_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

function reasonOf(code = ""): FailureReason {
  if (isCertificateCode(code)) return "certificate";
  return reasons[code] ?? (/^ERR_(SSL|TLS)_/.test(code) ? "tls" : "unknown");
}

/** The connection is refused before anything is sent, and the next one would be as well. */
const permanent: ReadonlySet<FailureReason> = new Set(["certificate", "proxyInvalid", "proxyRejected"]);

const beforeSending: ReadonlySet<FailureReason> = new Set([
  "connectTimeout",
  "refused",
  "unreachable",
  "dns",
  "proxyUnavailable",
]);

/** Codes for the certificate of another host, and for one whose authority Node does not know. */
const ofTrust = /^(ERR_TLS_CERT_ALTNAME_|HOSTNAME_MISMATCH|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

const ownAuthority = "set NODE_EXTRA_CA_CERTS to the file of that authority's certificate";
const withoutProxy = "add the API's host to NO_PROXY, if it can be reached without a proxy.";

function adviceOn(reason: FailureReason, code: string, origin: string): string {
  switch (reason) {
    case "certificate":
      return adviceOnCertificate(code, origin);
    case "proxyInvalid":
      return `Correct that variable; or ${withoutProxy}`;
    case "proxyRejected":
      return (
        "Check the user and password in HTTPS_PROXY (or ALL_PROXY), and whether the proxy allows connections to " +
        `${origin}; or ${withoutProxy}`
      );
    case "proxyUnavailable":
      return `Check HTTPS_PROXY (or ALL_PROXY), and the proxy that it names; or ${withoutProxy}`;
    case "tooLarge":
      return `If ${origin} is the API, and has so much to say, set transmit:maxResponseSize to more MiB.`;
    default:
      return `No response came from ${origin}. Check transmit:region or transmit:baseUrl, and the network.`;
  }
}

function adviceOnCertificate(code: string, origin: string): string {
  if (code === proxyCertificate) {
    return `TLS verification of the proxy failed. If it has its own certificate authority, ${ownAuthority}; or ${withoutProxy}`;
  }
  if (!ofTrust.test(code)) {
    return `TLS verification of ${origin} failed. Check its certificate, and this machine's clock.`;
  }
  return (
    `TLS verification of ${origin} failed: the certificate does not match the host or is signed by an unknown authority. ` +
    `If the API, or a proxy in front of it, has its own certificate authority, ${ownAuthority}.`
  );
}
