/** What warnings say of texts that the API changed on their way: which part differs, and what to write. */
import type { Field } from "../../fields/field.ts";
import { listed } from "../../fields/naming.ts";
import { isObject } from "../../fields/shape.ts";
import { isUnknown } from "../../fields/unknowns.ts";
import { isSameText, pairEquivalent } from "../equivalence/pairing.ts";
import { type TextChange, textChanges } from "../equivalence/textChanges.ts";

interface Explained {
  /** `description`, `redirectUris[1]`. */
  path: string;
  changes: readonly TextChange[];
}

/** More members than these are not explained. */
const maxMembers = 3;

/**
 * @param sent The value of a field as the program has it. @param answered As the API has it.
 * @returns The texts in it that the API changed in a known way
 */
function explain(field: Field, sent: unknown, answered: unknown, path: string): Explained[] {
  if (field.secret || isUnknown(sent)) return [];
  if (typeof sent === "string" && typeof answered === "string") {
    // Where both are the same to the API, as with the line ends of PEM, the program itself has changed its spelling.
    const isExplained = !(field.type === "string" && (field.enum || isSameText(field, sent, answered)));
    const changes = isExplained ? textChanges(sent, answered) : [];
    return changes.length > 0 ? [{ path, changes }] : [];
  }
  if (field.type === "object" && isObject(sent) && isObject(answered)) {
    return Object.entries(field.fields).flatMap(([name, inner]) =>
      explain(inner, sent[name], answered[name], `${path}.${name}`),
    );
  }
  if (field.type !== "array" || !Array.isArray(sent) || !Array.isArray(answered)) return [];
  const { ours, theirs } = pairEquivalent(field, sent, answered).unpaired;
  const open = theirs.slice(0, 4 * maxMembers).map((index) => answered[index]);
  return ours.slice(0, maxMembers).flatMap((index) => {
    const found = open.map((other) => explain(field.items, sent[index], other, `${path}[${index}]`));
    return found.find((explained) => explained.length > 0) ?? [];
  });
}

/** Parts of a sentence for all texts: "it removed 2 blanks at the end", "description without blanks at the end". */
export interface ExplainedTexts {
  what: string;
  advice: string;
}

/** @returns Undefined if no text was changed in a known way */
export function explainTexts(
  field: Field,
  sent: unknown,
  answered: unknown,
  path: string,
  isTold: (change: TextChange) => boolean = () => true,
): ExplainedTexts | undefined {
  const texts = explain(field, sent, answered, path).filter(({ changes }) => changes.some(isTold));
  if (texts.length === 0) return undefined;
  const isWhole = texts.length === 1 && texts[0]?.path === path;
  const join = (part: "what" | "advice") => (one: Explained) =>
    listed([...new Set(one.changes.map((change) => change[part]))], "and");
  return {
    what: texts.map((one) => `${isWhole ? "" : `of ${one.path}, `}it ${join("what")(one)}`).join("; "),
    advice: texts.map((one) => `${one.path} ${join("advice")(one)}`).join("; "),
  };
}

/**
 * The warning of a preview for a difference that its lines may not show, such as blanks at the end.
 * @param now The value of the program. @param before The API's.
 */
export function warnOfInvisible(field: Field, now: unknown, before: unknown, path: string): string[] {
  const texts = explainTexts(field, now, before, path, ({ isInvisible }) => isInvisible);
  if (!texts) return [];
  return [
    `${path} differs from the API's value as if the API had changed it: ${texts.what}. If the difference comes back after ` +
      `an update, write ${texts.advice}.`,
  ];
}
