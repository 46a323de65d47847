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
  /** Only how it is compared: what the API accepts in it, only the API knows. */
  pem: (_value: string) => true,
};

/**
 * One spelling for all that no reader can tell apart. What each rule hides, if somebody makes exactly that change:
 *
 * - Any text: the Unicode form. Canonically equivalent texts are the same text (Unicode, conformance clause C6; UAX 15). A URI
 *   with such a letter in it is percent-encoded differently by form; but it is no URI (RFC 3986, 2), and a check warns of it.
 * - PEM: line ends, blanks at the ends of lines, and blanks around the whole, which parsers skip (RFC 7468, 2 and 3).
 * - Domains: the case (RFC 4343).
 * - URIs of http and https: the case of scheme and host, the default port, and an empty path (RFC 3986, 6.2.3). Nothing else:
 *   redirect URIs are compared character by character (RFC 6749, 3.1.2.3; RFC 9700, 2.1), and the URIs of other schemes have
 *   no rules of their own.
 */
export function normalise(value: string, format?: string): string {
  const text = value.normalize("NFC");
  switch (format) {
    case "domain":
    case "label":
      return text.toLowerCase();
    case "pem":
      return text.replace(/[ \t]*(?:\r\n?|\n)/g, "\n").trim();
    case "uri":
      return normaliseUri(text);
    default:
      return text;
  }
}

function normaliseUri(value: string): string {
  const [, scheme, user = "", host, port = "", path, rest = ""] = web.exec(value) ?? [];
  if (scheme === undefined || host === undefined) return value;
  const kind = scheme.toLowerCase();
  const shown = port === "" || port === defaultPorts[kind] ? "" : `:${port}`;
  return `${kind}://${user}${host.toLowerCase()}${shown}${path || "/"}${rest}`;
}

/** Scheme, user, host, port, path, and what follows the path. */
const web = /^(https?):\/\/([^/?#@]*@)?(\[[^\]/?#]*\]|[^:/?#[\]]*)(?::(\d*))?(\/[^?#]*)?([?#].*)?$/is;

const defaultPorts: Record<string, string | undefined> = { http: "80", https: "443" };

/**
 * A text that is the same for two URIs of which a server may have made the one of the other: by the rules of the URL
 * standard, which resolves dots and encodes characters, or with a slash at the end of the path more or less. To somebody who
 * compares them they are two. Undefined for a value that is no URI.
 */
export const respellingKey = (value: string): string | undefined =>
  parseUri(value.normalize("NFC"))?.href.replace(/\/(?=[?#]|$)/, "");
