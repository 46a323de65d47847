/**
 * How the API writes URIs, domains and other texts in its answers. This code is the emulator's own, on purpose: the provider has rules
 * for which spellings mean the same, and a rule that is too wide can only show on an API that does not share them.
 */
import type { StringField } from "../../provider/fields/field.ts";
import type { Settings } from "../tenant/switches.ts";

/** A text of any format, also a URI, as the API writes it. */
export const retell = ({ texts, uris }: Settings, format: StringField["format"], value: string): string =>
  respell(uris, format, texts === "as-sent" ? value : rewrite(format, value.normalize("NFC")));

const rewrite = (format: StringField["format"], value: string): string =>
  format === "pem" ? value.replaceAll("\r\n", "\n").trim() : value;

export function respell(uris: Settings["uris"], format: StringField["format"], value: string): string {
  if (uris === "as-sent") return value;
  if (format === "domain" || format === "label") return value.toLowerCase();
  return format === "uri" ? respellUri(uris, value) : value;
}

/** Scheme, authority, path, then query and fragment. A backslash ends an authority, as the URL Standard has it. */
const parts = /^(https?):\/\/([^/?#\\]*)([^?#]*)(.*)$/is;

/** All that no rule here is about stays as it is: other schemes, user information, escapes, dot segments. */
function respellUri(uris: Settings["uris"], value: string): string {
  const [, scheme = "", authority = "", path = "", rest = ""] = value.match(parts) ?? [];
  if (scheme === "") return value;
  const start = scheme.toLowerCase();
  return `${start}://${respellAuthority(start, authority)}${respellPath(uris, path)}${rest}`;
}

function respellAuthority(scheme: string, authority: string): string {
  const hostAt = authority.lastIndexOf("@") + 1;
  const host = authority.slice(hostAt).toLowerCase();
  return authority.slice(0, hostAt) + host.replace(scheme === "https" ? /:443$/ : /:80$/, "");
}

function respellPath(uris: Settings["uris"], path: string): string {
  if (path === "") return "/";
  if (uris === "slashed") return path.endsWith("/") ? path : `${path}/`;
  return uris === "unslashed" && path.length > 1 ? path.replace(/\/$/, "") : path;
}
