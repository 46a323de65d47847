/** `pulumi-transmit adopt`: takes what exists into the stack of its program. */
import type { Command } from "commander";
import { adoptIntoStack } from "../adopt/adoptStack.ts";
import { type AdoptReport, asJson, asText, conclusionOf, isPending, isReady } from "../adopt/report.ts";
import { exitCodes } from "../exitCodes.ts";
import { openConfirmation } from "../terminal/confirmation.ts";
import { openTerminal } from "../terminal/terminal.ts";

const about = `
Run it in the folder of a project that pulumi-transmit export wrote, or that has a program and an import.json. The stack must
exist, with the settings of the tenant.

What it does:
  1. It runs a preview of the program, and looks which objects of import.json the stack lacks.
  2. It reads these from the tenant, and compares them with the program. If anything else than the manager would change, it
     says what, changes nothing and ends with exit code 7.
  3. It asks, unless --yes is given.
  4. It writes them into the state as if the program had made them, with the program's options, and runs a preview, which
     must be empty.
Objects that the stack has are left as they are, so it can be run again. What pulumi import has taken into the stack is handed
over to the program, also if this uses dynamic resources.

What it never does: it sends no request that creates, changes or deletes anything in the tenant. It does not change the state
while another run holds the stack's lock, and writes no secret into a file.`;

const examples = `
Examples:
  pulumi-transmit adopt
  pulumi-transmit adopt --stack prod --yes
  pulumi-transmit adopt --stack rehearsal --like prod --yes

Exit codes: 0 if the stack has everything and the preview is empty, 7 if something differs or was not confirmed. Without --yes
and without a terminal, it says what it would do, and ends with 7.`;

export function define(command: Command): void {
  command
    .description("Takes what exists in the tenant into the stack of its program, and verifies that a preview is empty.")
    .option("--stack <name>", "stack to adopt into (default: the selected one)")
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--like <stack>", "adopt what this stack of the project has, in place of import.json")
    .option("--yes", "change the state without asking")
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", about)
    .addHelpText("after", examples)
    .action(run);
}

interface Options {
  stack?: string;
  cwd: string;
  like?: string;
  yes?: boolean;
  json?: boolean;
}

async function run({ stack: name, cwd, like, yes = false, json = false }: Options): Promise<void> {
  const terminal = openTerminal();
  const { confirm, finish } = openConfirmation<AdoptReport>(
    {
      yes,
      json,
      asText,
      asJson,
      question: ({ stack }) => `Change the state of stack ${stack}? Nothing in the tenant changes.`,
    },
    terminal,
  );
  const { progress, warn, end } = terminal;
  const report = await adoptIntoStack({ stack: { name, cwd }, like, progress, warn, confirm }).finally(end);
  finish(report);
  process.stderr.write(conclusionOf(report));
  const isDone = isReady(report) && (report.changed || !isPending(report));
  process.exitCode = isDone ? exitCodes.done : exitCodes.different;
}
