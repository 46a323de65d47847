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

/** @param root The checkout, built. @param flags More options of `pulumi-transmit emulator`. */
export async function runEmulator(root: string, flags: string[] = []): Promise<RunningEmulator> {
  const args = [join(root, "dist/cli/main.js"), "emulator", "--port", "0", "--log", ...flags];
  const child = spawn(join(root, "node_modules/.bin/node"), args, { stdio: ["ignore", "pipe", "pipe"] });
  const requests: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (/^[A-Z]+ \/\S* \d+$/.test(line)) requests.push(line);
  });
  const lines = await greeting(child);
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
async function greeting(child: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  if (!child.stdout) throw new Error("the emulator has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === greetingLines) return lines;
  }
  throw new Error(`the emulator ended before it listened: ${lines.join("\n")}`);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
