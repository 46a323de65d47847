/** Writes the plugin as one file beside its schema, ready to run: `release/plugin/`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "./release/files.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "release/plugin");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, content, executable } of await filesOf(root, process.platform === "win32" ? "windows" : "linux")) {
  writeFileSync(join(folder, name), content, { mode: executable ? 0o755 : 0o644 });
}
console.log(`The plugin is in ${folder}.`);
