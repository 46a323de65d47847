/**
 * How an API changed a text on its way: trimmed, cut, escaped … Such a change stays a difference, since readers can see it, but
 * a display may not show it. The words contain no part of the text, which may be secret.
 */
import { normalise } from "../../fields/formats.ts";
import { listed } from "../../fields/naming.ts";

export interface TextChange {
  /** What the API did: "removed 2 blanks at the end". */
  what: string;
  /** How to write the text, so that nothing is left to change: "without blanks at the end". */
  advice: string;
  /** Whether both texts look the same in a display. */
  isInvisible: boolean;
}

interface Rule {
  change(text: string): string;
  describe(before: string, after: string): TextChange;
}

const rule = (change: Rule["change"], what: string, advice: string): Rule => ({
  change,
  describe: () => ({ what, advice, isInvisible: false }),
});

const invisible = (change: Rule["change"], what: string, advice: string): Rule => ({
  change,
  describe: () => ({ what, advice, isInvisible: true }),
});

/** A removal of blanks at the ends. */
const trimming = (change: Rule["change"]): Rule => ({
  change,
  describe: (before, after) => {
    const start = before.length - before.trimStart().length;
    const ends = [
      ["start", before.startsWith(after) ? "" : before.slice(0, start)],
      ["end", before.endsWith(after) ? "" : before.slice(before.trimEnd().length)],
    ].filter(([, removed]) => removed !== "") as [string, string][];
    const blanks = ends.some(([, removed]) => /[\r\n]/.test(removed)) ? "blanks and line ends" : "blanks";
    return {
      isInvisible: true,
      what: `removed ${listed(
        ends.map(([end, removed]) => `${counted(removed)} at the ${end}`),
        "and",
      )}`,
      advice: `without ${blanks} at the ${listed(
        ends.map(([end]) => end),
        "and",
      )}`,
    };
  },
});

function counted(blanks: string): string {
  const kind = /^[\r\n]+$/.test(blanks) ? "line end" : "blank";
  const count = blanks.replaceAll("\r\n", "\n").length;
  return `${count} ${kind}${count === 1 ? "" : "s"}`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaping = (characters: RegExp, apostrophe = "'"): Rule =>
  rule(
    (text) => text.replace(characters, (character) => entities[character] ?? apostrophe),
    "escaped characters for HTML",
    "without the characters & < > \" '",
  );

const withoutEntities = (text: string): string =>
  Object.entries({ ...entities, "'": "&#39;" }).reduceRight(
    (unescaped, [character, entity]) => unescaped.replaceAll(entity, character),
    text,
  );

/** Of those that lead to the same text, the first counts. */
const rules: readonly Rule[] = [
  trimming((text) => text.trimEnd()),
  trimming((text) => text.trimStart()),
  trimming((text) => text.trim()),
  invisible((text) => text.replace(/\r\n?/g, "\n"), "changed its line ends to LF", "with LF for its line ends"),
  invisible(
    (text) => text.replace(/\r\n?|\n/g, "\r\n"),
    "changed its line ends to CRLF",
    "with CRLF for its line ends",
  ),
  invisible((text) => text.replace(/[\r\n]+/g, " "), "changed its line ends to blanks", "in one line"),
  invisible((text) => text.replace(/[\r\n]+/g, ""), "removed its line ends", "in one line"),
  invisible(
    (text) => text.replace(/[^\S\r\n ]/g, " "),
    "replaced blanks of other kinds by plain ones",
    "with plain blanks",
  ),
  invisible((text) => text.replace(/ +/g, " "), "reduced runs of blanks to one blank", "without runs of blanks"),
  invisible(
    (text) => text.replace(/\s+/g, " "),
    "reduced runs of blanks and line ends to one blank",
    "in one line, without runs of blanks",
  ),
  invisible(
    (text) => text.replace(/(?![\t\r\n])\p{Cc}/gu, ""),
    "removed control characters",
    "without control characters",
  ),
  invisible((text) => text.replace(/\p{Cf}/gu, ""), "removed invisible characters", "without invisible characters"),
  rule((text) => text.toLowerCase(), "wrote it in lower case", "in lower case"),
  rule((text) => text.toUpperCase(), "wrote it in upper case", "in upper case"),
  rule((text) => text.replace(/<[^>]*>/g, ""), "removed HTML tags", "without HTML tags"),
  escaping(/[&<>]/g),
  escaping(/[&<>"]/g),
  ...["&#39;", "&#x27;", "&#039;", "&apos;"].map((apostrophe) => escaping(/[&<>"']/g, apostrophe)),
  rule(withoutEntities, "replaced HTML entities by their characters", "without HTML entities"),
  rule((text) => text.normalize("NFKC"), "wrote it in the Unicode form NFKC", "in the Unicode form NFKC"),
  rule((text) => text.normalize("NFD").replace(/\p{Mn}/gu, ""), "removed accents", "without accents"),
  ...["", "?", "\ufffd"].flatMap((instead) => [
    rule(
      (text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, instead),
      "removed or replaced characters of four bytes, such as emoji",
      "without emoji",
    ),
    rule(
      (text) => text.replace(/\P{ASCII}/gu, instead),
      "removed or replaced characters that are not ASCII",
      "in ASCII",
    ),
  ]),
  invisible((text) => `${text}\n`, "added a line end at the end", "with a line end at the end"),
];

/** More steps than these at once are not looked for. */
const maxSteps = 3;
/** After so many characters, the search ends. */
const maxLength = 2_000_000;

/**
 * @param sent The text as the API was sent it. @param answered As it has it.
 * @returns The changes that lead from one to the other, in order; empty if they are not known
 */
export function textChanges(sent: string, answered: string): TextChange[] {
  const target = normalise(answered);
  const reached = reachable(normalise(sent), target);
  return reached.get(target) ?? cutOf(reached, target) ?? [];
}

/** What the rules make of a text, by the result; the fewest steps first, until they lead to the target. */
function reachable(text: string, target: string): Map<string, TextChange[]> {
  const reached = new Map<string, TextChange[]>([[text, []]]);
  let length = 0;
  for (const [before, changes] of reached) {
    if (changes.length === maxSteps) continue;
    for (const { change, describe } of rules) {
      const after = normalise(change(before));
      length += after.length;
      if (!reached.has(after)) reached.set(after, [...changes, describe(before, after)]);
      if (after === target || length > maxLength) return reached;
    }
  }
  return reached;
}

const ellipsis = /(?:\u2026|\.\.\.)$/;

/** The same, with a cut at the end. */
function cutOf(reached: ReadonlyMap<string, TextChange[]>, target: string): TextChange[] | undefined {
  const kept = target.replace(ellipsis, "");
  if (kept === "") return undefined;
  for (const [text, changes] of reached) {
    const part = [target, kept].find((one) => text.length > one.length && text.startsWith(one));
    if (part === undefined) continue;
    const what = `cut it after ${part.length} of ${text.length} characters`;
    return [...changes, { what, advice: `with no more than ${target.length} characters`, isInvisible: false }];
  }
  return undefined;
}
