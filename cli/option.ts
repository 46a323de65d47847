import { Option } from "commander";
import { UsageError } from "./usageError.ts";

/**
 * An option with a value. The error shows the value, so a secret must come from the environment, never from an option.
 * @param flags `--name <placeholder>`
 * @param read Throws an Error that says in a sentence what is wrong with the value. An option that is given again gets what it
 * read before.
 */
export function option<T>(flags: string, description: string, read: (text: string, before?: T) => T): Option {
  const result = new Option(flags, description);
  return result.argParser((text, before: T | undefined) => {
    try {
      return read(text, before);
    } catch (error) {
      throw new UsageError(`${result.long} is "${text}": ${(error as Error).message}`);
    }
  });
}

/** For an option that may be given several times, with a list as its default. */
export const several = (value: string, before: string[]): string[] => [...before, value];

/**
 * Commander takes the next word as the value, even if it is an option: `--data --log` would keep the data in a file named
 * "--log".
 */
export function refuseMissingValues(options: readonly Option[], words: string[]): void {
  for (const [index, word] of words.entries()) {
    const { long, flags } = options.find(({ required, long }) => required && word.replace(/=$/, "") === long) ?? {};
    const value = word === long ? words[index + 1] : "";
    // Such as the value of a variable that is not set: Pulumi would take an empty --stack for the selected stack.
    if (long && value === "") throw new UsageError(`${long} is "": it must not be empty.`);
    if (long && (value === undefined || /^-./.test(value)))
      throw new UsageError(`${long} needs a value: ${flags}. If it begins with a dash, write ${long}=VALUE.`);
  }
}
