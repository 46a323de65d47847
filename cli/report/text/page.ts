/** Text for a person at a terminal, or for a log. */
import { printable } from "../../../provider/safeText.ts";
import { type Colours, coloursOf } from "../../terminal/colours.ts";
import { broken, wrapped } from "../../terminal/columns.ts";
import type { Reader } from "../../terminal/reader.ts";

export interface Page {
  /** In columns. */
  width: number;
  colours: Colours;
}

/** Columns where the terminal does not say how many it has. */
const defaultWidth = 100;

/** Lines are read more easily if they are not longer, however wide the terminal is. */
const maxWidth = 120;

export const openPage = (reader: Reader): Page => ({
  width: Math.min(Math.max(reader.width ?? defaultWidth, 40), maxWidth),
  colours: coloursOf(reader),
});

/** A text from outside, on one line. */
export const safe = (text: string): string => printable(text.replace(/\s+/g, " ")).trim();

/** Sentences in lines. A new line can begin as a command of a runner: each is made safe again. */
export const proseLines = (text: string, width: number): string[] => wrapped(safe(text), width).map(printable);

/** A value in lines. */
export const valueLines = (line: string, width: number): string[] => broken(printable(line), width).map(printable);

/** Sentences below a heading. */
export const sentences = (text: string, { width }: Page): string[] =>
  proseLines(text, width - 4).map((line) => `    ${line}`);

/** Blocks of lines, with an empty line between them. */
export const pageOf = (blocks: readonly string[][]): string =>
  `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;

/** Notes for the reader; no block if there are none. */
export const noteBlocks = (notes: readonly string[], { width, colours }: Page): string[][] =>
  notes.length === 0
    ? []
    : [
        [
          colours.bold("Notes"),
          ...notes.flatMap((note) =>
            proseLines(note, width - 4).map((line, index) => `${index === 0 ? "  - " : "    "}${line}`),
          ),
        ],
      ];
