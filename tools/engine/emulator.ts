/** The emulator as a user starts it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface RunningEmulator {
  pid: number;
  url: string;
  environment: Record<string, string>;
  /** `METHOD /path STATUS` of each request so far. */
  requests: string[];
  stop(): Promise<void>;
}

const listensWithin = 30_000;
const endsWithin = 10_000;

/** @param root The checkout, built. @param flags More options of `pulumi-transmit emulator`. */
export async function runEmulator(root: string, flags: string[] = []): Promise<RunningEmulator> {
  const args = [join(root, "dist/cli/main.js"), "emulator", "--port", "0", "--log", ...flags];
  const child = spawn(join(root, "node_modules/.bin/node"), args, { stdio: ["ignore", "pipe", "pipe"] });
  const requests: string[] = [];
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    (/^[A-Z]+ \/\S* \d+$/.test(line) ? requests : complaints).push(line);
  });
  const lines = await greeting(child, createInterface({ input: child.stdout }), complaints);
  const settings = lines.slice(1).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return {
    pid: child.pid as number,
    url: lines[0]?.replace("listening on ", "") as string,
    environment: Object.fromEntries(settings),
    requests,
    stop: () => stop(child),
  };
}

const greetingLines = 4;

/** The address and the settings, which are printed when it is ready. */
function greeting(child: ChildProcess, stdout: NodeJS.EventEmitter, complaints: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const fail = (what: string) => {
      clearTimeout(timer);
      const printed = [...lines, ...complaints].join("\n") || "nothing";
      reject(new Error(`${child.spawnargs.join(" ")} ${what}. It printed:\n${printed}`));
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`did not listen within ${listensWithin / 1000} s and was ended`);
    }, listensWithin);
    child.once("error", (error) => fail(`could not be started (${error.message}); is the package built?`));
    child.once("close", (code, signal) => fail(`ended with ${code ?? signal} before it listened`));
    stdout.on("line", (line: string) => {
      if (lines.push(line) !== greetingLines) return;
      clearTimeout(timer);
      resolve([...lines]);
    });
  });
}

/** @throws Error if it had to be killed. */
function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), endsWithin);
    child.once("exit", (_, signal) => {
      clearTimeout(timer);
      if (signal !== "SIGKILL") resolve();
      else reject(new Error(`the emulator did not end within ${endsWithin / 1000} s of SIGTERM and was killed`));
    });
    child.kill("SIGTERM");
  });
}
