/** actionlint, built from its Go module once and kept in the user's cache, for tests that look at workflows of GitHub. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

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

/** @returns Path of the executable. Built aside, so that no other process runs half of it. */
function actionlint(): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pulumi-transmit");
  const tool = join(folder, `actionlint-${version}`);
  if (existsSync(tool)) return tool;
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(join(folder, "building-"));
  try {
    execFileSync("go", ["install", `github.com/rhysd/actionlint/cmd/actionlint@v${version}`], {
      env: { ...process.env, GOBIN: aside, GOFLAGS: "" },
      stdio: "pipe",
    });
    renameSync(join(aside, "actionlint"), tool);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return tool;
}
