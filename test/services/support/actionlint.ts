/** actionlint, built from its Go module, for tests that look at workflows of GitHub. */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { cachedTool } from "./cachedTool.ts";

const version = "1.7.12";

/**
 * Checks workflows: their syntax, expressions, contexts, permissions, and the scripts of their steps if shellcheck is there.
 * @param cwd Root of a Git repository: elsewhere, its local actions are not read. @param files Relative to it.
 * @returns One line for each problem: `file:line:column: message [rule]`.
 * @throws Error if actionlint cannot be built or cannot run
 */
export function lintWorkflows(cwd: string, files: readonly string[]): string[] {
  if (files.length === 0) throw new Error("There is no workflow to check.");
  const { status, stdout, stderr } = spawnSync(actionlint(), ["-no-color", "-oneline", ...files], {
    cwd,
    encoding: "utf8",
  });
  // 1: there are problems.
  if (status !== 0 && status !== 1) throw new Error(`actionlint ended with ${status}: ${stderr}`);
  return stdout.split("\n").filter(Boolean);
}

/** @returns Path of the executable. */
const actionlint = (): string =>
  cachedTool(`actionlint-${version}`, (aside) => {
    execFileSync("go", ["install", `github.com/rhysd/actionlint/cmd/actionlint@v${version}`], {
      env: { ...process.env, GOBIN: aside, GOFLAGS: "" },
      stdio: "pipe",
    });
    return join(aside, "actionlint");
  });
