/** The formats of text, and when two texts of a format say the same. */

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
  domain: (value: string) => value.length <= 253 && value.includes(".") && value.split(".").every(isLabel),
  label: isLabel,
  "date-time": (value: string) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
};

/** One spelling for all that mean the same: a host's case, a missing path, a default port. */
export function normalise(value: string, format: string | undefined): string {
  if (format === "domain" || format === "label") return value.toLowerCase();
  if (format !== "uri") return value;
  const uri = parseUri(value);
  if (!uri) return value;
  return uri.href.replace(/\/$/, "");
}
