/** Comments of a program, with words that come from outside. */
import { printable } from "../../provider/safeText.ts";
import { wrapped } from "../terminal/columns.ts";

/** Lines of at most this width, each with the mark before it. */
export const commentLines = (sentences: readonly string[], mark: string, width: number, indent = ""): string[] =>
  sentences.flatMap((sentence) =>
    wrapped(printable(sentence), width - indent.length - mark.length - 1).map((line) => `${indent}${mark} ${line}`),
  );
