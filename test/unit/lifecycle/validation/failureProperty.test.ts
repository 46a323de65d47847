/** The property of a check failure: its path, or the same path in a form that makes the engine print no value. */
import * as fc from "fast-check";
import { failureProperty } from "../../../../provider/lifecycle/validation/failureProperty.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";

const open = () => false;

test.each<[what: string, path: string, values: Record<string, unknown>, property: string]>([
  ["a value that may be printed", "name", { name: "x" }, "name"],
  ["a number", "sessionExpiration", { sessionExpiration: -1 }, "sessionExpiration"],
  ["a value that is missing", "name", {}, "name"],
  ["a part, which is no property's name", "redirectUris[0]", { redirectUris: ["x"] }, "redirectUris[0]"],
  ["an unknown property", "clientSercet", { clientSercet: "canary" }, '["clientSercet"]'],
  ["a property that is named like a path", "a.b", { "a.b": "canary" }, '["a.b"]'],
  ["a property that objects inherit", "constructor", { constructor: "x" }, '["constructor"]'],
  ["quotes", 'a"b', { 'a"b': "x" }, '["a\\"b"]'],
  ["an object", "tokenExpiration", { tokenExpiration: { accessTokenTtl: "x" } }, '["tokenExpiration"]'],
  ["a long text", "name", { name: "x".repeat(121) }, '["name"]'],
  ["control characters", "name", { name: "\u001b[2J" }, '["name"]'],
  ["an address, which may have a password", "name", { name: "https://me:canary@shop.example" }, '["name"]'],
])("%s", (_, path, values, property) => {
  expect(failureProperty(path, client, values, open)).toBe(property);
});

test("a value that is secret, by the program or by its field, and free-form JSON", () => {
  expect(failureProperty("name", client, { name: "x" }, ([name]) => name === "name")).toBe('["name"]');
  expect(failureProperty("jwk", signingKey, { jwk: "canary" }, open)).toBe('["jwk"]');
});

test("a property that the engine finds in the inputs is never one with a value that may be secret", () => {
  const anything = fc.dictionary(fc.string(), fc.anything());
  fc.assert(
    fc.property(anything, fc.string(), fc.boolean(), (values, path, isSecret) => {
      const property = failureProperty(path, application, values, () => isSecret);
      expect(property).not.toBe(path === "" ? undefined : "");
      if (Object.hasOwn(values, property) && property !== path) return;
      if (isSecret || !Object.hasOwn(application.fields, path)) expect(Object.hasOwn(values, property)).toBe(false);
    }),
    { numRuns: 200 },
  );
});
