/** The property of a check failure: its path, or none where the engine would print a secret or `{<nil>}`. */
import * as fc from "fast-check";
import { failureProperty } from "../../../../provider/lifecycle/validation/failureProperty.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";

const open = () => false;

test.each<[what: string, path: string, values: Record<string, unknown>, property: string]>([
  ["a value that may be printed", "name", { name: "x" }, "name"],
  ["a number", "sessionExpiration", { sessionExpiration: -1 }, "sessionExpiration"],
  ["a part, which is no property's name", "redirectUris[0]", { redirectUris: ["x"] }, ""],
  ["a part of an object", "tokenExpiration.accessTokenTtl", { tokenExpiration: { accessTokenTtl: "x" } }, ""],
  ["an unknown property", "clientSercet", { clientSercet: "canary" }, ""],
  ["a property that is named like a path", "a.b", { "a.b": "canary" }, ""],
  ["a property that objects inherit", "constructor", { constructor: "x" }, ""],
  ["quotes", 'a"b', { 'a"b': "x" }, ""],
  ["an object", "tokenExpiration", { tokenExpiration: { accessTokenTtl: "x" } }, ""],
  ["a long text", "name", { name: "x".repeat(121) }, ""],
  ["control characters", "name", { name: "\u001b[2J" }, ""],
  ["an address, which may have a password", "name", { name: "https://me:canary@shop.example" }, ""],
])("%s", (_, path, values, property) => {
  expect(failureProperty({ path, code: "notAllowed" }, client, values, open)).toBe(property);
});

test("a value that is missing is named at any depth: the engine says that there is none", () => {
  for (const path of ["name", "tokenExpiration.accessTokenTtl"]) {
    expect(failureProperty({ path, code: "missing" }, client, {}, open)).toBe(path);
  }
});

test("a value that is secret, by the program or by its field, and free-form JSON", () => {
  expect(failureProperty({ path: "name" }, client, { name: "x" }, ([name]) => name === "name")).toBe("");
  expect(failureProperty({ path: "jwk" }, signingKey, { jwk: "canary" }, open)).toBe("");
});

test("a property that the engine finds in the inputs is never one with a value that may be secret", () => {
  const anything = fc.dictionary(fc.string(), fc.anything());
  fc.assert(
    fc.property(anything, fc.string(), fc.boolean(), (values, path, isSecret) => {
      const property = failureProperty({ path, code: "notAllowed" }, application, values, () => isSecret);
      if (isSecret || !Object.hasOwn(application.fields, path)) expect(property).toBe("");
    }),
    { numRuns: 200 },
  );
});
