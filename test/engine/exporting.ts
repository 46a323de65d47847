/** Where an export is tested: an emulator in this process, a folder, and the package's own command. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "../../cli/export/summary.ts";
import type { EmulatorOptions } from "../../emulator/index.ts";
import { Stack } from "../../tools/engine/stack.ts";
import { type Emulated, emulate } from "../support/emulated.ts";
import { root } from "../support/root.ts";

export interface Exporting {
  emulator: Emulated;
  stack: Stack;
  /** The folder that is exported into. */
  folder: string;
  /** Runs the command with `--json`. */
  run(
    args?: string[],
    environment?: Record<string, string>,
  ): Promise<{ code: number; summary: Summary; output: string }>;
  /** The exported files, by path, but for what was installed. */
  files(): Map<string, string>;
  /** Requests so far that change something. */
  writes(): string[];
  end(): Promise<void>;
}

export async function openExporting(options: EmulatorOptions): Promise<Exporting> {
  const requests: string[] = [];
  const emulator = await emulate({ ...options, log: (line) => requests.push(line) });
  const stack = new Stack({ root, environment: { ...emulator.env } });
  const folder = join(stack.program, "infra");
  requests.length = 0;
  return {
    emulator,
    stack,
    folder,
    run: async (args = [], environment = {}) => {
      const result = await stack.transmit(["export", "--json", ...args], { mayFail: true, environment });
      const { code, stdout, output } = result;
      if (!stdout.startsWith("{")) throw new Error(`export ended with ${code}: ${output}`);
      return { code, summary: JSON.parse(stdout) as Summary, output };
    },
    files: () => {
      const names = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true });
      const files = names
        .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
        .map((entry) => join(entry.parentPath, entry.name));
      return new Map(files.toSorted().map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]));
    },
    writes: () => requests.filter((line) => !line.startsWith("GET ") && !line.includes("/oidc/token")),
    end: async () => {
      stack.remove();
      await emulator.close();
    },
  };
}
