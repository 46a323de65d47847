/**
 * Plays jobs of the example's workflows with act, each on a machine of its own: an empty home and a fresh checkout. Actions of others
 * are stood in for by those in `actions/`; everything else is the workflows' own. What act does not play: concurrency,
 * environments, permissions and identity tokens, which `githubWorkflows.test.ts` reads.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { descendantsOf, end, processesOf } from "../../../tools/engine/processes.ts";
import { installRunner } from "../../support/policyPack.ts";
import { root } from "../../support/root.ts";
import { act } from "../support/act.ts";
import { outputOf } from "../support/output.ts";
import type { GitHubApi } from "./githubApi.ts";
import type { Repository } from "./repository.ts";

export interface JobResult {
  code: number;
  output: string;
  /** By the name of the step: whether it succeeded. What did not run is not there. */
  steps: Record<string, boolean>;
}

/** What starts a workflow. */
export interface Event {
  name: "pull_request" | "push" | "schedule" | "workflow_dispatch";
  /** What is checked out. */
  ref: string;
  payload: object;
}

/** @throws Error with all that the job printed, if a step ended otherwise. `undefined`: it did not run. */
export function expectSteps({ steps, output }: JobResult, wanted: Record<string, boolean | undefined>): void {
  const wrong = Object.entries(wanted).filter(([name, result]) => steps[name] !== result);
  const log = output.replace(/^.*LocalRepositoryCache.*\n/gm, "");
  for (const [name, result] of wrong) throw new Error(`The step ${name} was ${steps[name]}, not ${result}:\n${log}`);
}

export interface RunningJob {
  ended: Promise<JobResult>;
  /** Its machine is lost. */
  kill(): void;
}

const repository = { full_name: "acme/identity", name: "identity", owner: { login: "acme" }, default_branch: "main" };

export const push = (branch: string): Event => {
  const ref = `refs/heads/${branch}`;
  return { name: "push", ref, payload: { ref, repository } };
};

export const schedule: Event = { ...push("main"), name: "schedule" };

export const dispatch = (branch: string, inputs: Record<string, string>): Event => {
  const ref = `refs/heads/${branch}`;
  return { name: "workflow_dispatch", ref, payload: { ref, inputs, repository } };
};

/** Makes the merge that GitHub makes of a pull request. */
export function pullRequest(
  { git }: Repository,
  number: number,
  { head, base, from = repository.full_name }: { head: string; base: string; from?: string },
): Event {
  const sha = git("rev-parse", head);
  const ref = `refs/pull/${number}/merge`;
  git("checkout", "--quiet", "--detach", base);
  git("merge", "--quiet", "--no-ff", "--message", `Merge ${head} into ${base}`, head);
  git("update-ref", ref, "HEAD");
  git("checkout", "--quiet", base);
  const pull = { number, head: { ref: head, sha, repo: { full_name: from } }, base: { ref: base } };
  return { name: "pull_request", ref, payload: { action: "synchronize", number, pull_request: pull, repository } };
}

/** Commits of actions, and what stands for them. */
const standIns: Record<string, string> = {
  "actions/checkout": "checkout",
  "actions/setup-node": "setup-node",
  "pulumi/actions": "pulumi",
  "aws-actions/configure-aws-credentials": "configure-aws-credentials",
  "aws-actions/aws-secretsmanager-get-secrets": "get-secrets",
};

export type Secrets = Record<string, Record<string, string>>;

export class GitHubRunner {
  private readonly folder: string;
  private readonly act = act();
  private readonly repository: Repository;
  private readonly api: GitHubApi;
  private count = 0;
  private readonly running = new Set<string>();

  /** @param secrets What the secrets manager has, by id. @param roles Which of them a role may read. */
  constructor(repository: Repository, api: GitHubApi, secrets: Secrets, roles: Record<string, string[]>) {
    this.repository = repository;
    this.api = api;
    this.folder = join(repository.folder, "stand-ins");
    mkdirSync(join(this.folder, "node"), { recursive: true });
    symlinkSync(repository.work, join(this.folder, "work"));
    symlinkSync(join(root, "node_modules/.bin/node"), join(this.folder, "node/node"));
    copyFileSync(join(__dirname, "actions/setup-node/npm"), join(this.folder, "node/npm"));
    chmodSync(join(this.folder, "node/npm"), 0o755);
    copyFileSync(join(root, ".engine/path"), join(this.folder, "engine"));
    copyFileSync(join(__dirname, "actions/get-secrets/getSecret.mjs"), join(this.folder, "getSecret.mjs"));
    writeFileSync(join(this.folder, "secrets.json"), JSON.stringify({ secrets, roles }));
    installRunner(this.folder);
    for (const name of Object.values(standIns))
      cpSync(join(__dirname, "actions", name), join(this.folder, "actions", name), { recursive: true });
  }

  /** @param matrix `stack:eu`. */
  start(workflow: string, job: string, event: Event, matrix?: string): RunningJob {
    const place = join(this.repository.folder, `job-${++this.count}`);
    const [checkout, home] = [join(place, "workflows"), join(place, "home")];
    mkdirSync(checkout, { recursive: true });
    mkdirSync(home);
    const git = (...args: string[]) => this.repository.git("-C", checkout, ...args);
    git("init", "--quiet");
    git("fetch", "--quiet", `file://${this.repository.work}`, event.ref);
    git("checkout", "--quiet", "--detach", "FETCH_HEAD");
    writeFileSync(join(place, "event.json"), JSON.stringify(event.payload));
    const args = [
      event.name,
      "--directory",
      checkout,
      "--eventpath",
      join(place, "event.json"),
      ...this.flags(checkout),
    ];
    const file = `.github/workflows/${workflow}.yml`;
    const chosen = ["--workflows", file, "--job", job, ...(matrix ? ["--matrix", matrix] : [])];
    const child = spawn(this.act, [...args, ...chosen], {
      cwd: checkout,
      env: { PATH: withoutCheckout(process.env.PATH ?? ""), HOME: home },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.running.add(place);
    return { ended: ended(child).finally(() => this.running.delete(place)), kill: () => endAll(child, place) };
  }

  run = (...given: Parameters<GitHubRunner["start"]>): Promise<JobResult> => this.start(...given).ended;

  /** Ends what still runs. */
  stop = (): void => {
    for (const place of this.running) end(processesOf(place));
  };

  private flags(checkout: string): string[] {
    const environment = {
      GITHUB_API_URL: this.api.origin,
      GITHUB_REPOSITORY: "acme/identity",
      GITHUB_RUN_ID: "4711",
      STAND_INS: this.folder,
      STAND_INS_NPM_CACHE: process.env.npm_config_cache ?? join(homedir(), ".npm"),
    };
    const variables = {
      AWS_REGION: "eu-central-1",
      PULUMI_BACKEND_URL: this.repository.backend,
      PREVIEW_ROLE_ARN: "preview",
      DEPLOY_ROLE_ARN: "deploy",
      DRIFT_ROLE_ARN: "drift",
    };
    return [
      ...["--platform", "ubuntu-latest=-self-hosted", "--no-skip-checkout", "--no-cache-server"],
      ...["--secret", "GITHUB_TOKEN=token-of-the-job"],
      ...Object.entries(environment).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
      ...Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}=${value}`]),
      ...actionsIn(checkout).flatMap((action) => ["--local-repository", `${action}=${this.standIn(action)}`]),
    ];
  }

  private standIn(action: string): string {
    const name = standIns[action.split("@")[0] as string];
    if (name === undefined) throw new Error(`Nothing stands for the action ${action}.`);
    return join(this.folder, "actions", name);
  }
}

/** The actions of other repositories. */
function actionsIn(checkout: string): string[] {
  const files = ["workflows/preview.yml", "workflows/deploy.yml", "workflows/drift.yml", "actions/prepare/action.yml"];
  const texts = files.map((file) => readFileSync(join(checkout, ".github", file), "utf8"));
  return [...new Set(texts.flatMap((text) => text.match(/(?<=uses: )[\w-]+\/[\w-]+@\w+/g) ?? []))];
}

/** A job finds no tool in the checkout that it does not install. */
const withoutCheckout = (path: string): string =>
  path
    .split(delimiter)
    .filter((folder) => !folder.startsWith(root))
    .join(delimiter);

function ended(child: ChildProcess): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const output = outputOf(child);
    child.on("error", reject);
    child.on("close", (code) => {
      const results = output().matchAll(/(Success|Failure) - (?:Main|Post) (.*?)(?: \[[\d.µms]+\])?$/gm);
      const steps = Object.fromEntries([...results].map(([, result, name]) => [name, result === "Success"]));
      resolve({ code: code ?? 1, output: output(), steps });
    });
  });
}

function endAll(child: ChildProcess, place: string): void {
  const pid = child.pid as number;
  end([pid, ...descendantsOf(pid), ...processesOf(place)]);
  end(processesOf(place));
}
