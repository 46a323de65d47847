/** Resources through the plugin's protocol, on the emulator: previews, secrets, refreshes and all that is written. */
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import { CreateRequest, ReadRequest, type ReadResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { type Emulated, emulate, path } from "../../support/emulated.ts";
import {
  type Json,
  type Kind,
  output,
  type Plugin,
  plain,
  reference,
  secret,
  settingsOf,
  startPlugin,
  struct,
  unknown,
} from "../../support/plugin.ts";

let emulator: Emulated;
let plugin: Plugin;
let engine: Server;
const messages: { severity: number; message: string; urn: string }[] = [];

beforeAll(async () => {
  engine = new Server();
  engine.addService(EngineService, {
    log: (call: { request: LogRequest }, callback: (error: null, answer: Empty) => void) => {
      messages.push(call.request.toObject());
      callback(null, new Empty());
    },
  } as never);
  const port = await new Promise<number>((resolve, reject) => {
    const insecure = ServerCredentials.createInsecure();
    engine.bindAsync("127.0.0.1:0", insecure, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator), `127.0.0.1:${port}`);
});
afterAll(async () => {
  plugin.close();
  engine.forceShutdown();
  await emulator.close();
});

const firstClient = { name: "Site", redirectUris: ["https://shop.example/cb"] };
const shop = { appName: "Shop", firstClient };

const applicationOf = async (id: string): Promise<Json> =>
  ((await emulator.send("GET", path.application({ app_id: id }))).body as { result: Json }).result;

test("check warns of inputs that the standards advise against, once, about the resource, and shows no value", async () => {
  const inputs = { ...shop, firstClient: { ...firstClient, redirectUris: [secret("http://canary.example/cb")] } };
  const news = messages.length;
  expect((await plugin.check("Application", inputs)).getFailuresList()).toEqual([]);
  const urn = "urn:pulumi:test::program::transmit:index:Application::it";
  const message = expect.stringMatching(/^firstClient\.redirectUris\[0\] is plain http to another machine/);
  expect(messages.slice(news)).toEqual([expect.objectContaining({ severity: 2, message, urn })]);
  expect(messages.at(-1)?.message).not.toContain("canary");
  await plugin.check("Application", inputs, inputs);
  await plugin.check("Application", { ...inputs, appName: "" });
  expect(messages.length).toBe(news + 1);
});

test("check takes out what engines and SDKs add, and nulls, and keeps what is secret", async () => {
  const checked = await plugin.check("Application", {
    ...shop,
    appDescription: secret("hidden"),
    loginUri: null,
    __provider: "text",
    __defaults: ["appName"],
    firstClient: { ...firstClient, __defaults: [] },
  });
  expect(checked.getFailuresList()).toEqual([]);
  expect(checked.getInputs()?.toJavaScript()).toEqual({ ...shop, appDescription: secret("hidden") });
});

test("check names every problem, and its property where the engine prints its value as it is", async () => {
  const checked = await plugin.check("Client", { appId: 7, nmae: "x", redirectUris: ["cb"] });
  const failures = checked.getFailuresList().map((failure) => failure.toObject());
  expect(failures).toEqual([
    { property: "", reason: expect.stringContaining("nmae is not a property of a client. Did you mean name?") },
    { property: "appId", reason: expect.stringContaining("appId is 7") },
    { property: "", reason: expect.stringContaining('redirectUris[0] is "cb"') },
  ]);
});

test("check shows no value that the program marks as secret", async () => {
  const checked = await plugin.check("Application", {
    ...shop,
    appName: secret(1234567),
    customDomain: output("https://canary.example", true),
    firstClient: { ...firstClient, redirectUris: [secret("canary")], clientType: secret("canary") },
    appDescription: 7,
  });
  const reasons = checked.getFailuresList().map((failure) => failure.getReason());
  expect(reasons.sort()).toEqual([
    "appDescription is 7, but must be a string.",
    "appName is a number (not shown), but must be a string.",
    expect.stringMatching(/^customDomain is a string \(not shown\), which is not a host name\./),
    expect.stringMatching(/^firstClient\.clientType is a string \(not shown\), which is none of the allowed values/),
    expect.stringMatching(/^firstClient\.redirectUris\[0\] is a string \(not shown\), which is not an absolute URI\./),
  ]);
  expect(JSON.stringify(checked.toObject().failuresList)).not.toMatch(/canary|1234567/);
});

test("inputs may be outputs of other resources, or the resources themselves", async () => {
  const checked = await plugin.check("Client", {
    appId: reference("app"),
    name: output("Site"),
    description: output("hidden", true),
    redirectUris: [output(undefined)],
  });
  expect(checked.getFailuresList()).toEqual([]);
  const values = { appId: "app", name: "Site", description: secret("hidden"), redirectUris: [unknown] };
  expect(checked.getInputs()?.toJavaScript()).toEqual(values);
});

const component = reference(undefined, "my:index:Shop");

test.each<[what: string, kind: Kind, inputs: Json, property: string, words: string]>([
  ["a component", "Client", { appId: component }, "appId", "is a reference to the component urn:"],
  [
    "another kind",
    "Client",
    { appId: reference("a/c", "transmit:index:Client") },
    "appId",
    "must be the id of a resource",
  ],
  ["another package", "Client", { appId: reference("x", "aws:s3:Bucket") }, "appId", "transmit:index:Application"],
  ["one that is secret", "Client", { appId: secret(component) }, "appId", "is a reference to the component"],
  [
    "one where no id is meant",
    "Client",
    { appId: "a", description: reference("app") },
    "description",
    "must be a value",
  ],
  ["one in a list", "Client", { appId: "a", redirectUris: [reference("app")] }, "redirectUris[0]", "must be a value"],
  ["one in an object", "Application", { firstClient: { name: component } }, "firstClient.name", "must be a value"],
  ["one in free-form JSON", "SigningKey", { jwk: { kty: "RSA", n: [component] } }, "jwk.n[0]", "must be a value"],
])(
  "a reference is no value but where the id of its resource is meant: not %s",
  async (_, kind, inputs, property, words) => {
    const failures = (await plugin.check(kind, inputs)).toObject().failuresList;
    expect(failures).toContainEqual({
      property: expect.any(String),
      reason: expect.stringContaining(words),
    });
    expect(failures.filter(({ reason }) => reason.startsWith(`${property} is`))).toHaveLength(1);
    const before = emulator.requests();
    const details = expect.stringContaining(words);
    await expect(plugin.create(kind, inputs)).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, details });
    await expect(plugin.update(kind, "a", {}, inputs)).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details,
    });
    expect(emulator.requests()).toEqual(before);
  },
);

test("a URN, which engines give for a component where they pass no references, is no id", async () => {
  const appId = "urn:pulumi:test::program::my:index:Shop::it";
  const details = "which is the URN of a resource of Pulumi, but must be an id of the API";
  const checked = await plugin.check("Client", { appId, name: "Site", redirectUris: [] });
  expect(checked.toObject().failuresList).toEqual([{ property: "appId", reason: expect.stringContaining(details) }]);
  const hidden = await plugin.check("Client", { appId: secret(appId), name: "Site", redirectUris: [] });
  expect(JSON.stringify(hidden.toObject().failuresList)).not.toContain("my:index:Shop");
  const { failures } = await plugin.invoke("getClients", { appId });
  expect(failures).toEqual([{ property: "appId", reason: expect.stringContaining(details) }]);
});

test("a reference to an application that a preview does not know yet is an id that it does not know", async () => {
  const checked = await plugin.check("Client", { appId: reference(""), name: "Site", redirectUris: [] });
  expect(checked.getFailuresList()).toEqual([]);
  expect(plain(checked.getInputs())).toMatchObject({ appId: unknown });
});

test("a timeout that is not positive is refused, and nothing is sent", async () => {
  const create = new CreateRequest().setType("transmit:index:Application").setProperties(struct(shop)).setTimeout(-5);
  const before = emulator.requests();
  await expect(plugin.call("create", create)).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
    details: expect.stringContaining("customTimeouts has -5 seconds"),
  });
  expect(emulator.requests()).toEqual(before);
});

describe("a command about a resource that is in no state, such as pulumi do", () => {
  /** Both are there, and empty. */
  const look = (kind: Kind, id: string, by = plugin) => by.read(kind, id, {}, {});

  async function patch(kind: Kind, id: string, changes: Json) {
    const found = await look(kind, id);
    const checked = await plugin.check(kind, { ...found.inputs, ...changes }, found.inputs);
    expect(checked.getFailuresList()).toEqual([]);
    const news = plain(checked.getInputs());
    const difference = await plugin.diff(kind, id, found.outputs, news, found.inputs);
    expect(difference.getDiffsList()).toEqual(Object.keys(changes));
    return plugin.update(kind, id, found.outputs, news, { oldInputs: found.inputs });
  }

  test("finds, patches and deletes it: each kind", async () => {
    const { id: appId } = await plugin.create("Application", shop);
    const { id: clientId } = await plugin.create("Client", { ...firstClient, appId, name: "Second" });
    const { id: keyId } = await plugin.create("SigningKey", { name: "Key" });
    expect(await patch("Application", appId, { appDescription: "x" })).toMatchObject({ ...shop, appDescription: "x" });
    expect(await patch("Client", clientId, { description: "y" })).toMatchObject({ name: "Second", description: "y" });
    expect(await patch("SigningKey", keyId, { name: "Other" })).toMatchObject({ name: "Other" });
    expect(await applicationOf(appId)).toMatchObject({ app_name: "Shop", app_description: "x" });
    for (const [kind, id] of [
      ["SigningKey", keyId],
      ["Client", clientId],
      ["Application", appId],
    ] as const) {
      const found = await look(kind, id);
      expect(found.inputs).not.toEqual({});
      await plugin.remove(kind, id, found.outputs);
      const next = await startPlugin(settingsOf(emulator));
      expect(await look(kind, id, next)).toEqual({ id: "" });
      next.close();
    }
  });

  test("cannot change in place what the API cannot, and sends nothing", async () => {
    const { id, outputs } = await plugin.create("Application", shop);
    const { id: clientId } = await plugin.create("Client", { ...firstClient, appId: id, name: "Second" });
    for (const preview of [false, true]) {
      const found = await look("Client", clientId);
      const news = { ...found.inputs, authenticationProtocol: "saml", appId: "other" };
      const before = emulator.requests();
      const change = plugin.update("Client", clientId, found.outputs, news, { preview, oldInputs: found.inputs });
      await expect(change).rejects.toMatchObject({
        code: status.INVALID_ARGUMENT,
        details: expect.stringContaining(
          "appId and authenticationProtocol cannot be changed in place. Nothing was sent.",
        ),
      });
      expect(emulator.requests()).toEqual(before);
    }
    await plugin.remove("Application", id, outputs);
  });
});

test("a preview of a creation sends nothing, and knows the inputs alone", async () => {
  const { id, outputs } = await plugin.create("Application", { ...shop, appDescription: secret("x") }, true);
  expect(id).toBe("");
  expect(outputs).toMatchObject({
    ...shop,
    appDescription: secret("x"),
    appId: unknown,
    clientSecret: secret(unknown),
  });
  expect(outputs).not.toHaveProperty("shouldDeleteSigningKey");
  const { body } = await emulator.send("GET", path.applications);
  expect(body).toEqual({ result: [] });
});

test("created outputs mark as secret what is, and nothing beside it", async () => {
  const { id, outputs } = await plugin.create("Application", shop);
  expect(outputs).toMatchObject({
    ...shop,
    appId: id,
    clientId: expect.any(String),
    clientSecret: secret(expect.any(String)),
    loginPreferences: {
      authMethods: {
        google: { clientId: "google-client", clientSecret: secret(expect.any(String)) },
        push: { apn: [{ keyId: "KEY", key: secret(expect.any(String)) }], fcm: { key: secret(expect.anything()) } },
      },
    },
  });
  await plugin.remove("Application", id, outputs);
});

test("what came in as a secret stays one: a text, a list with a secret in it, and only that part of an object", async () => {
  const given = {
    ...shop,
    appDescription: secret("hidden"),
    serviceProviders: ["plain", secret("hidden")],
    firstClient: { ...firstClient, description: secret("hidden") },
  };
  const kept = { ...given, serviceProviders: secret(["plain", "hidden"]) };
  const { id, outputs } = await plugin.create("Application", given);
  expect(outputs).toMatchObject(kept);
  expect(await applicationOf(id)).toMatchObject({ app_description: "hidden", service_providers: ["plain", "hidden"] });

  const found = await plugin.read("Application", id, outputs, kept);
  expect(found.inputs).toEqual(kept);
  expect(found.outputs).toMatchObject(kept);

  const updated = await plugin.update("Application", id, outputs, { ...kept, appName: "Other" }, { oldInputs: kept });
  expect(updated).toMatchObject({ ...kept, appName: "Other" });
  await plugin.remove("Application", id, updated);
});

test("a preview of an update keeps what stays, and knows not when it changed nor what follows from it", async () => {
  const inputs = { ...shop, appDescription: "x", customDomain: "a.shop.example", loginUri: "https://shop.example/in" };
  const { id, outputs } = await plugin.create("Application", inputs);
  const { loginUri: _, ...fewer } = inputs;
  const news = {
    ...fewer,
    appDescription: "y",
    customDomain: "b.shop.example",
    firstClient: { ...firstClient, redirectUris: ["https://shop.example/other"] },
  };
  const foreseen = await plugin.update("Application", id, outputs, news, { preview: true, oldInputs: inputs });
  const names = Object.keys(foreseen).filter((name) => foreseen[name] === unknown);
  expect(names.sort()).toEqual(["customDomainStatus", "loginUri", "redirectUris", "updatedAt"]);
  expect(foreseen).toMatchObject({
    ...news,
    appId: id,
    clientId: outputs.clientId,
    clientSecret: outputs.clientSecret,
  });
  expect(await applicationOf(id)).toMatchObject({ app_description: "x" });
  await plugin.remove("Application", id, outputs);
});

test("a change that the API is not told of leaves even the time known in a preview", async () => {
  const { id, outputs } = await plugin.create("Application", shop);
  const news = { ...shop, deletionProtection: true };
  const foreseen = await plugin.update("Application", id, outputs, news, { preview: true, oldInputs: shop });
  expect(foreseen).toEqual({ ...outputs, deletionProtection: true });
  await plugin.remove("Application", id, outputs);
});

test("an update changes the application and its default client, and takes back what was removed", async () => {
  const inputs = { ...shop, appDescription: "x" };
  const { id, outputs } = await plugin.create("Application", inputs);
  const news = { appName: "Shop", firstClient: { ...firstClient, description: "Site's" } };
  const updated = await plugin.update("Application", id, outputs, news, { oldInputs: inputs });
  expect(updated).not.toHaveProperty("appDescription");
  expect(await applicationOf(id)).toMatchObject({ app_description: "", client_description: "Site's" });
  await plugin.remove("Application", id, updated);
});

test("what the API keeps is a warning about the resource, in the engine's log", async () => {
  const inputs = { ...shop, customDomain: "c.shop.example" };
  const { id, outputs } = await plugin.create("Application", inputs);
  const updated = await plugin.update("Application", id, outputs, shop, { oldInputs: inputs });
  expect(messages).toContainEqual(
    expect.objectContaining({
      severity: 2,
      urn: "urn:pulumi:test::program::transmit:index:Application::it",
      message: expect.stringContaining("customDomain was removed from the program"),
    }),
  );
  await plugin.remove("Application", id, updated);
});

test("a refresh finds what others changed in the inputs, and only there", async () => {
  const { id, outputs } = await plugin.create("Application", shop);
  await emulator.send("PUT", path.application({ app_id: id }), { app_name: "Theirs", login_uri: "https://a.example" });
  const found = await plugin.read("Application", id, outputs, shop);
  expect(found).toMatchObject({
    id,
    inputs: { ...shop, appName: "Theirs" },
    outputs: { loginUri: "https://a.example" },
  });
  await plugin.remove("Application", id, outputs);
});

test("what is gone is answered by no id; deleting it succeeds", async () => {
  const state = { ...shop, appId: "gone", __inputs: "appName,firstClient" };
  expect(await plugin.read("Application", "gone", state, shop)).toEqual({ id: "" });
  await plugin.remove("Application", "gone", state);
});

test("a resource that a program only reads has its outputs, and no inputs", async () => {
  const { id, outputs } = await plugin.create("Application", shop);
  const read = new ReadRequest()
    .setId(id)
    .setType("transmit:index:Application")
    .setResourceStatusAddress("127.0.0.1:1");
  const answer = await plugin.call<ReadResponse>("read", read.setInputs(struct({})).setProperties(struct({})));
  const found = { id: answer.getId(), outputs: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
  expect(found.outputs).toMatchObject({ appName: "Shop", clientSecret: outputs.clientSecret });
  expect(found.inputs).toBeUndefined();
  const again = await plugin.read("Application", id, found.outputs, {});
  expect(again).toEqual(found);
  await plugin.remove("Application", id, outputs);
});

test("a state of a dynamic resource is taken over: no difference, no trace of it in what is written", async () => {
  const { id, outputs } = await plugin.create("Application", shop);
  const __provider = "exports.handler = () => 0";
  const [olds, oldInputs] = [
    { ...outputs, __provider },
    { ...shop, __provider },
  ];
  for (const inputs of [oldInputs, undefined]) {
    const difference = await plugin.diff("Application", id, olds, shop, inputs);
    expect(difference.toObject()).toMatchObject({ changes: 1, detaileddiffMap: [], replacesList: [] });
  }
  expect((await plugin.read("Application", id, olds, oldInputs)).outputs).not.toHaveProperty("__provider");
  const news = { ...shop, appDescription: "x" };
  expect(await plugin.update("Application", id, olds, news, { oldInputs })).not.toHaveProperty("__provider");
  await plugin.remove("Application", id, olds);
});

test("a state without our marks is read with the inputs that the engine kept", async () => {
  const { id, outputs } = await plugin.create("Application", { ...shop, appDescription: "x" });
  const { __inputs: _, ...foreign } = outputs;
  const oldInputs = { ...shop, appDescription: "x" };
  const same = await plugin.diff("Application", id, foreign, oldInputs, oldInputs);
  expect(same.getDiffsList()).toEqual([]);
  const removed = await plugin.diff("Application", id, foreign, shop, oldInputs);
  expect(removed.getDiffsList()).toEqual(["appDescription"]);
  expect((await plugin.read("Application", id, foreign, oldInputs)).inputs).toEqual(oldInputs);
  await plugin.remove("Application", id, outputs);
});

test("a protected resource is neither deleted nor replaced", async () => {
  const inputs = { appId: "app", name: "Site", redirectUris: [], deletionProtection: true };
  const state = { ...inputs, clientId: "site", __inputs: Object.keys(inputs).join(",") };
  await expect(plugin.remove("Client", "app/site", state)).rejects.toMatchObject({
    code: 9,
    details: expect.stringContaining("its deletionProtection is on"),
  });
  const change = plugin.diff("Client", "app/site", state, { ...inputs, appId: "other" }, inputs);
  await expect(change).rejects.toMatchObject({ code: 9, details: expect.stringContaining("Changed: appId.") });
});

test.each([{ deletionProtection: false }, {}])("protection is off after an update with %j", async (without) => {
  const inputs = { ...shop, deletionProtection: true };
  const { id, outputs } = await plugin.create("Application", inputs);
  await expect(plugin.remove("Application", id, outputs)).rejects.toMatchObject({ code: 9 });
  const updated = await plugin.update("Application", id, outputs, { ...shop, ...without }, { oldInputs: inputs });
  await plugin.remove("Application", id, updated);
  await expect(emulator.send("GET", path.application({ app_id: id }))).resolves.toMatchObject({ status: 404 });
});
