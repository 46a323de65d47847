import type { Field, ObjectField } from "../../../../provider/fields/field.ts";
import { isEquivalent, isSame } from "../../../../provider/lifecycle/equivalence/equivalence.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const { redirectUris, responseTypes, idTokenEncryption, tokenExpiration, sessionExpiration } = client.fields;
const { clientType, description, enforcePar, allowedScopes } = client.fields;
const authentication = client.fields.authenticationConfiguration as ObjectField;
const { certificateChain, ocspResponderCertificate } = (authentication.fields.tlsClientAuth as ObjectField)
  .fields as Record<"certificateChain" | "ocspResponderCertificate", Field>;
const pem = "-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----";
const { customDomain, subdomain, refreshTokenInvalidationTriggerConfiguration, loginUri } = application.fields;
const keys = (...kids: string[]) => ({ keys: kids.map((kid) => ({ kid, x5c: ["a", "b"] })) });

test.each([
  [
    "a set in another order",
    redirectUris,
    ["https://a.example", "https://b.example"],
    ["https://b.example", "https://a.example"],
  ],
  ["a URI with its path filled in", redirectUris, ["https://a.example"], ["https://a.example/"]],
  ["a URI with its host in lower case", loginUri, "https://Shop.Example/Login", "https://shop.example/Login"],
  ["a URI without its default port", loginUri, "https://a.example:443/x", "https://a.example/x"],
  ["a URI with its scheme in lower case", loginUri, "HTTPS://a.example/x", "https://a.example/x"],
  ["a URI without its empty port", loginUri, "https://a.example:/x", "https://a.example/x"],
  ["a URI without the default port of http", loginUri, "http://localhost:80/x", "http://localhost/x"],
  ["a URI with its path filled in before a query", loginUri, "https://a.example?x=1", "https://a.example/?x=1"],
  ["a URI with its path filled in before a fragment", loginUri, "https://a.example#x", "https://a.example/#x"],
  ["a URI with an address of IPv6 in lower case", loginUri, "https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"],
  ["a URI of a scheme of its own, as it is", redirectUris, ["com.Example.app:/cb"], ["com.Example.app:/cb"]],
  [
    "a set of which each member has its like",
    redirectUris,
    ["https://A.example/x", "https://a.example", "com.example.app:/cb"],
    ["com.example.app:/cb", "https://a.example/", "https://a.example/x"],
  ],
  [
    "a member written twice in the same letters",
    redirectUris,
    ["https://a.example/x", "https://a.example/x"],
    ["https://a.example/x"],
  ],
  [
    "a set that has both spellings, in another order",
    redirectUris,
    ["https://a.example", "https://a.example/"],
    ["https://a.example/", "https://a.example"],
  ],
  ["a text in another Unicode form", description, "Cafe\u0301", "Caf\u00e9"],
  ["a URI in another Unicode form", loginUri, "https://a.example/e\u0301", "https://a.example/\u00e9"],
  ["a member in another Unicode form, elsewhere", allowedScopes, ["e\u0301", "x"], ["x", "\u00e9"]],
  [
    "free-form JSON in another Unicode form, its names as well",
    idTokenEncryption,
    { enabled: true, jwks: { keys: [{ kid: "e\u0301", "u\u0308": 1 }] } },
    { enabled: true, jwks: { keys: [{ kid: "\u00e9", "\u00fc": 1 }] } },
  ],
  ["a certificate with other line ends", certificateChain, pem.replaceAll("\n", "\r\n"), pem],
  ["a certificate with the line ends of old machines", certificateChain, pem.replaceAll("\n", "\r"), pem],
  ["a certificate with blanks at the ends of its lines", ocspResponderCertificate, pem.replaceAll("\n", " \n"), pem],
  ["a certificate with blanks around it", certificateChain, `\n ${pem}\n\n`, pem],
  [
    "a private key in free-form JSON with other line ends",
    idTokenEncryption,
    { enabled: true, jwks: { keys: [{ pem: `${pem}\n` }] } },
    { enabled: true, jwks: { keys: [{ pem: pem.replaceAll("\n", "\r\n") }] } },
  ],
  ["a number in quotes", sessionExpiration, 60, "60"],
  ["zero in quotes", sessionExpiration, 0, "0"],
  ["a number in an object in quotes", tokenExpiration, { accessTokenTtl: 60 }, { accessTokenTtl: " 60 " }],
  ["a flag in quotes", enforcePar, true, "true"],
  ["a subdomain in lower case", subdomain, "Shop", "shop"],
  ["a domain in lower case", customDomain, "Shop.Example", "shop.example"],
  ["an empty list left out", redirectUris, [], undefined],
  ["an empty text left out", description, "", undefined],
  ["a flag that is off left out", enforcePar, false, undefined],
  ["a default left out", clientType, "web", undefined],
  ["a default list left out, in any order", responseTypes, ["id_token", "code"], undefined],
  ["the default that answers document", responseTypes, undefined, ["none", "code", "id_token"]],
  [
    "an object filled with its documented defaults",
    refreshTokenInvalidationTriggerConfiguration,
    { invalidateOnMemberSuspension: false },
    { invalidateOnMemberSuspension: false, invalidateOnMemberRoleUpdate: true, invalidateOnMemberPasswordReset: true },
  ],
  [
    "a disabled object with empty texts",
    client.fields.deviceAuthorization,
    {
      enabled: false,
      approvalUri: "https://a.example",
      inputUri: "https://a.example",
      successUri: "https://a.example",
    },
    {
      enabled: false,
      approvalUri: "https://a.example/",
      inputUri: "https://a.example/",
      successUri: "https://a.example/",
    },
  ],
  ["an object of defaults left out", client.fields.cibaAuthorization, { enabled: false }, undefined],
  [
    "a key set in another order",
    idTokenEncryption,
    { enabled: true, jwks: keys("1", "2") },
    { enabled: true, jwks: keys("2", "1") },
  ],
] as [string, Field, unknown, unknown][])("%s is no difference", (_, field, asked, live) => {
  expect(isEquivalent(field, asked, live)).toBe(true);
});

test.each([
  ["a set with one more", redirectUris, ["https://a.example"], ["https://a.example", "https://b.example"]],
  ["a set with one less", redirectUris, ["https://a.example", "https://b.example"], ["https://a.example"]],
  ["a URI with another path", loginUri, "https://a.example/x", "https://a.example/X"],
  ["a URI with a slash more at its end", redirectUris, ["https://a.example/cb"], ["https://a.example/cb/"]],
  ["a URI with a slash less at its end", loginUri, "https://a.example/cb/", "https://a.example/cb"],
  ["a URI with a slash more before its query", loginUri, "https://a.example/cb?x=1", "https://a.example/cb/?x=1"],
  ["a URI whose dots are resolved", loginUri, "https://a.example/x/../cb", "https://a.example/cb"],
  ["a URI whose letters are encoded", loginUri, "https://a.example/ä", "https://a.example/%C3%A4"],
  ["a URI whose codes are in lower case", loginUri, "https://a.example/%C3%A4", "https://a.example/%c3%a4"],
  ["a URI of another scheme", loginUri, "http://a.example/x", "https://a.example/x"],
  ["a URI of another port", loginUri, "https://a.example:8443/x", "https://a.example/x"],
  ["a URI with the default port of another scheme", loginUri, "http://a.example:443/x", "http://a.example/x"],
  ["a URI with another query", loginUri, "https://a.example/x?Y=1", "https://a.example/x?y=1"],
  ["a URI with an empty query", loginUri, "https://a.example/x?", "https://a.example/x"],
  ["a URI with an empty fragment", loginUri, "https://a.example/x#", "https://a.example/x"],
  ["a URI of another user", loginUri, "https://Me@a.example/x", "https://me@a.example/x"],
  ["a URI with a dot after its host", loginUri, "https://a.example./x", "https://a.example/x"],
  ["a scheme of its own in lower case", redirectUris, ["com.Example.app:/cb"], ["com.example.app:/cb"]],
  ["a scheme of its own with a slash more", redirectUris, ["com.example.app:/cb"], ["com.example.app:/cb/"]],
  ["a scheme of its own with a path filled in", redirectUris, ["app://shop"], ["app://shop/"]],
  ["a scheme of its own with a host in lower case", redirectUris, ["app://Shop/cb"], ["app://shop/cb"]],
  ["two spellings for one", redirectUris, ["https://a.example"], ["https://a.example", "https://a.example/"]],
  ["one spelling for two", redirectUris, ["https://A.example/", "https://a.example/"], ["https://a.example/"]],
  [
    "one member for two others",
    redirectUris,
    ["https://a.example/x", "https://b.example/x"],
    ["https://a.example/x", "https://a.example/x"],
  ],
  ["a text without the blanks around it", description, " shop ", "shop"],
  ["a text with other line ends", description, "a\r\nb", "a\nb"],
  ["a text in lower case", description, "Shop", "shop"],
  ["a text in its compatibility form", description, "\ufb01", "fi"],
  ["a letter without its accent", description, "\u00e9", "e"],
  ["a member without the blanks around it", allowedScopes, ["a "], ["a"]],
  ["both forms of a member for one of them", allowedScopes, ["e\u0301", "\u00e9"], ["\u00e9"]],
  ["a certificate without a letter", certificateChain, pem, pem.replace("AQ", "A")],
  ["a certificate in one line", certificateChain, pem, pem.replaceAll("\n", "")],
  ["a certificate after another", certificateChain, pem, `${pem}\n${pem}`],
  [
    "a text in free-form JSON without the blanks around it",
    idTokenEncryption,
    { enabled: true, jwks: { keys: [{ kid: "a " }] } },
    { enabled: true, jwks: { keys: [{ kid: "a" }] } },
  ],
  ["another number in quotes", sessionExpiration, 60, "61"],
  ["a number in quotes with its unit", sessionExpiration, 60, "60s"],
  ["another flag in quotes", enforcePar, true, "false"],
  ["a text that is a number", description, "60", 60],
  ["a list that was emptied", redirectUris, ["https://a.example"], []],
  ["a list that was asked to be empty", responseTypes, [], ["code", "id_token"]],
  ["a text that was cleared", description, "shop", undefined],
  ["another than the default left out", clientType, "native", undefined],
  ["a flag that was turned on", enforcePar, false, true],
  [
    "a key that was added beside another",
    tokenExpiration,
    { accessTokenTtl: 1 },
    { accessTokenTtl: 1, refreshTokenTtl: 2 },
  ],
  [
    "another key in a key set",
    idTokenEncryption,
    { enabled: true, jwks: keys("1") },
    { enabled: true, jwks: keys("2") },
  ],
  [
    "a key in a key set for another that is there already",
    idTokenEncryption,
    { enabled: true, jwks: keys("1", "2") },
    { enabled: true, jwks: keys("1", "1") },
  ],
  [
    "a key that a key set has once more",
    idTokenEncryption,
    { enabled: true, jwks: keys("1") },
    { enabled: true, jwks: keys("1", "1") },
  ],
  [
    "a key set with one key less",
    idTokenEncryption,
    { enabled: true, jwks: keys("1", "1") },
    { enabled: true, jwks: keys("1") },
  ],
  [
    "texts of a key in another order",
    idTokenEncryption,
    { enabled: true, jwks: { keys: [{ x5c: ["a", "b"] }] } },
    { enabled: true, jwks: { keys: [{ x5c: ["b", "a"] }] } },
  ],
  [
    "a default of an object that was changed",
    refreshTokenInvalidationTriggerConfiguration,
    { invalidateOnMemberSuspension: false },
    { invalidateOnMemberSuspension: false, invalidateOnMemberRoleUpdate: false },
  ],
] as [string, Field, unknown, unknown][])("%s is a difference", (_, field, asked, live) => {
  expect(isEquivalent(field, asked, live)).toBe(false);
});

test("what the user writes is compared as it is written, but for the order of sets", () => {
  expect(isSame(redirectUris, ["https://a.example"], ["https://a.example/"])).toBe(false);
  expect(
    isSame(redirectUris, ["https://a.example", "https://b.example"], ["https://b.example", "https://a.example"]),
  ).toBe(true);
  expect(isSame(tokenExpiration, { accessTokenTtl: 1, refreshTokenTtl: undefined }, { accessTokenTtl: 1 })).toBe(true);
  expect(isSame(description, undefined, "")).toBe(false);
});

test.each([
  [
    "what is done once says nothing of the resource",
    application.fields.firstClient.fields.adopt,
    "other",
    undefined,
    true,
  ],
  ["a set is the same if each member has its own", redirectUris, ["a:/x", "a:/x"], ["a:/x"], true],
  ["two members are not one", redirectUris, ["https://a.example", "https://a.example/"], ["https://a.example"], false],
  ["a number is no text", sessionExpiration, 60, "60", false],
  ["the default of what is set at creation may be said", client.fields.authenticationProtocol, undefined, "oidc", true],
  ["the default of what can change is a value", clientType, undefined, "web", false],
] as [string, Field, unknown, unknown, boolean][])("of two programs: %s", (_, field, before, now, expected) => {
  expect(isSame(field, before, now)).toBe(expected);
  expect(isSame(field, now, before)).toBe(expected);
});

test("that two values say the same does not depend on which of them was asked for, but for what was never asked", () => {
  const uris = [
    "https://a.example",
    "https://a.example/",
    "https://A.example:443/",
    "https://a.example/x",
    "app:/x",
    "app:/X",
  ];
  for (const one of uris)
    for (const other of uris) expect(isEquivalent(loginUri, one, other)).toBe(isEquivalent(loginUri, other, one));
});
