/** How long it takes until something is there: the provider, the package in a program, the plugin. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./places.mts";
import { median } from "./summary.ts";

/** Milliseconds, each the median of some starts. */
export interface Starts {
  /** The provider, in a process that has loaded what the engine's host for dynamic resources loads. */
  load: number;
  /** The same with the HTTP library, which the first request loads. */
  loadToAsk: number;
  /** The package, in a program that has loaded the SDK. */
  import: number;
  /** The plugin, from its start to its port, beyond an empty one. */
  plugin: number;
}

const host = ["@pulumi/pulumi/runtime", "@grpc/grpc-js"];
const provider = join(root, "dist/provider/dynamic/index.js");

export async function measureStarts(): Promise<Starts> {
  const [load, loadToAsk, imported, plugin, emptyPlugin] = await alternate(
    () => timeRequire(host, [provider]),
    () => timeRequire(host, [provider, "axios"]),
    () => timeRequire(["@pulumi/pulumi"], [join(root, "dist/sdk/dynamic/index.js")]),
    () => timeToPort("dist/provider/plugin/main.js"),
    () => timeToPort("bench/answers/plugin.js"),
  );
  return { load, loadToAsk, import: imported, plugin: plugin - emptyPlugin };
}

const times = 15;

/** The median of each, measured in turn. The first of all is for the caches. */
async function alternate<T extends (() => number | Promise<number>)[]>(
  ...tasks: T
): Promise<{ [I in keyof T]: number }> {
  const found: number[][] = tasks.map(() => []);
  for (let round = 0; round <= times; round++) {
    for (const [index, task] of tasks.entries()) {
      const time = await task();
      if (round > 0) found[index]?.push(time);
    }
  }
  return found.map((values) => median(values)) as { [I in keyof T]: number };
}

/** @param loaded Modules that are there already. */
function timeRequire(loaded: readonly string[], modules: readonly string[]): number {
  const requires = (names: readonly string[]) => names.map((name) => `require(${JSON.stringify(name)});`).join(" ");
  const code = `${requires(loaded)} const begun = performance.now(); ${requires(modules)} console.log(performance.now() - begun);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`Node ended with ${status}:\n${stderr}`);
  return Number(stdout);
}

/** A plugin says its port as soon as it can be asked. */
async function timeToPort(script: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, script)], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
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
