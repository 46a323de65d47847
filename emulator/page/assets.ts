/** The files of the page, as they are served: nothing in them comes from elsewhere, and no script is in the HTML. */
import type { Content } from "../http/exchange.ts";
import { files } from "./files.ts";

export const pagePath = "/_emulator";

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** On everything that the page and its paths answer. */
export const headers: Record<string, string> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
};

/** @returns undefined for a path that is no file of the page */
export function asset(path: string): Content | undefined {
  const name = path === pagePath || path === `${pagePath}/` ? "index.html" : path.slice(pagePath.length + 1);
  if (!Object.hasOwn(files, name)) return undefined;
  const type = types[name.slice(name.lastIndexOf(".") + 1)] as string;
  return { status: 200, headers: { ...headers, "content-type": type }, text: files[name] };
}
