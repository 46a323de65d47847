/** HTML from templates. Whatever is put into one is text, unless it came from a template itself. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | readonly Part[];

/** Control characters that HTML does not have, and halves of surrogate pairs. */
const notInHtml = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;

const references: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string =>
  text.replace(notInHtml, "").replace(/[&<>"']/g, (found) => references[found] as string);

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return part === undefined ? "" : escaped(String(part));
}

/** Attributes need their quotes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, index) => text + textOf(parts[index])).join(""));
