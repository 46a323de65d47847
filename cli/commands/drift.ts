/** `pulumi-transmit drift`: what differs between stacks and their tenant. */
import { type Command, Option } from "commander";
import { driftAnnouncement } from "../drift/announcement.ts";
import { checkDrift } from "../drift/check.ts";
import { applyIgnore, readIgnoreFile } from "../drift/ignore.ts";
import type { DriftReport } from "../drift/report.ts";
import { exitCodes } from "../exitCodes.ts";
import { several } from "../option.ts";
import { formatNames } from "../report/format.ts";
import { expectOneForm, type Publication, publish } from "../report/publish.ts";
import { openTerminal } from "../terminal/terminal.ts";
import { UsageError } from "../usageError.ts";

const about = `
It reads each resource of the stacks as pulumi refresh does, and compares it with what the program last set. It runs no
program, takes no lock, and changes neither the state nor the tenant. It needs what pulumi refresh needs: the login of the
backend, the passphrase or the secrets provider, and the settings of the provider.

What a resource ignores by its option ignoreChanges is no difference. A secret is never shown, only that it differs.`;

const examples = `
Examples:
  pulumi-transmit drift
  pulumi-transmit drift --stack eu --stack us --unmanaged --ignore drift-ignore.yaml
  pulumi-transmit drift --stack eu --format markdown --output drift.md
  pulumi-transmit drift --stack eu --format html --output drift.html

An ignore file is a YAML list of objects that are meant to be unmanaged:
  - { type: Client, name: "Load test", reason: "made by the test team", until: 2027-01-31 }
  - { pattern: "tmp-*", reason: "deleted every night" }`;

export function define(command: Command): void {
  command
    .description(
      "Shows what was changed outside of Pulumi: each property, with what the program says and what is there.",
    )
    .addOption(
      new Option("--stack <name>", "stack to check; may be given several times")
        .argParser(several)
        .default([], "the selected stack"),
    )
    .option("--cwd <dir>", "folder of the project", ".")
    .addOption(new Option("--format <name>", "form of the report").choices(formatNames).default("text"))
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the report to a file, and print a summary")
    .option("--unmanaged", "also list applications, clients and signing keys that none of the stacks knows")
    .option("--ignore <file>", "YAML list of objects that are meant to be unmanaged; see below")
    .addHelpText("after", about)
    .addHelpText("after", examples)
    .action(drift);
}

interface Options extends Publication {
  stack: string[];
  unmanaged?: boolean;
  ignore?: string;
}

async function drift({ stack, unmanaged = false, ignore, ...publication }: Options): Promise<void> {
  if (ignore !== undefined && !unmanaged)
    throw new UsageError("--ignore is about unmanaged objects, which only --unmanaged lists. Add --unmanaged.");
  expectOneForm(publication);
  const entries = ignore === undefined ? [] : await readIgnoreFile(ignore);
  const { progress, warn, end } = openTerminal();
  const check = { stacks: stack, cwd: publication.cwd, unmanaged, progress, warn };
  const found = await checkDrift(check).finally(end);
  const report = ignore === undefined ? found : withoutIgnored(found, entries);
  publish(report, driftAnnouncement, publication);
  process.exitCode = exitCodeOf(report);
}

function withoutIgnored(report: DriftReport, entries: Awaited<ReturnType<typeof readIgnoreFile>>): DriftReport {
  const { kept, notes } = applyIgnore(entries, report.unmanaged, new Date(report.checkedAt));
  return {
    ...report,
    unmanaged: kept,
    notes: [...report.notes, ...notes],
    inSync: report.resources.length + report.findings.length + kept.length === 0,
  };
}

const exitCodeOf = ({ findings, inSync }: DriftReport): number =>
  findings.some(({ code }) => code === "wrongTenant")
    ? exitCodes.failed
    : inSync
      ? exitCodes.done
      : exitCodes.different;
