/** `pulumi-transmit risk`: what a reviewer must know of a planned change. */
import { type Command, Option } from "commander";
import { exitCodes } from "../exitCodes.ts";
import { several } from "../option.ts";
import { formatNames } from "../report/format.ts";
import { expectOneForm, type Publication, publish } from "../report/publish.ts";
import { riskAnnouncement } from "../risk/announcement.ts";
import { checkPlans, type Plan } from "../risk/check.ts";
import { failOnNames } from "../risk/level.ts";
import { readPlanFile } from "../risk/plan/readPlan.ts";
import type { RiskReport } from "../risk/report.ts";
import { stackOption } from "../stack/deployment.ts";
import { preview } from "../stack/preview.ts";
import { openTerminal, type Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usageError.ts";

const about = `
It reads previews of Pulumi, and says of each change what it does to others: sign-ins that fail, tokens with another issuer,
ids and secrets that change, protections that become weaker. It compares old values with new ones, which policies cannot: they
get the new ones alone. It sends nothing, and changes nothing. A secret is never shown, only that it changes.

With --plan, it reads what pulumi preview --json has printed. Without it, it runs the preview itself.`;

const levels = `
Levels:
  high    something fails, or is open, as soon as the change is made
  medium  something can fail, or becomes weaker
  low     worth a look

The default of --fail-on is high: a gate that stops what most changes do is one that people learn to pass by.`;

const examples = `
Examples:
  pulumi-transmit risk --stack prod
  pulumi preview --json | pulumi-transmit risk --plan -
  pulumi-transmit risk --plan eu.json --plan us.json --format markdown --output risk.md

Exit codes: 0 if no risk has the level of --fail-on or a higher one, 7 if one has, 1 if the preview failed, 2 if the command
line is wrong or a plan is none, 3 if the backend could not be reached.`;

export function define(command: Command): void {
  command
    .description("Shows what a planned change breaks, weakens or deletes, before it is merged.")
    .addOption(
      new Option(
        "--plan <file>",
        "what pulumi preview --json printed, - for standard input; may be given several times",
      )
        .argParser(several)
        .default([], "runs the preview"),
    )
    .addOption(
      new Option("--stack <name>", "stack to preview; may be given several times")
        .argParser(several)
        .default([], "the selected stack"),
    )
    .option("--cwd <dir>", "folder of the project", ".")
    .option("--refresh", "refresh before the preview: what was changed outside of Pulumi is told apart")
    .addOption(
      new Option("--fail-on <level>", "lowest level that ends with exit code 7").choices(failOnNames).default("high"),
    )
    .addOption(new Option("--format <name>", "form of the report").choices(formatNames).default("text"))
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the report to a file, and print a summary")
    .addHelpText("after", about)
    .addHelpText("after", levels)
    .addHelpText("after", examples)
    .action(risk);
}

interface Options extends Publication {
  plan: string[];
  stack: string[];
  refresh?: boolean;
  failOn: RiskReport["failOn"];
}

async function risk({ plan, stack, refresh = false, failOn, ...publication }: Options): Promise<void> {
  if (plan.length > 0 && (stack.length > 0 || refresh))
    throw new UsageError(
      `--plan is a preview that was made, and ${refresh ? "--refresh" : "--stack"} is for one to make. Give one of them.`,
    );
  if (plan.filter((name) => name === "-").length > 1)
    throw new UsageError("--plan is - more than once, and standard input has one plan. Give files for the others.");
  expectOneForm(publication);
  const terminal = openTerminal();
  const names = stack.length > 0 ? [...new Set(stack)] : [undefined];
  const plans =
    plan.length > 0
      ? plan.map(readPlan)
      : await previewAll(names, publication.cwd, refresh, terminal).finally(terminal.end);
  const report = await checkPlans(plans, failOn, publication.cwd);
  publish(report, riskAnnouncement, publication);
  process.exitCode = report.failed ? exitCodes.different : exitCodes.done;
}

const readPlan = (name: string): Plan => ({
  what: name === "-" ? "The plan on standard input" : `The plan ${name}`,
  preview: readPlanFile(name),
});

/** One after the other: the programs may use the same files. */
async function previewAll(
  names: readonly (string | undefined)[],
  cwd: string,
  refresh: boolean,
  { progress }: Terminal,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const name of names) {
    const what = name === undefined ? "The preview" : `The preview of stack ${name}`;
    progress(name === undefined ? "Previewing the stack" : `Previewing stack ${name}`);
    const args = ["preview", ...(refresh ? ["--refresh"] : []), ...stackOption({ name, cwd })];
    plans.push({ what, preview: await preview(args, { cwd }), stack: name });
  }
  return plans;
}
