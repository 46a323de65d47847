/** The scripts of the GitLab pipeline, where something is missing: what they say, in one line. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/root.ts";
import { type Reply, type Server, serve } from "../../support/server.ts";
import { outputOf } from "../support/output.ts";

let folder: string;
let server: Server;
/** By `METHOD /path`, without the query. */
let replies: Record<string, Reply> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-scripts-"));
  server = await serve(
    ({ method, path }) => replies[`${method} ${path.split("?")[0]}`] ?? { status: 404, body: { message: "Not Found" } },
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  replies = {};
  server.asked.splice(0);
});

const job = (): Record<string, string> => ({
  STACK: "eu",
  VAULT_ADDR: server.origin,
  VAULT_ID_TOKEN: "token",
  GITLAB_TOKEN: "token",
  CI_API_V4_URL: `${server.origin}/api/v4`,
  CI_PROJECT_ID: "1",
  CI_JOB_URL: "https://gitlab.example/jobs/8",
  CI_COMMIT_SHA: "0123456789",
  CI_COMMIT_BRANCH: "main",
  NEXT_BRANCH: "eu",
  CI_MERGE_REQUEST_IID: "7",
});

function run(command: string, given: Record<string, string | undefined> = {}): Promise<[number | null, string]> {
  const [script, ...args] = command.split(" ") as [string, ...string[]];
  const child = spawn(process.execPath, [join(root, "examples/gitops/.gitlab/scripts", script), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...job(), ...given },
  });
  const output = outputOf(child);
  return new Promise((resolve) => child.on("close", (code) => resolve([code, output()])));
}

test.each([
  ["note.mjs 0", "CI_MERGE_REQUEST_IID"],
  ["note.mjs 0", "CI_JOB_URL"],
  ["issue.mjs 0", "STACK"],
  ["promotion.mjs", "NEXT_BRANCH"],
  ["credentials.mjs preview transmit/eu", "VAULT_ADDR"],
])("%s without %s says so", async (command, name) => {
  replies["GET /api/v4/user"] = { body: { id: 41 } };
  expect(await run(command, { [name]: undefined })).toEqual([
    1,
    `error: The variable ${name} is not set in this job.\n`,
  ]);
});

test("without its report, the script for issues says so", async () => {
  const message = "error: The report report/drift.md cannot be read (ENOENT). pulumi-transmit drift writes it.\n";
  expect(await run("issue.mjs 7")).toEqual([1, message]);
  expect(server.asked).toEqual([]);
});

test.each(["vault.example", "vault.example:8200", "https://"])(
  "VAULT_ADDR must be a whole address, not %s",
  async (given) => {
    expect(await run("credentials.mjs preview transmit/eu", { VAULT_ADDR: given })).toEqual([
      1,
      `error: VAULT_ADDR is "${given}": give a whole address, such as https://vault.example.\n`,
    ]);
  },
);

test("what is no Vault, or has no engine of version 2, is named with its address", async () => {
  const login = "POST /v1/auth/jwt/login";
  const credentials = () => run("credentials.mjs preview transmit/eu");
  const must = `VAULT_ADDR is ${server.origin}, and must be a server of Vault or OpenBao.\n`;
  replies[login] = { body: { status: "fine" } };
  expect(await credentials()).toEqual([1, `error: The login answered without auth.client_token. ${must}`]);
  replies[login] = { body: "<html>Sign in</html>" };
  expect((await credentials())[1]).toBe(
    `error: POST /v1/auth/jwt/login answered with something that is not JSON. VAULT_ADDR is ${server.origin}.\n`,
  );
  replies[login] = { body: { auth: { client_token: "a" } } };
  replies["GET /v1/secret/data/transmit/eu"] = { body: { data: { TRANSMIT_CLIENT_ID: "of version 1" } } };
  expect(await credentials()).toEqual([1, `error: The secret transmit/eu answered without data.data. ${must}`]);
});

test("a branch to promote to that there is not is told from a token that may not see it", async () => {
  const project = "/api/v4/projects/1/repository";
  expect((await run("promotion.mjs"))[1]).toContain("GITLAB_TOKEN must be an access token");
  replies[`GET ${project}/branches/main`] = { body: { name: "main" } };
  expect(await run("promotion.mjs")).toEqual([
    1,
    "error: There is no branch eu to promote to. Once its tenant is to be deployed, create it: git push origin main:eu\n",
  ]);
  replies[`GET ${project}/branches/eu`] = { body: { name: "eu" } };
  expect((await run("promotion.mjs"))[1]).toContain("GITLAB_TOKEN must be an access token");
});
