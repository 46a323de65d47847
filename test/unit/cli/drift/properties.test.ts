import { describeProperties } from "../../../../cli/drift/properties.ts";
import { languageOf } from "../../../../cli/languages/language.ts";
import type { Secrets } from "../../../../provider/fields/secrets.ts";
import type { PropertyChange } from "../../../../provider/lifecycle/diff/detailedDiff.ts";
import type { Drift } from "../../../../provider/lifecycle/drift.ts";
import { client } from "../../../../provider/resources/index.ts";

const program = { name: "Till", description: "Ours", redirectUris: ["https://a.example", "https://b.example"] };
const live = { name: "Desk", redirectUris: ["https://a.example", "https://c.example", "https://d.example"] };

const describe = (
  changes: Omit<PropertyChange, "replaces">[],
  secrets: Secrets = undefined,
  sides: Pick<Drift, "program" | "live"> = { program, live },
) =>
  describeProperties(
    client,
    { changes: changes.map((change) => ({ ...change, replaces: false })), ...sides },
    secrets,
    languageOf("nodejs"),
  );

test("each property has both values, and the line that keeps the tenant's", () => {
  expect(
    describe([
      { path: "name", kind: "update" },
      { path: "description", kind: "add" },
      { path: "redirectUris[1]", kind: "update" },
      { path: "redirectUris[2]", kind: "delete" },
    ]),
  ).toEqual([
    { path: "name", program: "Till", tenant: "Desk", secret: false, keep: 'name: "Desk",' },
    { path: "description", program: "Ours", secret: false, keep: "// remove description" },
    {
      path: "redirectUris[1]",
      program: "https://b.example",
      tenant: "https://c.example",
      secret: false,
      keep: 'redirectUris: ["https://a.example", "https://c.example", "https://d.example"],',
    },
    {
      path: "redirectUris[2]",
      tenant: "https://d.example",
      secret: false,
      keep: 'redirectUris: ["https://a.example", "https://c.example", "https://d.example"],',
    },
  ]);
});

test("of what is secret, that it differs is all that is told: marked by the program, or by the definition, at any depth", () => {
  expect(describe([{ path: "name", kind: "update" }], { name: true })).toEqual([{ path: "name", secret: true }]);
  expect(describe([{ path: "redirectUris[1]", kind: "update" }], { redirectUris: true })).toEqual([
    { path: "redirectUris[1]", secret: true },
  ]);
  const keys = (d: string) => ({
    authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [{ kty: "RSA", d }] } },
  });
  const sides = { program: keys("canary-1"), live: keys("canary-2") };
  for (const path of ["authenticationConfiguration", "authenticationConfiguration.jwks"])
    expect(describe([{ path, kind: "update" }], undefined, sides)).toEqual([{ path, secret: true }]);
});
