/** Each rule, by inputs that keep it and inputs that break it. */
import * as fc from "fast-check";
import { rules } from "../../../policy/rules/index.ts";
import { unruled } from "../../../policy/rules/unruled.ts";
import type { Field, Shape, Values } from "../../../provider/fields/field.ts";
import { isObject, variantsOf } from "../../../provider/fields/shape.ts";
import { unknown } from "../../../provider/fields/unknowns.ts";
import { resources } from "../../../provider/resources/all.ts";
import { application, client, signingKey } from "../../../provider/resources/index.ts";
import { brokenBy, examine } from "../../support/policies.ts";
import { policyCases } from "../../support/policyCases.ts";
import { again, valuesOf } from "../../support/programs.ts";

test("each rule has a case, and each case a rule", () => {
  expect([...new Set(policyCases.map(({ rule }) => rule))].sort()).toEqual(rules.map(({ name }) => name).sort());
});

describe.each(policyCases.map((one, index) => [`${index} ${one.rule} at ${one.at}`, one] as const))("%s", (_, one) => {
  const findingsIn = (kind: string, values: Values) =>
    examine(kind, values).filter(({ rule }) => rule.name === one.rule);

  test("is kept, and broken in that place", () => {
    expect(findingsIn(one.type, one.keeps)).toEqual([]);
    const [found] = findingsIn(one.type, one.breaks);
    expect(found?.message).toContain(`${one.at} `);
    expect(found?.message).toContain(found?.rule.source);
  });

  test("the same holds for the default client of an application", () => {
    if (one.type !== "Client" || one.rule === "deletion-protection") return;
    const around = (firstClient: Values) => ({ appName: "Shop", firstClient });
    expect(findingsIn("Application", around(one.keeps))).toEqual([]);
    expect(findingsIn("Application", around(one.breaks))[0]?.message).toContain(`firstClient.${one.at}`);
  });

  test("it reads no other properties than those that it names", () => {
    const { properties = [] } = rules.find(({ name }) => name === one.rule) ?? {};
    const named = [
      "name",
      "appName",
      "authenticationProtocol",
      "firstClient",
      ...properties.map((path) => path.split(".")[0]),
    ];
    const only = (values: Values) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => named.includes(name)));
    for (const values of [one.keeps, one.breaks])
      expect(findingsIn(one.type, only(values))).toEqual(findingsIn(one.type, values));
  });

  test("what a preview does not know breaks nothing", () => {
    const path = one.at.replace(/\[\d+\].*$/, "").split(".");
    expect(findingsIn(one.type, withUnknown(one.breaks, path))).toEqual([]);
  });
});

/** The values, where one of them is not known. */
function withUnknown(values: Values, [first = "", ...others]: string[]): Values {
  const inner = values[first];
  return { ...values, [first]: others.length > 0 && isObject(inner) ? withUnknown(inner, others) : unknown };
}

test("the deprecated properties of an application are those of its default client", () => {
  const legacy = {
    appName: "Shop",
    clientDisplayName: "Website",
    redirectUris: ["http://shop.example/cb"],
    clientAuthMethod: "none",
  };
  expect(brokenBy("Application", legacy)).toEqual(
    expect.arrayContaining(["https-redirect-uris", "client-authentication"]),
  );
  const messages = examine("Application", legacy).map(({ message }) => message);
  expect(messages.some((message) => message.startsWith("redirectUris[0] is "))).toBe(true);
  expect(messages.some((message) => message.startsWith('clientAuthMethod is "none"'))).toBe(true);
  // The application has no property for them, so no advice would help.
  expect(brokenBy("Application", legacy)).not.toContain("no-implicit-response-types");
});

test("a resource that the program only reads has no inputs to judge", () => {
  for (const { name } of resources) expect(examine(name, {})).toEqual([]);
});

test("the resource option protect is as good as deletionProtection", () => {
  const values = { name: "Website", redirectUris: [] };
  expect(brokenBy("Client", values)).toContain("deletion-protection");
  expect(brokenBy("Client", values, { isProtected: true })).not.toContain("deletion-protection");
});

test("a secret value is judged, and not shown", () => {
  const values = { name: "Website", redirectUris: ["http://canary-host.example/cb"] };
  const [found] = examine("Client", values, { secrets: { redirectUris: true } });
  expect(found?.message).toMatch(/^redirectUris\[0\] is a secret value: /);
  expect(found?.message).not.toContain("canary");
});

test("a list of many wrong values gives few messages", () => {
  const redirectUris = Array.from({ length: 1000 }, (_, index) => `http://shop${index}.example/cb`);
  const found = examine("Client", { name: "Website", redirectUris }).filter(
    ({ rule }) => rule.name === "https-redirect-uris",
  );
  expect(found).toHaveLength(6);
  expect(found.at(-1)?.message).toContain("995 more places");
});

/** The inputs that hold no others, by path. */
function leavesOf(shape: Shape, above: string): string[] {
  return Object.entries(shape.fields).flatMap(([name, field]: [string, Field]) => {
    if (field.output || field.mirrorsClientField) return [];
    const path = `${above}${name}`;
    if (field.type !== "object") return [path];
    return field.embeds
      ? Object.keys(field.fields)
          .filter((own) => !(own in client.fields))
          .map((own) => `${path}.${own}`)
      : leavesOf(field, `${path}.`);
  });
}

test("each input has a rule, or a reason for none", () => {
  const leaves = resources.flatMap((resource) => leavesOf(resource, `${resource.name}.`));
  const owners: Record<string, string[]> = {
    application: ["Application"],
    client: ["Client"],
    oidcClient: ["Client"],
    samlClient: ["Client"],
    signingKey: ["SigningKey"],
    resource: ["Application", "Client", "SigningKey"],
  };
  const read = rules.flatMap(({ about, properties }) =>
    properties.flatMap((property) => owners[about]?.map((owner) => `${owner}.${property}`) ?? []),
  );
  expect(read.filter((path) => !leaves.includes(path))).toEqual([]);
  expect(Object.keys(unruled).filter((path) => !leaves.includes(path) || read.includes(path))).toEqual([]);
  expect(leaves.filter((path) => !read.includes(path) && !(path in unruled))).toEqual([]);
});

/** Some of the values are not known, or are of a type that no definition has. */
const spoiltAtRandom = (values: Values): fc.Arbitrary<Values> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom<unknown>(unknown, null, 0, "", [], {}, [unknown, null], "[secret]")))
    .map((edits) => {
      const copy = structuredClone(values);
      for (const [at, value] of edits) {
        const places = [...placesIn(copy)];
        const place = places[at % Math.max(places.length, 1)];
        if (place) (place[0] as Values)[place[1]] = structuredClone(value);
      }
      return copy;
    });

function* placesIn(value: unknown): Generator<[object, string]> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield [value, name];
    yield* placesIn(inner);
  }
}

function* uriTextsIn(value: unknown): Generator<string> {
  if (typeof value === "string" && /:\//.test(value)) yield value;
  if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* uriTextsIn(inner);
}

test.each([
  ["Application", application, undefined],
  ["SigningKey", signingKey, undefined],
  ...variantsOf(client).map((variant) => [`Client, ${variant}`, client, variant] as const),
] as const)("no rule fails on any inputs, and no secret is shown: %s", (name, definition, variant) => {
  const inputs = valuesOf(definition, variant).chain((values) =>
    spoiltAtRandom({ ...values, authenticationProtocol: variant }),
  );
  fc.assert(
    fc.property(inputs, (values) => {
      const kind = name.split(",")[0] as string;
      expect(Array.isArray(examine(kind, values))).toBe(true);
      const messages = examine(kind, values, { secrets: true }).map(({ message }) => message);
      for (const text of uriTextsIn(values)) expect(messages.filter((message) => message.includes(text))).toEqual([]);
    }),
    { ...again, numRuns: 300 },
  );
});

test("a member of a list that a preview does not know breaks no rule", () => {
  const client = { name: "Web", redirectUris: [], fapiVersionCompliancy: true };
  const messages = (responseTypes: unknown[]) =>
    examine("Client", { ...client, responseTypes })
      .map(({ message }) => message)
      .join("\n");
  expect(messages(["code", "id_token"])).toContain("FAPI 2.0 has the response type code only");
  expect(messages(["code", unknown])).not.toContain("response type code only");
});
