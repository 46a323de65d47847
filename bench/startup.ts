/** How long Node.js takes to load the provider, and the package into a program. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./places.mts";

/** Milliseconds. */
export interface Startup {
  /** The provider with the HTTP library, which it loads for its first request. */
  firstRequest: number;
  /** The package, in a program that has loaded the SDK. */
  import: number;
}

export const measureStartup = (): Startup => ({
  // In a process that has loaded what the engine's host for dynamic resources loads.
  firstRequest: medianLoad(["@pulumi/pulumi/runtime", "@grpc/grpc-js"], ["dist/provider/dynamic/index.js", "axios"]),
  import: medianLoad(["@pulumi/pulumi"], ["dist/sdk/dynamic/index.js"]),
});

const starts = 15;

/** @param before Modules that the process has loaded already. */
function medianLoad(before: readonly string[], modules: readonly string[]): number {
  // The first start only fills the file cache.
  const times = Array.from({ length: starts + 1 }, () => load(before, modules)).slice(1);
  return times.sort((a, b) => a - b)[Math.floor(starts / 2)] as number;
}

function load(before: readonly string[], modules: readonly string[]): number {
  const paths = modules.map((name) => (name.startsWith("dist/") ? join(root, name) : name));
  const requires = (names: readonly string[]) => names.map((name) => `require(${JSON.stringify(name)});`).join(" ");
  const code = `${requires(before)} const begun = performance.now(); ${requires(paths)} console.log(performance.now() - begun);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`Node.js exited with ${status}:\n${stderr}`);
  return Number(stdout);
}
