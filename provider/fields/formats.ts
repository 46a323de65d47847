/** The formats of text, and when two texts of a format say the same. */
import { isPathSegment } from "./pathSegment.ts";

/** The scheme and what follows it; undefined for anything that is not an absolute URI. */
export function parseUri(value: string): URL | undefined {
  // Without a scheme, `localhost:3000/cb` would pass as one called "localhost".
  if (/\s/.test(value) || /^[^/]*:\d+(\/|$)/.test(value)) return undefined;
  try {
    const uri = new URL(value);
    return /^https?:$/.test(uri.protocol) && !/^https?:\/\//i.test(value) ? undefined : uri;
  } catch {
    return undefined;
  }
}

const isLabel = (value: string): boolean => labelPattern.test(value);
const labelPattern = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i;

export const formats = {
  uri: (value: string) => parseUri(value) !== undefined,
  /** RFC 6749, 3.1.2: an absolute URI without a fragment. An empty fragment is one as well. */
  "redirect-uri": (value: string) => parseUri(value) !== undefined && !value.includes("#"),
  domain: (value: string) => value.length <= 253 && value.includes(".") && value.split(".").every(isLabel),
  label: isLabel,
  /** A part of an id, which stands in the paths of requests. */
  id: (value: string) => value === "" || isPathSegment(value),
  "date-time": (value: string) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
};

/**
 * One spelling for all that no reader can tell apart. Of URIs of http and https: the case of scheme and host, the default
 * port, and an empty path (RFC 3986, 6.2.3). Nothing else: redirect URIs are compared character by character (RFC 6749,
 * 3.1.2.3; RFC 9700, 2.1), and the URIs of other schemes have no rules of their own.
 */
export function normalise(value: string, format: string | undefined): string {
  if (format === "domain" || format === "label") return value.toLowerCase();
  const [, scheme, user = "", host, port = "", path, rest = ""] = (format === "uri" && web.exec(value)) || [];
  if (scheme === undefined || host === undefined) return value;
  const kind = scheme.toLowerCase();
  const shown = port === "" || port === defaultPorts[kind] ? "" : `:${port}`;
  return `${kind}://${user}${host.toLowerCase()}${shown}${path || "/"}${rest}`;
}

/** Scheme, user, host, port, path, and what follows the path. */
const web = /^(https?):\/\/([^/?#@]*@)?(\[[^\]/?#]*\]|[^:/?#[\]]*)(?::(\d*))?(\/[^?#]*)?([?#].*)?$/is;

const defaultPorts: Record<string, string | undefined> = { http: "80", https: "443" };

/**
 * Whether a server may have made one URI of the other: by the rules of the URL standard, which resolves dots and encodes
 * characters, or with a slash at the end of the path more or less. To somebody who compares them they are two.
 */
export function isRespelling(asked: string, answered: string): boolean {
  const [one, other] = [asked, answered].map((value) => parseUri(value)?.href.replace(/\/(?=[?#]|$)/, ""));
  return one !== undefined && one === other;
}
