/** `pulumi-transmit export`: a tenant as a project of Pulumi. */
import { type Command, Option } from "commander";
import { exitCodes } from "../exitCodes.ts";
import { exportTenant } from "../export/export.ts";
import { type LanguageName, languages } from "../export/languages/index.ts";
import { dryRun, summaryOf, textOf } from "../export/summary.ts";
import { several } from "../option.ts";
import { openTerminal } from "../terminal/terminal.ts";
import { UsageError } from "../usageError.ts";

const about = `
It reads the applications of a tenant with their clients and, where the credentials are its own, its signing keys, and writes
a project whose program declares them: with as few inputs as describe them, and references in the place of ids. It sends
nothing that changes anything, and no file has a secret.

With a pulumi on PATH it then adopts the project into a stack of its own, in a temporary folder, and runs a preview and a
refresh. Both must be empty; if not, it says what differs and ends with exit code 7. "pulumi-transmit adopt", in the folder of
the project, takes what exists into a stack.`;

const examples = `
Examples:
  pulumi-transmit export
  pulumi-transmit export --out shop --only "Shop" --stack prod
  pulumi-transmit export --dry-run --language python
  pulumi-transmit export --snapshot tenant.json && pulumi-transmit emulator --from tenant.json`;

export function define(command: Command): void {
  command
    .description("Writes a tenant's applications as a project of Pulumi, and verifies that a preview of it is empty.")
    .option("--out <dir>", "folder of the project; it must be empty", "infra")
    .option("--force", "replace the files that an earlier export wrote there, and no others")
    .addOption(
      new Option("--language <name>", "language of the program").choices(Object.keys(languages)).default("typescript"),
    )
    .addOption(
      new Option("--only <name>", "name or id of an application; several may be given")
        .argParser(several)
        .default([], "all"),
    )
    .option("--stack <name>", "take the settings of this stack's configuration (default: those of the environment)")
    .option("--cwd <dir>", "folder of that stack's project", ".")
    .option("--dry-run", "print the program, and write nothing")
    .option("--no-verify", "leave the verification out")
    .option("--snapshot <file>", "also write a seed of the emulator, with other values in the place of secrets")
    .option("--json", "print a summary for machines")
    .addHelpText("after", about)
    .addHelpText("after", examples)
    .action(run);
}

interface Options {
  out: string;
  force?: boolean;
  language: LanguageName;
  only: string[];
  stack?: string;
  cwd: string;
  snapshot?: string;
  dryRun?: boolean;
  verify: boolean;
  json?: boolean;
}

async function run({
  force = false,
  dryRun: isDry = false,
  verify: isVerified,
  json,
  ...options
}: Options): Promise<void> {
  if (isDry && options.snapshot !== undefined)
    throw new UsageError("--dry-run writes nothing, and --snapshot writes a file. Leave one of them out.");
  const { progress, warn, end } = openTerminal();
  const exported = await exportTenant({ ...options, force, isDry, isVerified, progress, warn }).finally(end);
  const summary = summaryOf(exported, options);
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else process.stdout.write(isDry ? dryRun(exported) : textOf(summary));
  if (exported.unverified) throw exported.unverified;
  process.exitCode = summary.differences?.length || summary.leftOut.length ? exitCodes.different : exitCodes.done;
}
