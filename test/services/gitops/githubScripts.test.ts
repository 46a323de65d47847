/** The scripts of the GitHub pipelines, where its API refuses or fails: what they say, and what they try again. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/root.ts";
import type { Asked, Reply } from "../../support/server.ts";
import { outputOf } from "../support/output.ts";
import { GitHubApi } from "./githubApi.ts";

const github = new GitHubApi();
let folder: string;

beforeAll(() => github.open());
afterAll(() => github.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-scripts-"));
  github.refuse = () => undefined;
  github.taken();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn("node", [join(root, "examples/gitops/.github/scripts", script)], {
    env: {
      PATH: process.env.PATH,
      GITHUB_API_URL: github.origin,
      GITHUB_REPOSITORY: "acme/identity",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_RUN_ID: "4711",
      GITHUB_TOKEN: "token-of-the-job",
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      RUNNER_TEMP: folder,
      STACK: "eu",
      ...environment,
    },
  });
  const output = outputOf(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output: output() })));
}

const refuse = (on: string, status: number, message: string, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  github.refuse = ({ method, path }: Asked): Reply | undefined =>
    `${method} ${path}`.includes(on) && left-- > 0 ? { status, body: { message } } : undefined;
};

const comment = () => run("comment.mjs", { PULL_REQUEST: "7", SHA: "0123456789", JOB_STATUS: "failure" });

test("a refusal ends the step with an annotation that names the permission, and the job's summary has the preview", async () => {
  refuse("POST", 403, "Resource not accessible by integration");
  const { code, output } = await comment();
  expect(code).toBe(1);
  expect(output).toBe(
    "::error::POST /repos/acme/identity/issues/7/comments answered 403: Resource not accessible by integration" +
      " The job needs the permission pull-requests: write.\n",
  );
  expect(github.taken({ writesOnly: true })).toHaveLength(1);
  expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain("## Preview of `eu`");
});

test("what policies and resources say mentions nobody, and repeats no secret", async () => {
  const urn = "urn:pulumi:eu::identity::pulumi-nodejs:dynamic/transmit:Client::@acme/app";
  const newState = { type: "pulumi-nodejs:dynamic/transmit:Client" };
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ steps: [{ op: "create", urn, newState }] }));
  const message = "Ask @security-team, not `@us` or a_secret_of_the_stack.";
  const policyEvent = { policyName: "by-@us", resourceUrn: urn, message, enforcementLevel: "advisory" };
  writeFileSync(join(folder, "events.jsonl"), JSON.stringify({ policyEvent }));
  const job = { PULL_REQUEST: "8", SHA: "0123456789", JOB_STATUS: "success", SOME_SECRET: "a_secret_of_the_stack" };
  expect((await run("comment.mjs", job)).code).toBe(0);
  const body = github.comments.get(8)?.[0]?.body ?? "";
  expect(body).toContain("| + | create | @\u200bacme/app | Client |");
  expect(body).toContain("- advice `by-@us` of @\u200bacme/app: Ask @\u200bsecurity-team, not `@us` or \\*\\*\\*.");
  // As code, it mentions nobody.
  expect(body.replaceAll(/`[^`]*`/g, "")).not.toMatch(/@\w/);
});

const steps = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    op: "update",
    urn: `urn:pulumi:eu::identity::pulumi-nodejs:dynamic/transmit:Client::client-${index}`,
    newState: { type: "pulumi-nodejs:dynamic/transmit:Client" },
    detailedDiff: Object.fromEntries(Array.from({ length: 30 }, (_, path) => [`tokenExpiration.${path}`, {}])),
  }));

const fold = (index: number) => `<details>\n\n<summary>client-${index}</summary>\n\n- **high**\n\n</details>`;

const sayings = (count: number, enforcementLevel: string) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ policyEvent: { policyName: `p${index}`, message: "`@_😀".repeat(250), enforcementLevel } }),
  ).join("\n");

test("GitHub takes the comment, however much there is to say, and no part of it displaces the others", async () => {
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ steps: steps(3000) }));
  writeFileSync(join(folder, "events.jsonl"), sayings(300, "advisory"));
  writeFileSync(
    join(folder, "risk.md"),
    `### 3000 high\n\n${steps(3000)
      .map((_, index) => fold(index))
      .join("\n\n")}`,
  );
  await run("comment.mjs", { PULL_REQUEST: "9", SHA: "0123456789", JOB_STATUS: "success" });
  const body = github.comments.get(9)?.[0]?.body ?? "";
  expect(body.length).toBeGreaterThan(60_000);
  expect(body.length).toBeLessThanOrEqual(65_536);
  // No character is cut in two.
  expect(Buffer.from(body).toString()).toBe(body);
  expect(body).toMatch(/\| client-0 \| Client \| `tokenExpiration\.0`,.*, and 20 more \|\n/);
  expect(body).toMatch(/\n\nand \d+ more\n\n### Policies\n\n- advice `p0`: .*\n/);
  expect(body).toMatch(/\n- and \d+ more\n\n### 3000 high\n\n<details>/);
  expect(body.match(/<details>/g)).toHaveLength(body.match(/<\/details>/g)?.length ?? 0);
  expect(body).toMatch(/<\/details>\n\nMore risks .* `npx pulumi-transmit risk --stack eu` shows all\.\n\n0123456 · /);

  writeFileSync(join(folder, "plan.json"), "");
  writeFileSync(join(folder, "errors.txt"), "`".repeat(300_000));
  writeFileSync(join(folder, "events.jsonl"), sayings(300, "mandatory"));
  await run("comment.mjs", { PULL_REQUEST: "9", SHA: "0123456789", JOB_STATUS: "failure" });
  expect(github.comments.get(9)?.[0]?.body.length).toBeLessThanOrEqual(65_536);
});

test("a violated policy fails the job, and the reviewer sees what would be done", async () => {
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ steps: steps(1) }));
  writeFileSync(join(folder, "events.jsonl"), sayings(1, "mandatory"));
  writeFileSync(join(folder, "risk.md"), "### 1 high");
  await run("comment.mjs", { PULL_REQUEST: "10", SHA: "0123456789", JOB_STATUS: "failure" });
  const body = github.comments.get(10)?.[0]?.body ?? "";
  expect(body).toContain("**A mandatory policy is violated, so the preview failed.**");
  expect(body).toContain("| ~ | update | client-0 |");
  expect(body).toContain("- **refused** `p0`: ");
  expect(body).toContain("### 1 high");
  // Of a program that failed, nothing is certain.
  const diagnostics = [{ severity: "error", message: "error: no such thing" }];
  writeFileSync(join(folder, "plan.json"), JSON.stringify({ steps: steps(1), diagnostics }));
  await run("comment.mjs", { PULL_REQUEST: "10", SHA: "0123456789", JOB_STATUS: "failure" });
  expect(github.comments.get(10)?.[0]?.body).toMatch(/Nothing is known for certain.*\n\n```text\nerror: no such thing/);
  expect(github.comments.get(10)?.[0]?.body).not.toContain("client-0");
});

test("a secret is hidden in base64, too, alone or within something else, and if it is short", async () => {
  const secrets = { TRANSMIT_CLIENT_SECRET: "c4nary-of-the-tenant", PULUMI_CONFIG_PASSPHRASE: "pa55" };
  const encoded = Object.values(secrets).flatMap((secret) =>
    ["", "i", "id", "id:"].map((before) => Buffer.from(`${before}${secret}, and more`).toString("base64")),
  );
  const said = [...Object.values(secrets), ...encoded];
  writeFileSync(join(folder, "errors.txt"), `It failed:\n${said.join("\n")}\nIt was false.`);
  const job = { PULL_REQUEST: "11", SHA: "0123456789", JOB_STATUS: "failure", WITHOUT_TOKENS: "false", ...secrets };
  await run("comment.mjs", job);
  const body = github.comments.get(11)?.[0]?.body ?? "";
  expect(body).toContain("It failed:\n***\n***\n***");
  expect(body).toContain("It was false.");
  for (const text of said) expect(body).not.toContain(text);
  // Nothing that is left of them can be read.
  for (const word of body.match(/[\w+/]{3,}={0,2}/g) ?? [])
    expect(Buffer.from(word, "base64").toString()).not.toMatch(/nary|tenant|pa5/);
});

test("an error of the server is tried again from the search on, three times at most", async () => {
  refuse("POST", 500, "Server Error", 1);
  expect((await comment()).code).toBe(0);
  expect(github.taken().map((line) => line.split(" ")[0])).toEqual(["GET", "POST", "GET", "POST"]);
  expect(github.comments.get(7)).toHaveLength(1);
  refuse("GET", 502, "Bad Gateway");
  const { code, output } = await comment();
  expect(code).toBe(1);
  expect(output).toContain("answered 502: Bad Gateway");
  expect(github.taken()).toHaveLength(3);
});

test("a check for drift that says neither touches no issue", async () => {
  const { code, output } = await run("issue.mjs", { CODE: "3" });
  expect([code, output]).toEqual([1, "::error::The check for drift ended with 3: the issue stays as it is.\n"]);
  expect(github.taken()).toEqual([]);
});

test("an issue that anybody wrote with the marker is not the job's", async () => {
  writeFileSync(join(folder, "drift.md"), "### Drift in eu\n\nChecked on 2026-03-01.\n");
  const body = "<!-- pulumi-transmit drift eu -->\nNothing to see.";
  github.issues.push(github.remark({ body, user: { login: "somebody", type: "User" } }));
  expect((await run("issue.mjs", { CODE: "7" })).code).toBe(0);
  expect(github.taken({ writesOnly: true })).toEqual(["POST /issues"]);
  expect(github.issues[0]?.body).toBe(body);
});

test("nothing is promoted where the next branch has everything", async () => {
  const { code, output } = await run("promotion.mjs", { HEAD: "main", BASE: "eu" });
  expect([code, output]).toEqual([0, "eu has everything that main has.\n"]);
  expect(github.pulls).toEqual([]);
});

/** What main has, and eu lacks. */
function differ(): void {
  const commits = [{ sha: "0123456789", commit: { message: "Change index.ts" } }];
  github.compare = () => ({ ahead_by: 1, total_commits: 1, commits });
}

test("a promotion is previewed, also if only another attempt or another job could start that", async () => {
  differ();
  const promote = () => run("promotion.mjs", { HEAD: "main", BASE: "eu" });
  const opened = ["POST /pulls", "POST /actions/workflows/preview.yml/dispatches"];
  refuse("dispatches", 502, "Bad Gateway", 1);
  expect((await promote()).code).toBe(0);
  const [pull] = github.pulls;
  expect(github.taken({ writesOnly: true })).toEqual([...opened, `PATCH /pulls/${pull?.number}`, opened[1]]);
  expect(github.dispatches).toEqual([{ ref: "main", inputs: { pull_request: String(pull?.number), base: "eu" } }]);

  // No comment is there yet.
  refuse("dispatches", 403, "Resource not accessible by integration");
  expect((await promote()).output).toContain("actions: write");
  github.refuse = () => undefined;
  expect((await promote()).code).toBe(0);
  expect(github.dispatches).toHaveLength(2);
  const body = "<!-- pulumi-transmit preview eu -->\n## Preview of `eu`";
  github.comments.set(pull?.number as number, [github.remark({ body })]);
  expect((await promote()).output).toContain("Updated the pull request");
  expect(github.dispatches).toHaveLength(2);
  expect(github.pulls).toHaveLength(1);
});

test("a branch to promote to that there is not is told from a missing permission", async () => {
  const promote = () => run("promotion.mjs", { HEAD: "main", BASE: "us" });
  const only = (branches: string[]) => {
    github.refuse = ({ path }) =>
      branches.some((branch) => path.endsWith(`/branches/${branch}`)) ? { body: {} } : { status: 404, body: {} };
  };
  only(["main"]);
  expect((await promote()).output).toBe(
    "::error::There is no branch us to promote to. Once its tenant is to be deployed, create it: git push origin main:us\n",
  );
  for (const branches of [[], ["main", "us"]]) {
    only(branches);
    expect((await promote()).output).toContain("The job needs the permission pull-requests: write");
  }
});

test.each([
  ["comment.mjs", "PULL_REQUEST", { SHA: "0123456789", JOB_STATUS: "success" }],
  ["comment.mjs", "JOB_STATUS", { SHA: "0123456789", PULL_REQUEST: "7" }],
  ["issue.mjs", "CODE", {}],
  ["issue.mjs", "STACK", { CODE: "0", STACK: "" }],
  ["promotion.mjs", "BASE", { HEAD: "main" }],
] as [string, string, Record<string, string>][])(
  "%s without %s ends with an annotation",
  async (script, name, given) => {
    const { code, output } = await run(script, given);
    expect([code, output]).toEqual([1, `::error::The variable ${name} is not set in this step.\n`]);
  },
);

test("an issue without its report, and an answer that is no JSON, end with an annotation", async () => {
  expect((await run("issue.mjs", { CODE: "7" })).output).toBe(
    `::error::The report ${folder}/drift.md cannot be read (ENOENT). The step before this one writes it.\n`,
  );
  github.refuse = () => ({ body: "<html>Sign in</html>" });
  expect((await run("issue.mjs", { CODE: "0" })).output).toBe(
    `::error::GET /repos/acme/identity/issues answered with something that is not JSON. GITHUB_API_URL is ${github.origin}.\n`,
  );
});
