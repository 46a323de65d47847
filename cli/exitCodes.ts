/** How a command of `pulumi-transmit` ends: one table for all commands. */

export const exitCodes = {
  done: 0,
  failed: 1,
  wrongCall: 2,
  unreachable: 3,
  /** As Pulumi's own commands end with --expect-no-changes. */
  different: 7,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "the command did what it was asked, or everything is in sync",
  failed: "the command failed on the way, or the credentials are of the wrong tenant",
  wrongCall: "the command line is wrong, or names a stack that does not exist",
  unreachable: "the API or the backend could not be reached, or refused the credentials",
  different: "something differs, was found, or is undecided; unmanaged objects count only with --unmanaged",
};

/** A line for each exit code. */
export const exitCodeLines = (): string[] =>
  Object.entries(exitCodes).map(([name, code]) => `  ${code}  ${meanings[name as keyof typeof exitCodes]}`);
