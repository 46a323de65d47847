/**
 * The policy pack where the engine's host for Node.js cannot run packs, as the one that is built for tests cannot: the engine then
 * starts `pulumi-analyzer-policy-<runtime>` with its address and the pack's folder, which is what a release's host does.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** No host of a language has this name. */
const runtime = "njs";

/** As Pulumi's own `pulumi-analyzer-policy`: what the pack depends on runs it. */
const script = `#!/bin/sh
exec node "$(node -e "console.log(require.resolve('@pulumi/pulumi/cmd/run-policy-pack'))")" "$@"
`;

/** Gives the engine what starts packs. @param home The folder `PULUMI_HOME`. */
export function installRunner(home: string): void {
  const folder = join(home, `plugins/analyzer-policy-${runtime}-v1.0.0`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `pulumi-analyzer-policy-${runtime}`), script, { mode: 0o755 });
}

/** Copies a pack, for that runtime. @param into A folder below that of the packages that the pack needs. */
export function copyPack(from: string, into: string): void {
  mkdirSync(into, { recursive: true });
  for (const name of readdirSync(from).filter((file) => !file.endsWith(".ts"))) {
    if (!/\.(?:js|json|yaml)$/.test(name)) continue;
    const text = readFileSync(join(from, name), "utf8");
    writeFileSync(
      join(into, name),
      name === "PulumiPolicy.yaml" ? text.replace("runtime: nodejs", `runtime: ${runtime}`) : text,
    );
  }
}
