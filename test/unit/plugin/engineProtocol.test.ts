/** What engines of every age send, beyond what this one does: the plugin takes it as it is meant. */
import { setTimeout as sleep } from "node:timers/promises";
import { type ServiceError, status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { createApplication, createClient, type Emulated, emulate, path } from "../../support/emulated.ts";
import {
  type Json,
  output,
  type Plugin,
  plain,
  secret,
  settingsOf,
  startPlugin,
  struct,
} from "../../support/plugin.ts";
import { serve } from "../../support/server.ts";

let emulator: Emulated;
let plugin: Plugin;
beforeAll(async () => {
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator));
});
afterAll(async () => {
  plugin.close();
  await emulator.close();
});

const shop = { appName: "Shop", firstClient: { name: "Site", redirectUris: ["https://shop.example/cb"] } };

describe("an engine that knows no handshake, and sends the settings as texts", () => {
  const given = { baseUrl: "", clientId: "", clientSecret: "", maxConcurrentRequests: "4", version: "0.1.0" };

  async function configure(settings: Json, other: Plugin) {
    const request = new proto.ConfigureRequest().setAcceptsecrets(true);
    for (const [name, value] of Object.entries(settings))
      request.getVariablesMap().set(`transmit:config:${name}`, value as string);
    await other.call("configure", request);
  }

  test("is served", async () => {
    const other = await startPlugin();
    const { clientSecret, ...settings } = settingsOf(emulator);
    await configure({ ...given, ...settings, clientSecret: (clientSecret as Json).value }, other);
    const { id, outputs } = await other.create("Application", shop);
    await other.remove("Application", id, outputs);
    other.close();
  });

  test("is told what is wrong with them", async () => {
    const other = await startPlugin();
    await expect(configure({ ...given, region: "mars", maxConcurrentRequests: "x" }, other)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringMatching(/transmit:region is "mars".*transmit:maxConcurrentRequests is "x"/s),
    });
    other.close();
  });
});

test("settings that come as settings count, and not those that come beside them for older plugins", async () => {
  const other = await startPlugin();
  const request = new proto.ConfigureRequest().setArgs(struct(settingsOf(emulator)));
  request.getVariablesMap().set("transmit:config:baseUrl", "http://127.0.0.1:1/cis");
  await other.call("configure", request);
  await expect(other.read("Application", "nobody")).rejects.toMatchObject({
    code: status.NOT_FOUND,
    details: expect.stringContaining(`There is no application "nobody" at ${emulator.baseUrl} in tenant `),
  });
  other.close();
});

const unknowns = {
  flag: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

test.each(Object.entries(unknowns))("what is not known yet passes every part of a preview: %s", async (_, unknown) => {
  const inputs = {
    appId: unknown,
    name: output(undefined),
    redirectUris: unknown,
    tokenExpiration: { accessTokenTtl: unknown },
    description: secret(unknown),
    enforcePar: unknown,
    authenticationConfiguration: unknown,
    defaultCustomClaims: [unknown, "email"],
  };
  const checked = await plugin.check("Client", inputs);
  expect(checked.getFailuresList()).toEqual([]);
  const text = unknowns.text;
  const known = { appId: text, name: text, tokenExpiration: { accessTokenTtl: text }, description: secret(text) };
  expect(plain(checked.getInputs())).toMatchObject({ ...known, defaultCustomClaims: [text, "email"] });
  expect((await plugin.create("Client", inputs, true)).outputs).toMatchObject(known);

  const before = { appId: "app", name: "Site", redirectUris: ["https://shop.example/cb"] };
  const olds = { ...before, clientId: "site", __inputs: Object.keys(before).join(",") };
  const difference = await plugin.diff("Client", "app/site", olds, inputs, before);
  // It may turn out to be another application: the preview says the most that can happen.
  expect(difference.getReplacesList()).toEqual(["appId"]);
  expect(difference.getDiffsList()).toContain("appId");
  const foreseen = await plugin.update("Client", "app/site", olds, inputs, { preview: true, oldInputs: before });
  expect(foreseen).toMatchObject({ ...known, clientId: "site" });
});

test("a default client that is not known yet is changed in place, as far as anybody can tell", async () => {
  const inputs = { appName: "Shop", firstClient: unknowns.object };
  expect((await plugin.check("Application", inputs)).getFailuresList()).toEqual([]);
  const text = unknowns.text;
  expect((await plugin.create("Application", inputs, true)).outputs).toMatchObject({
    firstClient: text,
    clientId: text,
  });
  const olds = { ...shop, appId: "app", clientId: "site", __inputs: "appName,firstClient" };
  const difference = await plugin.diff("Application", "app", olds, inputs, shop);
  expect(difference.toObject()).toMatchObject({ diffsList: ["firstClient"], replacesList: [] });
  const foreseen = await plugin.update("Application", "app", olds, inputs, { preview: true, oldInputs: shop });
  expect(foreseen).toMatchObject({ appId: "app", clientId: "site", firstClient: text });
});

test("an old state may come with its secrets marked, wherever they are, and nulls", async () => {
  const { id, outputs } = await plugin.create("Application", { ...shop, appDescription: "x" });
  const olds = { ...outputs, appName: secret("Shop"), appDescription: output("x", true), loginUri: null };
  const inputs = { ...shop, appDescription: secret("x") };
  const difference = await plugin.diff("Application", id, olds, inputs, { ...inputs, logo: null });
  expect(difference.getDiffsList()).toEqual([]);
  const updated = await plugin.update("Application", id, olds, { ...inputs, appName: "Store" }, { oldInputs: inputs });
  expect(updated).toMatchObject({ appName: "Store", appDescription: secret("x") });
  await plugin.remove("Application", id, updated);
});

describe("changes that a program ignores", () => {
  const inputs = { appId: "app", name: "Site", redirectUris: ["https://shop.example/cb"], description: "ours" };
  const olds = { ...inputs, clientId: "site", __inputs: Object.keys(inputs).join(",") };
  const ask = (before: Json, now: Json, oldInputs: Json, ...paths: string[]) => {
    const request = new proto.DiffRequest()
      .setId("app/site")
      .setType("transmit:index:Client")
      .setIgnorechangesList(paths);
    request.setOlds(struct(before)).setNews(struct(now)).setOldInputs(struct(oldInputs));
    return plugin.call<proto.DiffResponse>("diff", request);
  };

  test("are none in what a refresh has found, for which the engine asks the other way round", async () => {
    const live = { ...olds, description: "theirs", name: "Theirs" };
    const found = { ...inputs, description: "theirs", name: "Theirs" };
    const difference = await ask(live, inputs, found, "description");
    expect(difference.getDiffsList()).toEqual(["name"]);
    expect([...difference.getDetaileddiffMap().keys()]).toEqual(["name"]);
  });

  test("are none where the API made something else of a value, and replace nothing", async () => {
    const difference = await ask(
      { ...olds, description: "made of it" },
      { ...inputs, appId: "b" },
      inputs,
      "description",
      "appId",
    );
    expect(difference.toObject()).toMatchObject({ changes: 1, diffsList: [], replacesList: [], detaileddiffMap: [] });
  });

  test("are not made by an update either", async () => {
    const application = await createApplication(emulator);
    const made = await createClient(emulator, application, { name: "Web", redirect_uris: [], description: "theirs" });
    const before = { appId: application.app_id, name: "Web", redirectUris: [], description: "theirs" };
    const state = { ...before, clientId: made.client_id, __inputs: Object.keys(before).join(",") };
    const request = new proto.UpdateRequest().setId(`${application.app_id}/${made.client_id}`);
    request.setType("transmit:index:Client").setIgnorechangesList(["description"]);
    request.setOlds(struct(state)).setOldInputs(struct({ ...before, description: "ours" }));
    request.setNews(struct({ ...before, name: "Site", description: "ours" }));
    await plugin.call("update", request);
    const live = await emulator.send("GET", path.client(made));
    expect(live.body).toMatchObject({ name: "Site", description: "theirs" });
  });
});

test("an operation takes as long as the program says, and not longer", async () => {
  const server = await serve(() => ({ status: 503, body: { message: "later" } }));
  const other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "token" });
  const about = <R extends { setType(type: string): R; setTimeout(seconds: number): R }>(request: R): R =>
    request.setType("transmit:index:Application").setTimeout(0.3);
  const requests: [string, unknown][] = [
    ["read", about(new proto.ReadRequest().setId("app"))],
    [
      "update",
      about(
        new proto.UpdateRequest()
          .setId("app")
          .setOlds(struct(shop))
          .setNews(struct({ ...shop, appName: "x" })),
      ),
    ],
    ["delete", about(new proto.DeleteRequest().setId("app").setProperties(struct(shop)))],
  ];
  try {
    for (const [method, request] of requests) {
      const refused = other.call(method, request).catch((error: ServiceError) => error);
      const outcome = await Promise.race([refused, sleep(5_000, "still at it", { ref: false })]);
      expect(outcome).toMatchObject({ details: expect.stringContaining("given up") });
    }
  } finally {
    other.close();
    await server.close();
  }
});

test("there is one version of the schema", async () => {
  await expect(plugin.call("getSchema", new proto.GetSchemaRequest().setVersion(1))).rejects.toMatchObject({
    code: status.UNIMPLEMENTED,
    details: "The schema format version 1 is not supported. The only version is 0.",
  });
});
