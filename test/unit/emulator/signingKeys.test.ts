/** The emulator's signing keys: of one application, told by the list alone, and deleted ones in it. */
import type { Settings } from "../../../emulator/tenant/behaviour.ts";
import { type Emulated, emulate, type Json, messagesOf, path } from "../../support/emulated.ts";

let emulated: Emulated;
const start = async (settings: Partial<Settings> = {}) => {
  emulated = await emulate({ behaviour: settings });
};
afterEach(() => emulated.close());

const jwk = { kty: "EC", kid: "one", d: "private" };
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = expect.stringMatching(/^[\w-]{16,}$/);

const list = async () => (await emulated.send("GET", path.keys)).body as Json[];
const add = async (body: Json = { name: "Key" }): Promise<Json> => {
  await emulated.send("POST", body.jwk ? path.uploads : path.keys, body);
  return (await list()).at(-1) as Json;
};

test("creating and uploading answer nothing, and the list then has both, oldest first", async () => {
  await start();
  expect(await emulated.send("POST", path.keys, { name: "Made" })).toEqual({ status: 201, body: undefined });
  expect(await emulated.send("POST", path.uploads, { name: "Own", jwk })).toEqual({ status: 201, body: undefined });
  const common = { id, tenant_id: "emulated-tenant", status: "signing", created_at: time, updated_at: time };
  const app_id = "emulated-management-application";
  expect(await list()).toEqual([
    { ...common, app_id, name: "Made", kid: id, source: "mosaic", deleted_at: null },
    { ...common, app_id, name: "Own", kid: "one", source: "uploaded", deleted_at: null },
  ]);
});

test("they can answer with the key, without its private part", async () => {
  await start({ keyAnswers: "key" });
  const { status, body } = await emulated.send("POST", path.uploads, { name: "Own", jwk });
  expect([status, body]).toEqual([201, (await list())[0]]);
  expect(body).not.toHaveProperty("jwk");
});

test.each([
  ["no id", { kty: "oct" }],
  ["an empty one", { kty: "oct", kid: "" }],
  ["one that is no text", { kty: "oct", kid: 7 }],
])("an uploaded key with %s gets one", async (_, given) => {
  await start();
  expect(await add({ name: "Own", jwk: given })).toMatchObject({ kid: id });
});

test("an update changes what it says, and answers with the key", async () => {
  await start();
  const key = await add();
  const disabled = await emulated.send("PUT", path.key(key), { status: "disabled" });
  expect(disabled).toMatchObject({ status: 200, body: { ...key, status: "disabled", updated_at: time } });
  const renamed = await emulated.send("PUT", path.key(key), { name: "Other" });
  expect(renamed.body).toMatchObject({ name: "Other", status: "disabled" });
  expect(await list()).toEqual([renamed.body]);
});

test.each<[string, string, string, Json, string]>([
  ["a status at creation", "POST", path.keys, { name: "Key", status: "signing" }, "property status should not exist"],
  ["a key where one is made", "POST", path.keys, { name: "Key", jwk }, "property jwk should not exist"],
  ["no key where one is uploaded", "POST", path.uploads, { name: "Key" }, "jwk should not be empty"],
  ["a key that is no object", "POST", path.uploads, { name: "Key", jwk: "text" }, "jwk must be object"],
])("%s is refused", async (_, method, place, body, message) => {
  await start();
  const refused = await emulated.send(method, place, body);
  expect([refused.status, messagesOf(refused)]).toEqual([400, [message]]);
  expect(await list()).toEqual([]);
});

test("an update refuses a key, which is set at creation only", async () => {
  await start();
  const refused = await emulated.send("PUT", path.key(await add()), { jwk });
  expect([refused.status, messagesOf(refused)]).toEqual([400, ["jwk can be set only at creation"]]);
});

test("a deleted one is listed with its time, and no request finds it", async () => {
  await start();
  const key = await add();
  expect(await emulated.send("DELETE", path.key(key))).toEqual({ status: 204, body: undefined });
  expect(await list()).toEqual([{ ...key, updated_at: time, deleted_at: time }]);
  for (const [method, body] of [["PUT", { name: "Other" }], ["DELETE"]] as const)
    expect((await emulated.send(method, path.key(key), body)).status).toBe(404);
});

test("a deleted one can be hidden, and a request for it be wrong", async () => {
  await start({ tombstones: "hidden", unknownKey: "400" });
  const key = await add();
  await emulated.send("DELETE", path.key(key));
  expect(await list()).toEqual([]);
  const refused = await emulated.send("DELETE", path.key(key));
  expect([refused.status, messagesOf(refused)]).toEqual([400, [`signing key ${key.id} was not found`]]);
});

test("names may have to be unique among those that are not deleted", async () => {
  await start({ names: "unique", tombstones: "hidden" });
  const key = await add();
  const other = await add({ name: "Other" });
  for (const [place, body] of [
    [path.keys, { name: "Key" }],
    [path.uploads, { name: "Key", jwk }],
  ] as const)
    expect((await emulated.send("POST", place, body)).status).toBe(409);
  expect((await emulated.send("PUT", path.key(other), { name: "Key" })).status).toBe(409);
  expect((await emulated.send("PUT", path.key(key), { name: "Key" })).status).toBe(200);
  await emulated.send("DELETE", path.key(key));
  expect((await emulated.send("PUT", path.key(other), { name: "Key" })).status).toBe(200);
});

test("the list may lag, as every read may", async () => {
  await start({ reads: "stale" });
  expect((await emulated.send("POST", path.keys, { name: "Key" })).status).toBe(201);
  expect(await list()).toEqual([]);
});

test("what is empty is left out where it may be, a time of deletion that there is not among it", async () => {
  await start({ empties: "left-out" });
  expect(await add()).not.toHaveProperty("deleted_at");
});

test("the paths of keys are no application's", async () => {
  await start();
  expect((await emulated.send("GET", path.keys)).body).toEqual([]);
  await emulated.send("POST", path.keys, { name: "Key" });
  expect(Object.keys(emulated.requests())).toEqual(expect.arrayContaining([`GET ${path.keys}`, `POST ${path.keys}`]));
  expect((await emulated.send("GET", path.applications)).body).toEqual({ result: [] });
});

test.each([
  ["missing-id", "id"],
  ["wrong-type", "name"],
] as const)("the fault %s spoils the %s of a key, in a list and in an answer", async (fault, field) => {
  await start();
  const key = await add();
  emulated.setFaults([
    { fault, path: path.keys },
    { fault, path: `${path.keys}/{keyId}` },
  ]);
  const listed = (await list())[0];
  const updated = (await emulated.send("PUT", path.key(key), { name: "Key" })).body as Json;
  for (const answer of [listed, updated]) expect(answer?.[field]).toBe(fault === "missing-id" ? undefined : 42);
});
