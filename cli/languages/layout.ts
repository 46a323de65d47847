/** Lays out literals as formatters do: on one line if it fits, else with a line for each part. */

import { widthOf } from "../terminal/columns.ts";
import { commentLines } from "./comments.ts";

/** A literal: text as it is, or parts between brackets. */
export type Literal = string | Bracketed;

export interface Bracketed {
  open: string;
  parts: readonly Part[];
  close: string;
  /** Sentences for the reader, behind the parts. */
  comments?: readonly string[];
}

export interface Part {
  /** What stands before the value: `name: `. */
  label: string;
  value: Literal;
}

export interface Style {
  width: number;
  /** One step. */
  indent: string;
  /** What a comment begins with. */
  comment: string;
  /** Whether brackets have blanks inside, on one line: `{ a: 1 }`. */
  isSpaced(open: string): boolean;
  /** Values of parts on lines that follow each other begin in the same column. */
  isAligned?: boolean;
  /** Whether a long text goes to a line of its own, behind this label. */
  breaksAfter?(label: string): boolean;
  /** Parts of these brackets always have lines of their own. */
  isTall?(open: string): boolean;
}

const flat = (literal: Literal, style: Style): string | undefined => {
  if (typeof literal === "string") return literal;
  const { open, parts, close, comments = [] } = literal;
  if (comments.length > 0) return undefined;
  if (parts.length === 0) return open + close;
  if (style.isTall?.(open)) return undefined;
  const inner = parts.map(({ label, value }) => {
    const text = flat(value, style);
    return text === undefined ? undefined : label + text;
  });
  if (inner.includes(undefined)) return undefined;
  const space = style.isSpaced(open) ? " " : "";
  return `${open}${space}${inner.join(", ")}${space}${close}`;
};

/**
 * @param column Where the literal begins.
 * @param after Columns that what follows it takes.
 */
export function layOut(literal: Literal, style: Style, indent = "", column = indent.length, after = 1): string {
  const short = flat(literal, style);
  if (typeof literal === "string") return literal;
  if (short !== undefined && column + widthOf(short) + after <= style.width) return short;
  return tall(literal, style, indent);
}

/** With a line for each part. */
export function tall({ open, parts, close, comments = [] }: Bracketed, style: Style, indent = ""): string {
  const inner = indent + style.indent;
  const lines = aligned(parts, style, inner).map((line) => `${inner}${line},`);
  return [open, ...lines, ...commentLines(comments, style.comment, style.width, inner), indent + close].join("\n");
}

function labelled(label: string, value: Literal, style: Style, indent: string): string {
  const column = indent.length + widthOf(label);
  const text = layOut(value, style, indent, column);
  const isLong = typeof value === "string" && column + widthOf(text) + 1 > style.width;
  return isLong && style.breaksAfter?.(label) ? `${label.trimEnd()}\n${indent}${style.indent}${text}` : label + text;
}

/** As gofmt does: a value of several lines stands by itself, and those between such values are aligned. */
function aligned(parts: readonly Part[], style: Style, indent: string): string[] {
  const lines = parts.map(({ label, value }) => labelled(label, value, style, indent));
  if (!style.isAligned) return lines;
  const isSingle = lines.map((line) => !line.includes("\n"));
  return parts.map(({ label, value }, index) => {
    if (!isSingle[index] || label === "") return lines[index] as string;
    const first = isSingle.lastIndexOf(false, index) + 1;
    const end = isSingle.indexOf(false, index);
    const group = parts.slice(first, end === -1 ? undefined : end).map((part) => [...part.label].length);
    const padding = " ".repeat(Math.max(...group) - [...label].length);
    return label + padding + layOut(value, style, indent, indent.length + widthOf(label));
  });
}
