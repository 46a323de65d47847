/** What a release of the plugin consists of: a bundle, something that starts it, its schema, and the licences. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "./archive.ts";
import { bundle } from "./bundle.ts";
import type { Source } from "./source.ts";

export type System = "linux" | "darwin" | "windows";

const code = "pulumi-resource-transmit.cjs";

const needsNode = "The transmit plugin needs Node.js 22 or newer on PATH.";

/** The engine starts a file of this name, on Windows one that ends in `.exe` or `.cmd`; Node has to be on PATH. */
const launchers: Record<"unix" | "windows", Entry> = {
  unix: {
    name: "pulumi-resource-transmit",
    // Not every system's readlink knows -f; it is needed only where the plugin was linked to.
    content: `#!/bin/sh
command -v node >/dev/null || { echo "${needsNode}" >&2; exit 1; }
exec node "$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")/${code}" "$@"
`,
    executable: true,
  },
  windows: {
    name: "pulumi-resource-transmit.cmd",
    content: [
      "@echo off",
      `where node >nul 2>nul || (echo ${needsNode}>&2 & exit /b 1)`,
      `node "%~dp0${code}" %*`,
      "",
    ].join("\r\n"),
  },
};

export async function filesOf(
  { root, schema }: Pick<Source, "root" | "schema">,
  system: System,
  bundled = bundle(root),
): Promise<Entry[]> {
  const { code: content, notices } = await bundled;
  return [
    launchers[system === "windows" ? "windows" : "unix"],
    { name: code, content },
    { name: "schema.json", content: schema },
    { name: "LICENSE", content: readFileSync(join(root, "LICENSE")) },
    { name: "THIRD-PARTY-LICENSES", content: notices },
  ];
}
