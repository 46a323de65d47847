/** Functions in the engine's protocol. */
import { status } from "@grpc/grpc-js";
import { createApplication, createClient, type Emulated, emulate, type Json, oidc } from "../../support/emulated.ts";
import { output, type Plugin, secret, settingsOf, startPlugin, unknown } from "../../support/plugin.ts";
import { serve } from "../../support/server.ts";

let emulator: Emulated;
let plugin: Plugin;
let shop: Json;
let app: Json;
beforeAll(async () => {
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator));
  shop = await createApplication(emulator, { first_client: oidc });
  app = await createClient(emulator, shop, { ...oidc, name: "App" });
});
afterAll(async () => {
  plugin.close();
  await emulator.close();
});

const hidden = expect.objectContaining(secret(expect.anything()));
const preferences = (found: Json) => (found.loginPreferences as { authMethods: Record<string, Json> }).authMethods;

test("an application is found, with each secret marked, at any depth, and nothing beside it", async () => {
  const { found, failures } = await plugin.invoke("getApplication", { appName: "Shop" });
  expect(failures).toEqual([]);
  expect(found).toMatchObject({ appId: shop.app_id, clientSecret: secret(shop.client_secret) });
  expect(preferences(found).google).toMatchObject({ clientId: "google-client", clientSecret: hidden });
  expect(preferences(found).push).toMatchObject({ apn: [{ keyId: "KEY", key: hidden }], fcm: { key: hidden } });
  expect(JSON.stringify(found).match(/emulated-(secret|google|apple|apn|fcm)/g)).toHaveLength(5);
});

test("lists mark secrets in the same way", async () => {
  const { found } = await plugin.invoke("getApplications");
  const [listed] = found.applications as [Json];
  expect(listed).toMatchObject({ appId: shop.app_id, clientSecret: secret(shop.client_secret) });
  expect(preferences(listed).google).toMatchObject({ clientId: "google-client", clientSecret: hidden });
  const { found: ofShop } = await plugin.invoke("getClients", { appId: shop.app_id });
  expect(ofShop.clients).toMatchObject([
    { name: "Web", clientSecret: secret(shop.client_secret) },
    { name: "App", clientId: app.client_id, clientSecret: secret(app.client_secret) },
  ]);
});

test("an argument may be an output, a secret or null, which is none; a secret argument is secret in the result", async () => {
  const args = { appId: output(shop.app_id), clientId: null, name: secret("App") };
  const { found } = await plugin.invoke("getClient", args);
  expect(found).toMatchObject({ appId: shop.app_id, clientId: app.client_id, name: secret("App") });
});

test.each<[string, Json, [property: string, reason: string][]]>([
  ["getApplication", {}, [["appId", "One of appId or appName is missing"]]],
  ["getApplication", { appId: "x", appName: "y" }, [["appId", "appId and appName cannot be used together"]]],
  [
    "getClient",
    { appID: "x", name: 7 },
    [
      ["appID", "appID is not a property of a call of getClient. Did you mean appId?"],
      ["name", "name is 7, but must be a string"],
    ],
  ],
  ["getClients", { appId: "a/b" }, [["appId", 'appId is "a/b", which has a slash in it']]],
  ["getApplications", { appId: "x" }, [["appId", "appId is not a property of a call of getApplications"]]],
  [
    "getApplication",
    { of: 1 },
    [
      ["of", "of is not a property of a call of getApplication"],
      ["appId", "One of appId or appName is missing"],
    ],
  ],
])("each problem names the property of the argument, and nothing is sent: %s %j", async (name, args, expected) => {
  const before = emulator.requests();
  const { found, failures } = await plugin.invoke(name, args);
  expect(failures).toEqual(
    expected.map(([property, reason]) => ({ property, reason: expect.stringContaining(reason) })),
  );
  expect(found).toBeUndefined();
  expect(emulator.requests()).toEqual(before);
});

test("an argument that is not known yet has an empty result in a preview, and is refused elsewhere; nothing is sent", async () => {
  const before = emulator.requests();
  for (const appId of [unknown, output(undefined), secret(unknown)]) {
    expect(await plugin.invoke("getClients", { appId }, true)).toEqual({ found: {}, failures: [] });
    await expect(plugin.invoke("getClients", { appId })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining("getClients is not called: appId is not known, and this is not a preview."),
    });
  }
  expect(emulator.requests()).toEqual(before);
});

test.each<[string, Json, status, string]>([
  ["getApplication", { appName: "shop" }, status.NOT_FOUND, 'Did you mean "Shop"'],
  ["getApplication", { appId: "gone" }, status.NOT_FOUND, 'No application has the appId "gone".'],
  ["getClients", { appId: "gone" }, status.NOT_FOUND, 'No application has the appId "gone".'],
  ["getApplication", { appName: "Twin" }, status.FAILED_PRECONDITION, "2 applications have the appName"],
  [
    "getShops",
    {},
    status.INVALID_ARGUMENT,
    "There is no function transmit:index:getShops. There are transmit:index:get",
  ],
])("%s %j fails with a status that tells the cause", async (name, args, code, message) => {
  if (args.appName === "Twin")
    for (let count = 0; count < 2; count++) await createApplication(emulator, { app_name: "Twin" });
  const error = await plugin.invoke(name, args).catch((thrown) => thrown);
  expect(error).toMatchObject({ code, details: expect.stringContaining(message) });
});

test("a secret argument is secret in each place of the result", async () => {
  const app = await createApplication(emulator, { app_name: "Hidden" });
  const appId = String((app as Json).app_id ?? app);
  const { found } = await plugin.invoke("getClients", { appId: secret(appId) });
  // The list as a whole: its items have no fixed order.
  expect(found).toEqual({ clients: secret([expect.objectContaining({ appId })]) });
});

test("the value of a secret argument is in no message: of a problem, of a lookup, of an error of the API", async () => {
  const invalid = await plugin.invoke("getClients", { appId: secret("canary/canary") });
  expect(invalid.failures).toMatchObject([{ property: "appId" }]);
  expect(JSON.stringify(invalid)).not.toContain("canary");
  const absent = await plugin.invoke("getApplication", { appId: secret("canary-id") }).catch((thrown) => thrown);
  expect(absent.details).toContain("No application has the appId (secret, not shown).");
  const server = await serve(({ path }) => ({ status: 403, body: { message: `no access to ${path}` } }));
  const other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "token" });
  try {
    const refused = await other.invoke("getApplication", { appId: secret("canary-id") }).catch((thrown) => thrown);
    expect(refused.details).toContain(
      "GET /v1/applications/[secret] answered 403: no access to /cis/v1/applications/[secret]",
    );
    expect(`${absent.details} ${refused.details}`).not.toContain("canary");
  } finally {
    other.close();
    await server.close();
  }
});

test("a 403 is an error of permission, and never means that nothing was found", async () => {
  const server = await serve(() => ({ status: 403, body: { message: "no" } }));
  const other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "canary-token" });
  try {
    for (const name of ["getApplications", "getApplication", "getClients", "getClient"]) {
      const args = {
        getApplication: { appName: "x" },
        getClients: { appId: "x" },
        getClient: { appId: "x", name: "y" },
      };
      const error = await other.invoke(name, args[name as keyof typeof args]).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: status.PERMISSION_DENIED });
      expect(error.details).not.toContain("canary");
    }
  } finally {
    other.close();
    await server.close();
  }
});

test("without a configuration, a function is an error", async () => {
  const other = await startPlugin();
  await expect(other.invoke("getApplications")).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  other.close();
});

test("a resource that the plugin has just created is found despite stale reads; without one, nothing is waited for", async () => {
  const lagging = await emulate({ behaviour: { reads: "stale", lag: 800 } });
  const other = await startPlugin(settingsOf(lagging));
  try {
    await expect(other.invoke("getApplication", { appName: "New" })).rejects.toMatchObject({ code: status.NOT_FOUND });
    expect(lagging.requests()).toMatchObject({ "GET /v1/applications": 1 });
    const { id } = await other.create("Application", {
      appName: "New",
      firstClient: { name: "Web", redirectUris: [] },
    });
    expect((await other.invoke("getApplication", { appName: "New" })).found).toMatchObject({ appId: id });
  } finally {
    other.close();
    await lagging.close();
  }
});
