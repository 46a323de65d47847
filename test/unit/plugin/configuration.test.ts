/** The provider's settings in the engine's protocol: all problems at once, without secrets, and the keys that are missing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { type Engine, startEngine } from "../../support/engine.ts";
import { missingIn } from "../../support/missingKeys.ts";
import { type Json, type Plugin, plain, secret, startPlugin, struct, unknown } from "../../support/plugin.ts";

const variables = Object.keys(process.env).filter((name) => name.startsWith("TRANSMIT_"));
const kept = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

let engine: Engine;
let plugin: Plugin;
beforeAll(async () => {
  engine = await startEngine();
  plugin = await startPlugin(undefined, engine.address);
});
beforeEach(() => {
  engine.messages.splice(0);
  for (const name of Object.keys(process.env)) if (name.startsWith("TRANSMIT_")) delete process.env[name];
});
afterAll(() => {
  Object.assign(process.env, kept);
  plugin.close();
  engine.close();
});

const pair = { clientId: "id", clientSecret: "canary" };
const whole = { region: "eu", ...pair };

const check = async (settings: Json): Promise<{ inputs: Json; reasons: string[] }> => {
  const checked = await plugin.call<proto.CheckResponse>(
    "checkConfig",
    new proto.CheckRequest().setNews(struct(settings)),
  );
  const failures = checked.getFailuresList();
  for (const failure of failures) {
    const property = failure.getProperty();
    expect(failure.getReason()).toContain(property);
    // The engine prints the value of what is set.
    expect(settings[property] ?? "").toBe("");
  }
  return { inputs: plain(checked.getInputs()), reasons: failures.map((failure) => failure.getReason()) };
};

const configure = (settings: Json): Promise<proto.ConfigureResponse> =>
  plugin.call("configure", new proto.ConfigureRequest().setArgs(struct(settings)));

test("valid settings pass, with their secrets marked", async () => {
  const { inputs, reasons } = await check({ ...whole, maxConcurrentRequests: 4, version: "0.1.0", __internal: {} });
  expect(reasons).toEqual([]);
  expect(inputs).toMatchObject({ region: "eu", clientId: "id", clientSecret: secret("canary") });
});

test.each<[what: string, settings: Json, ...reasons: RegExp[]]>([
  [
    "an unknown setting",
    { ...whole, regoin: "eu" },
    /^transmit:regoin is not a setting\. Did you mean transmit:region\? Run pulumi config set transmit:region <value>,/,
  ],
  ["a wrong region", { ...pair, region: "mars" }, /^transmit:region is "mars", which is none of us, eu/],
  ["a bad address", { ...pair, baseUrl: "http://api.example/cis" }, /^transmit:baseUrl .* plain http/],
  ["a setting of the wrong type", { ...whole, region: { name: "eu" } }, /^transmit:region is an object/],
  ["a tenant of the wrong type", { ...whole, tenantId: ["t"] }, /^transmit:tenantId is a list, but must be a string/],
  ["a bad number", { ...whole, requestsPerMinute: "many" }, /^transmit:requestsPerMinute is "many"/],
  ["a fraction", { ...whole, requestsPerMinute: 4.5 }, /^transmit:requestsPerMinute is "4.5", but must be an integer/],
  ["a boolean", { ...whole, maxConcurrentRequests: true }, /^transmit:maxConcurrentRequests is "true", but must be an/],
  ["a region that is a boolean", { ...pair, region: true }, /^transmit:region is "true", which is none of/],
  [
    "a region that every object has",
    { ...pair, region: "__proto__" },
    /^transmit:region is "__proto__", which is none of/,
  ],
  [
    "a name that every object has",
    { ...whole, constructor: "x" },
    /^transmit:constructor is not a setting of this provider\. Settings are transmit:region, .* pulumi config rm transmit:c/,
  ],
  [
    "several problems",
    { ...pair, region: "mars", tokenUrl: "x", clientSercet: "canary" },
    /^transmit:clientSercet .* Did you mean transmit:clientSecret\? Run pulumi config set transmit:clientSecret <secret> --s/,
    /^transmit:region is "mars"/,
    /^transmit:tokenUrl is "x"/,
  ],
  [
    "a secret of the wrong type",
    { ...whole, clientSecret: ["canary"] },
    /^transmit:clientSecret is a list \(not shown\)/,
  ],
  [
    "the missing settings, if another one is invalid",
    { region: "mars" },
    /^No credentials are configured: set transmit:clientId and transmit:clientSecret, or transmit:accessToken\./,
    /^transmit:region is "mars"/,
  ],
  [
    "an invalid setting, but none that a preview does not know yet",
    { ...pair, region: unknown, tokenUrl: "x" },
    /^transmit:tokenUrl is "x"/,
  ],
  [
    "a misspelt setting, but not that it is missing",
    { region: "eu", clientSercet: "canary" },
    /^transmit:clientSercet /,
  ],
])("a check of the settings names %s, without any secret", async (_, settings, ...expected) => {
  const { reasons } = await check(settings);
  expect(reasons.sort()).toEqual(expected.map((text) => expect.stringMatching(text)));
  expect(reasons.join()).not.toContain("canary");
});

const urnOf = (name: string) => `urn:pulumi:test::shop::pulumi:providers:transmit::${name}`;
test.each<[name: string, settings: Json, ...reasons: string[]]>([
  ["default", { ...whole, clientID: "x" }, "transmit:clientID is not a setting. Did you mean transmit:clientId? Run "],
  ["default_0_1_0", { ...pair, region: "mars" }, 'transmit:region is "mars"'],
  ["eu", { ...whole, clientID: "x" }, "clientID is not a property of a provider. Did you mean clientId?"],
  ["eu", { ...pair, baseUrl: "x" }, 'baseUrl is "x", which is not an absolute'],
  [
    "eu",
    { ...pair, region: "mars" },
    'region is "mars", which is none of us, eu, ca, au, japan, sandbox. Set the argument region, or',
  ],
  [
    "eu",
    { tokenUrl: "x" },
    "No API endpoint is configured: set region or baseUrl.",
    'tokenUrl is "x"',
    "No credentials are configured: set clientId and clientSecret, or accessToken. Set the argument clientId and the argument " +
      "clientSecret, or set TRANSMIT_CLIENT_ID and TRANSMIT_CLIENT_SECRET.",
  ],
])(
  "messages have the keys of the configuration, or the arguments of a provider of the program's: %s %j",
  async (name, settings, ...expected) => {
    const request = new proto.CheckRequest().setUrn(urnOf(name)).setNews(struct(settings));
    const checked = await plugin.call<proto.CheckResponse>("checkConfig", request);
    const reasons = checked.getFailuresList().map((failure) => failure.getReason());
    expect(reasons).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(reasons[index]?.slice(0, start.length)).toBe(start);
  },
);

test("what is no setting has no name in Python, and the argument of a provider has", async () => {
  const folder = mkdtempSync(join(tmpdir(), "transmit-python-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: python\n");
  const cwd = jest.spyOn(process, "cwd").mockReturnValue(folder);
  const reasonOf = async (name: string) => {
    const request = new proto.CheckRequest()
      .setUrn(urnOf(name))
      .setNews(struct({ ...pair, baseUrl: "x", colour: "x" }));
    const checked = await plugin.call<proto.CheckResponse>("checkConfig", request);
    return checked
      .getFailuresList()
      .map((failure) => failure.getReason())
      .join("\n");
  };
  try {
    expect(await reasonOf("default")).not.toContain("In Python");
    expect(await reasonOf("eu")).toMatch(/^baseUrl is "x".*\(In Python: base_url\.\)$/m);
  } finally {
    cwd.mockRestore();
    rmSync(folder, { recursive: true });
  }
});

test.each<[string, Json]>([
  ["are only missing", {}],
  ["a preview does not know yet", { region: unknown, clientId: unknown, clientSecret: unknown }],
])("settings that %s pass the check", async (_, settings) => {
  expect((await check(settings)).reasons).toEqual([]);
});

const diffConfig = (before: Json, news: Json): Promise<proto.DiffResponse> =>
  plugin.call(
    "diffConfig",
    new proto.DiffRequest().setOldInputs(struct(before)).setOlds(struct(before)).setNews(struct(news)),
  );

test("other settings are an update, and never a replacement", async () => {
  const same = await diffConfig(whole, { ...whole, version: "0.2.0" });
  expect(same.toObject()).toMatchObject({ changes: 1, diffsList: [], replacesList: [] });
  const other = await diffConfig(whole, { ...whole, region: "us", clientId: "b" });
  expect(other.toObject()).toMatchObject({ changes: 2, replacesList: [], deletebeforereplace: false });
  expect(other.getDiffsList().sort()).toEqual(["clientId", "region"]);
});

test.each<[what: string, before: Json, now: Json, changed: string | undefined]>([
  ["a region and a client", whole, { ...whole, region: "us", clientId: "b" }, "transmit:region and transmit:clientId"],
  ["an address", whole, { ...pair, baseUrl: "https://a.example/cis" }, "transmit:region and transmit:baseUrl"],
  ["a tenant", { ...whole, tenantId: "a" }, { ...whole, tenantId: "b" }, "transmit:tenantId"],
  ["a secret, which may be rotated", whole, { ...whole, clientSecret: secret("canary-new") }, undefined],
  ["a limit", whole, { ...whole, maxConcurrentRequests: 4 }, undefined],
  ["nothing", whole, whole, undefined],
  ["all of them, where there was none before", {}, whole, undefined],
])(
  "a warning tells which changed settings may reach another tenant, without any secret: %s",
  async (_, before, now, changed) => {
    await diffConfig(before, now);
    const warnings = engine.messages.map(({ message }) => message);
    expect(warnings).toEqual(
      changed
        ? [
            `${changed} changed. What this stack manages stays in the tenant where it is. If the new settings reach another ` +
              "tenant, nothing is created, updated or deleted, and the errors name both. Signing keys belong to the " +
              "application of the client.",
          ]
        : [],
    );
    expect(warnings.join()).not.toContain("canary");
  },
);

test("once configured, the plugin accepts secrets, resources and outputs, and supports previews", async () => {
  const configured = await configure({ ...whole, clientSecret: secret("canary") });
  expect(configured.toObject()).toMatchObject({
    acceptsecrets: true,
    acceptresources: true,
    acceptoutputs: true,
    supportspreview: true,
  });
});

test("settings may come from the environment", async () => {
  Object.assign(process.env, { TRANSMIT_REGION: "eu", TRANSMIT_ACCESS_TOKEN: "canary" });
  await expect(configure({})).resolves.toBeDefined();
});

test.each<[missing: string[], settings: Json, environment?: Record<string, string>]>([
  [["transmit:region", "transmit:clientId", "transmit:clientSecret"], {}],
  [["transmit:region"], pair],
  [["transmit:region"], { accessToken: "canary" }],
  [["transmit:clientId", "transmit:clientSecret"], { region: "eu" }],
  [["transmit:clientSecret"], { region: "eu", clientId: "id" }],
  [["transmit:clientId"], { baseUrl: "https://a.example/cis", clientSecret: "canary" }],
  [["transmit:clientSecret"], { region: "eu" }, { TRANSMIT_CLIENT_ID: "id" }],
])(
  "%j are missing: the engine gets the keys, to print the commands that set them",
  async (names, settings, environment = {}) => {
    Object.assign(process.env, environment);
    const refusal = await configure(settings).catch((error: ServiceError) => error);
    expect(refusal).toMatchObject({ code: 9 });
    const keys = missingIn(refusal as ServiceError);
    expect(keys.map(({ name }) => name)).toEqual(names);
    for (const { name, description } of keys) {
      expect(description).toMatch(/ Or set TRANSMIT_[A-Z_]+ in the environment\.$/);
      // Before the engine's own command, which has no --secret.
      expect(description.startsWith("Run pulumi config set --secret transmit:clientSecret: ")).toBe(
        name === "transmit:clientSecret",
      );
      expect(/\bus, eu, ca, au, japan or sandbox\b/.test(description)).toBe(name === "transmit:region");
    }
  },
);

test.each<[what: string, ...names: string[]]>([
  ["region", "region"],
  ["address", "baseUrl"],
  ["credential", "clientId", "clientSecret"],
])("with a %s that is not known yet, the environment does not step in: nothing is sent", async (_, ...names) => {
  Object.assign(process.env, {
    TRANSMIT_BASE_URL: "http://127.0.0.1:1/cis",
    TRANSMIT_CLIENT_ID: "id",
    TRANSMIT_CLIENT_SECRET: "canary",
  });
  const unknowns = Object.fromEntries(names.map((name) => [name, unknown]));
  await expect(configure({ ...whole, ...unknowns })).resolves.toBeDefined();
  // A preview goes on.
  const inputs = { appName: "Shop", clientDisplayName: "Web" };
  expect((await plugin.create("Application", inputs, true)).outputs).toMatchObject({ appName: "Shop" });
  const listed = names.map((name) => `transmit:${name}`).join(", ");
  for (const refused of [
    () => plugin.create("Application", inputs),
    () => plugin.read("Application", "a", { appId: "a" }),
    () => plugin.remove("Application", "a", { appId: "a" }),
    () => plugin.invoke("getApplications"),
  ]) {
    const refusal = await refused().catch((error: ServiceError) => error);
    expect(refusal).toMatchObject({
      code: 9,
      details: expect.stringContaining(`The value of ${listed} is not known yet`),
    });
  }
  await configure(whole);
  const { reasons } = await check({ ...whole, ...unknowns, tokenUrl: "x" });
  expect(reasons).toEqual([expect.stringMatching(/^transmit:tokenUrl is "x"/)]);
});

test("a setting that a preview does not know yet is no other tenant", async () => {
  await diffConfig(whole, { ...whole, region: unknown, clientId: unknown });
  expect(engine.messages).toEqual([]);
});

test("an address with a password is refused, and the engine prints no value of a setting", async () => {
  const addresses = ["https://me:canary@api.example/cis", "https://api.example/cis?token=canary"];
  for (const [index, baseUrl] of addresses.entries()) {
    const { reasons } = await check({ ...pair, baseUrl });
    expect(reasons).toEqual([expect.stringContaining(index === 0 ? "a user name or a password" : "with a query")]);
    const request = new proto.CheckRequest().setNews(struct({ ...pair, baseUrl }));
    const checked = await plugin.call<proto.CheckResponse>("checkConfig", request);
    expect(checked.getFailuresList().map((failure) => failure.getProperty())).toEqual([""]);
    const refusal = await configure({ ...pair, baseUrl }).catch((error: ServiceError) => error);
    await diffConfig(whole, { ...pair, baseUrl });
    expect(`${reasons} ${(refusal as ServiceError).details} ${JSON.stringify(engine.messages)}`).not.toContain(
      "canary",
    );
  }
});

test("an error of invalid settings has all problems, and no missing keys", async () => {
  const refusal = (await configure({ region: "mars", requestsPerMinute: "0" }).catch((error) => error)) as ServiceError;
  expect(refusal).toMatchObject({
    code: 9,
    details: expect.stringMatching(/mars.*No credentials.*requestsPerMinute/s),
  });
  expect(refusal.metadata.get("grpc-status-details-bin")).toEqual([]);
});
