/**
 * Text from outside in GitHub's and GitLab's Markdown. Characters as numeric references mean themselves alone: CommonMark gives
 * them no structure, in a table, a code span or an HTML block. Mentions and references are found in the HTML that comes of it,
 * but not inside of `code` and `pre`.
 */

/** Control characters, halves of surrogate pairs, and those that change the order in which others are shown. */
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/**
 * Punctuation of ASCII. First that which means nothing to Markdown where it stands: it stays, so that the text can be read as it
 * is. An address gets no link: the dots in it, and the colon after its scheme, do not stay.
 */
const punctuation =
  /([,;"'(]|(?<=[\p{L}\p{N}])[-:/](?=[\p{L}\p{N}])|(?<=[\p{L}"')])[.:](?=\s|$)|(?<=[^\d\s])\))|[!-/:-@[-`{-~]/gu;

const references = (text: string): string =>
  text.replace(punctuation, (found, stays: string | undefined) => stays ?? `&#${found.charCodeAt(0)};`);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").replace(unseen, "").trim();

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A name, a path or a short value. */
export const code = (text: string, most = 200): string => `<code>${references(cut(oneLine(text), most)) || " "}</code>`;

/** A sentence. A zero-width space after an at sign and a number sign makes it no mention and no reference. */
export const prose = (text: string, most = 1000): string =>
  references(cut(oneLine(text), most)).replace(/&#(?:64|35);/g, "$&\u200b");

/** Lines that stay as they are. They are one line of Markdown, so no line begins with what they say. */
export const block = (lines: readonly string[], most = 200): string =>
  `<pre>${lines.map((line) => references(cut(line.replace(unseen, ""), most))).join("&#10;")}</pre>`;
