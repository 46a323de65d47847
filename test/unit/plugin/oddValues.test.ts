/** Values of the protocol that JSON or JavaScript objects do not carry as they are: numbers, and names of prototypes. */
import { CheckRequest, type CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb.js";
import { type Emulated, emulate } from "../../support/emulated.ts";
import { type Json, type Plugin, plain, settingsOf, startPlugin, struct } from "../../support/plugin.ts";

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

const web = { appId: "app", name: "Web", redirectUris: ["https://shop.example/cb"] };
const jwks = { keys: [{ kty: "RSA", kid: "one" }] };

async function checked(inputs: Struct): Promise<{ reasons: string[]; inputs: Json }> {
  const request = new CheckRequest()
    .setUrn("urn:pulumi:test::program::transmit:index:Client::it")
    .setType("transmit:index:Client")
    .setNews(inputs);
  const response = await plugin.call<CheckResponse>("check", request);
  const reasons = response.getFailuresList().map((failure) => failure.getReason());
  return { reasons, inputs: plain(response.getInputs()) };
}

test.each([
  ["sessionExpiration", Number.POSITIVE_INFINITY, /^sessionExpiration is Infinity, which JSON lacks/],
  ["sessionExpiration", Number.NaN, /^sessionExpiration is NaN, which JSON lacks/],
  ["sessionExpiration", 2 ** 53, /^sessionExpiration is a number beyond 9007199254740991/],
  ["sessionExpiration", 1.5, /^sessionExpiration is 1\.5, but must be a whole number\.$/],
  ["sessionExpiration", -1, /^sessionExpiration is -1, but must be 0 or more\.$/],
  ["name", Number.NaN, /^name is NaN, which JSON lacks/],
])("%s: %d", async (name, number, message) => {
  const inputs = Struct.fromJavaScript(web);
  inputs.getFieldsMap().set(name, new Value().setNumberValue(number));
  expect((await checked(inputs)).reasons).toEqual([expect.stringMatching(message)]);
});

test("-0 is 0", async () => {
  const { reasons, inputs } = await checked(Struct.fromJavaScript({ ...web, sessionExpiration: -0 }));
  expect(reasons).toEqual([]);
  expect(Object.is(inputs.sessionExpiration, 0)).toBe(true);
});

/** A struct with one more field, as other languages write it: google-protobuf cannot write every name. */
function withField(inner: Struct, name: string, path: readonly string[] = []): Struct {
  const placeholder = "x".repeat(name.length);
  let holder = inner;
  for (const key of path) holder = holder.getFieldsMap().get(key)?.getStructValue() as Struct;
  holder.getFieldsMap().set(placeholder, new Value().setStringValue("y"));
  const bytes = Buffer.from(inner.serializeBinary());
  const at = bytes.indexOf(placeholder);
  bytes.write(name, at);
  return Struct.deserializeBinary(bytes);
}

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__inputs"];

test.each(names)("%s is no property of a resource, nor of its objects", async (name) => {
  // The bytes go as they are: a parsed message would lose the name when it is written again.
  for (const path of [[], ["tokenExpiration"]]) {
    const news = withField(struct({ ...web, tokenExpiration: { accessTokenTtl: 1 } }), name, path);
    const reasons = await reasonsFor(news);
    expect(reasons).toEqual([
      expect.stringContaining(`${[...path, name].join(".")} is not a property of ${path[0] ?? "a client"}.`),
    ]);
  }
});

/** Through the handler itself, since the test's own client writes with google-protobuf as well. */
async function reasonsFor(news: Struct): Promise<string[]> {
  const { decodeInputs } = await import("../../../provider/plugin/propertyValues.ts");
  const { check } = await import("../../../provider/lifecycle/validation/check.ts");
  const { client } = await import("../../../provider/resources/index.ts");
  const values = decodeInputs(news)?.values ?? {};
  return check(client, values, { noun: "client", path: "" }).map(({ message }) => message);
}

test("free-form values carry such names, but for the one that the protocol's library loses", async () => {
  for (const name of names) {
    const news = withField(struct({ ...web, authenticationConfiguration: { method: "private_key_jwt", jwks } }), name, [
      "authenticationConfiguration",
      "jwks",
    ]);
    const reasons = await reasonsFor(news);
    if (name === "__proto__") {
      expect(reasons).toEqual([
        expect.stringContaining("authenticationConfiguration.jwks.__proto__ has a name that Pulumi's libraries"),
      ]);
    } else {
      expect(reasons).toEqual([]);
      expect((await checked(news)).inputs).toMatchObject({
        authenticationConfiguration: { jwks: { ...jwks, [name]: "y" } },
      });
    }
  }
  expect(({} as Json).x).toBeUndefined();
});
