import { printable } from "../../../../provider/safeText.ts";
import type { Colours } from "../../../terminal/colours.ts";
import { broken, wrapped } from "../../../terminal/columns.ts";

export interface Page {
  /** In columns. */
  width: number;
  colours: Colours;
}

/** A text from outside, on one line. */
export const safe = (text: string): string => printable(text.replace(/\s+/g, " ")).trim();

/** Sentences in lines. A new line can begin as a command of a runner: each is made safe again. */
export const proseLines = (text: string, width: number): string[] => wrapped(safe(text), width).map(printable);

/** A value in lines. */
export const valueLines = (line: string, width: number): string[] => broken(printable(line), width).map(printable);

/** Sentences below a heading. */
export const sentences = (text: string, { width }: Page): string[] =>
  proseLines(text, width - 4).map((line) => `    ${line}`);
