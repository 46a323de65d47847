/** The report of a command that changes the state of a stack: what it would do, the question, and what it has done. */
import { ask, canAsk } from "./ask.ts";
import type { OpenTerminal } from "./terminal.ts";

export interface Confirmation<R> {
  /** Whether the state may be changed. It prints the report before it asks. */
  confirm(report: R): Promise<boolean>;
  /** As `confirm`, for something that is no part of the report. */
  confirmOther(question: string): Promise<boolean>;
  /** Prints the report, unless it was printed for the question and nothing has come of it. */
  finish(report: R): void;
}

export interface Printing<R> {
  /** Nobody is asked. */
  yes: boolean;
  /** One line for programs; it is printed once, in the end. */
  json: boolean;
  asText(report: R): string;
  asJson(report: R): string;
  question(report: R): string;
}

export function openConfirmation<R extends { changed: boolean }>(
  { yes, json, asText, asJson, question }: Printing<R>,
  { end }: OpenTerminal,
): Confirmation<R> {
  let isPrinted = false;
  const print = (report: R) => void process.stdout.write(json ? asJson(report) : asText(report));
  return {
    confirm: async (report) => {
      end();
      if (yes) return true;
      if (!canAsk()) return false;
      if (!json) print(report);
      isPrinted = !json;
      return ask(question(report));
    },
    confirmOther: async (other) => {
      end();
      return yes || (canAsk() && ask(other));
    },
    finish: (report) => {
      if (!isPrinted || report.changed) print(report);
    },
  };
}
