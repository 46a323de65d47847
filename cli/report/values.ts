/** Values as JSON that shows all of its characters, and what differs between two of many lines. */

/** Characters that cannot be seen, or that change how others are seen. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON that means the same, with each invisible character as `\u202e`, and without the commands of build systems. */
export const jsonOf = (value: unknown, space?: number): string =>
  (JSON.stringify(value, null, space) ?? "null").replace(invisible, escaped).replace(/#(?=#\w*\[)/g, "\\u0023");

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");

/** On one line. */
export const shortValue = (value: unknown): string => (value === undefined ? "not set" : jsonOf(value));

/** A string of several lines shows its lines, an object its members. */
export const linesOf = (value: unknown): string[] => {
  if (typeof value !== "string") return jsonOf(value, 2).split("\n");
  return value.includes("\n") ? value.split("\n").map((line) => line.replace(invisible, escaped)) : [jsonOf(value)];
};

export const isLong = (value: unknown): boolean =>
  value !== undefined && ((typeof value === "string" && value.includes("\n")) || shortValue(value).length > 160);

export interface DiffLine {
  kind: "program" | "tenant" | "same" | "left out";
  text: string;
}

/** Lines around a difference that are shown. */
const context = 1;

/** @param most Lines of each side that are shown. */
export function differencesOf(program: unknown, tenant: unknown, most = 30): DiffLine[] {
  const [left, right] = [program, tenant].map((value) => (value === undefined ? [] : linesOf(value))) as [
    string[],
    string[],
  ];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end++;
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: "same", text }));
  const cut = (kind: "program" | "tenant", lines: string[]): DiffLine[] => [
    ...lines.slice(0, most).map((text): DiffLine => ({ kind, text })),
    ...leftOut(lines.length - most, "more"),
  ];
  const before = Math.max(0, start - context);
  const after = Math.max(0, end - context);
  return [
    ...leftOut(before, "equal"),
    ...same(left.slice(before, start)),
    ...cut("program", left.slice(start, left.length - end)),
    ...cut("tenant", right.slice(start, right.length - end)),
    ...same(left.slice(left.length - end, left.length - after)),
    ...leftOut(after, "equal"),
  ];
}

const leftOut = (count: number, what: string): DiffLine[] =>
  count > 0 ? [{ kind: "left out", text: `… ${count} ${what} ${count === 1 ? "line" : "lines"}` }] : [];
