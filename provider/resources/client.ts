/** A client of an application. OIDC and SAML clients share a third of their fields. */

import { boolean, count, id, name, object, oneOf, redirectUri, set, string, time, uri } from "../fields/builders.ts";
import type { Resource } from "../fields/field.ts";
import { claims } from "./claims.ts";
import {
  authenticationConfiguration,
  cibaAuthorization,
  deviceAuthorization,
  idTokenEncryption,
  pkceModes,
  tokenEndpointAuthMethods,
} from "./clientAuthentication.ts";
import { deletionProtection } from "./deletionProtection.ts";

const claim = oneOf(claims, "A custom claim.", { name: "Claim" });

const oidc = { only: "oidc" } as const;
const saml = { only: "saml" } as const;

export const client = {
  name: "Client",
  description: "A client of an application, which signs users in through OpenID Connect or SAML.",
  nameField: "name",
  id: ["appId", "clientId"],
  collection: "/v1/applications/{appId}/clients",
  item: "/v1/applications/{appId}/clients/{clientId}",
  permissions: {
    create: ["apps:create", "apps:edit"],
    list: ["apps:read"],
    read: ["apps:read"],
    update: ["apps:edit", "apps:create"],
    delete: ["apps:delete", "apps:create", "apps:edit"],
  },
  refusedDeletionAdvice:
    "If this is the application's default or last client, it goes with its application: delete that, " +
    "and take the client out of the stack with pulumi state delete.",
  variant: { by: "authenticationProtocol", default: "oidc" },
  rules: [
    {
      given: "syncIdTokenClaimsToUserinfo",
      is: true,
      without: ["defaultUserInfoClaims"],
      because: "the UserInfo claims then follow defaultCustomClaims",
    },
  ],
  fields: {
    appId: id("Application that the client belongs to.", {
      required: true,
      replaceOnChanges: true,
      sent: "never",
      idOf: "Application",
    }),
    authenticationProtocol: oneOf(["oidc", "saml"], "Protocol that the client speaks. Set at creation only.", {
      replaceOnChanges: true,
      default: "oidc",
      sent: "create",
    }),
    name: name("Name of the client, shown in the Admin Portal.", { required: true }),
    description: string("Short description, shown in the Admin Portal.", { resetTo: "" }),
    resources: set(name("Id of a resource."), "Ids of the resources that the client may ask access to."),
    clientGroupId: name("Id of the client group that the client is in."),
    defaultCustomClaims: set(claim, "Custom claims that ID tokens carry by default."),
    defaultUserInfoClaims: set(claim, "Custom claims that the UserInfo endpoint returns by default.", {
      optionalInResponse: true,
    }),
    syncIdTokenClaimsToUserinfo: boolean("Whether the UserInfo claims follow defaultCustomClaims.", {
      default: false,
      optionalInResponse: true,
    }),
    shortCookiesSamesiteType: oneOf(["lax", "none"], "SameSite attribute of short-lived cookies.", {
      default: "lax",
      optionalInResponse: true,
    }),
    supportedPrompts: set(
      oneOf(["login", "consent", "none"], "A prompt."),
      "Prompts that an authentication may ask for.",
      {
        writeOnly: "saml",
      },
    ),

    redirectUris: set(
      redirectUri("An absolute URI."),
      "URIs that may be redirected to: absolute, and without a fragment.",
      { ...oidc, required: true },
    ),
    clientType: oneOf(["web", "native"], "Whether the client runs on a server or on the user's device.", {
      ...oidc,
      default: "web",
      optionalInResponse: true,
    }),
    responseTypes: set(oneOf(["code", "id_token"], "A response type."), "OAuth response types that may be asked for.", {
      ...oidc,
      default: ["code", "id_token"],
      // Responses document a default that the field's own values do not include.
      responseDefault: ["code", "id_token", "none"],
      optionalInResponse: true,
    }),
    pkce: oneOf(pkceModes, "How Proof Key for Code Exchange is used.", { ...oidc, optionalInResponse: true }),
    tokenEndpointAuthMethod: oneOf(tokenEndpointAuthMethods, "How the client authenticates at the token endpoint.", {
      ...oidc,
      default: "client_secret_basic",
      deprecated: ["pkce", "authenticationConfiguration"],
      optionalInResponse: true,
    }),
    authenticationConfiguration: { ...authenticationConfiguration, ...oidc, optionalInResponse: true },
    idTokenEncryption: { ...idTokenEncryption, ...oidc, optionalInResponse: true },
    deviceAuthorization: { ...deviceAuthorization, ...oidc },
    cibaAuthorization: { ...cibaAuthorization, ...oidc },
    tokenExpiration: object(
      "TokenExpiration",
      {
        accessTokenTtl: count("Seconds that an access token is valid."),
        refreshTokenTtl: count("Seconds that a refresh token is valid."),
        maxRefreshRotate: count("How often a refresh token may be rotated."),
      },
      "How long tokens live.",
      oidc,
    ),
    sessionExpiration: count("Seconds that a session lasts.", oidc),
    enforcePar: boolean("Whether authorization requests must be pushed (PAR, RFC 9126).", { ...oidc, resetTo: false }),
    fapiVersionCompliancy: boolean("Whether the client complies with FAPI 2.0.", { ...oidc, resetTo: false }),
    isThirdParty: boolean("Whether the client belongs to a third party.", { ...oidc, writeOnly: true, resetTo: false }),
    allowedScopes: set(name("A scope."), "Scopes that the client may ask for.", { ...oidc, writeOnly: true }),
    consentUri: uri("Page on which the user gives consent.", { ...oidc, writeOnly: true }),
    consentValidityPeriod: count("How long a consent is valid, in the API's unit, which it does not document.", {
      ...oidc,
      writeOnly: true,
    }),
    roleIds: set(name("Id of a role."), "Ids of the roles that the client has.", { ...oidc, writeOnly: true }),

    spEntityId: name("Entity id of the service provider.", { ...saml, required: true }),
    spAcsUrl: uri("Assertion Consumer Service URL of the service provider.", { ...saml, receives: "samlAssertion" }),
    spNameIdType: oneOf(
      ["email", "secondaryEmail", "username", "phoneNumber", "externalUserId"],
      "What the assertion's NameID holds.",
      saml,
    ),
    signAssertion: boolean("Whether assertions are signed.", { ...saml, resetTo: false }),
    optionalAcsUrl: boolean("Whether requests may leave the ACS URL out.", { ...saml, resetTo: false }),
    useCentralizedLogin: boolean("Whether sign-in goes through the tenant's Authentication Hub.", {
      ...saml,
      resetTo: false,
      optionalInResponse: true,
    }),
    deletionProtection,

    clientId: string("Id of the client in the API and in OAuth requests.", { output: true }),
    clientSecret: string("Secret of the client.", { output: true, secret: true }),
    tenantId: string("Tenant that the client belongs to.", { output: true }),
    createdAt: time("When the client was created, RFC 3339."),
    updatedAt: time("When the client was last updated, RFC 3339."),
    metadataUrl: string("Where the identity provider's SAML metadata is.", { ...saml, output: true }),
    ssoUrl: string("Where the service provider sends SAML requests.", { ...saml, output: true }),
    entityId: string("Entity id of the identity provider.", { ...saml, output: true }),
    x509Certificate: string("Certificate that assertions are signed with.", { ...saml, output: true, format: "pem" }),
  },
} as const satisfies Resource;
