/** Writes the archives that the engine installs the plugin from, into a folder that may be named: `release/`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "./release/archive.ts";
import { bundle } from "./release/bundle.ts";
import { filesOf } from "./release/files.ts";

const root = join(import.meta.dirname, "..");
const folder = process.argv[2] ?? join(root, "release");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

mkdirSync(folder, { recursive: true });
const bundled = bundle(root);
for (const system of ["linux", "darwin", "windows"] as const) {
  const content = archive(await filesOf(root, system, bundled));
  // Node is what differs between machines, and it is not part of the plugin.
  for (const machine of ["amd64", "arm64"]) {
    const name = `pulumi-resource-transmit-v${version}-${system}-${machine}.tar.gz`;
    writeFileSync(join(folder, name), content);
    console.log(`${name}  ${Math.ceil(content.length / 1024)} KiB`);
  }
}
