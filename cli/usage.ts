import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {}

/** The options of a command line, or a UsageError that says what is wrong with it. */
export function readOptions<T extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    const wrong = (error as Error).message.replace(/\.?$/, ".");
    throw new UsageError(`${wrong} Options: ${known.join(", ")}, --help.`);
  }
}
