/** Where it was measured. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { delimiter, join } from "node:path";

/** @param checkout The folder with the engine. */
export function describeMachine(checkout: string): string {
  const model = (cpus()[0]?.model ?? "unknown processor").trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  const engine = readFileSync(join(checkout, ".engine/path"), "utf8");
  const { stdout } = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PATH: [engine, process.env.PATH].join(delimiter), PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const { version } = JSON.parse(readFileSync(join(checkout, "node_modules/@pulumi/pulumi/package.json"), "utf8"));
  return (
    `${model}, ${cpus().length} cores, ${memory} GiB of memory, ${process.platform}; ` +
    `Node ${process.version}, Pulumi ${(stdout ?? "").trim()}, @pulumi/pulumi ${version}`
  );
}
