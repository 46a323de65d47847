/** Bad programs, and what is said to each: all problems at once, before anything is sent. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import { unknown } from "../../provider/fields/unknowns.ts";
import { check } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";

const complaints = (resource: Resource, inputs: Values) =>
  check(resource, inputs, { shape: resource, noun: resource.name.toLowerCase(), path: "" });

const web = { appId: "app", name: "Web", redirectUris: ["https://shop.example/callback"] };
const saml = { appId: "app", name: "Portal", authenticationProtocol: "saml", spEntityId: "urn:portal" };
const shop = { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://shop.example/callback"] } };
const device = {
  enabled: true,
  approvalUri: "https://shop.example/approve",
  successUri: "https://shop.example/done",
  inputUri: "https://shop.example/code",
};

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
    ["with a property of no likeness", { ...web, colour: "red" }, "colour is not a property of a client. Remove it."],
    [
      "with one text for a list",
      { ...web, redirectUris: "https://a.example" },
      'redirectUris is "https://a.example", but has to be a list. Write ["https://a.example"].',
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
    ["with a null in a list", { ...web, redirectUris: [null] }, "redirectUris[0] is null, but has to be a text"],
    ["with a number for a text", { ...web, description: 5 }, "description is 5, but has to be a text"],
    ["with a text for a number", { ...web, sessionExpiration: "900" }, "Write 900 without quotes"],
    ["with a text for a flag", { ...web, enforcePar: "true" }, "Write true without quotes"],
    ["with a number for a flag", { ...web, isThirdParty: 1 }, "isThirdParty is 1, but has to be true or false"],
    [
      "with a negative duration",
      { ...web, tokenExpiration: { accessTokenTtl: -1 } },
      "tokenExpiration.accessTokenTtl is -1, but has to be 0 or more",
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
      "pkce is true, but has to be one of enforcePkceInsteadOfClientCredentials",
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
      "with exclusive claims",
      { ...web, syncIdTokenClaimsToUserinfo: true, defaultUserInfoClaims: ["email"] },
      "syncIdTokenClaimsToUserinfo: true excludes defaultUserInfoClaims",
    ],
    [
      "with half an object",
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
      "with a text for an object",
      { ...web, tokenExpiration: "1h" },
      'tokenExpiration is "1h", but has to be an object',
    ],
    [
      "with keys as a text",
      { ...web, authenticationConfiguration: { method: "private_key_jwt", jwks: '{"d":"private"}' } },
      "Parse it first, for example with JSON.parse",
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
  test.each(cases)("%s is refused in words that name it", (_, inputs, ...expected) => {
    const said = complaints(client, inputs);
    for (const text of expected) expect(said.join("\n")).toContain(text);
    expect(said).toHaveLength(expected.length);
  });
});

describe("an application", () => {
  const cases: [string, Values, ...string[]][] = [
    ["without a name", { ...shop, appName: undefined }, "appName is missing"],
    ["without a default client", { appName: "Shop" }, "One of firstClient or clientDisplayName is missing"],
    [
      "with two default clients",
      { ...shop, clientDisplayName: "Web" },
      "firstClient and clientDisplayName exclude each other",
    ],
    [
      "with deprecated settings beside firstClient",
      { ...shop, redirectUris: [], pkce: "allowPkceAlongsideClientCredentials" },
      "firstClient excludes redirectUris and pkce",
    ],
    [
      "with a domain as an address",
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
      "with half a hub",
      { ...shop, authenticatorPreferences: { isCentralized: true } },
      "authenticatorPreferences.loginUri is missing",
    ],
    [
      "with a text for its default client",
      { appName: "Shop", firstClient: "Web" },
      'firstClient is "Web", but has to be an object',
    ],
  ];
  test.each(cases)("%s is refused in words that name it", (_, inputs, ...expected) => {
    const said = complaints(application, inputs);
    for (const text of expected) expect(said.join("\n")).toContain(text);
    expect(said).toHaveLength(expected.length);
  });
});

test.each([
  ["an OIDC client", client, web],
  ["a SAML client", client, saml],
  ["an application", application, shop],
  [
    "an application of the deprecated kind",
    application,
    { appName: "Shop", clientDisplayName: "Web", redirectUris: [] },
  ],
  [
    "URIs of native applications",
    client,
    { ...web, redirectUris: ["com.example.app:/callback", "http://localhost:3000/cb"] },
  ],
  [
    "a value that is not known yet",
    client,
    { ...web, appId: unknown, clientType: unknown, redirectUris: [unknown], tokenExpiration: unknown },
  ],
  [
    "a protocol that is not known yet",
    client,
    { appId: "app", name: "Any", authenticationProtocol: unknown, spEntityId: "x" },
  ],
] as [string, Resource, Values][])("%s passes", (_, resource, inputs) => {
  expect(complaints(resource, inputs)).toEqual([]);
});

test("key sets are never shown, whatever is wrong with them", () => {
  const jwks = "canary-of-a-private-key";
  const said = complaints(client, { ...web, idTokenEncryption: { enabled: true, jwks } });
  expect(said).toHaveLength(1);
  expect(said.join()).not.toContain(jwks);
});
