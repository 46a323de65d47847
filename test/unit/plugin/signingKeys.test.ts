/** Signing keys through the plugin's protocol: the key that is uploaded is a secret wherever it is, and ids import. */
import { type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { type Emulated, emulate, path } from "../../support/emulated.ts";
import { type Json, type Plugin, plain, secret, settingsOf, startPlugin, unknown } from "../../support/plugin.ts";

let emulator: Emulated;
let plugin: Plugin;
beforeEach(async () => {
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator));
});
afterEach(async () => {
  plugin.close();
  await emulator.close();
});

const jwk = { kty: "EC", kid: "one", d: "canary-private" };
const keys = async () => (await emulator.send("GET", path.keys)).body as Json[];

test("check marks the key as a secret, however it came, and never shows it", async () => {
  const checked = await plugin.check("SigningKey", { name: "Key", jwk });
  expect(checked.getFailuresList()).toEqual([]);
  expect(plain(checked.getInputs())).toEqual({ name: "Key", jwk: secret(jwk) });
  const within = await plugin.check("SigningKey", { name: "Key", jwk: { ...jwk, d: secret("canary-private") } });
  expect(plain(within.getInputs())).toEqual({ name: "Key", jwk: secret(jwk) });
  for (const wrong of [JSON.stringify(jwk), { ...jwk, kty: ["canary"] }, { d: "canary" }]) {
    const refused = await plugin.check("SigningKey", { name: "Key", jwk: secret(wrong) });
    const [failure] = refused.getFailuresList();
    expect(failure?.getReason()).toMatch(/^jwk/);
    expect(failure?.getProperty()).toMatch(/^$|^jwk\./);
    expect(failure?.getReason()).not.toContain("canary");
  }
});

test("a preview of a creation sends nothing, knows the inputs alone, and keeps the key a secret", async () => {
  const { id, outputs } = await plugin.create("SigningKey", { name: "Key", jwk: secret(jwk) }, true);
  expect(id).toBe("");
  const others = ["status", "keyId", "appId", "tenantId", "kid", "source", "createdAt", "updatedAt"];
  expect(outputs).toEqual({
    name: "Key",
    jwk: secret(jwk),
    ...Object.fromEntries(others.map((name) => [name, unknown])),
  });
  expect(emulator.requests()).toEqual({ "POST /oidc/token": 1 });
});

test("a key is created, refreshed, updated and deleted, and its secret is one in every answer", async () => {
  const inputs = { name: "Key", jwk: secret(jwk), status: "validating" };
  const { id, outputs } = await plugin.create("SigningKey", inputs);
  const [held] = await keys();
  expect(held).toMatchObject({ id, name: "Key", status: "validating", kid: "one", source: "uploaded" });
  expect(outputs).toMatchObject({ ...inputs, keyId: id, appId: held?.app_id, kid: "one", source: "uploaded" });
  const found = await plugin.read("SigningKey", id, outputs, inputs);
  expect(found.inputs).toEqual(inputs);
  expect(found.outputs).toEqual(outputs);
  const news = { ...inputs, name: "Renamed" };
  const updated = await plugin.update("SigningKey", id, outputs, news, { oldInputs: inputs });
  expect(updated).toMatchObject(news);
  await plugin.remove("SigningKey", id, updated);
  expect(await plugin.read("SigningKey", id, updated, news)).toEqual({ id: "" });
});

test("another key is a replacement in detail, whose old and new values the engine knows as secrets", async () => {
  const inputs = { name: "Key", jwk: secret(jwk) };
  const { id, outputs } = await plugin.create("SigningKey", inputs);
  const news = { name: "Key", jwk: secret({ ...jwk, d: "canary-other" }) };
  const difference = await plugin.diff("SigningKey", id, outputs, news, inputs);
  expect(difference.toObject()).toMatchObject({
    replacesList: ["jwk"],
    deletebeforereplace: true,
    detaileddiffMap: [["jwk", { kind: 5, inputdiff: false }]],
  });
});

test.each(["made", "uploaded"])(
  "one that was %s is imported by its id alone, and then there is nothing to do",
  async (how) => {
    await emulator.send("POST", how === "made" ? path.keys : path.uploads, {
      name: "Key",
      ...(how === "uploaded" && { jwk }),
    });
    const id = (await keys())[0]?.id as string;
    const { outputs, inputs } = await plugin.read("SigningKey", id);
    expect(inputs).toEqual({ name: "Key", status: "signing" });
    expect((await plugin.check("SigningKey", inputs)).getFailuresList()).toEqual([]);
    expect((await plugin.diff("SigningKey", id, outputs, inputs, inputs)).getDiffsList()).toEqual([]);
    const refreshed = await plugin.read("SigningKey", id, outputs, inputs);
    expect(refreshed).toEqual({ id, outputs, inputs });
    expect((await plugin.diff("SigningKey", id, outputs, { name: "Key" }, inputs)).getDiffsList()).toEqual(["status"]);
  },
);

test("one that was deleted, or never was, is not imported", async () => {
  const { id, outputs } = await plugin.create("SigningKey", { name: "Key" });
  await plugin.remove("SigningKey", id, outputs);
  for (const gone of [id, "nobody"]) {
    await expect(plugin.read("SigningKey", gone)).rejects.toMatchObject({
      code: status.NOT_FOUND,
      details:
        `There is no signing key "${gone}" at ${emulator.baseUrl} in tenant emulated-tenant. Check the id, which is keyId, ` +
        "and that transmit:region or transmit:baseUrl and the credentials are those of the tenant that has it.",
    });
  }
  await expect(plugin.read("SigningKey", "app/key")).rejects.toMatchObject({
    details: 'SigningKey: "app/key" is not an id. Write it as keyId.',
  });
});

test("one whose status could not be set is told with its id, its secret a secret", async () => {
  emulator.setFaults([{ fault: "status", status: 403, method: "PUT" }]);
  const inputs = { name: "Key", jwk: secret(jwk), status: "disabled" };
  const error = await plugin.create("SigningKey", inputs).then(
    () => undefined,
    (reason: ServiceError) => reason,
  );
  const [held] = await keys();
  expect(error).toMatchObject({
    code: status.PERMISSION_DENIED,
    details: expect.stringMatching(/^PUT .* answered 403/),
  });
  const packed = error?.metadata.get("grpc-status-details-bin")[0] as Buffer;
  const [detail] = Status.deserializeBinary(packed).getDetailsList();
  const told = ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() as Uint8Array);
  expect(told.getId()).toBe(held?.id);
  expect(plain(told.getProperties())).toMatchObject({
    name: "Key",
    jwk: secret(jwk),
    status: "signing",
    keyId: held?.id,
  });
  expect(told.getReasonsList().join()).not.toContain("canary");
});
