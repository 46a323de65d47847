/** Functions in a TypeScript program: outputs that are secret if they contain a secret, and readable errors. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "../../sdk/dynamic/index.ts";
import { createApplication, createClient, type Emulated, emulate, type Json, oidc, path } from "../support/emulated.ts";
import { plain, secret, stateOf } from "../support/outputs.ts";
import { root } from "../support/root.ts";

// Each program runs in its own process, which is slow to start on a busy machine.
jest.setTimeout(60_000);

let emulator: Emulated;
let shop: Json;
let app: Json;
beforeAll(async () => {
  emulator = await emulate();
  shop = await createApplication(emulator, { app_description: "Sells", first_client: oidc, resources: undefined });
  app = await createClient(emulator, shop, { ...oidc, name: "App", resources: ["orders"] });
});
afterAll(() => emulator.close());

/** A program in the engine, which these functions do not ask. */
beforeAll(() => pulumi.runtime.resetOptions("shop", "test", -1, "", "127.0.0.1:9", false, ""));
afterAll(() => pulumi.runtime.resetOptions("", "", -1, "", "", false, ""));

const configure = ({ baseUrl, credentials }: Emulated, more: Record<string, string> = {}) => {
  const { clientId, clientSecret } = credentials;
  const config = { baseUrl, clientId, clientSecret, ...more };
  const stack = Object.entries(config).map(([name, value]) => [`transmit:${name}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(stack), ["transmit:clientSecret"]);
};
beforeEach(() => configure(emulator));
afterEach(() => {
  pulumi.runtime.setAllConfig({});
  jest.restoreAllMocks();
});

test("the properties of an application are outputs, and only the secret ones are secrets", async () => {
  const found = transmit.getApplication({ appName: "Shop" });
  expect(await stateOf(found.appId)).toEqual(plain(shop.app_id));
  expect(await stateOf(found.appDescription)).toEqual(plain("Sells"));
  expect(await stateOf(found.customDomain)).toEqual(plain(undefined));
  expect(await stateOf(found.clientSecret)).toEqual(secret(shop.client_secret));
  const { authMethods } = (await stateOf(found.loginPreferences)).value as transmit.LoginPreferences;
  expect(authMethods.google?.clientId).toBe("google-client");
  expect((await stateOf(found.loginPreferences)).isSecret).toBe(true);
});

test("the whole result is one output, which is secret because a part of it is", async () => {
  const found = transmit.getClient({ appId: pulumi.output(shop.app_id as string), name: "App" });
  expect(pulumi.Output.isInstance(found)).toBe(true);
  const { value, isSecret } = await stateOf(pulumi.output(found));
  expect(value).toMatchObject({ clientId: app.client_id, clientSecret: app.client_secret, resources: ["orders"] });
  expect(isSecret).toBe(true);
  const unsecret = pulumi.unsecret(found.apply(({ resources }) => resources));
  expect(await stateOf(unsecret)).toEqual(plain(["orders"]));
});

test("a key set with private keys is secret, and a public one is not", async () => {
  const keys = {
    keys: [
      { kty: "RSA", n: "abc" },
      { kty: "RSA", n: "def", d: "canary" },
    ],
  };
  const configured = { method: "private_key_jwt", jwks: keys };
  await createClient(emulator, shop, { ...oidc, name: "Private", authentication_configuration: configured });
  const found = transmit.getClient({ appId: shop.app_id as string, name: "Private" });
  expect(await stateOf(found.authenticationConfiguration)).toEqual(secret(configured));
  expect((await stateOf(found.name)).isSecret).toBe(false);
});

test("a list is a named output, secret as a whole", async () => {
  const { applications } = transmit.getApplications();
  expect(await stateOf(applications.apply((all) => all.map(({ appName }) => appName)))).toEqual(secret(["Shop"]));
  const { clients } = transmit.getClients({ appId: shop.app_id as string });
  expect(await stateOf(clients[1]?.name)).toEqual(secret("App"));
});

test("a secret argument makes the result secret", async () => {
  const found = transmit.getApplication({ appName: pulumi.secret("Shop") });
  expect((await stateOf(found.appName)).isSecret).toBe(true);
});

test("an unknown argument sends no request, and makes the result unknown", async () => {
  const before = emulator.requests();
  const { unknown } = pulumi as unknown as { unknown: string };
  const found = transmit.getClients({ appId: pulumi.output(unknown) });
  expect((await stateOf(found)).isKnown).toBe(false);
  expect((await stateOf(found.clients)).isKnown).toBe(false);
  expect(emulator.requests()).toEqual(before);
});

test("all calls share one token, and simultaneous calls share a list request", async () => {
  configure(emulator, { maxConcurrentRequests: "7" });
  const before = emulator.requests();
  const names = ["Shop", "Shop", "Shop"].map((appName) => transmit.getApplication({ appName }).appName);
  await Promise.all([...names, transmit.getApplications().applications].map(stateOf));
  const since = Object.entries(emulator.requests()).map(([key, count]) => [key, count - (before[key] ?? 0)]);
  expect(Object.fromEntries(since.filter(([, count]) => count))).toEqual({
    "POST /oidc/token": 1,
    [`GET ${path.applications}`]: 1,
    [`GET ${path.applications}/{appId}`]: 3,
  });
});

test("settings come from the environment if the stack has none, and secret settings cause no warning", async () => {
  const warn = jest.spyOn(console, "error");
  pulumi.runtime.setAllConfig({});
  Object.assign(process.env, emulator.env);
  try {
    expect(await stateOf(transmit.getApplication({ appName: "Shop" }).appId)).toEqual(plain(shop.app_id));
  } finally {
    for (const name of Object.keys(emulator.env)) delete process.env[name];
  }
  expect(warn).not.toHaveBeenCalled();
});

test("a call with a computed argument waits for a resource that was just created", async () => {
  const lagging = await emulate({ behaviour: { reads: "stale", lag: 600 } });
  try {
    configure(lagging);
    const { app_id: appId } = await createApplication(lagging, { app_name: "New" });
    expect(await stateOf(transmit.getApplication({ appName: pulumi.output("New") }).appId)).toEqual(plain(appId));
  } finally {
    await lagging.close();
  }
});

/** Runs a program in its own process, as the engine does. @returns The lines that it prints. */
async function run(program: string, environment: Record<string, string> = emulator.env): Promise<string[]> {
  const script = `
    const failed = new Set();
    process.on("unhandledRejection", (error) => failed.add(error));
    process.on("exit", () => {
      for (const error of failed) console.log(error.__pulumiRunError === true, error.message);
    });
    const pulumi = require("@pulumi/pulumi");
    const begin = (isPreview) => pulumi.runtime.resetOptions("shop", "test", -1, "", "127.0.0.1:9", isPreview, "");
    begin(false);
    import(${JSON.stringify(join(root, "sdk/dynamic/index.ts"))}).then((transmit) => {
      const begun = Date.now();
      process.on("exit", () => Date.now() - begun > 8_000 && console.log("late"));
      ${program}
    });`;
  const child = spawn("node", ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "-e", script], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (printed += data));
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  return printed.trim().split("\n");
}

test("a program ends when its functions have returned: no open connection keeps it running", async () => {
  const program = `transmit.getApplications().apply(({ applications }) => {
    const answered = Date.now();
    process.on("exit", () => console.log(applications.length, Date.now() - answered < 3000 ? "at once" : "late"));
  });`;
  expect(await run(program)).toEqual(["1 at once"]);
});

const wrong = { TRANSMIT_CLIENT_SECRET: "canary-secret" };
test.each<[string, string, Record<string, string>, RegExp[]]>([
  [
    "nothing is found",
    `transmit.getApplication({ appName: "shop" }).appId`,
    {},
    [/^transmit\.getApplication: No application has the appName "shop"\. Did you mean "Shop"/],
  ],
  [
    "the arguments are invalid",
    `transmit.getClient({ appID: "x", name: null }).clientSecret`,
    {},
    [/^transmit\.getClient: appID is not a property .* Did you mean appId\?/, /^One of clientId or name is missing/],
  ],
  ["there are no arguments", "transmit.getClients().clients", {}, [/^transmit\.getClients: appId is missing\./]],
  [
    "a setting is missing",
    "transmit.getApplications().applications",
    { TRANSMIT_CLIENT_SECRET: "" },
    [/^transmit\.getApplications: transmit:clientSecret is not set\. Run pulumi config set transmit:clientSecret/],
  ],
  [
    "the credentials are refused",
    "transmit.getApplications().applications",
    wrong,
    [/^transmit\.getApplications: POST .* answered 401: the client's credentials were refused\.$/, /^Check transmit:/],
  ],
  [
    "a preview finds nothing for a secret argument",
    `begin(true);
     transmit.getApplication({ appId: pulumi.secret("canary-id") }).appId`,
    {},
    [/^transmit\.getApplication: No application has the appId \(secret, not shown\)\./],
  ],
  [
    "a secret argument is invalid",
    `transmit.getClients({ appId: pulumi.secret("canary/canary") }).clients`,
    {},
    [/^transmit\.getClients: appId is \(secret, not shown\), which has a slash in it/],
  ],
  [
    "a preview finds nothing for a computed argument, without waiting",
    `begin(true);
     transmit.getClients({ appId: pulumi.output("gone") }).clients`,
    {},
    [/^transmit\.getClients: No application has the appId "gone"\./],
  ],
])("if %s, the program ends with one error, of which only the message is shown", async (_, call, more, lines) => {
  const [first, ...others] = await run(`${call}.apply(() => console.log("never"));`, {
    ...emulator.env,
    ...more,
  });
  expect(first).toMatch(/^true /);
  const printed = [first?.replace(/^true /, ""), ...others];
  expect(printed).toEqual(lines.map((line) => expect.stringMatching(line)));
  expect(printed.join()).not.toMatch(/canary|never|late/);
});
