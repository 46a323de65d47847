/** Signing keys on an API that says what a test tells it to. */
import { openConnection } from "../../../provider/api/connection.ts";
import { WrongTenantError } from "../../../provider/errors.ts";
import { create, deleteResource, openRun, read, type Transport, update } from "../../../provider/lifecycle/index.ts";
import { signingKey } from "../../../provider/resources/index.ts";
import { createTestClock } from "../../support/clock.ts";
import { serve } from "../../support/server.ts";
import { tokenOf } from "../../support/token.ts";

const jwk = { kty: "RSA", kid: "one", n: "public-part", d: "canary-private", oth: [{ r: "canary-other" }] };
const told = {
  id: "k1",
  app_id: "app",
  tenant_id: "tenant",
  kid: "kid",
  name: "Key",
  status: "signing",
  source: "uploaded",
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
  deleted_at: null as unknown,
};
const owner = { appId: "app", tenantId: "tenant" };
const state = {
  name: "Key",
  keyId: "k1",
  status: "signing",
  updatedAt: told.updated_at,
  __inputs: "name,status",
  ...owner,
};
const ownToken = tokenOf({ tenant_id: "tenant", app_id: "app" });

/** Runs on an API that answers as it is told to, where waiting takes no time. */
async function on<T>(
  reply: Parameters<typeof serve>[0],
  run: (api: Transport) => Promise<T>,
  accessToken = ownToken,
): Promise<T> {
  const server = await serve(reply);
  const baseUrl = `${server.origin}/cis`;
  const configuration = { baseUrl, tokenUrl: baseUrl, credentials: { accessToken }, maxConcurrentRequests: 4 };
  const api = openConnection(configuration).begin();
  const clock = createTestClock(Date.now());
  const wait = (milliseconds: number) => clock.sleep(milliseconds);
  try {
    return await run({ ...api, run: openRun({ clock }), wait, now: clock.now });
  } finally {
    await server.close();
  }
}

test.each<[string, unknown, boolean]>([
  ["null", null, true],
  ["absent", undefined, true],
  ["empty", "", true],
  ["the beginning of all time", "0001-01-01T00:00:00Z", true],
  ["the beginning of the epoch", "1970-01-01T00:00:00.000Z", true],
  ["a time", "2026-02-01T00:00:00.000Z", false],
])("a key whose time of deletion is %s is there, or not", async (_, deleted, isThere) => {
  const found = await on(
    () => ({ body: [{ ...told, deleted_at: deleted }] }),
    (api) => read(signingKey, api, "k1", state),
  );
  expect(found !== undefined).toBe(isThere);
  if (found) expect(found.inputs).toEqual({ name: "Key", status: "signing" });
});

const beside = { ...told, id: "k2" };
const elsewhere = [{ ...beside, app_id: "other", tenant_id: "other" }];

test.each<[what: string, accessToken: string, listed: object[], isBelieved: boolean]>([
  ["of its application", ownToken, [], true],
  [
    "of its application, in words that name the tenant alone, and an empty list",
    tokenOf({ tenant_id: "tenant" }),
    [],
    false,
  ],
  ["of its application, in words that name the tenant alone", tokenOf({ tenant_id: "tenant" }), [beside], true],
  ["of another application", tokenOf({ tenant_id: "tenant", app_id: "other" }), [beside], false],
  ["of another tenant", tokenOf({ tenant_id: "other", app_id: "other" }), [beside], false],
  ["of an application of the same id in another tenant", tokenOf({ tenant_id: "other", app_id: "app" }), [], false],
  ["that does not say whose it is", "2YotnFZFEjr1zCsicMWpAA", elsewhere, false],
])("a key that is not listed is gone if the token is one %s", async (_, accessToken, listed, isBelieved) => {
  const reading = on(
    ({ path }) => ({ body: path.endsWith("/signing-keys") ? listed : { result: [] } }),
    (api) => read(signingKey, api, "k1", state),
    accessToken,
  );
  if (isBelieved) expect(await reading).toBeUndefined();
  else await expect(reading).rejects.toThrow(WrongTenantError);
});

test("a key of another application is neither changed nor deleted, and both applications are named", async () => {
  const asked: string[] = [];
  const operations: ((api: Transport) => Promise<unknown>)[] = [
    (api) => update(signingKey, api, "k1", state, { name: "Renamed" }),
    (api) => deleteResource(signingKey, api, "k1", state),
  ];
  for (const operation of operations) {
    const change = on(
      ({ method, path }) => {
        asked.push(`${method} ${path}`);
        return { status: 404, body: { message: "no such key", error_code: 404 } };
      },
      operation,
      tokenOf({ tenant_id: "tenant", app_id: "other" }),
    );
    await expect(change).rejects.toThrow(
      /^SigningKey k1 was not (updated|deleted), and nothing was sent: it belongs to the application app, and the access token is of the application other, which can only access its own signing keys\. It stays in the state\./,
    );
  }
  expect(asked).toEqual([]);
});

test("a refusal to delete what is there is an error, with the API's words and no others", async () => {
  const refusal = { status: 400, body: { message: ["a key that signs cannot be deleted"], error_code: 400 } };
  const deletion = on(
    ({ method }) => (method === "DELETE" ? refusal : { body: [told] }),
    (api) => deleteResource(signingKey, api, "k1", state),
  );
  await expect(deletion).rejects.toThrow(
    /^DELETE \/v1\/applications\/signing-keys\/k1 answered 400: a key that signs cannot be deleted\.$/,
  );
});

test("what the API quotes of a key is not shown", async () => {
  const inputs = { name: "Key", jwk };
  const creation = on(
    ({ method, body }) => (method === "POST" ? { status: 400, body: { message: [`bad: ${body}`] } } : { body: [] }),
    (api) => create(signingKey, api, inputs),
  );
  const error: Error = await creation.then(
    () => new Error("none"),
    (reason) => reason,
  );
  expect(error.message).toMatch(/answered 400: bad: .*"kty":"RSA".*"d":"\[secret\]"/);
  expect(error.message).not.toMatch(/canary|public-part/);
});

test("a conflict says what to do, in the words for a signing key", async () => {
  const creation = on(
    ({ method }) => (method === "POST" ? { status: 409, body: { message: "name is taken" } } : { body: [] }),
    (api) => create(signingKey, api, { name: "Key" }),
  );
  await expect(creation).rejects.toThrow(
    'Another signing key already has the name "Key". If it is the one that is being replaced (--replace, or a tainted ' +
      "resource), give this resource the option deleteBeforeReplace: true, and run it again. Otherwise choose another " +
      'value; or read the existing signing key with transmit.SigningKey.get("signingKey", "<keyId>"); or import it with ' +
      "pulumi import transmit:index:SigningKey <name> <keyId>.",
  );
});

test("an update that fails says nothing of the key, and leaves the state as it was", async () => {
  const change = on(
    ({ body }) => ({ status: 400, body: { message: [`bad: ${body}`] } }),
    (api) => update(signingKey, api, "k1", { ...state, jwk, __inputs: "name,jwk" }, { name: "Renamed", jwk }),
  );
  await expect(change).rejects.toThrow('bad: {"name":"Renamed"}');
});

test("a key that the API says it made, and that the list never has, is not made again unasked", async () => {
  const asked: string[] = [];
  const creation = on(
    ({ method }) => {
      asked.push(method);
      return method === "POST" ? { status: 201 } : { body: [] };
    },
    (api) => create(signingKey, api, { name: "Key" }),
  );
  await expect(creation).rejects.toThrow(
    'The API created the signing key "Key", but its response does not identify it. The list does not contain it. ' +
      "Run pulumi up again on this machine to repeat the lookup. From another machine, check the API first, or a duplicate may be created.",
  );
  expect(asked.filter((method) => method === "POST")).toHaveLength(1);
});

test("a key that is known to be uploaded is found, whatever the API calls what was uploaded", async () => {
  let isMade = false;
  const creation = on(
    ({ method }) => {
      const time = new Date(Date.now()).toISOString();
      if (method === "GET")
        return { body: isMade ? [{ ...told, source: "mosaic", created_at: time, updated_at: time }] : [] };
      isMade = true;
      return { status: 201 };
    },
    (api) => create(signingKey, api, { name: "Key", jwk }),
  );
  expect(await creation).toMatchObject({ id: "k1", state: { source: "mosaic" } });
});
