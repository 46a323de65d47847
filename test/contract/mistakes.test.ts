/** Mistakes in a table, each of which the comparison with the contract must name: or it could not fail. */

import { boolean, string } from "../../provider/fields/builders.ts";
import type { Field, ObjectField, Resource } from "../../provider/fields/field.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { differencesOf } from "./differences.ts";

type Fields = Record<string, Field>;

const within = (fields: Fields, ...path: string[]): Fields =>
  path.reduce((inner, name) => (inner[name] as ObjectField).fields, fields);

const cases: [mistake: string, resource: Resource, make: (fields: Fields) => void, ...named: string[]][] = [
  [
    "a field left out",
    client,
    (fields) => delete fields.roleIds,
    "Client (oidc) create: role_ids is in the contract only",
    "Client (oidc) update: role_ids is in the contract only",
  ],
  [
    "a nested field left out",
    client,
    (fields) => delete within(fields, "tokenExpiration").accessTokenTtl,
    "Client (oidc) create: token_expiration.access_token_ttl is in the contract only",
    "Client (oidc) answer to read: token_expiration.access_token_ttl is in the contract only",
  ],
  [
    "a deeply nested output left out",
    application,
    (fields) => delete within(fields, "loginPreferences", "authMethods", "password", "message").from,
    "Application (oidc) answer to read: login_preferences.auth_methods.password.message.from is in the contract only",
  ],
  [
    "a field that there is not",
    client,
    (fields) => Object.assign(fields, { colour: string("Colour.") }),
    "Client (oidc) create: colour is in the table only",
    "Client (oidc) answer to list: colour is in the table only",
  ],
  [
    "a field of the other variant",
    client,
    (fields) => Object.assign(fields.enforcePar as Field, { only: "saml" }),
    "Client (oidc) create: enforce_par is in the contract only",
  ],
  [
    "another name",
    client,
    (fields) => delete within(fields, "authenticationConfiguration").isMtlsCertTokenBound?.apiName,
    "Client (oidc) create: authentication_configuration.isMtlsCertTokenBound is in the contract only",
    "Client (oidc) create: authentication_configuration.is_mtls_cert_token_bound is in the table only",
  ],
  [
    "another type",
    client,
    (fields) => Object.assign(fields, { sessionExpiration: string("A session.", { only: "oidc" }) }),
    'Client (oidc) create: session_expiration: type is "number" in the contract, "string" in the table',
  ],
  [
    "another type in a list",
    client,
    (fields) => Object.assign(fields.resources as Field, { items: boolean("A resource.") }),
    'Client (oidc) create: resources[]: type is "string" in the contract, "boolean" in the table',
  ],
  [
    "other values",
    client,
    (fields) => Object.assign(fields.clientType as Field, { enum: ["web", "desktop"] }),
    "Client (oidc) create: client_type: value native is in the contract only",
    "Client (oidc) create: client_type: value desktop is in the table only",
  ],
  [
    "another default",
    client,
    (fields) => Object.assign(fields.shortCookiesSamesiteType as Field, { default: "none" }),
    'Client (oidc) create: short_cookies_samesite_type: default is "lax" in the contract, "none" in the table',
    'Client (oidc) answer to read: short_cookies_samesite_type: default is "lax" in the contract, "none" in the table',
  ],
  [
    "another limit",
    application,
    (fields) =>
      Object.assign(within(fields, "loginPreferences", "authMethods", "password").passwordComplexity as Field, {
        maximum: 6,
      }),
    "Application (oidc) answer to read: login_preferences.auth_methods.password.passwordComplexity: maximum is 5 in the contract, 6 in the table",
  ],
  [
    "a requirement forgotten",
    client,
    (fields) => delete fields.redirectUris?.required,
    "Client (oidc) create: redirect_uris: required is true in the contract, false in the table",
  ],
  [
    "an answer taken for granted",
    client,
    (fields) => delete fields.pkce?.optionalInResponse,
    "Client (oidc) answer to read: pkce: required is false in the contract, true in the table",
  ],
  [
    "a deprecation forgotten",
    client,
    (fields) => delete fields.tokenEndpointAuthMethod?.deprecated,
    "Client (oidc) create: token_endpoint_auth_method: deprecated is true in the contract, false in the table",
  ],
  [
    "a write-only field that answers are expected to have",
    client,
    (fields) => delete fields.consentUri?.writeOnly,
    "Client (oidc) answer to read: consent_uri is in the table only",
  ],
  [
    "a place in answers that there is not",
    application,
    (fields) => Object.assign(fields.customDomain as Field, { responsePath: "custom_domain.host" }),
    "Application (oidc) answer to read: custom_domain.host is in the table only",
  ],
  [
    "another type in what only an upload takes",
    signingKey,
    (fields) => Object.assign(fields.jwk as Field, { type: "string" }),
    'SigningKey (oidc) upload: jwk: type is "json" in the contract, "string" in the table',
  ],
  [
    "an input of updates that is sent at creation",
    signingKey,
    (fields) => delete fields.status?.sent,
    "SigningKey (oidc) create: status is in the table only",
    "SigningKey (oidc) upload: status is in the table only",
  ],
  [
    "an output of a list left out",
    signingKey,
    (fields) => delete fields.kid,
    "SigningKey (oidc) answer to list: kid is in the contract only",
    "SigningKey (oidc) answer to update: kid is in the contract only",
  ],
];

test("a tombstone that there is not, and one that is forgotten, are named", () => {
  const named = (tombstone?: string) => differencesOf({ ...signingKey, deletedAtField: tombstone }, "oidc");
  expect(named("deletedAt")).toEqual([]);
  expect(named("removedAt")).toContain("SigningKey (oidc) answer to list: removed_at is in the table only");
  expect(named()).toContain("SigningKey (oidc) answer to list: deleted_at is in the contract only");
});

test.each(cases)("%s is named", (_, resource, make, ...named) => {
  const fields: Fields = structuredClone(resource.fields);
  make(fields);
  const before = differencesOf(resource, "oidc");
  const now = differencesOf({ ...resource, fields }, "oidc").filter((difference) => !before.includes(difference));
  expect(now).toEqual(expect.arrayContaining(named));
});
