/** `pulumi-transmit doctor`: whether all is there that a run needs. */
import type { Command } from "commander";
import { examineStack } from "../doctor/doctor.ts";
import { asJson, asText, isWell } from "../doctor/report.ts";
import { exitCodes } from "../exitCodes.ts";
import { readerOf } from "../terminal/reader.ts";
import { openTerminal } from "../terminal/terminal.ts";

const about = `
Run it when something does not work, or on a new machine or pipeline. It prints a line for each check, in the order in which
they rest on each other, and below a problem what to do:
  Node.js, the Pulumi CLI, this package and the plugin: their versions, and whether they agree
  the stack and its settings, each with where it is from
  proxy, address, TLS, and the difference of the clocks
  the access token, its tenant, and whether the stack's resources are there
  the rights to list, to read and to write, and the number of applications

What it never does: it changes neither the state nor the tenant, and runs no program. The right to write follows from what
the token says, since nothing is written. It prints no secret.`;

const examples = `
Examples:
  pulumi-transmit doctor
  pulumi-transmit doctor --stack prod --json

Exit codes: 0 if everything that a run needs is there, 1 if there is a problem. A note is no problem. What could not be
checked says what it needs. Without a stack, the environment alone gives the settings.`;

export function define(command: Command): void {
  command
    .description("Examines what a run needs, from Node.js to the rights of the credentials, and says what to do.")
    .option("--stack <name>", "stack to examine (default: the selected one)")
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", about)
    .addHelpText("after", examples)
    .action(run);
}

interface Options {
  stack?: string;
  cwd: string;
  json?: boolean;
}

async function run({ stack: name, cwd, json }: Options): Promise<void> {
  const { progress, end } = openTerminal();
  const examined = await examineStack({ name, cwd }, process.env, progress).finally(end);
  process.stdout.write(json ? asJson(examined) : asText(examined, readerOf(process.stdout, process.env)));
  process.exitCode = isWell(examined) ? exitCodes.done : exitCodes.failed;
}
