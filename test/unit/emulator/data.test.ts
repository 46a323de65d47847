import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../../emulator/index.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  path,
  requestToken,
  saml,
} from "../../support/emulated.ts";

let folder: string;
let data: string;
const running: Emulated[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
  data = join(folder, "data.sqlite");
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

test("a file that cannot be used is named", async () => {
  await expect(startEmulator({ data: join(folder, "missing/data") })).rejects.toThrow(join(folder, "missing/data"));
  writeFileSync(data, "something else, and long enough to be looked at as a database file of SQLite");
  await expect(startEmulator({ data })).rejects.toThrow(`cannot keep data in ${data}: file is not a database`);
});
