/** The plugin of the checkout as a command, in a folder that a project can name. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

/** @param folder Is made. @returns The folder. */
export function writePluginCommand(folder: string): string {
  mkdirSync(folder);
  const script = `#!/bin/sh\nexec node ${join(root, "dist/provider/plugin/main.js")} "$@"\n`;
  writeFileSync(join(folder, "pulumi-resource-transmit"), script, { mode: 0o755 });
  return folder;
}
