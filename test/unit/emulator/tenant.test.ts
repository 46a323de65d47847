/** Whose things the emulator holds: which tenant they are of, and which application its credentials belong to. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmulatorOptions } from "../../../emulator/index.ts";
import type { Settings } from "../../../emulator/tenant/behaviour.ts";
import { openStore } from "../../../emulator/tenant/store.ts";
import { openTenant } from "../../../emulator/tenant/tenant.ts";
import {
  claimsIn,
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  path,
  saml,
  tokenFrom,
} from "../../support/emulated.ts";

let folder: string;
const running: Emulated[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulated) => emulated.close()));
  rmSync(folder, { recursive: true });
});

async function run(options: EmulatorOptions = {}): Promise<Emulated> {
  const emulated = await emulate(options);
  running.push(emulated);
  return emulated;
}

const keysOf = async ({ send }: Emulated) => (await send("GET", path.keys)).body as Json[];
const addKey = async (emulated: Emulated, body: Json = { name: "Key" }): Promise<Json> => {
  await emulated.send("POST", body.jwk ? path.uploads : path.keys, body);
  return (await keysOf(emulated)).at(-1) as Json;
};

test.each([
  ["by default", {}, { tenant: "emulated-tenant", managementApp: "emulated-management-application" }],
  ["that is named", { tenant: "shops" }, { tenant: "shops", managementApp: "emulated-management-application" }],
  ["with an application", { managementApp: "-pipeline" }, { tenant: "emulated-tenant", managementApp: "-pipeline" }],
])("the tenant %s is in all that is made, in access tokens, and told", async (_, options, expected) => {
  const emulated = await run(options);
  expect(emulated).toMatchObject(expected);
  const { tenant: tenant_id, managementApp: app_id } = expected;
  const application = await createApplication(emulated);
  expect(application).toMatchObject({ tenant_id });
  expect(application.app_id).not.toBe(app_id);
  expect((await emulated.send("GET", path.client(application))).body).toMatchObject({ tenant_id });
  expect(await createClient(emulated, application, saml)).toMatchObject({ tenant_id });
  expect(await addKey(emulated)).toMatchObject({ tenant_id, app_id });
  expect(await addKey(emulated, { name: "Own", jwk: { kty: "oct" } })).toMatchObject({ tenant_id, app_id });
  expect(claimsIn(await tokenFrom(emulated))).toMatchObject({ tenant_id, app_id });
});

test("a tenant that is opened without ids has the same ones", () => {
  const ids = { id: "emulated-tenant", managementApp: "emulated-management-application" };
  expect(openTenant(openStore())).toMatchObject(ids);
});

describe("two management applications of one file, one after the other,", () => {
  const openFile = (settings: Partial<Settings> = {}) => {
    const data = join(folder, "data.json");
    let open: Emulated | undefined;
    return async (managementApp: string) => {
      await open?.close();
      open = await run({ data, behaviour: settings, managementApp });
      return open;
    };
  };

  test("share applications and clients, and see their own keys alone", async () => {
    const as = openFile();
    const application = await createApplication(await as("one"));
    const key = await addKey(await as("one"));
    expect(key).toMatchObject({ app_id: "one" });
    const other = await as("other");
    expect((await other.send("GET", path.client(application))).status).toBe(200);
    const others = await addKey(other);
    expect(others).toMatchObject({ app_id: "other" });
    expect(await keysOf(other)).toEqual([others]);
    expect(await keysOf(await as("one"))).toEqual([key]);
  });

  test.each([
    ["404", "404"],
    ["400", "400"],
  ] as const)("cannot change or delete each other's keys (%s)", async (_, unknownKey) => {
    const as = openFile({ unknownKey });
    const key = await addKey(await as("one"));
    const other = await as("other");
    for (const answer of [
      await other.send("PUT", path.key(key), { status: "disabled" }),
      await other.send("DELETE", path.key(key)),
    ])
      expect(answer.status).toBe(Number(unknownKey));
    const one = await as("one");
    expect(await keysOf(one)).toEqual([key]);
    expect((await one.send("DELETE", path.key(key))).status).toBe(204);
  });

  test("can give their keys the same names, where names are unique, and see no deleted ones of each other's", async () => {
    const as = openFile({ names: "unique" });
    const key = await addKey(await as("one"));
    const others = await addKey(await as("other"));
    expect(others).toMatchObject({ name: "Key", app_id: "other" });
    const one = await as("one");
    expect((await one.send("POST", path.keys, { name: "Key" })).status).toBe(409);
    await one.send("DELETE", path.key(key));
    expect(await keysOf(one)).toEqual([expect.objectContaining({ id: key.id, deleted_at: expect.any(String) })]);
    expect(await keysOf(await as("other"))).toEqual([others]);
  });
});
