/** The workflows of this repository: what GitHub checks, the rights of each job, and that they do what the checkout does. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../support/root.ts";
import { lintWorkflows } from "./support/actionlint.ts";

jest.setTimeout(5 * 60_000);

const folder = ".github/workflows";
const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  steps: Step[];
  permissions: Record<string, string>;
  needs?: string;
  environment?: string;
  "timeout-minutes"?: number;
  strategy?: { matrix: { target: string[] } };
}

const text = (file: string): string => readFileSync(join(root, file), "utf8");
const jobsOf = (file: string): Record<string, Job> => parse(text(file)).jobs;
const { ci, release } = { ci: jobsOf(`${folder}/ci.yml`), release: jobsOf(`${folder}/release.yml`) };
const all = [ci, release].flatMap((jobs) => Object.entries(jobs));

test("actionlint finds nothing in them, and would", () => {
  const copy = mkdtempSync(join(tmpdir(), "pulumi-transmit-workflows-"));
  try {
    cpSync(join(root, ".github"), join(copy, ".github"), { recursive: true });
    execFileSync("git", ["init", "--quiet"], { cwd: copy });
    expect(lintWorkflows(copy, files)).toEqual([]);
    const file = `${folder}/release.yml`;
    writeFileSync(
      join(copy, file),
      text(file).replace("needs: build", "needs: biuld").replace("github.token", "github.tokn"),
    );
    const problems = lintWorkflows(copy, [file]).join("\n");
    expect(problems).toContain("biuld");
    expect(problems).toContain("tokn");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test("every action is pinned to a commit, says its version, and is the same everywhere", () => {
  const uses = files.flatMap((file) => text(file).match(/uses: .*/g) ?? []);
  expect(uses.length).toBeGreaterThan(12);
  const commits = new Map<string, string>();
  for (const line of uses) {
    const [, action = "", commit = ""] = /^uses: (\S+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(line) ?? [line];
    expect(commit).not.toBe("");
    expect(commits.get(action) ?? commit).toBe(commit);
    commits.set(action, commit);
  }
});

test("each job has the rights that it needs, and no other", () => {
  for (const file of files) expect(parse(text(file)).permissions).toEqual({});
  expect(Object.fromEntries(all.map(([name, { permissions }]) => [name, permissions]))).toEqual({
    test: { contents: "read" },
    build: { contents: "read" },
    attest: { attestations: "write", "id-token": "write" },
    github: { contents: "write" },
    npm: { "id-token": "write" },
    pypi: { "id-token": "write" },
  });
  for (const [, job] of all) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  // Whoever runs the code of a pull request has no secrets and no rights.
  expect(Object.keys(parse(text(`${folder}/ci.yml`)).on).sort()).toEqual(["pull_request", "push"]);
  expect(files.map((file) => text(file).includes("secrets."))).toEqual(files.map(() => false));
});

test("no script has a text of an event in it, and no checkout keeps its token", () => {
  const steps = all.flatMap(([, job]) => job.steps);
  expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((step) => step.with)).toEqual(checkouts.map(() => ({ "persist-credentials": false })));
});

test("who has a right to publish runs no code of the checkout, and comes after the attestation of what was built", () => {
  const { build, attest, ...publishing } = release as Record<string, Job> & { build: Job; attest: Job };
  expect(build.needs).toBeUndefined();
  expect(attest.needs).toBe("build");
  for (const job of Object.values(publishing)) expect(job.needs).toBe("attest");
  for (const { steps } of [attest, ...Object.values(publishing)]) {
    expect(
      steps.filter(({ uses = "", run = "" }) => /checkout/.test(uses) || /\bmake\b|npm (?:ci|install)/.test(run)),
    ).toEqual([]);
  }
  expect(Object.entries(publishing).map(([name, { environment }]) => [name, environment])).toEqual([
    ["github", undefined],
    ["npm", "npm"],
    ["pypi", "pypi"],
  ]);
  const ofBuild = JSON.stringify(build.steps);
  expect(ofBuild).not.toMatch(/"cache":"npm"|"cache":true/);
});

test("they run what the checkout itself runs", () => {
  const targets = [...text(".ci/run").matchAll(/make ([\w-]+)/g)].map(([, target]) => target);
  expect(ci.test?.strategy?.matrix.target).toEqual(targets);
  const known = [...text("Makefile").matchAll(/^([a-z-]+):.*##/gm)].map(([, target]) => target);
  const used = all.flatMap(([, { steps }]) => steps.flatMap(({ run = "" }) => [...run.matchAll(/\bmake ([a-z-]+)/g)]));
  expect(used.length).toBeGreaterThan(2);
  for (const [, target] of used) expect(known).toContain(target);
});

test("the release takes every kind of file that the checksums are of", () => {
  const script = release.github?.steps.map(({ run = "" }) => run).join("\n") ?? "";
  for (const kind of ["*.tar.gz", "*.tgz", "*.whl", "sbom.cdx.json", "SHA256SUMS"])
    expect(script).toContain(`release/${kind}`);
});
