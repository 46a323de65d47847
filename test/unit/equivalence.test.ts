import type { Field } from "../../provider/fields/field.ts";
import { isEquivalent, isSame } from "../../provider/lifecycle/equivalence.ts";
import { application, client } from "../../provider/resources/index.ts";

const { redirectUris, responseTypes, idTokenEncryption, tokenExpiration, clientType, description, enforcePar } =
  client.fields;
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
