/** What the user can do about a request without a response. It names the setting that gave the address. */
import type { FailureReason } from "../../errors.ts";
import { isTrustCode, proxyCertificate } from "./causes.ts";
import { isLoopback } from "./loopback.ts";

/** What is known of a request without a response, beside the error. */
export interface Circumstances {
  /** No byte of the request can have reached the API. */
  neverSent?: boolean;
  /** The setting that gave the address, as the user knows it: `transmit:baseUrl`. */
  setting?: string;
  /** The variable of the environment that names the proxy, if the request went through one. */
  proxyVariable?: string;
  /** A host of this name has answered before, so the name is right. */
  hasAnswered?: boolean;
}

/** Nothing listens at an address of this machine. It can be about to, as an emulator that is starting. */
export const isLocalRefusal = (reason: FailureReason, origin: string): boolean =>
  reason === "refused" && isLoopback(new URL(origin).hostname);

const ownAuthority = "set NODE_EXTRA_CA_CERTS to the file of that authority's certificate";

export function adviceOn(
  reason: FailureReason,
  code: string,
  origin: string,
  { setting = "transmit:region or transmit:baseUrl", proxyVariable = "HTTPS_PROXY (or ALL_PROXY)" }: Circumstances,
): string {
  const withoutProxy = `add ${new URL(origin).hostname} to NO_PROXY, if it can be reached without a proxy.`;
  switch (reason) {
    case "certificate":
      return code === proxyCertificate
        ? `TLS verification of the proxy in ${proxyVariable} failed. If it has its own certificate authority, ` +
            `${ownAuthority}; or ${withoutProxy}`
        : adviceOnCertificate(code, origin);
    case "notTls":
      return `The server does not use TLS. ${correctScheme(origin, setting)}`;
    case "tls":
      return `No TLS connection to ${origin} was established. Check ${setting}, and the TLS versions that both sides allow.`;
    case "hostNotFound":
      return `There is no host of the name ${new URL(origin).hostname}. Correct ${setting}, or check the name servers.`;
    case "notLoaded":
      return (
        "Nothing was sent. Install the packages again. If Yarn Plug'n'Play installed them, Node.js must be started with " +
        "its loader, .pnp.cjs, as in NODE_OPTIONS."
      );
    case "proxyInvalid":
      return `Correct ${proxyVariable}; or ${withoutProxy}`;
    case "proxyRejected":
      return (
        `Check the user and password in ${proxyVariable}, and whether the proxy allows connections to ` +
        `${origin}; or ${withoutProxy}`
      );
    case "proxyUnavailable":
      return `Check ${proxyVariable}, and the proxy that it names; or ${withoutProxy}`;
    case "tooLarge":
      return `If ${origin} is the API, raise transmit:maxResponseSize, which is in MiB. If not, correct ${setting}.`;
    case "unknown":
      return `No response came from ${origin}.`;
    default:
      if (isLocalRefusal(reason, origin)) {
        return `No response came from ${origin}: nothing listens there. Is the emulator running? Otherwise check ${setting}.`;
      }
      return `No response came from ${origin}. Check ${setting}, and the network.`;
  }
}

function correctScheme(origin: string, setting: string): string {
  const { hostname, host } = new URL(origin);
  return isLoopback(hostname)
    ? `Write http://${host} in ${setting}.`
    : `Correct the address or its port in ${setting}.`;
}

function adviceOnCertificate(code: string, origin: string): string {
  if (!isTrustCode(code)) {
    return `TLS verification of ${origin} failed. Check its certificate, and this machine's clock.`;
  }
  return (
    `TLS verification of ${origin} failed: the certificate does not match the host or is signed by an unknown authority. ` +
    `If the API, or a proxy in front of it, has its own certificate authority, ${ownAuthority}.`
  );
}
