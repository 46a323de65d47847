/**
 * All stacks in one run: `node automation/main.mts preview`, `up` or `drift`. It prints one report. The exit code is 0, 1 if a
 * stack failed, and 7 if something was changed outside of Pulumi.
 */
import { describeChanges, reportOf } from "./report.mts";
import { drift, preview, up } from "./stacks.mts";
import { inWaves, type Outcome } from "./waves.mts";

const commands: Record<string, () => Promise<number>> = {
  preview: async () => {
    const outcomes = await inWaves(preview, false);
    console.log(reportOf("Preview", outcomes, describeChanges, ({ violations }) => violations));
    return codeOf(outcomes);
  },
  up: async () => {
    const outcomes = await inWaves(up, true);
    console.log(reportOf("Deployment", outcomes, describeChanges, ({ violations }) => violations));
    return codeOf(outcomes);
  },
  drift: async () => {
    const outcomes = await inWaves(drift, false);
    const describe = ({ inSync, resources }: Awaited<ReturnType<typeof drift>>) =>
      inSync ? "in sync" : `differs: ${resources.map(({ name }) => name).join(", ") || "see pulumi-transmit drift"}`;
    console.log(reportOf("Drift", outcomes, describe));
    const differs = outcomes.some((outcome) => outcome.status === "done" && !outcome.value.inSync);
    return codeOf(outcomes) || (differs ? 7 : 0);
  },
};

const codeOf = (outcomes: Outcome<unknown>[]): number => (outcomes.every(({ status }) => status === "done") ? 0 : 1);

const command = commands[process.argv[2] ?? ""];
if (command) process.exitCode = await command();
else {
  console.error(`Say what to do: node automation/main.mts ${Object.keys(commands).join("|")}`);
  process.exitCode = 2;
}
