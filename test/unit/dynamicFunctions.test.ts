/** Functions as a TypeScript program calls them: outputs, each as secret as what is in it, and errors to be read. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readBehaviour } from "../../emulator/behaviour.ts";
import * as transmit from "../../sdk/dynamic/index.ts";
import { createApplication, createClient, type Emulated, emulate, type Json, oidc, path } from "../support/emulated.ts";

// Programs run in processes of their own, which are slow to start on a busy machine.
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

interface Told {
  value: unknown;
  isSecret: boolean;
  isKnown: boolean;
}

/** All that the engine would come to know of an output. */
async function look(output: unknown): Promise<Told> {
  const { promise, isSecret, isKnown } = output as { promise(): Promise<unknown> } & Record<string, Promise<boolean>>;
  return { value: await promise(), isSecret: (await isSecret) as boolean, isKnown: (await isKnown) as boolean };
}

const inTheOpen = (value: unknown): Told => ({ value, isSecret: false, isKnown: true });
const hidden = (value: unknown): Told => ({ value, isSecret: true, isKnown: true });

test("an application's properties are outputs, of which the secret ones alone are secrets", async () => {
  const found = transmit.getApplication({ appName: "Shop" });
  expect(await look(found.appId)).toEqual(inTheOpen(shop.app_id));
  expect(await look(found.appDescription)).toEqual(inTheOpen("Sells"));
  expect(await look(found.customDomain)).toEqual(inTheOpen(undefined));
  expect(await look(found.clientSecret)).toEqual(hidden(shop.client_secret));
  const { authMethods } = (await look(found.loginPreferences)).value as transmit.LoginPreferences;
  expect(authMethods.google?.clientId).toBe("google-client");
  expect((await look(found.loginPreferences)).isSecret).toBe(true);
});

test("the whole is one output, which is secret since a part of it is", async () => {
  const found = transmit.getClient({ appId: pulumi.output(shop.app_id as string), name: "App" });
  expect(pulumi.Output.isInstance(found)).toBe(true);
  const { value, isSecret } = await look(pulumi.output(found));
  expect(value).toMatchObject({ clientId: app.client_id, clientSecret: app.client_secret, resources: ["orders"] });
  expect(isSecret).toBe(true);
  const unsecret = pulumi.unsecret(found.apply(({ resources }) => resources));
  expect(await look(unsecret)).toEqual(inTheOpen(["orders"]));
});

test("lists are outputs under a name, secret as a whole", async () => {
  const { applications } = transmit.getApplications();
  expect(await look(applications.apply((all) => all.map(({ appName }) => appName)))).toEqual(hidden(["Shop"]));
  const { clients } = transmit.getClients({ appId: shop.app_id as string });
  expect(await look(clients[1]?.name)).toEqual(hidden("App"));
});

test("what an argument says in secret, the result does not say in the open", async () => {
  const found = transmit.getApplication({ appName: pulumi.secret("Shop") });
  expect((await look(found.appName)).isSecret).toBe(true);
});

test("an argument that is not known yet is not asked about, and nothing of the result is known", async () => {
  const asked = emulator.requests();
  const { unknown } = pulumi as unknown as { unknown: string };
  const found = transmit.getClients({ appId: pulumi.output(unknown) });
  expect((await look(found)).isKnown).toBe(false);
  expect((await look(found.clients)).isKnown).toBe(false);
  expect(emulator.requests()).toEqual(asked);
});

test("one token is fetched for all, and those who ask at once share a list", async () => {
  configure(emulator, { maxConcurrentRequests: "7" });
  const before = emulator.requests();
  const names = ["Shop", "Shop", "Shop"].map((appName) => transmit.getApplication({ appName }).appName);
  await Promise.all([...names, transmit.getApplications().applications].map(look));
  const since = Object.entries(emulator.requests()).map(([key, count]) => [key, count - (before[key] ?? 0)]);
  expect(Object.fromEntries(since.filter(([, count]) => count))).toEqual({
    "POST /oidc/token": 1,
    [`GET ${path.applications}`]: 1,
    [`GET ${path.applications}/{appId}`]: 3,
  });
});

test("the settings come from the environment where the stack has none, and no secret setting is warned of", async () => {
  const warn = jest.spyOn(console, "error");
  pulumi.runtime.setAllConfig({});
  Object.assign(process.env, emulator.environment);
  try {
    expect(await look(transmit.getApplication({ appName: "Shop" }).appId)).toEqual(inTheOpen(shop.app_id));
  } finally {
    for (const name of Object.keys(emulator.environment)) delete process.env[name];
  }
  expect(warn).not.toHaveBeenCalled();
});

test("what was made just now is waited for, if it is asked for by what was computed", async () => {
  const lagging = await emulate({ behaviour: readBehaviour({ reads: "stale", lag: 600 }) });
  try {
    configure(lagging);
    const { app_id: appId } = await createApplication(lagging, { app_name: "New" });
    expect(await look(transmit.getApplication({ appName: pulumi.output("New") }).appId)).toEqual(inTheOpen(appId));
  } finally {
    await lagging.close();
  }
});

/** Runs a program in a process of its own, as the engine does. @returns What it prints, a line an entry. */
async function run(program: string, environment: Record<string, string> = emulator.environment): Promise<string[]> {
  const script = `
    const failed = new Set();
    process.on("unhandledRejection", (error) => failed.add(error));
    process.on("exit", () => {
      for (const error of failed) console.log(error.__pulumiRunError === true, error.message);
    });
    const pulumi = require("@pulumi/pulumi");
    import(${JSON.stringify(join(__dirname, "../../sdk/dynamic/index.ts"))}).then((transmit) => {
      const begun = Date.now();
      process.on("exit", () => Date.now() - begun > 8_000 && console.log("late"));
      ${program}
    });`;
  const child = spawn("node", ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "-e", script], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, ...environment },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (printed += data));
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  return printed.trim().split("\n");
}

test("a program ends when it has its answers: no connection holds it", async () => {
  const program = `transmit.getApplications().apply(({ applications }) => {
    const answered = Date.now();
    process.on("exit", () => console.log(applications.length, Date.now() - answered < 3000 ? "at once" : "late"));
  });`;
  expect(await run(program)).toEqual(["1 at once"]);
});

const wrong = { TRANSMIT_CLIENT_SECRET: "canary-secret" };
test.each<[string, string, Record<string, string>, RegExp[]]>([
  [
    "nothing is there",
    `transmit.getApplication({ appName: "shop" }).appId`,
    {},
    [/^transmit\.getApplication: No application has the appName "shop"\. Did you mean "Shop"/],
  ],
  [
    "the arguments are wrong",
    `transmit.getClient({ appID: "x", name: null }).clientSecret`,
    {},
    [
      /^transmit\.getClient: appId is missing\./,
      /^appID is not a property .* Did you mean appId\?/,
      /^One of clientId or name is missing/,
    ],
  ],
  ["there are no arguments", "transmit.getClients().clients", {}, [/^transmit\.getClients: appId is missing\./]],
  [
    "a setting is missing",
    "transmit.getApplications().applications",
    { TRANSMIT_CLIENT_SECRET: "" },
    [/^transmit\.getApplications: The client's secret is not set\. Run pulumi config set transmit:clientSecret/],
  ],
  [
    "the credentials are refused",
    "transmit.getApplications().applications",
    wrong,
    [/^transmit\.getApplications: POST .* answered 401: the client's credentials were refused\.$/, /^Check transmit:/],
  ],
  [
    "something computed is not there in a preview, at once",
    `pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) }, "p", "s", true);
     transmit.getClients({ appId: pulumi.output("gone") }).clients`,
    {},
    [/^transmit\.getClients: No application has the appId "gone"\./],
  ],
])(
  "where %s, the program ends with one error, of which a message is shown and no more",
  async (_, call, more, lines) => {
    const [first, ...others] = await run(`${call}.apply(() => console.log("never"));`, {
      ...emulator.environment,
      ...more,
    });
    expect(first).toMatch(/^true /);
    const printed = [first?.replace(/^true /, ""), ...others];
    expect(printed).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(printed.join()).not.toMatch(/canary|never|late/);
  },
);
