/** Writes the plugin as one file beside its schema, ready to run: `release/plugin/`. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "./release/files.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "release/plugin");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const source = { root, schema: readFileSync(join(root, "schema.json"), "utf8") };
const system = process.platform === "win32" ? "windows" : "linux";
for (const { name, content, executable } of await filesOf(source, system)) {
  writeFileSync(join(folder, name), content, { mode: executable ? 0o755 : 0o644 });
}
console.log(`The plugin is in ${folder}.`);
