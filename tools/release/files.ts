/** What a release of the plugin consists of: a bundle, something that starts it, its schema, and the licences. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "./archive.ts";
import { bundle } from "./bundle.ts";

export type System = "linux" | "darwin" | "windows";

const code = "pulumi-resource-transmit.cjs";

/** The engine starts a file of this name; it is Node that has to be on PATH. */
const launchers: Record<"unix" | "windows", Entry> = {
  unix: {
    name: "pulumi-resource-transmit",
    content: `#!/bin/sh
command -v node >/dev/null || { echo "The transmit plugin needs Node.js 22 or newer on PATH." >&2; exit 1; }
exec node "$(dirname "$(readlink -f "$0")")/${code}" "$@"
`,
    executable: true,
  },
  windows: { name: "pulumi-resource-transmit.cmd", content: `@node "%~dp0${code}" %*\r\n` },
};

export async function filesOf(root: string, system: System, bundled = bundle(root)): Promise<Entry[]> {
  const { code: content, notices } = await bundled;
  const copied = ["schema.json", "LICENSE"].map((name): Entry => ({ name, content: readFileSync(join(root, name)) }));
  return [
    launchers[system === "windows" ? "windows" : "unix"],
    { name: code, content },
    ...copied,
    { name: "THIRD-PARTY-LICENSES", content: notices },
  ];
}
