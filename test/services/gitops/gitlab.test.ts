/** The example's pipelines on GitLab, job by job on the real engine: the state is all that the jobs share. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type Json, type Send } from "../../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../../tools/engine/emulator.ts";
import { descendantsOf, end } from "../../../tools/engine/processes.ts";
import { root } from "../../support/root.ts";
import { outputOf } from "../support/output.ts";
import { type Job, type Pipeline, prepareRunner, type Runner } from "./gitlabRunner.ts";
import { bot, type GitLab, gitlabToken, startGitLab } from "./gitlabServer.ts";
import { makeRepository, passphrase, type Repository } from "./repository.ts";

jest.setTimeout(5 * 60_000);

let repository: Repository;
let gitlab: GitLab;
let runner: Runner;
const tenants: Record<string, RunningEmulator> = {};
const apis: Record<string, Send> = {};

beforeAll(async () => {
  gitlab = await startGitLab();
  for (const stack of ["sandbox", "eu"]) {
    const tenant = await runEmulator(root, ["--tenant", `${stack}-tenant`, "--admin"]);
    tenants[stack] = tenant;
    apis[stack] = await connect(tenant);
    const { TRANSMIT_CLIENT_ID, TRANSMIT_CLIENT_SECRET } = tenant.environment;
    const shared = { PULUMI_CONFIG_PASSPHRASE: passphrase, GITLAB_TOKEN: gitlabToken, "not a variable": "$(exit 9)" };
    gitlab.secrets[`transmit/${stack}`] = { ...shared, TRANSMIT_CLIENT_ID, TRANSMIT_CLIENT_SECRET };
    // A preview sends nothing: a quote would end the shell's string if it were not written as one.
    gitlab.secrets[`transmit/${stack}-preview`] = {
      ...shared,
      TRANSMIT_CLIENT_ID: "none",
      TRANSMIT_CLIENT_SECRET: "it's not needed; exit 9",
    };
  }
  const addressOf = (stack: string) => tenants[stack]?.environment.TRANSMIT_BASE_URL as string;
  repository = await makeRepository({ sandbox: addressOf("sandbox"), eu: addressOf("eu") });
  gitlab.compare = (from, to) =>
    repository
      .git("log", "--reverse", "--format=%h %s", `${from}..${to}`)
      .split("\n")
      .filter(Boolean)
      .map((line) => ({ short_id: line.slice(0, 7), title: line.slice(8) }));
  runner = await prepareRunner(repository, gitlab);
});
afterAll(async () => {
  for (const tenant of Object.values(tenants)) await tenant.stop();
  await gitlab?.close();
  repository?.remove();
});

const push = (branch: string, variables = {}): Pipeline => ({ branch, source: "push", variables });
const mergeRequest = (branch: string, into: string): Pipeline => ({ branch, into, source: "merge_request_event" });
const nightly = (branch: string): Pipeline => ({ branch, source: "schedule" });

/** No log, note or issue has a secret. */
function expectNoSecrets(text: string): void {
  const secrets = Object.values(gitlab.secrets).flatMap((secret) =>
    ["PULUMI_CONFIG_PASSPHRASE", "GITLAB_TOKEN", "TRANSMIT_CLIENT_SECRET"].map((name) => String(secret[name])),
  );
  for (const secret of secrets) expect(text).not.toContain(secret);
}

async function run(job: string, pipeline: Pipeline, begun?: Parameters<Runner["run"]>[2]): Promise<Job> {
  const result = await runner.run(job, pipeline, begun);
  expectNoSecrets(result.output);
  return result;
}

/** The job's report of code quality. */
const alerts = ({ folder }: Job, command: string): { check_name: string }[] =>
  JSON.parse(readFileSync(join(folder, `report/${command}.json`), "utf8"));

/** What was written since it was last asked. */
const writes = (): string[] => gitlab.writes.splice(0);

const namesIn = async (stack: string): Promise<unknown[]> => {
  const api = apis[stack] as Send;
  const { result } = (await api("GET", "/v1/applications")) as { result: Json[] };
  const clients = await Promise.all(result.map(({ app_id: id }) => api("GET", `/v1/applications/${id}/clients`)));
  return [...result.map(({ app_name: name }) => name), ...(clients.flat() as Json[]).map(({ name }) => name)].sort();
};
const whole = ["Shop", "Shop app", "Shop website"];

test("each pipeline has its jobs, and one of a fork has none", async () => {
  expect(await runner.jobs(push("main"))).toEqual(["deploy", "promote"]);
  expect(await runner.jobs(push("us"))).toEqual(["deploy"]);
  expect(await runner.jobs(nightly("eu"))).toEqual(["drift"]);
  expect(await runner.jobs(mergeRequest("main", "eu"))).toEqual(["preview"]);
  const fork = { ...mergeRequest("main", "eu"), variables: { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2" } };
  expect(await runner.jobs(fork)).toEqual([]);
});

test("a deployment of main reaches the sandbox, and nothing else", async () => {
  const { code, output } = await run("deploy", push("main"));
  expect(output).toContain("3 created");
  expect(code).toBe(0);
  expect(await namesIn("sandbox")).toEqual(whole);
  expect(await namesIn("eu")).toEqual([]);
  expect(gitlab.logins).toEqual(["deploy", "transmit/sandbox"]);
});

test("a merge request has one note, which the next push replaces: with what a policy refuses", async () => {
  const marker = "<!-- pulumi-transmit preview sandbox -->";
  gitlab.notes.push(
    { id: 1, author: { id: 7 }, body: `${marker}\nSomebody else's, who can change it.` },
    { id: 2, author: bot, body: "Another one of the bot." },
  );
  const program = repository.read("main", "index.ts");
  const longer = program.replace("accessTokenTtl: 3600", "accessTokenTtl: 1800");
  const first = repository.commit("shorter", { "index.ts": longer }, "main");
  const preview = await run("preview", mergeRequest("shorter", "main"));
  expect(preview.output).toContain("The merge request has a note");
  expect(preview.code).toBe(0);
  expect(alerts(preview, "risk").map(({ check_name: name }) => name)).toContain("pulumi-transmit-risk/breaking");
  expect(gitlab.notes).toHaveLength(3);
  const note = gitlab.notes[2] as { body: string };
  expect(note.body).toMatch(/^<!-- pulumi-transmit preview sandbox -->\n## Preview of `sandbox`\n/);
  expect(note.body).toMatch(/^\| ~.*update.*mobile.*Client/m);
  expect(note.body).toContain(first.slice(0, 7));

  repository.commit("shorter", { "index.ts": longer.replace(/\n +pkce: "enforcePkceInstead.*/, "") });
  const refused = await run("preview", mergeRequest("shorter", "main"));
  expect(refused.code).not.toBe(0);
  expect(gitlab.notes).toHaveLength(3);
  expect(note.body).toMatch(/^\*\*A mandatory policy is violated, so the preview failed\./m);
  expect(note.body).toMatch(/^\| ~.*update.*mobile.*Client/m);
  expect(note.body).toContain("<!-- pulumi-transmit risk -->");
  expect(note.body).toMatch(/`pkce-for-public-clients`.*mobile.*: pkce is not set/);
  expect(note.body).not.toContain(first.slice(0, 7));
  expect(writes()).toEqual(["POST /merge_requests/7/notes", "PUT /merge_requests/7/notes/101"]);
  expectNoSecrets(JSON.stringify(gitlab.notes));
  repository.commit("shorter", { "index.ts": longer });
});

test("what is deployed is promoted by one merge request, which lists its commits", async () => {
  expect((await run("promote", push("main"))).output).toContain("eu has everything that main has");
  repository.merge("shorter", "main");
  expect((await run("promote", push("main"))).code).toBe(0);
  expect(gitlab.mergeRequests).toMatchObject([
    { source_branch: "main", target_branch: "eu", title: "Promote main to eu", squash: false },
  ]);
  expect(gitlab.mergeRequests[0]?.description).toContain("Change index.ts");
  repository.commit("main", { "README.md": "The shop's identities.\n" });
  expect((await run("promote", push("main"))).code).toBe(0);
  expect(gitlab.mergeRequests).toHaveLength(1);
  expect(gitlab.mergeRequests[0]?.description).toContain("Change README.md");
  const [{ iid } = {}] = gitlab.mergeRequests;
  expect(writes()).toEqual(["POST /merge_requests", `PUT /merge_requests/${iid}`]);
});

test("a deployment whose machine is lost is gone on with by the next one, once somebody has unlocked the stack", async () => {
  repository.merge("main", "eu");
  const path = "/v1/applications/{appId}/clients";
  const faults = (rules: unknown[]) =>
    fetch(`${tenants.eu?.url}/admin/faults`, { method: "PUT", body: JSON.stringify(rules) });
  await faults([{ fault: "hang", when: "after", method: "POST", path, nth: 1 }]);
  const lost = await run("deploy", push("eu"), async (child) => {
    while (
      !tenants.eu?.requests.some((line) => /^POST .*\/applications /.test(line)) ||
      (await namesIn("eu")).length < 3
    )
      await new Promise((resolve) => setTimeout(resolve, 100));
    const pid = child.pid as number;
    end([...descendantsOf(pid), pid]);
  });
  expect(lost.code).not.toBe(0);
  await faults([]);

  const locked = await run("deploy", push("eu"));
  expect(locked.code).not.toBe(0);
  expect(locked.output).toMatch(/The stack is locked by .* If it is dead for certain/s);
  const next = await run("deploy", push("eu", { UNLOCK: "true" }));
  expect(next.output).toMatch(/Client "mobile": was created at .*; it is in the state now/);
  expect(next.code).toBe(0);
  expect(await namesIn("eu")).toEqual(whole);
  expect((await run("drift", nightly("eu"))).output).toContain("Nothing differs, and no issue is open.");
  expect(writes()).toEqual([]);
});

test("drift has one issue: opened, updated when it changes, left alone when nobody knows, closed when it is healed", async () => {
  const api = apis.sandbox as Send;
  const { result } = (await api("GET", "/v1/applications")) as { result: Json[] };
  const rename = (name: string) => api("PUT", `/v1/applications/${result[0]?.app_id}`, { app_name: name });
  gitlab.issues.push({
    id: 1,
    iid: 1,
    state: "opened",
    author: { id: 7 },
    description: "<!-- pulumi-transmit drift sandbox -->",
  });

  await rename("Shop by hand");
  const found = await run("drift", nightly("main"));
  expect(found.code).toBe(0);
  expect(alerts(found, "drift")).toEqual([
    expect.objectContaining({ check_name: "pulumi-transmit-drift/changed", severity: "major" }),
  ]);
  const issue = gitlab.issues[1] as { iid: number; description: string };
  expect(issue).toMatchObject({ title: "Drift in sandbox", labels: "drift", state: "opened" });
  expect(issue.description).toContain("Shop by hand");

  await rename("Shop by another hand");
  const changed = await run("drift", nightly("main"));
  expect(changed.code).toBe(0);
  expect(issue.description).toContain("Shop by another hand");
  expect(writes()).toEqual(["POST /issues", `PUT /issues/${issue.iid}`]);
  expectNoSecrets(JSON.stringify(gitlab.issues));

  await fetch(`${tenants.sandbox?.url}/admin/faults`, {
    method: "PUT",
    body: JSON.stringify([{ fault: "status", status: 401, token: true, times: 100 }]),
  });
  const unknown = await run("drift", nightly("main"));
  expect(unknown.code).not.toBe(0);
  expect(writes()).toEqual([]);
  await fetch(`${tenants.sandbox?.url}/admin/faults`, { method: "PUT", body: "[]" });

  await rename("Shop");
  const healed = await run("drift", nightly("main"));
  expect(healed.code).toBe(0);
  expect(alerts(healed, "drift")).toEqual([]);
  expect(issue).toMatchObject({ state: "closed" });
  expect(writes()).toEqual([`POST /issues/${issue.iid}/notes`, `PUT /issues/${issue.iid}`]);
});

describe("the script for issues alone", () => {
  const report = (text: string, code = "7") => {
    const folder = join(repository.folder, "script");
    mkdirSync(join(folder, "report"), { recursive: true });
    writeFileSync(join(folder, "report/drift.md"), text);
    const script = join(root, "examples/gitops/.gitlab/scripts/issue.mjs");
    return new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, [script, code], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          STACK: "us",
          CI_API_V4_URL: `${gitlab.url}/api/v4`,
          CI_PROJECT_ID: "1",
          CI_JOB_URL: "https://gitlab.example/jobs/8",
          GITLAB_TOKEN: gitlabToken,
        },
      });
      const output = outputOf(child);
      child.on("close", (exit) => resolve({ code: exit, output: output() }));
    });
  };

  test("the same drift on another day is no news", async () => {
    expect((await report("### Drift\n\nChecked on Monday.\n\nA difference.")).code).toBe(0);
    expect((await report("### Drift\n\nChecked on Tuesday.\n\nA difference.")).output).toContain("says it already");
    expect(writes()).toEqual(["POST /issues"]);
  });

  test("a fault that can pass is tried again, and makes no second issue", async () => {
    gitlab.failure = { status: 502, times: 2 };
    expect((await report("### Another drift")).code).toBe(0);
    expect(gitlab.issues.filter(({ title }) => title === "Drift in us")).toHaveLength(1);
    expect(writes()).toHaveLength(1);
  });

  test("a refusal names the right that is missing, at once", async () => {
    gitlab.failure = { status: 403, times: 1 };
    const { code, output } = await report("### Drift");
    expect(code).toBe(1);
    expect(output).toMatch(/^error: GET \/api\/v4\/\S+ answered 403: a fault, as ordered\. GITLAB_TOKEN must be .*\n$/);
  });
});
