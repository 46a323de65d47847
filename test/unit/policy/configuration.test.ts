/** What the configuration of the policy pack may say, and what it does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { settingsSchema } from "../../../policy/analyzer/configuration.ts";
import { unusedExemptions } from "../../../policy/analyzer/examine.ts";
import { rules } from "../../../policy/rules/index.ts";
import { version } from "../../../provider/version.ts";
import { brokenBy, configured, examine } from "../../support/policies.ts";
import { root } from "../../support/root.ts";

const open = { name: "Website", redirectUris: ["http://shop.example/cb"] };
const rule = "https-redirect-uris";
const exempt = (resource: string, reason = "an old machine, replaced in May") => ({ exempt: [{ resource, reason }] });

test.each([
  [{ "https-redirect-uri": {} }, 'There is no rule "https-redirect-uri". Did you mean "https-redirect-uris"?'],
  [{ whatever: {} }, 'There is no rule "whatever". There are https-redirect-uris, '],
  [
    { [rule]: { values: { maximumSeconds: 1 } } },
    'https-redirect-uris has no setting "maximumSeconds". It has exempt.',
  ],
  [
    { "session-lifetime": { values: { maximum: 1 } } },
    'session-lifetime has no setting "maximum". It has maximumSeconds and exempt.',
  ],
  [{ all: { values: exempt("*") } }, 'all has no setting "exempt".'],
  [
    { [rule]: { level: "remediate" } },
    'https-redirect-uris: the level "remediate" is not one of mandatory, advisory or disabled. Rules repair nothing.',
  ],
  [
    { [rule]: { values: { exempt: [{ resource: "old" }] } } },
    "https-redirect-uris: exempt[0].reason is missing or empty. Say why it is exempt.",
  ],
  [{ [rule]: { values: exempt("old", " ") } }, "exempt[0].reason is missing or empty"],
  [{ [rule]: { values: { exempt: [{ reason: "why" }] } } }, "exempt[0].resource is missing or empty"],
])("a mistake is an error that says what is right: %j", (given, message) => {
  expect(() => configured(given)).toThrow(message);
});

test("a wrong level of all rules is said once", () => {
  const given = Object.fromEntries(
    ["all", ...rules.map(({ name }) => name)].map((name) => [name, { level: "remediate" }]),
  );
  expect(() => configured(given)).toThrow(
    /^The configuration of the rules has mistakes\. all: the level "remediate" is not one of .* nothing\.$/,
  );
});

test("all mistakes are said at once", () => {
  const given = { one: {}, two: {}, [rule]: { level: "remediate" } };
  expect(() => configured(given)).toThrow(/"one".*"two".*"remediate"/);
});

test("a level holds for its rule, and a rule that is disabled finds nothing", () => {
  const levelIn = (level: string) =>
    examine("Client", open, { configuration: configured({ [rule]: { level } }) }).find((one) => one.rule.name === rule)
      ?.level;
  expect(levelIn("mandatory")).toBe("mandatory");
  expect(levelIn("advisory")).toBe("advisory");
  expect(levelIn("disabled")).toBeUndefined();
});

test("a setting replaces the default", () => {
  const values = { name: "Website", redirectUris: [], tokenExpiration: { accessTokenTtl: 600 } };
  const most = (maximumSeconds: number) => configured({ "access-token-lifetime": { values: { maximumSeconds } } });
  expect(brokenBy("Client", values, { configuration: most(600) })).not.toContain("access-token-lifetime");
  const found = examine("Client", values, { configuration: most(599) });
  expect(found.find((one) => one.rule.name === "access-token-lifetime")?.message).toContain(
    "tokenExpiration.accessTokenTtl is 600: at most 599 seconds are allowed",
  );
});

test.each([
  ["its name", "old", true],
  ["a pattern", "ol*", true],
  ["its URN", "urn:pulumi:test::program::transmit:index:Client::old", true],
  ["a pattern of its URN", "urn:*::transmit:index:Client::*", true],
  ["another name", "older", false],
  ["a part of its name", "ol", false],
  ["a part of its URN", "Client::old", false],
])("an exemption by %s", (_, resource, isExempt) => {
  const configuration = configured({ [rule]: { level: "mandatory", values: exempt(resource) } });
  const [found] = examine("Client", open, { configuration, name: "old" });
  expect(found?.level).toBe(isExempt ? "advisory" : "mandatory");
  expect(found?.message.startsWith("Exempt, because: an old machine, replaced in May\nredirectUris[0]")).toBe(isExempt);
});

test("an exemption that no resource is meant by is said, if its rule is on", () => {
  const named = [{ name: "shop", urn: "urn:pulumi:test::program::transmit:index:Client::shop" }];
  const said = (level: string, resource: string) =>
    unusedExemptions(named, configured({ [rule]: { level, values: exempt(resource) } })).map(({ message }) => message);
  expect(said("mandatory", "old")).toEqual([
    'The exemption of "old" matches no resource of this package in the stack. Remove it, or correct the name.',
  ]);
  expect(said("mandatory", "sh*")).toEqual([]);
  expect(said("disabled", "old")).toEqual([]);
});

test("every setting has a default that its schema allows", () => {
  for (const one of rules) {
    for (const [name, schema] of Object.entries(settingsSchema(one))) {
      const { type, default: value } = schema as { type: string; default?: unknown };
      expect([name, type, typeof value]).toEqual(
        name === "exempt" ? [name, "array", "undefined"] : [name, "integer", "number"],
      );
    }
  }
});

test("the pack's files name the package's version", () => {
  const read = (name: string) => readFileSync(join(root, "policy", name), "utf8");
  expect(parse(read("PulumiPolicy.yaml"))).toMatchObject({ name: "transmit-security", runtime: "nodejs", version });
  expect(JSON.parse(read("package.json"))).toMatchObject({ version, dependencies: { "pulumi-transmit": version } });
});
