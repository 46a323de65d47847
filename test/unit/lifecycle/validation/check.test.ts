/** Invalid inputs and their problems: all of them at once, each with its path, its code and a message. */
import { Ajv } from "ajv";
import type { Resource, Shape, Values, Variant } from "../../../../provider/fields/field.ts";
import { formats } from "../../../../provider/fields/formats.ts";
import { objectSchema } from "../../../../provider/fields/jsonSchema.ts";
import { nounOf } from "../../../../provider/fields/naming.ts";
import { variantsOf } from "../../../../provider/fields/shape.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { functions } from "../../../../provider/functions/index.ts";
import type { Problem } from "../../../../provider/lifecycle/index.ts";
import { check } from "../../../../provider/lifecycle/validation/check.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";

const problemsOf = (resource: Resource, inputs: Values): Problem[] =>
  check(resource, inputs, { noun: nounOf(resource.name), path: "" });

const messagesOf = (resource: Resource, inputs: Values): string[] =>
  problemsOf(resource, inputs).map(({ message }) => message);

const web = { appId: "app", name: "Web", redirectUris: ["https://shop.example/callback"] };
const saml = { appId: "app", name: "Portal", authenticationProtocol: "saml", spEntityId: "urn:portal" };
const shop = { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://shop.example/callback"] } };
const device = {
  enabled: true,
  approvalUri: "https://shop.example/approve",
  successUri: "https://shop.example/done",
  inputUri: "https://shop.example/code",
};

/** Beside "Did you mean redirectUris?" nothing says that redirectUris is missing. */
test.each<[string, Resource, Values, string[]]>([
  ["a property", client, { appId: "app", name: "Web", redirectUri: [] }, ["redirectUri"]],
  [
    "a property in an object",
    application,
    { appName: "Shop", firstClient: { name: "Web", redirectUri: [] } },
    ["firstClient.redirectUri"],
  ],
  ["a property of which one is required", application, { appName: "Shop", firstCleint: {} }, ["firstCleint"]],
  ["the other one of them", application, { appName: "Shop", clientDisplayNam: "Web" }, ["clientDisplayNam"]],
  ["something else", client, { appId: "app", name: "Web", colour: [] }, ["redirectUris", "colour"]],
  ["one of two that are missing", client, { appId: "app", redirectUri: [] }, ["name", "redirectUri"]],
  [
    "the same name at another level",
    application,
    { ...shop, redirectUri: [], firstClient: { name: "Web" } },
    ["redirectUri", "firstClient.redirectUris"],
  ],
])("a misspelt name is one problem, not two: %s", (_, resource, inputs, paths) => {
  expect(
    problemsOf(resource, inputs)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(paths.sort());
});

describe("a client", () => {
  const cases: [string, Values, ...string[]][] = [
    ["without its application", { name: "Web", redirectUris: [] }, "appId is missing"],
    ["with an empty application id", { ...web, appId: "" }, "appId is empty"],
    ["without a name", { appId: "app", redirectUris: [] }, "name is missing"],
    ["with a blank name", { ...web, name: "  " }, "name is empty"],
    [
      "without redirect URIs",
      { appId: "app", name: "Web" },
      "redirectUris is missing. It is required for an OIDC client",
    ],
    [
      "with a misspelt property",
      { ...web, redirectUrls: [] },
      "redirectUrls is not a property of a client. Did you mean redirectUris?",
    ],
    [
      "in snake_case",
      { ...web, client_type: "web" },
      "client_type is not a property of a client. Did you mean clientType?",
    ],
    [
      "with a property that resembles no other",
      { ...web, colour: "red" },
      "colour is not a property of a client. Remove it.",
    ],
    [
      "with a string for a list",
      { ...web, redirectUris: "https://a.example" },
      'redirectUris is "https://a.example", but must be a list. Write ["https://a.example"].',
    ],
    [
      "with a relative URI",
      { ...web, redirectUris: ["/callback"] },
      'redirectUris[0] is "/callback", which is not an absolute URI. Write it with its scheme, for example https://shop.example/callback.',
    ],
    ["with a URI without scheme", { ...web, redirectUris: ["shop.example/cb"] }, "for example https://shop.example/cb"],
    [
      "with a local URI without scheme",
      { ...web, redirectUris: ["localhost:3000/cb"] },
      "for example http://localhost:3000/cb",
    ],
    ["with a space in a URI", { ...web, redirectUris: ["https://a b"] }, "redirectUris[0]"],
    ["with an empty URI", { ...web, redirectUris: [""] }, 'redirectUris[0] is ""'],
    ["with a null in a list", { ...web, redirectUris: [null] }, "redirectUris[0] is null, but must be a string"],
    ["with a number for a string", { ...web, description: 5 }, "description is 5, but must be a string"],
    ["with a string for a number", { ...web, sessionExpiration: "900" }, "Write 900 without quotes"],
    ["with a string for a boolean", { ...web, enforcePar: "true" }, "Write true without quotes"],
    ["with a number for a boolean", { ...web, isThirdParty: 1 }, "isThirdParty is 1, but must be true or false"],
    [
      "with a negative duration",
      { ...web, tokenExpiration: { accessTokenTtl: -1 } },
      "tokenExpiration.accessTokenTtl is -1, but must be 0 or more",
    ],
    [
      "with a wrong choice",
      { ...web, clientType: "Native" },
      'clientType is "Native", which is none of the allowed values: web, native. Did you mean native?',
    ],
    [
      "with a wrong choice in a list",
      { ...web, supportedPrompts: ["login", "select"] },
      'supportedPrompts[1] is "select", which is none of the allowed values: login, consent, none.',
    ],
    [
      "with a wrong type for a choice",
      { ...web, pkce: true },
      "pkce is true, but must be one of enforcePkceInsteadOfClientCredentials",
    ],
    [
      "with an unknown protocol",
      { ...web, authenticationProtocol: "SAML" },
      'authenticationProtocol is "SAML", which is none of the allowed values: oidc, saml. Did you mean saml?',
    ],
    [
      "of OIDC with a SAML property",
      { ...web, spEntityId: "x" },
      'spEntityId is a property of a SAML client, and this is an OIDC client. Remove it, or set authenticationProtocol to "saml".',
    ],
    [
      "of SAML with an OIDC property",
      { ...saml, pkce: "enforcePkceInsteadOfClientCredentials" },
      'set authenticationProtocol to "oidc"',
    ],
    [
      "of SAML without an entity id",
      { ...saml, spEntityId: undefined },
      "spEntityId is missing. It is required for a SAML client",
    ],
    ["with an output as input", { ...web, clientId: "x" }, "clientId is set by the API"],
    [
      "with claims that another setting excludes",
      { ...web, syncIdTokenClaimsToUserinfo: true, defaultUserInfoClaims: ["email"] },
      "syncIdTokenClaimsToUserinfo: true cannot be used together with defaultUserInfoClaims",
    ],
    [
      "with an object that lacks required properties",
      { ...web, deviceAuthorization: { enabled: true } },
      "deviceAuthorization.approvalUri is missing",
      "deviceAuthorization.successUri is missing",
      "deviceAuthorization.inputUri is missing",
    ],
    [
      "with a misspelt property in an object",
      { ...web, deviceAuthorization: { ...device, approvalURL: "x" } },
      "deviceAuthorization.approvalURL is not a property of deviceAuthorization. Did you mean approvalUri?",
    ],
    [
      "with a string for an object",
      { ...web, tokenExpiration: "1h" },
      'tokenExpiration is "1h", but must be an object',
    ],
    [
      "with keys as a JSON string",
      { ...web, authenticationConfiguration: { method: "private_key_jwt", jwks: '{"d":"private"}' } },
      "Parse it first, for example with JSON.parse (in Python, json.loads).",
    ],
    [
      "with an unknown authentication method",
      { ...web, authenticationConfiguration: { method: "none" } },
      "authenticationConfiguration.method",
    ],
    [
      "with several problems at once",
      { appId: "", name: 1, redirectUris: ["x"], foo: 1 },
      "appId is empty",
      "name is 1",
      "redirectUris[0]",
      "foo is not a property",
    ],
  ];
  test.each(cases)("%s is refused, with a message that names the property", (_, inputs, ...expected) => {
    const messages = messagesOf(client, inputs);
    for (const text of expected) expect(messages.join("\n")).toContain(text);
    expect(messages).toHaveLength(expected.length);
  });
});

describe("an application", () => {
  const cases: [string, Values, ...string[]][] = [
    ["without a name", { ...shop, appName: undefined }, "appName is missing"],
    ["without a default client", { appName: "Shop" }, "One of firstClient or clientDisplayName is missing"],
    [
      "with two default clients",
      { ...shop, clientDisplayName: "Web" },
      "firstClient and clientDisplayName cannot be used together",
    ],
    [
      "with deprecated settings beside firstClient",
      { ...shop, redirectUris: [], pkce: "allowPkceAlongsideClientCredentials" },
      "firstClient cannot be used together with redirectUris and pkce",
    ],
    [
      "with a URL for a domain",
      { ...shop, customDomain: "https://shop.example/" },
      "Write it without scheme, port and path",
    ],
    ["with a logo that is no URI", { ...shop, logo: "logo.png" }, 'logo is "logo.png"'],
    [
      "with a default client that lacks its name",
      { appName: "Shop", firstClient: { redirectUris: [] } },
      "firstClient.name is missing",
    ],
    [
      "with a default client of an application",
      { ...shop, firstClient: { ...shop.firstClient, appId: "x" } },
      "firstClient.appId is not a property",
    ],
    [
      "with a default client that mixes protocols",
      { appName: "Shop", firstClient: { ...shop.firstClient, spAcsUrl: "https://a.example" } },
      'set firstClient.authenticationProtocol to "saml"',
    ],
    [
      "with a wrong URI in its default client",
      { appName: "Shop", firstClient: { name: "Web", redirectUris: ["cb"] } },
      "firstClient.redirectUris[0]",
    ],
    [
      "with half of the preferences",
      { ...shop, authenticatorPreferences: { isCentralized: true } },
      "authenticatorPreferences.loginUri is missing",
    ],
    [
      "with a string for its default client",
      { appName: "Shop", firstClient: "Web" },
      'firstClient is "Web", but must be an object',
    ],
  ];
  test.each(cases)("%s is refused, with a message that names the property", (_, inputs, ...expected) => {
    const messages = messagesOf(application, inputs);
    for (const text of expected) expect(messages.join("\n")).toContain(text);
    expect(messages).toHaveLength(expected.length);
  });
});

test.each([
  ["an OIDC client", client, web],
  ["a SAML client", client, saml],
  ["an application", application, shop],
  [
    "an application with the deprecated inputs",
    application,
    { appName: "Shop", clientDisplayName: "Web", redirectUris: [] },
  ],
  [
    "URIs of native applications",
    client,
    { ...web, redirectUris: ["com.example.app:/callback", "http://localhost:3000/cb"] },
  ],
  [
    "an application and values that a preview does not know yet",
    client,
    { ...web, appId: unknown, clientType: unknown, redirectUris: [unknown], tokenExpiration: unknown },
  ],
  [
    "a protocol that a preview does not know yet",
    client,
    { appId: "app", name: "Any", authenticationProtocol: unknown, spEntityId: "x" },
  ],
] as [string, Resource, Values][])("%s: no problems", (_, resource, inputs) => {
  expect(problemsOf(resource, inputs)).toEqual([]);
});

test("a key set is never shown, whatever is wrong with it", () => {
  const jwks = "canary-of-a-private-key";
  const messages = messagesOf(client, { ...web, idTokenEncryption: { enabled: true, jwks } });
  expect(messages).toHaveLength(1);
  expect(messages.join()).not.toContain("canary");
});

test.each<[what: string, resource: Resource, inputs: Values, keys: string[], message: string]>([
  [
    "a URI",
    client,
    { ...web, redirectUris: ["canary"] },
    ["redirectUris", "0"],
    "redirectUris[0] is a string (not shown), which is not an absolute URI. " +
      "Write it with its scheme, for example https://shop.example/callback.",
  ],
  [
    "a string for a list",
    client,
    { ...web, redirectUris: "canary" },
    ["redirectUris"],
    "redirectUris is a string (not shown), but must be a list.",
  ],
  [
    "a string for a number, in an object",
    client,
    { ...web, tokenExpiration: { accessTokenTtl: "1234567" } },
    ["tokenExpiration", "accessTokenTtl"],
    "tokenExpiration.accessTokenTtl is a string (not shown), but must be a number.",
  ],
  [
    "a choice of the default client",
    application,
    { ...shop, firstClient: { ...shop.firstClient, clientType: "webb-canary" } },
    ["firstClient", "clientType"],
    "firstClient.clientType is a string (not shown), which is none of the allowed values: web, native.",
  ],
])("a value that the program marks as secret is not shown: %s", (_, resource, inputs, keys, message) => {
  const isSecret = (path: readonly string[]) => path.join() === keys.join();
  const problems = check(resource, inputs, { noun: nounOf(resource.name), path: "", isSecret });
  expect(problems.map((problem) => problem.message)).toEqual([message]);
});

describe("each problem has a path and a code", () => {
  const resources = { Application: application, Client: client, SigningKey: signingKey };
  test.each<[name: keyof typeof resources, inputs: Values, ...problems: [path: string, code: Problem["code"]][]]>([
    ["Client", {}, ["appId", "missing"], ["name", "missing"], ["redirectUris", "missing"]],
    ["Client", { ...web, tokenExpiration: { accessTokenTtl: "1h" } }, ["tokenExpiration.accessTokenTtl", "wrongType"]],
    ["Client", { ...web, tokenExpiration: { accessTokenTtl: -1 } }, ["tokenExpiration.accessTokenTtl", "range"]],
    [
      "Client",
      { ...web, redirectUris: ["com.shop:/cb", "cb", 7] },
      ["redirectUris[1]", "format"],
      ["redirectUris[2]", "wrongType"],
    ],
    ["Client", { ...web, name: " " }, ["name", "empty"]],
    ["Client", { ...web, clientType: "Native" }, ["clientType", "notAllowed"]],
    ["Client", { ...web, supportedPrompts: ["login", "select"] }, ["supportedPrompts[1]", "notAllowed"]],
    ["Client", { ...web, redirectUrls: [] }, ["redirectUrls", "unknownProperty"]],
    [
      "Client",
      { ...web, deviceAuthorization: { ...device, approvalURL: "x" } },
      ["deviceAuthorization.approvalURL", "unknownProperty"],
    ],
    [
      "Client",
      { ...web, deviceAuthorization: { ...device, inputUri: undefined } },
      ["deviceAuthorization.inputUri", "missing"],
    ],
    ["Client", { ...web, clientId: "x" }, ["clientId", "readOnly"]],
    ["Client", { ...web, spEntityId: "x" }, ["spEntityId", "conflict"]],
    [
      "Client",
      { ...web, syncIdTokenClaimsToUserinfo: true, defaultUserInfoClaims: ["email"] },
      ["syncIdTokenClaimsToUserinfo", "conflict"],
    ],
    ["Application", { appName: "Shop" }, ["firstClient", "missing"]],
    ["Application", { ...shop, clientDisplayName: "Web" }, ["firstClient", "conflict"]],
    ["Application", { ...shop, redirectUris: [] }, ["firstClient", "conflict"]],
    ["Application", { ...shop, customDomain: "https://shop.example/" }, ["customDomain", "format"]],
    [
      "Application",
      { appName: "", firstClient: { redirectUris: ["cb"], clientId: "x" } },
      ["appName", "empty"],
      ["firstClient.name", "missing"],
      ["firstClient.clientId", "readOnly"],
      ["firstClient.redirectUris[0]", "format"],
    ],
    [
      "Application",
      { appName: "Shop", firstClient: { ...shop.firstClient, spAcsUrl: "https://a.example" } },
      ["firstClient.spAcsUrl", "conflict"],
    ],
    ["SigningKey", { name: "Key", jwk: { d: "x" } }, ["jwk.kty", "missing"]],
    ["SigningKey", { name: "Key", jwk: { kty: "" } }, ["jwk.kty", "empty"]],
  ])("%s %j", (name, inputs, ...expected) => {
    const problems = problemsOf(resources[name], inputs);
    expect(problems.map(({ path, code }) => [path, code])).toEqual(expected);
  });

  test("the path begins with the path of the object that is validated", () => {
    const problems = check(client, { ...web, nmae: "x" }, { noun: "client", path: "clients.web." });
    expect(problems).toEqual([
      {
        path: "clients.web.nmae",
        code: "unknownProperty",
        meant: "clients.web.name",
        message: "clients.web.nmae is not a property of a client. Did you mean name?",
      },
    ]);
  });
});

const shapes: [string, Shape][] = [
  ...[application, client, signingKey].map((resource): [string, Shape] => [resource.name, resource]),
  ["the default client", application.fields.firstClient as Shape],
  ...functions.map(({ name, args }): [string, Shape] => [name, args]),
];

test.each(shapes)(
  "%s has schemas that are valid JSON Schema, of which Ajv knows every keyword and format",
  (_, shape) => {
    const ajv = new Ajv({
      strict: "log",
      formats,
      allErrors: true,
      logger: { log: refuse, warn: refuse, error: refuse },
    });
    const variants: (Variant | undefined)[] = [undefined, ...variantsOf(shape)];
    for (const variant of variants)
      expect(ajv.compile(objectSchema(shape, "inputs", variant))).toBeInstanceOf(Function);
  },
);

function refuse(message: string): never {
  throw new Error(message);
}
