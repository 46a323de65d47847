/** Pulumi and the commands of pulumi-transmit, on one stack with the credentials of its tenant. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type EngineEvent, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import type { StackName } from "./waves.mts";

export const project = join(import.meta.dirname, "..");

export interface Changes {
  /** How many, by what is done with them: `{ create: 2 }`. Without what stays the same. */
  counts: Record<string, number>;
  /** Sentences of policies. */
  violations: string[];
}

/** EU_TRANSMIT_CLIENT_SECRET is TRANSMIT_CLIENT_SECRET for the stack eu, and EU_PULUMI_CONFIG_PASSPHRASE its passphrase. */
function environmentOf(stack: StackName): Record<string, string> {
  const prefixes = ["TRANSMIT_", "PULUMI_CONFIG_PASSPHRASE"].map((start) => `${stack.toUpperCase()}_${start}`);
  const own = Object.entries(process.env).filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(stack.length + 1), value ?? ""]));
}

const open = (stackName: StackName): Promise<Stack> =>
  LocalWorkspace.selectStack({ stackName, workDir: project }, { envVars: environmentOf(stackName) });

export const preview = (name: StackName): Promise<Changes> =>
  watched(name, "preview", (stack, options) => stack.preview(options).then(({ changeSummary }) => changeSummary));

/** What an interrupted run has left is settled first. */
export async function up(name: StackName): Promise<Changes> {
  const { code, stderr } = await transmit(name, ["recover", "--yes"]);
  if (code !== 0) throw new Error(stderr.trim());
  return watched(name, "up", (stack, options) =>
    stack.up(options).then(({ summary }) => summary.resourceChanges ?? {}),
  );
}

type Operation = (
  stack: Stack,
  options: { policyPacks: string[]; onEvent(event: EngineEvent): void },
) => Promise<Record<string, number>>;

async function watched(name: StackName, operation: string, run: Operation): Promise<Changes> {
  const [violations, errors]: [Set<string>, string[]] = [new Set(), []];
  const onEvent = ({ policyEvent, diagnosticEvent }: EngineEvent) => {
    if (policyEvent) violations.add(`${policyEvent.policyName}: ${plain(policyEvent.message)}`);
    if (diagnosticEvent?.severity === "error") errors.push(plain(diagnosticEvent.message));
  };
  const policyPacks = [join(project, "node_modules/pulumi-transmit/policy")];
  try {
    const { same: _, ...counts } = await run(await open(name), { policyPacks, onEvent });
    return { counts, violations: [...violations] };
  } catch (error) {
    // What the command printed, with all that went well before, is the last resort.
    const reasons = [...violations, ...errors];
    throw new Error(reasons.length > 0 ? reasons.join("\n") : `${operation}: ${(error as Error).message}`);
  }
}

/** Without the marks of colours. */
const plain = (text: string): string => text.replaceAll(/<\{%.*?%\}>/g, "").trim();

/**
 * What was changed outside of Pulumi, by the command: the Automation API has no exit codes, so a refresh that must find nothing
 * could not be told from one that failed.
 * @returns The report, as drift.schema.json describes it
 */
export async function drift(name: StackName): Promise<{ inSync: boolean; resources: { name: string }[] }> {
  const { code, stdout, stderr } = await transmit(name, ["drift", "--json"]);
  if (code !== 0 && code !== 7) throw new Error(stderr.trim());
  return JSON.parse(stdout);
}

function transmit(stack: StackName, args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const manifest = createRequire(import.meta.url).resolve("pulumi-transmit/package.json");
  const command = join(dirname(manifest), "dist/cli/main.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args, "--stack", stack], {
      cwd: project,
      env: { ...process.env, ...environmentOf(stack) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
