/** Reads the command line with commander and runs the command that it names. */
import { Command, CommanderError } from "commander";
import { version } from "../provider/version.ts";
import { commands } from "./commands.ts";
import { exitCodeLines } from "./exitCodes.ts";
import { refuseMissingValues } from "./option.ts";
import { usageErrorOf } from "./usageError.ts";

const ending = `
For the options of a command: "pulumi-transmit <command> --help".

Exit codes:
${exitCodeLines().join("\n")}`;

/** @throws UsageError if the command line is wrong; any other error means that the command failed */
export async function run(args: string[]): Promise<void> {
  const words = wordsOf(args);
  const program = await createProgram(words);
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    // Commander reports that it printed the help or the version by an error of exit code 0.
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
  }
}

/**
 * The words that commander reads. No words and `help` print the general help, and `help NAME` is `NAME --help`. Help wins
 * over everything else, except that an unknown command is refused: commander would print the general help for it.
 */
function wordsOf(args: string[]): string[] {
  const [name, ...rest] = args[0] === "help" ? [...args.slice(1), "--help"] : args;
  if (name === undefined) return ["--help"];
  if (!name.startsWith("-") && !Object.hasOwn(commands, name)) return [name];
  return rest.some((word) => word === "--help" || word === "-h") ? [name, "--help"] : [name, ...rest];
}

/** Only the command that the words name gets its arguments and options. */
async function createProgram(words: string[]): Promise<Command> {
  const program = new Command("pulumi-transmit")
    .usage("<command> [options]")
    .description("Tools for Transmit Security (Mosaic) as code.")
    .version(version, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .enablePositionalOptions()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText("after", ending);
  const named = words.find((word) => !word.startsWith("-"));
  for (const [name, [summary, load]] of Object.entries(commands)) {
    const command = program.command(name).summary(summary);
    if (name === named) (await load()).define(command);
    refuseMissingValues(command.options, words);
  }
  for (const command of [program, ...program.commands]) refuseInWords(command);
  return program;
}

/** Makes commander throw where it would print and exit. */
function refuseInWords(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 ? error : usageErrorOf(error, command);
  });
}
