#!/usr/bin/env node
/** The `pulumi-transmit` command. Each command is a file of its own; this one finds it. */
import { emulator } from "./emulator.ts";
import { UsageError } from "./usage.ts";
import { version } from "./version.ts";

export interface Command {
  summary: string;
  usage: string;
  run(args: string[]): Promise<void>;
}

const commands: Record<string, Command> = { emulator };

const help = `pulumi-transmit <command>

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  .join("\n")}

  --help      this text, or that of a command
  --version   the version
`;

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help")
    return void process.stdout.write(help);
  if (name === "--version" || name === "-v") return void process.stdout.write(`${version()}\n`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (name.startsWith("-")) throw new UsageError(`There is no option "${name}". There is: --help, --version.`);
  if (!command) throw new UsageError(`There is no command "${name}". There is: ${Object.keys(commands).join(", ")}.`);
  if (args.includes("--help") || args.includes("-h")) return void process.stdout.write(command.usage);
  await command.run(args);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`pulumi-transmit: ${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
