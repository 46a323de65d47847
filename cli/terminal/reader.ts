/** Who reads what a command prints. */
import type { Environment } from "./pipeline.ts";

export interface Reader {
  /** A person at a terminal; else a program, a file or a pipeline's log. */
  isTerminal: boolean;
  hasColours: boolean;
  /** Columns of the terminal. */
  width?: number;
}

interface Stream {
  isTTY?: boolean;
  columns?: number;
}

/** @param stream Where it is printed: standard output or standard error. */
export function readerOf({ isTTY: isTerminal = false, columns }: Stream, { NO_COLOR, TERM }: Environment): Reader {
  return { isTerminal, hasColours: isTerminal && !NO_COLOR && TERM !== "dumb", width: columns || undefined };
}
