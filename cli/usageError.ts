import type { Command, CommanderError } from "commander";
import { CommandError } from "./commandError.ts";
import { exitCodes } from "./exitCodes.ts";

/** The command line is wrong. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, exitCodes.wrongCall);
  }
}

/** What commander refuses, in sentences: what is wrong, what was probably meant, and what is allowed. */
export function usageErrorOf({ code, message }: CommanderError, command: Command): UsageError {
  // Commander's message is "error: unknown option '--prot'\n(Did you mean --port?)".
  const [wrong = "", suggestion] = message.replace(/^error: /, "").split("\n");
  const meant = suggestion?.replace(/^\(|\)$/g, "");
  return new UsageError([sentence(wrong), meant, allowed(code, command)].filter(Boolean).join(" "));
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, ".")}`;

function allowed(code: string, command: Command): string {
  const help = command.createHelp();
  switch (code) {
    case "commander.unknownCommand":
      return `The commands are: ${command.commands.map((each) => each.name()).join(", ")}.`;
    case "commander.unknownOption":
      return `The options are: ${help
        .visibleOptions(command)
        .map(({ long }) => long)
        .join(", ")}.`;
    case "commander.excessArguments":
      return `Given: ${command.args.map((arg) => `"${arg}"`).join(", ")}.`;
    default:
      return "";
  }
}
