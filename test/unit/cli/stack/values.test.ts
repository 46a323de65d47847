import * as fc from "fast-check";
import { decodeStored, encodeStored } from "../../../../cli/stack/values.ts";

const secret = (plaintext: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(plaintext),
});

test("a secret is its value and a mark, also within a secret and in a list", () => {
  expect(decodeStored({ a: secret("x"), b: { c: secret({ d: secret(1) }) }, e: [secret("y"), "z"], f: null })).toEqual({
    values: { a: "x", b: { c: { d: 1 } }, e: ["y", "z"], f: null },
    secrets: { a: true, b: { c: true }, e: true },
  });
});

test("a reference to a resource is its id, or its URN while it has none", () => {
  const reference = {
    "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
    urn: "urn:pulumi:s::p::t::n",
  };
  expect(decodeStored({ a: { ...reference, id: "1" }, b: reference }).values).toEqual({
    a: "1",
    b: "urn:pulumi:s::p::t::n",
  });
});

test("what is encoded is decoded to the same values and marks", () => {
  const names = fc.string().filter((name) => !["__defaults", "__proto__"].includes(name));
  const values = fc.dictionary(names, fc.jsonValue(), { noNullPrototype: true });
  fc.assert(
    fc.property(values, fc.func(fc.boolean()), (given, isSecret) => {
      const marked = Object.keys(given).filter((name) => isSecret(name));
      const secrets = marked.length > 0 ? Object.fromEntries(marked.map((name) => [name, true as const])) : undefined;
      const decoded = decodeStored(JSON.parse(JSON.stringify(encodeStored(given, secrets))));
      expect(decoded.secrets).toEqual(secrets);
      expect(decoded.values).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});
