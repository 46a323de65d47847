import { type ExitCode, exitCodes } from "./exitCodes.ts";

/** What to do next, in the words of who reads it. */
export type Hint = string | { person: string; pipeline: string };

/** Why a command ends without success. Any other error ends it with exit code 1. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  /** Printed on a line of its own. */
  readonly hint?: Hint;

  constructor(message: string, exitCode: ExitCode, hint?: Hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

export const exitCodeOf = (error: unknown): ExitCode =>
  error instanceof CommandError ? error.exitCode : exitCodes.failed;
