/**
 * Runs the `pulumi` command. What it prints comes through pipes, and what it reads goes through one: a state with its
 * secrets is never in a file of ours.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";

export interface PulumiResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface PulumiCall {
  /** The folder of the project. */
  cwd: string;
  input?: string;
  /** Default: that of this process. */
  environment?: NodeJS.ProcessEnv;
}

/** @throws CommandError if there is no `pulumi`, or if it failed */
export async function runPulumi(args: readonly string[], call: PulumiCall): Promise<string> {
  const result = await startPulumi(args, call);
  if (result.code === 0) return result.stdout;
  throw failureOf(args, result.stderr);
}

/** @throws CommandError if there is no `pulumi` */
export function startPulumi(
  args: readonly string[],
  { cwd, input = "", environment = process.env }: PulumiCall,
): Promise<PulumiResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd,
      stdio: "pipe",
      env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      // On Windows, commands may be scripts.
      shell: process.platform === "win32",
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => reject(notStarted(error, cwd)));
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") }),
    );
    // A command that fails at once does not read it.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

function notStarted(error: NodeJS.ErrnoException, cwd: string): CommandError {
  if (error.code === "ENOENT" && !existsSync(cwd))
    return new CommandError(`The folder ${cwd} does not exist.`, exitCodes.wrongCall, "Name one with --cwd.");
  const message =
    error.code === "ENOENT"
      ? "The command pulumi was not found."
      : `The command pulumi could not be started: ${error.message}.`;
  return new CommandError(message, exitCodes.failed, {
    person: "Install the Pulumi CLI, or put its folder on PATH.",
    pipeline: "Install the Pulumi CLI in a step before this one.",
  });
}

type Complaint = [pattern: RegExp, exitCode: 2 | 3, hint: string];

/** A sentence of what to do, by what the CLI complains of. The first that matches counts. */
const complaints: readonly Complaint[] = [
  [
    /no stack named|no stack selected|no current project found|no Pulumi\.ya?ml|fully qualified name|must provide.*--stack/i,
    exitCodes.wrongCall,
    "List the stacks with pulumi stack ls, and name one with --stack. Run this command in the folder of the project, or name it with --cwd.",
  ],
  [
    /failed to load checkpoint: .*EOF/,
    exitCodes.unreachable,
    "Perhaps a run was killed while it wrote the state: run npx pulumi-transmit recover.",
  ],
  [
    /passphrase/i,
    exitCodes.unreachable,
    "Set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to the passphrase of the stack's secrets.",
  ],
  [
    /PULUMI_ACCESS_TOKEN|unauthorized|\b40[13]\b|logged in|pulumi login/i,
    exitCodes.unreachable,
    "Set PULUMI_BACKEND_URL to the backend of the stack and, for Pulumi Cloud, PULUMI_ACCESS_TOKEN, or run pulumi login.",
  ],
  [
    /./,
    exitCodes.unreachable,
    "The state is read from the backend. Check PULUMI_BACKEND_URL, and the credentials of the backend and of its secrets provider.",
  ],
];

/** @returns The error for a failed call, with the CLI's own sentences, and what to do. */
export function failureOf(args: readonly string[], stderr: string): CommandError {
  const said = saidIn(stderr) || "it printed nothing";
  const [, exitCode, hint] = complaints.find(([pattern]) => pattern.test(said)) as Complaint;
  const command = `pulumi ${args.filter((arg) => !arg.startsWith("--show")).join(" ")}`;
  return new CommandError(`"${command}" failed: ${said}`, exitCode, hint);
}

/** The errors that the CLI printed, without its warnings, and without the password in an address of a backend. */
export const saidIn = (stderr: string): string => {
  const lines = withoutPasswords(stderr)
    .split("\n")
    .map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith("error: "));
  return (errors.length > 0 ? errors.map((line) => line.slice("error: ".length)) : lines.filter(Boolean)).join(" ");
};

/** `postgres://user:password@host/database`: the CLI names the address of a backend that it cannot open as it was given. */
const withoutPasswords = (text: string): string =>
  text.replace(/(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@?#]*):[^\s/?#&]*@/gi, "$1:****@");
