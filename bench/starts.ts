/** How long it takes until something is there: the provider, the package in a program, the plugin. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Checkout } from "./checkout.ts";
import { median } from "./summary.ts";

/** Milliseconds, each the median of some starts; a difference is the median beyond that of an empty one. */
export interface Starts {
  /** The provider, beyond a Node that does nothing. */
  load: number;
  /** The package, in a program that has loaded the SDK. */
  import: number;
  /** The plugin, from its start to its port, beyond an empty one. Undefined if there is none. */
  plugin?: number;
}

const times = 15;

export async function measureStarts(checkout: Checkout): Promise<Starts> {
  const provider = join(checkout.folder, "dist/provider/dynamic/index.js");
  const [load, none] = await alternate(
    async () => timeNode(checkout, `require(${JSON.stringify(provider)})`),
    async () => timeNode(checkout, "0"),
  );
  const [imported] = await alternate(async () => timeImport(checkout));
  const plugin = "dist/provider/plugin/main.js";
  if (!checkout.has(plugin)) return { load: load - none, import: imported };
  const [full, empty] = await alternate(
    () => timeToPort(checkout, plugin),
    () => timeToPort(checkout, "answers/plugin.js"),
  );
  return { load: load - none, import: imported, plugin: full - empty };
}

/** The median of each, measured in turn. The first of all is for the caches. */
async function alternate<T extends (() => Promise<number>)[]>(...tasks: T): Promise<{ [I in keyof T]: number }> {
  const found: number[][] = tasks.map(() => []);
  for (let round = 0; round <= times; round++) {
    for (const [index, task] of tasks.entries()) {
      const time = await task();
      if (round > 0) found[index]?.push(time);
    }
  }
  return found.map((values) => median(values)) as { [I in keyof T]: number };
}

function timeNode({ folder }: Checkout, code: string): number {
  const begun = performance.now();
  runNode(folder, code);
  return performance.now() - begun;
}

function timeImport({ folder }: Checkout): number {
  const code = `require("@pulumi/pulumi");
const begun = performance.now();
require(${JSON.stringify(join(folder, "dist/sdk/dynamic/index.js"))});
console.log(performance.now() - begun);`;
  return Number(runNode(folder, code));
}

function runNode(cwd: string, code: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`Node ended with ${status}:\n${stderr}`);
  return stdout;
}

/** A plugin says its port as soon as it can be asked. */
async function timeToPort({ folder }: Checkout, script: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(folder, script)], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (/^\d+$/.test(line)) return performance.now() - begun;
    }
    throw new Error(`${script} ended before it said its port`);
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }
}
