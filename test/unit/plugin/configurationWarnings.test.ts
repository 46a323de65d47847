/** What is odd in the settings of the plugin, and in the files that they come from. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { type Engine, startEngine } from "../../support/engine.ts";
import { missingIn } from "../../support/missingKeys.ts";
import { type Json, type Plugin, startPlugin, struct } from "../../support/plugin.ts";

const kept = { ...process.env };
const forget = () => {
  for (const name of Object.keys(process.env)) if (name.startsWith("TRANSMIT_")) delete process.env[name];
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
};

let engine: Engine;
let plugin: Plugin;
let folder: string;
let cwd: jest.SpyInstance;
beforeAll(async () => {
  engine = await startEngine();
  plugin = await startPlugin(undefined, engine.address);
});
beforeEach(() => {
  forget();
  engine.messages.splice(0);
  folder = mkdtempSync(join(tmpdir(), "transmit-stack-"));
  mkdirSync(join(folder, "program"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: program\n");
  cwd = jest.spyOn(process, "cwd").mockReturnValue(join(folder, "program"));
});
afterEach(() => {
  cwd.mockRestore();
  rmSync(folder, { recursive: true });
});
afterAll(() => {
  forget();
  Object.assign(process.env, kept);
  plugin.close();
  engine.close();
});

const whole = { region: "eu", clientId: "id", clientSecret: "canary" };
const urn = "urn:pulumi:test::shop::pulumi:providers:transmit::default";

async function configureIn(settings: Json, file = ""): Promise<{ messages: string[]; refusal?: ServiceError }> {
  writeFileSync(join(folder, "Pulumi.test.yaml"), file);
  const request = new proto.ConfigureRequest().setUrn(urn).setArgs(struct(settings));
  const refusal = await plugin.call("configure", request).then(
    () => undefined,
    (error: ServiceError) => error,
  );
  for (const message of engine.messages) expect(message).toMatchObject({ severity: 2, urn });
  return { messages: engine.messages.map(({ message }) => message), refusal };
}

test.each<[what: string, environment: Record<string, string>, settings: Json, ...warnings: RegExp[]]>([
  ["nothing", {}, whole],
  ["TLS without verification", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }, whole, /^NODE_TLS_REJECT_UNAUTHORIZED is 0/],
  [
    "an address left in the environment",
    { TRANSMIT_TOKEN_URL: "https://x.example" },
    whole,
    /^TRANSMIT_TOKEN_URL is ig/,
  ],
  ["a misspelt variable", { TRANSMIT_TENANTID: "x" }, whole, /^TRANSMIT_TENANTID .* Did you mean TRANSMIT_TENANT_ID/],
  [
    "a setting of an older state",
    {},
    { ...whole, colour: "red" },
    /^transmit:colour is not a setting of this provider/,
  ],
])("%s", async (_, environment, settings, ...warnings) => {
  Object.assign(process.env, environment);
  const { messages, refusal } = await configureIn(settings);
  expect(refusal).toBeUndefined();
  expect(messages).toEqual(warnings.map((text) => expect.stringMatching(text)));
});

const encrypted = "config:\n  transmit:clientSecret:\n    secure: v1:abc\n  transmit:region: eu\n";
test.each<[what: string, file: string, ...plain: string[]]>([
  ["none", "config:\n  transmit:region: eu\n"],
  ["encrypted ones", encrypted],
  ["encrypted ones in one line", "config:\n  transmit:clientSecret: { secure: v1:abc }\n"],
  ["an empty one", 'config:\n  transmit:clientSecret: ""\n'],
  ["another package's", "config:\n  other:clientSecret: canary\n"],
  ["one that is a comment", "config:\n  # transmit:clientSecret: canary\n  transmit:region: eu\n"],
  ["one in clear", "encryptionsalt: v1:x\nconfig:\n  transmit:clientSecret: canary\n", "clientSecret"],
  ["one in quotes", 'config:\r\n    "transmit:accessToken": "canary"\r\n', "accessToken"],
  ["a text of several lines", "config:\n  transmit:clientSecret: |\n    canary\n", "clientSecret"],
  ["two, and an encrypted one", `${encrypted}  transmit:accessToken: canary\n`, "accessToken"],
  ["no YAML at all", "config: [\n  transmit:clientSecret: \n\t]]"],
])("a configuration with secrets: %s", async (_, file, ...plain) => {
  const { messages } = await configureIn(whole, file);
  expect(messages).toEqual(
    plain.map((setting) =>
      expect.stringMatching(
        new RegExp(
          `^transmit:${setting} is set .*Pulumi.test.yaml.*: pulumi config set --secret transmit:${setting}\\.`,
        ),
      ),
    ),
  );
  expect(messages.join()).not.toContain("canary");
});

test("the configuration may have a folder of its own, and the project's file may have secrets, too", async () => {
  mkdirSync(join(folder, "stacks"));
  const secret = "config:\n  transmit:accessToken:\n    description: token\n    value: canary\n";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: shop\nstackConfigDir: stacks\n${secret}`);
  writeFileSync(join(folder, "stacks/Pulumi.test.yml"), "config:\n  transmit:clientSecret: canary\n");
  const { messages } = await configureIn(whole, "");
  expect(messages).toEqual([expect.stringContaining("in Pulumi.yaml"), expect.stringContaining("in Pulumi.test.yml")]);
});

test("a key without its namespace is named where the engine prints the missing setting", async () => {
  const { refusal } = await configureIn({ region: "eu", clientSecret: "canary" }, "config:\n  shop:clientId: id\n");
  expect(missingIn(refusal as ServiceError)).toEqual([
    expect.objectContaining({
      name: "transmit:clientId",
      description: expect.stringContaining("transmit:clientId is not set, but shop:clientId is."),
    }),
  ]);
});
