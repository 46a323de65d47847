/** Messages name properties as programs in Python write them, too. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { PartialUpdateError } from "../../../provider/errors.ts";
import { pythonName } from "../../../provider/fields/naming.ts";
import { type DetailedError, statusOf } from "../../../provider/plugin/grpcStatus.ts";
import { withInitFailedDetail } from "../../../provider/plugin/partialFailure.ts";
import { withPythonNames } from "../../../provider/plugin/pythonNames.ts";
import schema from "../../../schema.json";
import { type Emulated, emulate } from "../../support/emulated.ts";
import { type Engine, startEngine } from "../../support/engine.ts";
import { type Plugin, settingsOf, startPlugin } from "../../support/plugin.ts";
import { root } from "../../support/root.ts";

const message = "firstClient.redirectUri is not a property of firstClient. Did you mean redirectUris?";

test.each([
  "name: shop\nruntime: python\n",
  'name: shop\nruntime: "python"\n',
  "name: shop\nruntime:\n  name: python\n  options:\n    virtualenv: venv\n",
  "name: shop\nruntime: { name: python, options: { virtualenv: venv } }\n",
  "name: shop\r\nruntime:\r\n  name: python\r\n",
])("a program in Python is told: %j", (project) => {
  expect(withPythonNames(message, project)).toBe(`${message} (In Python: first_client, redirect_uris.)`);
});

test.each(["name: python\nruntime: nodejs\n", "runtime: go\n", "runtime: yaml\n", ""])(
  "others are not: %j",
  (project) => {
    expect(withPythonNames(message, project)).toBe(message);
  },
);

test("a message without such names stays as it is", () => {
  expect(withPythonNames('name is "", and camelCase is no property.', "runtime: python")).not.toContain("Python");
});

test.each<[message: string, names: string | undefined]>([
  ["firstClient.redirectUris[0] has an asterisk.", "first_client.redirect_uris[0]"],
  ["firstClient.redirectUris[0] is wrong. firstClient has no use of it.", "first_client.redirect_uris[0]"],
  ["Set deletionProtection to false.", "deletion_protection"],
  ["Give it the option deleteBeforeReplace: true, and run it again.", "delete_before_replace=True"],
  ["idTokenEncryption.jwks.myKey is a string.", "id_token_encryption.jwks"],
  ["Run pulumi config set transmit:clientId <value>.", undefined],
  ["GET /v1/clients/clientId failed.", undefined],
  ['There is "appName", and "a \\"appName\\" b".', undefined],
])("paths are whole, and what is no property is left out: %s", (text, expected) => {
  const whole = expected === undefined ? text : `${text} (In Python: ${expected}.)`;
  expect(withPythonNames(text, "runtime: python")).toBe(whole);
  expect(withPythonNames(whole, "runtime: python")).toBe(whole);
});

describe("in a project in Python", () => {
  let engine: Engine;
  let plugin: Plugin;
  let folder: string;
  let cwd: jest.SpyInstance;
  let emulator: Emulated;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "transmit-python-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: python\n");
    engine = await startEngine();
    emulator = await emulate();
    plugin = await startPlugin(settingsOf(emulator), engine.address);
    cwd = jest.spyOn(process, "cwd").mockReturnValue(folder);
  });
  afterAll(async () => {
    cwd.mockRestore();
    rmSync(folder, { recursive: true });
    plugin.close();
    engine.close();
    await emulator.close();
  });

  const shop = {
    appName: "Shop",
    deletionProtection: true,
    firstClient: { name: "Web", redirectUris: ["https://shop.example/*"] },
  };
  const unexpected = () => Promise.reject(new Error("it was not refused"));
  const endOf = (text: string) => /\(In Python: .*$/s.exec(text)?.[0];

  test("warnings, refusals and lookups have its names", async () => {
    await plugin.check("Application", shop);
    expect(engine.messages.map(({ message }) => endOf(message))).toEqual([
      "(In Python: first_client.redirect_uris[0].)",
    ]);
    const absent: ServiceError = await plugin
      .invoke("getApplication", { appName: "None" })
      .then(unexpected, (error) => error);
    expect(endOf(absent.details)).toBe("(In Python: app_name.)");
    const { id, outputs } = await plugin.create("Application", shop);
    const refused: ServiceError = await plugin.remove("Application", id, outputs).then(unexpected, (error) => error);
    expect(refused.details).toMatch(/deletionProtection.*\(In Python: deletion_protection\.\)$/s);
  });

  test("so have the reasons of a partial result, and a conflict's option", async () => {
    const cause = new Error("Give it the option deleteBeforeReplace: true.");
    const failed = Promise.reject(new PartialUpdateError("id", {}, cause));
    const error: DetailedError = await withInitFailedDetail(failed, () => new Struct()).then(unexpected, (one) => one);
    const detail = ErrorResourceInitFailed.deserializeBinary(error.detail.content);
    const expected = "(In Python: delete_before_replace=True.)";
    expect(detail.getReasonsList().map(endOf)).toEqual([expected]);
    expect(endOf(statusOf(error).details ?? "")).toBe(expected);
  });
});

const names = Object.values(schema.resources).flatMap(({ inputProperties }) => Object.keys(inputProperties));
const types = Object.values(schema.types).flatMap((type) => ("properties" in type ? Object.keys(type.properties) : []));
const sources = ["application", "client", "signing_key", "_inputs", "outputs"].map((name) =>
  readFileSync(join(root, `sdk/python/pulumi_transmit/${name}.py`), "utf8"),
);

test("the names are those of the SDK", () => {
  const missing = [...new Set([...names, ...types].filter((name) => /[A-Z]/.test(name)))].filter(
    (name) => !sources.some((source) => new RegExp(`\\bdef ${pythonName(name)}\\(`).test(source)),
  );
  expect(missing).toEqual([]);
});
