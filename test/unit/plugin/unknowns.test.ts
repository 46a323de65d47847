/** Values that only a preview may have: outside one, nothing is sent for them, in either face. */
import { status } from "@grpc/grpc-js";
import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { provide } from "../../../provider/dynamic/adapter.ts";
import { application, client } from "../../../provider/resources/index.ts";
import { type Emulated, emulate } from "../../support/emulated.ts";
import { type Json, output, type Plugin, secret, settingsOf, startPlugin, unknown } from "../../support/plugin.ts";

let emulator: Emulated;
let plugin: Plugin;
let requests: Json;
beforeAll(async () => {
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator));
  requests = { ...emulator.requests() };
});
afterEach(() => expect({ ...emulator.requests() }).toEqual(requests));
afterAll(async () => {
  plugin.close();
  await emulator.close();
});

/** Of a string, boolean, number, list, object, asset and archive. */
const sentinels = [
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
];
const valid = { appName: "Shop", firstClient: { name: "Site", redirectUris: ["https://shop.example/cb"] } };
const olds = { ...valid, appId: "app", clientId: "site", __inputs: "appName,firstClient" };
const refusal = (...words: string[]) => ({
  code: status.INVALID_ARGUMENT,
  details: expect.stringMatching(new RegExp(`${words.join(".*")}.*this is not a preview\\. Nothing was sent\\.`)),
});

test.each(sentinels)("a create and an update are refused, and name the property: %s", async (sentinel) => {
  for (const value of [sentinel, secret(sentinel)]) {
    const named = { ...valid, appName: value };
    await expect(plugin.create("Application", named)).rejects.toMatchObject(refusal("not created: appName is"));
    await expect(plugin.update("Application", "app", olds, named, { oldInputs: valid })).rejects.toMatchObject(
      refusal("Application app is not updated: appName is"),
    );
  }
});

test("each unknown value is named by its path, at any depth", async () => {
  const inputs = {
    appName: output(undefined),
    serviceProviders: ["known", unknown],
    firstClient: { ...valid.firstClient, redirectUris: [unknown], tokenExpiration: { accessTokenTtl: unknown } },
  };
  await expect(plugin.create("Application", inputs)).rejects.toMatchObject(
    refusal("appName", "firstClient\\.redirectUris\\[0\\]", "accessTokenTtl", "serviceProviders\\[1\\] are not known"),
  );
  const jwk = { name: "Key", jwk: { kty: "RSA", n: unknown } };
  await expect(plugin.create("SigningKey", jwk)).rejects.toMatchObject(refusal("jwk\\.n is not known"));
});

test("a list of many is counted", async () => {
  const inputs = { ...valid, serviceProviders: Array(5_000).fill(unknown) };
  const error = await plugin.create("Application", inputs).catch((thrown) => thrown);
  expect(error).toMatchObject(refusal("and 4992 more are"));
  expect(error.details.length).toBeLessThan(700);
});

test("what ignoreChanges resets is known, whatever the program says", async () => {
  const change = { ...valid, appName: unknown, firstClient: unknown };
  const foreseen = await plugin.update("Application", "app", olds, change, { preview: true, oldInputs: valid });
  expect(foreseen).toMatchObject({ appName: unknown, firstClient: unknown });
});

test("a read, a deletion and a call of a function are refused as well", async () => {
  const reads = [
    plugin.read("Application", unknown),
    plugin.read("SigningKey", unknown),
    plugin.read("Application", "app", { ...olds, appName: unknown }, valid),
    plugin.read("Application", "app", olds, { ...valid, firstClient: unknown }),
  ];
  for (const read of reads) await expect(read).rejects.toMatchObject(refusal("is not read"));
  await expect(plugin.remove("Application", unknown, olds)).rejects.toMatchObject(refusal("is not deleted: id is"));
  const withoutName = plugin.remove("Application", "app", { ...olds, tenantId: unknown });
  await expect(withoutName).rejects.toMatchObject(refusal("is not deleted: tenantId is"));
  await expect(plugin.invoke("getClient", { appId: "a", name: unknown })).rejects.toMatchObject(
    refusal("getClient is not called: name is"),
  );
});

describe("dynamic resources", () => {
  const provider = provide(application);
  beforeAll(async () => {
    const settings: Record<string, string> = {
      "transmit:baseUrl": emulator.baseUrl,
      "transmit:clientId": emulator.credentials.clientId,
      "transmit:clientSecret": emulator.credentials.clientSecret,
    };
    await provider.configure?.({ config: { get: (key: string) => settings[key] } } as unknown as ConfigureRequest);
  });

  test.each(sentinels)("no verb sends it: %s", async (sentinel) => {
    const inputs = { ...valid, firstClient: sentinel };
    await expect(provider.create?.(inputs)).rejects.toThrow("not created: firstClient is not known");
    await expect(provider.update?.("app", olds, inputs)).rejects.toThrow("not updated: firstClient is not known");
    await expect(provider.read?.(sentinel, olds)).rejects.toThrow("not read: id is not known");
    await expect(provider.delete?.("app", { ...olds, appId: sentinel })).rejects.toThrow("deleted: appId is not known");
  });

  test.each(sentinels)("a preview may have it where any type is meant: %s", async (sentinel) => {
    const inputs = { appId: sentinel, name: "Web", redirectUris: sentinel, sessionExpiration: sentinel };
    const configured = provide(client);
    await configured.configure?.({
      config: {
        get: (key: string) => (key === "transmit:accessToken" ? "token" : key === "transmit:region" ? "eu" : undefined),
      },
    } as unknown as ConfigureRequest);
    const checked = await configured.check?.({}, inputs);
    expect(checked?.failures).toEqual([]);
    expect(checked?.inputs).toMatchObject({ appId: unknown, redirectUris: unknown });
  });
});
