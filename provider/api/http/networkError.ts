/** No answer came: whether anything went out, and whether another attempt can help. */
import { connectTimeout } from "./connectTimeout.ts";
import { proxyRejected, proxyUnavailable } from "./proxyTunnel.ts";

export class NetworkError extends Error {
  override name = "NetworkError";
  /** Nothing of the request can have reached the API. */
  readonly neverSent: boolean;
  /** The same will come of another attempt. */
  readonly isPermanent: boolean;
  readonly advice: string;

  constructor(message: string, code: string | undefined, origin: string, neverSent = false) {
    super(message);
    const isCertificate = code !== undefined && ofCertificates.test(code);
    this.isPermanent = isCertificate || code === proxyRejected;
    this.neverSent = neverSent || this.isPermanent || (code !== undefined && beforeSending.has(code));
    this.advice = isCertificate
      ? `${origin} is not who it says, or is certified by somebody unknown here. If the API, or a proxy on the way, has a ` +
        "certificate authority of its own, name the file of its certificate in NODE_EXTRA_CA_CERTS."
      : code === proxyRejected
        ? "Check the user and password in HTTPS_PROXY; or name the API's host in NO_PROXY, if it can be had without a proxy."
        : `No answer came from ${origin}. Check transmit:region or transmit:baseUrl, and the network.`;
  }
}

const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  connectTimeout,
  proxyUnavailable,
]);

/** Node's codes for a certificate that will not do. */
const ofCertificates =
  /^(ERR_TLS_CERT_|CERT_|UNABLE_TO_(GET|VERIFY|DECODE)_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;
