/** The workflows of the example: what GitHub checks, and what no run of a job on this machine shows. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../support/root.ts";
import { lintWorkflows } from "../support/actionlint.ts";

jest.setTimeout(5 * 60_000);

const example = join(root, "examples/gitops");
const workflows = readdirSync(join(example, ".github/workflows")).map((name) => join(".github/workflows", name));

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, string>;
}

interface Job {
  steps: Step[];
  permissions: Record<string, string>;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  "timeout-minutes"?: number;
  environment?: string;
  if?: string;
}

const read = (name: string) => parse(readFileSync(join(example, name), "utf8"));
const jobOf = (workflow: string, job: string): Job => read(`.github/workflows/${workflow}.yml`).jobs[job];
const jobs = workflows.flatMap((file) =>
  Object.entries<Job>(read(file).jobs).map(([name, job]) => [file, name, job] as const),
);

test("actionlint finds nothing in them, and would", () => {
  const copy = mkdtempSync(join(tmpdir(), "pulumi-transmit-workflows-"));
  try {
    // It reads actions of the repository only where a repository begins.
    cpSync(join(example, ".github"), join(copy, ".github"), { recursive: true });
    execFileSync("git", ["init", "--quiet"], { cwd: copy });
    expect(lintWorkflows(copy, workflows)).toEqual([]);
    const file = join(copy, ".github/workflows/deploy.yml");
    const text = readFileSync(file, "utf8");
    // An input that the action of the repository does not have, and a context that there is not.
    writeFileSync(
      file,
      text.replace("secret: transmit/", "secrets: transmit/").replace("inputs.unlock", "input.unlock"),
    );
    const problems = lintWorkflows(copy, [".github/workflows/deploy.yml"]).join("\n");
    expect(problems).toContain('input "secrets" is not defined in action "prepare"');
    expect(problems).toContain('missing input "secret"');
    expect(problems).toContain('undefined variable "input"');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test("every action is pinned to a commit, and says which version that is", () => {
  const files = [...workflows, ".github/actions/prepare/action.yml"];
  const uses = files.flatMap((file) => readFileSync(join(example, file), "utf8").match(/uses: .*/g) ?? []);
  expect(uses.length).toBeGreaterThan(6);
  for (const line of uses) expect(line).toMatch(/^uses: (\.\/\S+|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
});

test.each(jobs)("%s, %s: it has the rights that it names alone, and ends", (file, _, job) => {
  expect(read(file).permissions).toEqual({});
  expect(Object.keys(job.permissions).length).toBeGreaterThan(0);
  expect(job["timeout-minutes"]).toBeGreaterThan(0);
  const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual([false]);
});

test("the jobs write where they must, and nowhere else", () => {
  expect(Object.fromEntries(jobs.map(([, name, { permissions }]) => [name, permissions]))).toEqual({
    preview: { contents: "read", "id-token": "write", "pull-requests": "write" },
    deploy: { contents: "read", "id-token": "write" },
    promote: { contents: "read", actions: "write", "pull-requests": "write" },
    drift: { contents: "read", "id-token": "write", issues: "write" },
  });
});

test("one deployment of a stack runs at a time, and none is cancelled for the next", () => {
  const { concurrency } = jobOf("deploy", "deploy");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
  expect(concurrency).toEqual({ group: "deploy-${{ github.ref_name }}", "cancel-in-progress": false });
  expect(jobOf("drift", "drift").concurrency?.["cancel-in-progress"]).toBe(false);
  // It changes nothing.
  expect(jobOf("preview", "preview").concurrency?.["cancel-in-progress"]).toBe(true);
});

test("code of a fork meets no credentials", () => {
  expect(Object.keys(read(".github/workflows/preview.yml").on)).toEqual(["pull_request", "workflow_dispatch"]);
  const { if: condition, steps } = jobOf("preview", "preview");
  expect(condition).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  // On a dispatch, the branch of this repository that it was sent for.
  expect(steps[0]?.with?.ref).toBeUndefined();
});

test("packages are installed before there are credentials", () => {
  const { steps } = read(".github/actions/prepare/action.yml").runs as { steps: Step[] };
  const at = (matches: (step: Step) => boolean | undefined) => steps.findIndex(matches);
  const installed = at(({ run }) => run === "npm ci");
  expect(installed).toBeGreaterThanOrEqual(0);
  expect(installed).toBeLessThan(at(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@")));
});

test("a signal reaches Pulumi: it is the process that the step begins with", () => {
  const up = jobOf("deploy", "deploy").steps.find(({ name }) => name === "up");
  expect(up?.run).toMatch(/^exec pulumi up /);
});
