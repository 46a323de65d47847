/** Jobs of `.gitlab-ci.yml` as gitlab-ci-local plays them: without images, each in a fresh checkout and an empty home. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installRunner } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";
import { npmInstall } from "../support/npm.ts";
import { type GitLab, jwt } from "./gitlabServer.ts";
import type { Repository } from "./repository.ts";

export interface Job {
  code: number;
  output: string;
  stdout: string;
  /** The checkout. */
  folder: string;
}

export interface Runner {
  /** Runs a job of a pipeline. @param begun Told of the process, to end it. */
  run(job: string, pipeline: Pipeline, begun?: (process: ChildProcess) => void): Promise<Job>;
  /** The names of the jobs that a pipeline has. */
  jobs(pipeline: Pipeline): Promise<string[]>;
}

export interface Pipeline {
  /** What is checked out. */
  branch: string;
  /** Of a merge request: into which branch. */
  into?: string;
  source: "push" | "schedule" | "merge_request_event" | "web";
  variables?: Record<string, string>;
}

/** What a runner sets by itself, and gitlab-ci-local warns of. */
const predefined = ["CI_PIPELINE_SOURCE", "CI_PROJECT_ID", "CI_API_V4_URL", "CI_JOB_URL"];

export async function prepareRunner(repository: Repository, gitlab: GitLab): Promise<Runner> {
  installRsync();
  const tool = join(repository.folder, "runner");
  await npmInstall(tool, ["gitlab-ci-local@4.75.1"], ["--no-save"]);
  const cache = join(repository.folder, "npm");
  // Each job installs everything: from npm's cache, as jobs after the first one do.
  spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", cache], { cwd: repository.work });
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|TRANSMIT|CI|GIT|npm)/i.test(name));
  const environment = {
    ...Object.fromEntries(inherited),
    PATH: [join(root, "node_modules/.bin"), engine, process.env.PATH].join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    GCL_IGNORE_PREDEFINED_VARS: predefined.join(","),
  };
  let checkouts = 0;
  const checkOut = (branch: string): string => {
    const folder = join(repository.folder, `job-${++checkouts}`);
    spawnSync("git", ["clone", "--quiet", "--branch", branch, `file://${repository.work}`, folder]);
    symlinkSync(cache, join(folder, ".npm"));
    return folder;
  };
  const start = (args: string[], { branch, into, source, variables = {} }: Pipeline, folder: string): ChildProcess => {
    const home = mkdtempSync(join(repository.folder, "home-"));
    installRunner(join(home, ".pulumi"));
    const given = {
      CI_PIPELINE_SOURCE: source,
      CI_PROJECT_ID: "1",
      CI_API_V4_URL: `${gitlab.url}/api/v4`,
      CI_JOB_URL: "https://gitlab.example/jobs/7",
      VAULT_ADDR: gitlab.url,
      VAULT_ID_TOKEN: jwt,
      PULUMI_BACKEND_URL: repository.backend,
      ...(into && {
        CI_MERGE_REQUEST_IID: "7",
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: branch,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: into,
      }),
      ...variables,
    };
    const flags = Object.entries(given).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
    // The branch of a merge request is no branch of the pipeline.
    const unset = into ? ["--unset-variable", "CI_COMMIT_BRANCH"] : [];
    const command = join(tool, "node_modules/gitlab-ci-local/dist/index.js");
    return spawn(process.execPath, [command, ...args, "--force-shell-executor", "--no-color", ...flags, ...unset], {
      cwd: folder,
      env: { ...environment, HOME: home, PULUMI_HOME: join(home, ".pulumi") },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  const run = (args: string[], pipeline: Pipeline, begun?: (process: ChildProcess) => void): Promise<Job> =>
    new Promise((resolve, reject) => {
      const folder = checkOut(pipeline.branch);
      const child = start(args, pipeline, folder);
      let [output, stdout] = ["", ""];
      child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        stdout += text;
      });
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, output, stdout, folder }));
      begun?.(child);
    });
  return {
    run: (job, pipeline, begun) => run([job], pipeline, begun),
    jobs: async (pipeline) => {
      const { stdout } = await run(["--list-json"], pipeline);
      const listed = JSON.parse(stdout) as { name: string; when: string }[];
      return listed
        .filter(({ when }) => when !== "never")
        .map(({ name }) => name)
        .sort();
    },
  };
}

/** @throws Error that says what to install */
function installRsync(): void {
  if (existsSync("/usr/bin/rsync")) return;
  const { status, stderr } = spawnSync("sh", ["-c", "apt-get update -qq && apt-get install -y -qq rsync"], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`gitlab-ci-local needs rsync. Install it. apt-get said: ${stderr}`);
}
