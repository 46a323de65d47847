/** A client of an application: OIDC or SAML, which share a third of their fields. */

import { amount, choice, flag, name, object, set, text, time, uri } from "../fields/builders.ts";
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

const claim = choice(claims, "A custom claim.", { name: "Claim" });

const oidc = { only: "oidc" } as const;
const saml = { only: "saml" } as const;

export const client = {
  name: "Client",
  description: "A client of an application: what signs users in through OpenID Connect or SAML.",
  title: "name",
  id: ["appId", "clientId"],
  collection: "/v1/applications/{appId}/clients",
  item: "/v1/applications/{appId}/clients/{clientId}",
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
    appId: name("Application that the client belongs to.", { required: true, replaceOnChanges: true, sent: "never" }),
    authenticationProtocol: choice(["oidc", "saml"], "Protocol that the client speaks. Set at creation only.", {
      replaceOnChanges: true,
      default: "oidc",
      sent: "create",
    }),
    name: name("Name of the client, shown in the Admin Portal.", { required: true }),
    description: text("Short description, shown in the Admin Portal.", { resetTo: "" }),
    resources: set(name("Id of a resource."), "Ids of the resources that the client may ask access to."),
    clientGroupId: name("Id of the client group that the client is in."),
    defaultCustomClaims: set(claim, "Custom claims that ID tokens carry by default."),
    defaultUserInfoClaims: set(claim, "Custom claims that the UserInfo endpoint returns by default.", {
      answered: "sometimes",
    }),
    syncIdTokenClaimsToUserinfo: flag("Whether the UserInfo claims follow defaultCustomClaims.", {
      default: false,
      answered: "sometimes",
    }),
    shortCookiesSamesiteType: choice(["lax", "none"], "SameSite attribute of short-lived cookies.", {
      default: "lax",
      answered: "sometimes",
    }),
    supportedPrompts: set(
      choice(["login", "consent", "none"], "A prompt."),
      "Prompts that an authentication may ask for.",
      {
        writeOnly: "saml",
      },
    ),

    redirectUris: set(uri("An absolute URI."), "URIs that may be redirected to.", { ...oidc, required: true }),
    clientType: choice(["web", "native"], "Whether the client runs on a server or on the user's device.", {
      ...oidc,
      default: "web",
      answered: "sometimes",
    }),
    responseTypes: set(
      choice(["code", "id_token"], "A response type."),
      "OAuth response types that may be asked for.",
      {
        ...oidc,
        default: ["code", "id_token"],
        // Answers name a default that the field's own values rule out.
        answeredDefault: ["code", "id_token", "none"],
        answered: "sometimes",
      },
    ),
    pkce: choice(pkceModes, "How Proof Key for Code Exchange is used.", { ...oidc, answered: "sometimes" }),
    tokenEndpointAuthMethod: choice(tokenEndpointAuthMethods, "How the client authenticates at the token endpoint.", {
      ...oidc,
      default: "client_secret_basic",
      deprecated: ["pkce", "authenticationConfiguration"],
      answered: "sometimes",
    }),
    authenticationConfiguration: { ...authenticationConfiguration, ...oidc, answered: "sometimes" },
    idTokenEncryption: { ...idTokenEncryption, ...oidc, answered: "sometimes" },
    deviceAuthorization: { ...deviceAuthorization, ...oidc },
    cibaAuthorization: { ...cibaAuthorization, ...oidc },
    tokenExpiration: object(
      "TokenExpiration",
      {
        accessTokenTtl: amount("Seconds that an access token is valid."),
        refreshTokenTtl: amount("Seconds that a refresh token is valid."),
        maxRefreshRotate: amount("How often a refresh token may be rotated."),
      },
      "How long tokens live.",
      oidc,
    ),
    sessionExpiration: amount("Seconds that a session lasts.", oidc),
    enforcePar: flag("Whether authorization requests must be pushed (PAR, RFC 9126).", { ...oidc, resetTo: false }),
    fapiVersionCompliancy: flag("Whether the client complies with FAPI 2.0.", { ...oidc, resetTo: false }),
    isThirdParty: flag("Whether the client belongs to a third party.", { ...oidc, writeOnly: true, resetTo: false }),
    allowedScopes: set(name("A scope."), "Scopes that the client may ask for.", { ...oidc, writeOnly: true }),
    consentUri: uri("Page on which the user gives consent.", { ...oidc, writeOnly: true }),
    consentValidityPeriod: amount("How long a consent is valid, in the API's unit, which it does not document.", {
      ...oidc,
      writeOnly: true,
    }),
    roleIds: set(name("Id of a role."), "Ids of the roles that the client has.", { ...oidc, writeOnly: true }),

    spEntityId: name("Entity id of the service provider.", { ...saml, required: true }),
    spAcsUrl: uri("Assertion Consumer Service URL of the service provider.", saml),
    spNameIdType: choice(
      ["email", "secondaryEmail", "username", "phoneNumber", "externalUserId"],
      "What the assertion's NameID holds.",
      saml,
    ),
    signAssertion: flag("Whether assertions are signed.", { ...saml, resetTo: false }),
    optionalAcsUrl: flag("Whether requests may leave the ACS URL out.", { ...saml, resetTo: false }),
    useCentralizedLogin: flag("Whether sign-in goes through the tenant's Authentication Hub.", {
      ...saml,
      resetTo: false,
      answered: "sometimes",
    }),
    deletionProtection,

    clientId: text("Id of the client in the API and in OAuth requests.", { output: true }),
    clientSecret: text("Secret of the client.", { output: true, secret: true }),
    tenantId: text("Tenant that the client belongs to.", { output: true }),
    createdAt: time("When the client was created, RFC 3339."),
    updatedAt: time("When the client was last updated, RFC 3339."),
    metadataUrl: text("Where the identity provider's SAML metadata is.", { ...saml, output: true }),
    ssoUrl: text("Where the service provider sends SAML requests.", { ...saml, output: true }),
    entityId: text("Entity id of the identity provider.", { ...saml, output: true }),
    x509Certificate: text("Certificate that assertions are signed with.", { ...saml, output: true }),
  },
} as const satisfies Resource;
