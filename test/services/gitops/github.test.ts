/** The example's pipelines on GitHub, job by job on the real engine: the state is all that the jobs share. */
import { connect, type Json, type Send } from "../../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../../tools/engine/emulator.ts";
import { root } from "../../support/root.ts";
import { GitHubApi } from "./githubApi.ts";
import { dispatch, expectSteps, GitHubRunner, pullRequest, push, type Secrets, schedule } from "./githubRunner.ts";
import { makeRepository, passphrase, type Repository } from "./repository.ts";

jest.setTimeout(5 * 60_000);

let repository: Repository;
let runner: GitHubRunner;
const github = new GitHubApi();
const tenants: Record<string, RunningEmulator> = {};
const apis: Record<string, Send> = {};

beforeAll(async () => {
  await github.open();
  for (const stack of ["sandbox", "eu"]) {
    const tenant = await runEmulator(root, ["--tenant", `${stack}-tenant`, "--admin"]);
    tenants[stack] = tenant;
    apis[stack] = await connect(tenant);
  }
  const addressOf = (stack: string) => tenants[stack]?.environment.TRANSMIT_BASE_URL as string;
  repository = await makeRepository({ sandbox: addressOf("sandbox"), eu: addressOf("eu") });
  github.compare = (base, head) => {
    const lines = repository.git("log", "--format=%H %s", `${base}..${head}`).split("\n").filter(Boolean);
    const commits = lines.map((line) => ({ sha: line.slice(0, 40), commit: { message: line.slice(41) } }));
    return { ahead_by: commits.length, total_commits: commits.length, commits: commits.toReversed() };
  };
  runner = new GitHubRunner(repository, github, secretsOf(tenants), {
    preview: ["transmit/sandbox-preview", "transmit/eu-preview"],
    deploy: ["transmit/sandbox", "transmit/eu"],
    drift: ["transmit/sandbox", "transmit/eu"],
  });
});
afterAll(async () => {
  runner?.stop();
  for (const tenant of Object.values(tenants)) await tenant.stop();
  await github.close();
  repository?.remove();
});

function secretsOf(all: Record<string, RunningEmulator>): Secrets {
  const secrets: Secrets = {};
  for (const [stack, { environment }] of Object.entries(all)) {
    const { TRANSMIT_CLIENT_ID = "", TRANSMIT_CLIENT_SECRET = "" } = environment;
    secrets[`transmit/${stack}`] = { PULUMI_CONFIG_PASSPHRASE: passphrase, TRANSMIT_CLIENT_ID, TRANSMIT_CLIENT_SECRET };
    secrets[`transmit/${stack}-preview`] = {
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      TRANSMIT_CLIENT_ID: "not-needed-for-a-preview",
      TRANSMIT_CLIENT_SECRET: "not-needed-for-a-preview",
    };
  }
  return secrets;
}

/** What the state has of a stack, and what the tenant has: the same, with nothing pending. */
async function expectExact(stack: string): Promise<void> {
  const exported = JSON.parse(repository.pulumi("stack", "export", "--stack", stack)) as { deployment: Json };
  const { resources, pending_operations: pending = [] } = exported.deployment as { resources: Json[] } & Json;
  const ids = resources.flatMap(({ id, type }) => (/transmit:(Application|Client)$/.test(String(type)) ? [id] : []));
  expect(pending).toEqual([]);
  expect(ids.sort()).toEqual((await idsIn(stack)).sort());
}

async function idsIn(stack: string): Promise<unknown[]> {
  const api = apis[stack] as Send;
  const { result } = (await api("GET", "/v1/applications")) as { result: Json[] };
  const clients = await Promise.all(
    result.map(async ({ app_id: appId, client_id: first }) =>
      ((await api("GET", `/v1/applications/${appId}/clients`)) as Json[])
        .filter(({ client_id: id }) => id !== first)
        .map(({ client_id: id }) => `${appId}/${id}`),
    ),
  );
  return [...result.map(({ app_id: id }) => id), ...clients.flat()];
}

/** Waits until the tenant has more objects. @returns false */
async function untilMore(stack: string, count: number): Promise<false> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await idsIn(stack)).length > count) return false;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Nothing was created in the tenant of ${stack} within a minute.`);
}

/** Somebody changes the website's client by hand. */
async function changeByHand(stack: string, change: Json): Promise<void> {
  const api = apis[stack] as Send;
  const [application] = ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
  const path = `/v1/applications/${application?.app_id}/clients/${application?.client_id}`;
  const { name, redirect_uris } = (await api("GET", path)) as Json;
  await api("PUT", path, { name, redirect_uris, ...change });
}

const administer = (stack: string, place: string, body?: unknown) =>
  fetch(`${tenants[stack]?.url}/admin/${place}`, { method: body ? "PUT" : "GET", body: JSON.stringify(body) });

const program = () => repository.read("main", "index.ts");
const preview = (number: number, head: string, base: string) =>
  runner.run("preview", "preview", pullRequest(repository, number, { head, base }));
/** The deployment, and the promotion after it. */
const deploy = (branch: string) => runner.run("deploy", "promote", push(branch));

test("a pull request has one comment, which each push updates: also if the preview fails or a policy is violated", async () => {
  const people = { login: "somebody", type: "User" } as const;
  const faked = "<!-- pulumi-transmit preview sandbox -->\nNo changes, I say.";
  const remarks = [faked, "Nice.", "Why?"].map((body) => github.remark({ body, user: people }));
  github.comments.set(1, [...remarks]);
  const requests = tenants.sandbox?.requests.length;

  repository.commit(
    "topic",
    { "index.ts": `${program()}throw new Error(\`No \${process.env.PULUMI_CONFIG_PASSPHRASE}\`);\n` },
    "main",
  );
  const failed = await preview(1, "topic", "main");
  expectSteps(failed, { preview: false, risk: undefined, comment: true });
  expect(github.taken()).toEqual([
    "GET /issues/1/comments?per_page=100",
    "GET /issues/1/comments?per_page=100&page=2",
    "POST /issues/1/comments",
  ]);
  const [comment] = (github.comments.get(1) ?? []).slice(3);
  expect(comment?.body).toContain("Error: No ***");
  expect(JSON.stringify([...github.comments.values()])).not.toContain(passphrase);

  const unsafe = program().replace("com.example.shop:/callback", "http://shop.example/callback");
  repository.commit("topic", { "index.ts": unsafe });
  const violating = await preview(1, "topic", "main");
  expectSteps(violating, { preview: false, risk: true, comment: true });
  expect(github.taken({ writesOnly: true })).toEqual([`PATCH /issues/comments/${comment?.id}`]);
  expect(comment?.body).toContain("### Policies\n\n- **refused** `https-redirect-uris` of mobile: ");
  expect(comment?.body).toContain("| + | create | mobile | Client |");
  expect(comment?.body).toContain("<!-- pulumi-transmit risk -->");

  repository.commit("topic", { "index.ts": program().replace("Shop app", "Shop for phones") });
  const passed = await preview(1, "topic", "main");
  expect(passed.output).not.toContain(passphrase);
  expectSteps(passed, { preview: true, risk: true, comment: true });
  expect(github.taken({ writesOnly: true })).toEqual([`PATCH /issues/comments/${comment?.id}`]);
  expect(comment?.body).toContain("| + | create | mobile | Client |");
  expect(github.comments.get(1)).toEqual([...remarks, comment]);
  // It needs no credentials of the tenant, and had none.
  expect(tenants.sandbox?.requests.length).toBe(requests);
});

test("a pull request of a fork runs nothing", async () => {
  const event = pullRequest(repository, 2, { head: "topic", base: "main", from: "somebody/identity" });
  const { code, steps } = await runner.run("preview", "preview", event);
  expect([code, steps]).toEqual([0, {}]);
  expect(github.taken()).toEqual([]);
});

test("a merge is deployed, and one pull request promotes it, with its preview", async () => {
  repository.merge("topic", "main");
  expectSteps(await deploy("main"), { recover: true, up: true, promotion: true });
  await expectExact("sandbox");
  expect(await idsIn("sandbox")).toHaveLength(2);
  expect(github.taken({ writesOnly: true })).toEqual(["POST /pulls", "POST /actions/workflows/preview.yml/dispatches"]);
  const [pull] = github.pulls;
  expect(pull).toMatchObject({ title: "Promote main to eu", head: "main", base: "eu" });
  expect(pull?.body).toContain("`Change index.ts`");

  const inputs = { pull_request: String(pull?.number), base: "eu" };
  expect(github.dispatches).toEqual([{ ref: "main", inputs }]);
  const previewed = await runner.run("preview", "preview", dispatch("main", inputs));
  expectSteps(previewed, { preview: true, comment: true });
  const [comment, ...others] = github.comments.get(pull?.number as number) ?? [];
  expect(comment?.body).toMatch(
    /^<!-- pulumi-transmit preview eu -->\n## Preview of `eu`\n[\s\S]*\| \+ \| create \| shop \|/,
  );
  expect(others).toEqual([]);
  github.taken();
});

test("a job whose machine is lost: the next one stops at the lock; once somebody has removed it, it creates nothing twice", async () => {
  const kiosk = `new transmit.Client("kiosk", { appId: shop.appId, name: "Kiosk", redirectUris: ["https://kiosk.shop.example/callback"], responseTypes: ["code"], pkce: "enforcePkceAlongsideClientCredentials" });\n`;
  repository.commit("main", { "index.ts": program() + kiosk });
  const path = "/v1/applications/{appId}/clients";
  await administer("sandbox", "faults", [{ fault: "hang", when: "after", method: "POST", path }]);
  const before = await idsIn("sandbox");
  const killed = runner.start("deploy", "deploy", push("main"));
  const isOver = await Promise.race([killed.ended.then(() => true), untilMore("sandbox", before.length)]);
  killed.kill();
  if (isOver) throw new Error(`The job ended before it was killed:\n${(await killed.ended).output}`);
  await killed.ended;
  await administer("sandbox", "faults", []);

  const locked = await deploy("main");
  expectSteps(locked, { recover: false, up: undefined });
  expect(locked.output).toContain("The stack is locked by ");
  const unlocked = await runner.run("deploy", "promote", dispatch("main", { unlock: "true" }));
  expectSteps(unlocked, { unlock: true, recover: true, up: true });
  await expectExact("sandbox");
  expect(await idsIn("sandbox")).toHaveLength(3);
  // The promotion that is open tells of one commit more.
  expect(github.taken({ writesOnly: true })).toEqual([`PATCH /pulls/${github.pulls[0]?.id}`]);
  expect(github.pulls).toHaveLength(1);
});

test("the promotion is deployed to its own tenant, and goes on to the next", async () => {
  repository.merge("main", "eu");
  expectSteps(await deploy("eu"), { recover: true, up: true, promotion: true });
  await expectExact("eu");
  expect(await idsIn("eu")).toHaveLength(3);
  expect(github.pulls[1]).toMatchObject({ head: "eu", base: "us" });
  github.taken();
});

test("drift: an issue is opened once, updated when it changes, left alone while nobody knows, and closed", async () => {
  const check = () => runner.run("drift", "drift", schedule, "stack:eu");
  expect((await check()).code).toBe(0);
  expect(github.taken()).toEqual(["GET /issues?state=open&per_page=100"]);

  await changeByHand("eu", { redirect_uris: ["https://elsewhere.example/callback"] });
  const found = await check();
  expectSteps(found, { drift: true, issue: true });
  expect(github.taken({ writesOnly: true })).toEqual(["POST /issues"]);
  const [issue] = github.issues;
  expect(issue).toMatchObject({ title: "Drift in eu", labels: ["drift"] });
  expect(issue?.body).toContain("elsewhere");
  await check();
  expect(github.taken({ writesOnly: true })).toEqual([]);
  await changeByHand("eu", { name: "By hand" });
  await check();
  expect(github.taken({ writesOnly: true })).toEqual([`PATCH /issues/${issue?.id}`]);
  expect(issue?.body).toContain("By hand");

  await administer("eu", "faults", [{ fault: "reset", times: 1000 }]);
  const blind = await check();
  expect(blind.code).toBe(1);
  expectSteps(blind, { drift: false });
  expect(github.taken()).toEqual([]);
  await administer("eu", "faults", []);

  await runner.run("deploy", "deploy", push("eu"));
  github.taken();
  await changeByHand("eu", { name: "Shop website", redirect_uris: ["https://eu.shop.example/callback"] });
  expect((await check()).code).toBe(0);
  expect(github.taken({ writesOnly: true })).toEqual([
    `POST /issues/${issue?.id}/comments`,
    `PATCH /issues/${issue?.id}`,
  ]);
  expect(issue).toMatchObject({ state: "closed" });
  expect(github.issues).toHaveLength(1);
});
