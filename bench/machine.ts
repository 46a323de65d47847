/** Where it was measured. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "./places.mts";

/** In words, without names of machines or folders. */
export function describeMachine(): string {
  const model = (cpus()[0]?.model ?? "unknown processor").trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const PATH = [engine, process.env.PATH].filter(Boolean).join(delimiter);
  const { stdout } = spawnSync("pulumi", ["version"], { encoding: "utf8", env: { ...process.env, PATH } });
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/@pulumi/pulumi/package.json"), "utf8"));
  return (
    `${model}, ${cpus().length} cores, ${memory} GiB of memory, ${process.platform}; ` +
    `Node ${process.version}, Pulumi ${stdout.trim()}, @pulumi/pulumi ${version}`
  );
}
