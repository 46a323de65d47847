import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../../emulator/index.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  messagesOf,
  path,
  requestToken,
  saml,
} from "../../support/emulated.ts";
import { root } from "../../support/root.ts";

let folder: string;
let data: string;
const running: Emulated[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
  data = join(folder, "data.json");
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulated) => emulated.close()));
  rmSync(folder, { recursive: true });
});

async function run(options: Parameters<typeof emulate>[0]): Promise<Emulated> {
  const emulated = await emulate(options);
  running.push(emulated);
  return emulated;
}

test("with a file, everything outlives a restart: ids, secrets, order and credentials", async () => {
  const first = await run({ data });
  const application = await createApplication(first, { subdomain: "shop" });
  await createClient(first, application, saml);
  const clients = await first.send("GET", path.clients(application));
  await first.close();

  const second = await run({ data });
  expect(second.credentials).toEqual(first.credentials);
  expect(await second.send("GET", path.application(application))).toEqual({
    status: 200,
    body: { result: application },
  });
  expect(await second.send("GET", path.clients(application))).toEqual(clients);
  const body = { app_name: "Other", client_display_name: "Other", subdomain: "shop" };
  expect((await second.send("POST", path.applications, body)).status).toBe(409);
});

test("without a file, a restart forgets everything, and the credentials are new", async () => {
  const first = await run({});
  const application = await createApplication(first);
  await first.close();
  const second = await run({});
  expect((await second.send("GET", path.application(application))).status).toBe(404);
  expect(second.credentials.clientSecret).not.toBe(first.credentials.clientSecret);
});

test("credentials that are given take the place of those in the file", async () => {
  const first = await run({ data });
  await first.close();
  const credentials = { clientId: "mine", clientSecret: "canary" };
  const second = await run({ data, credentials });
  expect(second.credentials).toEqual(credentials);
  expect((await requestToken({ ...second, credentials: first.credentials })).status).toBe(401);
  await second.close();
  expect((await run({ data })).credentials).toEqual(credentials);
});

test("two emulators at once know nothing of each other", async () => {
  const [one, other] = [await run({}), await run({})];
  await createApplication(one);
  expect((await other.send("GET", path.applications)).body).toEqual({ result: [] });
});

test("a file that cannot be used is named, with what to do", async () => {
  await expect(startEmulator({ data: join(folder, "missing/data") })).rejects.toThrow(
    `cannot keep data in ${join(folder, "missing/data")}: ENOENT`,
  );
  writeFileSync(data, "SQLite format 3\0 and so on");
  await expect(startEmulator({ data })).rejects.toThrow(
    `${data} is an SQLite database, which an earlier version of the emulator wrote.`,
  );
  writeFileSync(data, "canary");
  await expect(startEmulator({ data })).rejects.toThrow(`${data} is not JSON. The emulator did not write it.`);
  writeFileSync(data, '{ "aplications": [] }');
  await expect(startEmulator({ data })).rejects.toThrow(
    `${data} cannot be used:\n- aplications is unknown. Did you mean applications?`,
  );
  expect(readFileSync(data, "utf8")).toBe('{ "aplications": [] }');
  expect(readdirSync(folder)).toEqual(["data.json"]);
});

test("one emulator at a time uses a file, and a lock of a process that is gone does not count", async () => {
  const first = await run({ data });
  await expect(startEmulator({ data })).rejects.toThrow(
    `${data} is in use by the emulator of process ${process.pid}. Use another file, or end that process.`,
  );
  await first.close();
  expect(readdirSync(folder)).toEqual(["data.json"]);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  // A container that is started again gives its process the same number.
  for (const gone of [pid, process.pid]) {
    writeFileSync(`${data}.lock`, String(gone));
    await (await run({ data })).close();
  }
});

test("the file is a seed that only its owner can read, and is whole after every request", async () => {
  const first = await run({ data, seed: { tenantId: "shops", applications: [{ appName: "Given" }] } });
  const contents = () => {
    const { credentials, ...held } = JSON.parse(readFileSync(data, "utf8"));
    expect(credentials).toEqual(first.credentials);
    return held;
  };
  expect(contents()).toEqual(first.contents());
  await createApplication(first);
  expect(contents()).toEqual(first.contents());
  expect(first.contents().applications).toHaveLength(2);
  expect(statSync(data).mode & 0o077).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["data.json", "data.json.lock"]);
  await first.close();
  const second = await run({ data, seed: { applications: [] } });
  expect(second.contents()).toEqual(first.contents());
});

test("a change that cannot be saved is not answered as done", async () => {
  const emulated = await run({ data });
  mkdirSync(`${data}.next`);
  const { status, body } = await emulated.send("POST", path.applications, { app_name: "A", client_display_name: "B" });
  expect([status, messagesOf({ status, body })]).toEqual([
    500,
    [expect.stringContaining(`cannot keep data in ${data}`)],
  ]);
});

/** What a crash leaves, at any moment: the old file or the new one, and never a part of one. */
test("a process that is killed while it writes leaves a file that can be read", async () => {
  const program = `
    import { startEmulator } from ${JSON.stringify(join(root, "emulator/index.ts"))};
    startEmulator({ data: ${JSON.stringify(data)} }).then(async ({ baseUrl, tokenUrl, credentials }) => {
      const form = { grant_type: "client_credentials", client_id: credentials.clientId, client_secret: credentials.clientSecret };
      const answer = await fetch(tokenUrl, { method: "POST", body: new URLSearchParams(form) });
      const headers = { authorization: "Bearer " + (await answer.json()).access_token };
      for (let count = 1; ; count++) {
        const body = JSON.stringify({ app_name: "App " + count, client_display_name: "x".repeat(5000) });
        await fetch(baseUrl + "/v1/applications", { method: "POST", headers, body });
        console.log(count);
      }
    });`;
  const child = spawn(
    process.execPath,
    ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module", "-e", program],
    {
      cwd: root,
    },
  );
  let answered = 0;
  const isDone = new Promise((resolve) => child.once("close", resolve));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    answered = Number(text.trim().split("\n").at(-1));
    if (answered > 30) child.kill("SIGKILL");
  });
  await isDone;
  expect(answered).toBeGreaterThan(30);
  const { applications } = (await run({ data })).contents();
  expect(applications.length).toBeGreaterThanOrEqual(answered);
  expect(applications.map(({ appName }) => appName)).toEqual(applications.map((_, index) => `App ${index + 1}`));
});
