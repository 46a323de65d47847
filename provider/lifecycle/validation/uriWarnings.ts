/**
 * What the standards and the vendor's guides ask of URIs, though the API may accept others. The reason contains no part of
 * the URI, which may be secret. What a standard forbids for certain is an error of the check instead.
 */
import { parseUri } from "../../fields/formats.ts";
import { hasUserInfo, isOpen, isReverseDomain, isWeb } from "../../fields/uris.ts";

export interface UriContext {
  /** What is sent to the URI; undefined for pages that users visit. */
  receives?: "oauthResponse" | "samlAssertion";
  /** The type of the client that a redirect URI belongs to. Undefined if a preview does not know it. */
  clientType?: unknown;
}

/** @returns Reasons, each a sentence for one or more URIs; empty also for a value that is no absolute URI */
export function uriWarnings(value: string, { receives, clientType }: UriContext): string[] {
  const uri = parseUri(value);
  if (!uri) return [];
  const isRedirect = receives === "oauthResponse";
  return [
    hasUserInfo(value, uri) && reasons.userInfo,
    isRedirect && !isSpelledAsUri(value) && reasons.characters,
    isRedirect && value.includes("*") && reasons.wildcard,
    isRedirect && isOpen(uri) && reasons.openRedirect,
    receives === "samlAssertion" && isOpen(uri) && reasons.openAssertion,
    isRedirect && !isWeb(uri) && clientType === "web" && reasons.appScheme,
    isRedirect && !isWeb(uri) && clientType !== "web" && !isReverseDomain(uri.protocol) && reasons.shortScheme,
  ].filter((reason) => reason !== false);
}

const reasons = {
  userInfo:
    "has a user name or a password, which http and https URIs must not have (RFC 9110, 4.2.4). Remove it: the state and the " +
    "API store it in plain text",
  characters: "has a character that a URI cannot have (RFC 3986, 2). Percent-encode it",
  wildcard:
    "has an asterisk. It is no wildcard: servers must compare redirect URIs character by character (RFC 9700, 2.1). A server " +
    "that treats it as a wildcard may send codes to others. List each URI",
  openRedirect:
    "is plain http to another machine: others on the network can read the codes (RFC 9700, 2.6; the vendor's guide on " +
    "redirect URIs). Use https",
  openAssertion:
    "is plain http to another machine: others on the network can read the assertions (SAML 2.0 Profiles, 4.1.3.5). Use https",
  appScheme:
    "has the scheme of an app, but the client is a web client, which must use https (the vendor's guide on redirect URIs). " +
    'Use https, or set clientType to "native"',
  shortScheme:
    "has a scheme that is not a reversed domain name (RFC 8252, 7.1; the vendor's guide on redirect URIs). Other apps may " +
    "claim it too. Use a scheme like that of com.example.app:/callback, or https",
} as const;

/** The characters of RFC 3986, and percent signs only where they encode something. */
const isSpelledAsUri = (value: string): boolean => /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})*$/i.test(value);
