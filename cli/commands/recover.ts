/** `pulumi-transmit recover`: settles what an interrupted run left pending. */
import type { Command } from "commander";
import { exitCodes } from "../exitCodes.ts";
import { option } from "../option.ts";
import { addMade, addNothingMade } from "../recover/choices.ts";
import { recover } from "../recover/recover.ts";
import { asJson, asText, type RecoverReport } from "../recover/report.ts";
import { openConfirmation } from "../terminal/confirmation.ts";
import { openTerminal } from "../terminal/terminal.ts";

const about = `
Run it after a run was killed, cancelled or lost its connection, and at the start of every pipeline: where nothing is pending,
it prints nothing and ends with exit code 0.

What it does:
  Pulumi notes in the stack's state what a run begins, and when that ends. What a run had begun when it was interrupted
  stays there as pending. pulumi up only warns of it: it would create once more what was created without an answer.
  - A pending create: it looks in the tenant for what was made. It must have everything that was sent, be made at that time,
    by your own management client as far as the API says it, and be in no state of the stack. Exactly one is taken into the
    state, as the create would have done it. None, once it must be visible: nothing was made, and pulumi up creates it.
    Everything else is undecided, and you choose.
  - A pending update or deletion: a read shows whether it was carried out, and the state says so from then on.
  Pulumi forgets all pending operations when it takes a state. So nothing is changed until each pending create is decided,
  those of other providers too.

What it never does:
  It sends no request that creates, changes or deletes anything in the tenant, and runs no program. It does not change the
  state while another run holds the stack's lock. It prints no secret, and writes none into a file.

It needs what pulumi refresh needs: the login of the backend, the passphrase or the secrets provider, and the settings of
the provider.`;

const examples = `
Examples:
  pulumi-transmit recover
  pulumi-transmit recover --stack prod --yes
  pulumi-transmit recover --yes --made 'urn:pulumi:prod::shop::transmit:index:Client::web=<appId>/<clientId>'
  pulumi-transmit recover --yes --nothing-made 'urn:pulumi:prod::shop::aws:s3/bucket:Bucket::logs'

Exit codes: 0 if nothing is pending any more, 7 if something is undecided or not confirmed. Without --yes and without a
terminal, it says what it would do, and ends with 7.`;

export function define(command: Command): void {
  command
    .description("Settles what an interrupted run left pending in the state: nothing is created twice, or forgotten.")
    .option("--stack <name>", "stack to recover (default: the selected one)")
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--yes", "change the state without asking")
    .option("--json", "print the result as one line of JSON")
    .addOption(
      option("--made <urn=id>", "what a pending create has made, by its id; may be given several times", addMade),
    )
    .addOption(
      option("--nothing-made <urn>", "a pending create that made nothing; may be given several times", addNothingMade),
    )
    .addHelpText("after", about)
    .addHelpText("after", examples)
    .action(run);
}

interface Options {
  stack?: string;
  cwd: string;
  yes?: boolean;
  json?: boolean;
  made?: Map<string, string>;
  nothingMade?: Set<string>;
}

async function run({ stack: name, cwd, yes = false, json = false, made, nothingMade }: Options): Promise<void> {
  const terminal = openTerminal();
  const { confirm, confirmOther, finish } = openConfirmation<RecoverReport>(
    { yes, json, asText, asJson, question: ({ stack }) => `Change the state of stack ${stack}?` },
    terminal,
  );
  const report = await recover({
    stack: { name, cwd },
    made: made ?? new Map(),
    nothingMade: nothingMade ?? new Set(),
    terminal,
    confirm,
    confirmRepair: confirmOther,
  }).finally(terminal.end);
  finish(report);
  process.stderr.write(conclusionOf(report));
  if (report.operations.length > 0 && !report.changed) process.exitCode = exitCodes.different;
}

function conclusionOf({ operations, changed }: RecoverReport): string {
  if (changed || operations.length === 0) return "";
  return operations.some(({ outcome }) => outcome === "undecided")
    ? "Nothing was changed, since a pending create is undecided. Choose, and give all choices in one call.\n"
    : "Nothing was changed. To change the state, run the command again with --yes.\n";
}
