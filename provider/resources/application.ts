/** An identity application, with its default client. */

import { boolean, count, name, object, oneOf, redirectUri, set, string, time, uri } from "../fields/builders.ts";
import type { Resource, Values } from "../fields/field.ts";
import { client } from "./client.ts";
import {
  authenticatorPreferences,
  cibaAuthorization,
  customDomainStatus,
  deviceAuthorization,
  pkceModes,
  refreshTokenInvalidation,
  tokenEndpointAuthMethods,
} from "./clientAuthentication.ts";
import { deletionProtection } from "./deletionProtection.ts";
import { loginPreferences } from "./loginPreferences.ts";

const sometimes = { optionalInResponse: true } as const;

/** A deprecated field: a setting of the default client among the application's own. */
const legacy = (mirrorsClientField: string) => ({
  mirrorsClientField,
  deprecated: [`firstClient.${mirrorsClientField}`],
  ...sometimes,
});

/** A client's fields, without those that the application itself has: its id, and the protection of both. */
const { appId: _, deletionProtection: _own, ...firstClientFields } = client.fields;

const firstClient = object(
  "FirstClient",
  {
    ...firstClientFields,
    adopt: name(
      "Id of another client of the application for `firstClient` to manage from now on, if the default client was deleted " +
        "outside of Pulumi. It can be removed after the next `pulumi up`.",
      { sent: "never", writeOnly: true, transient: true },
    ),
  },
  "The default client, created and managed with the application.",
  {
    embeds: client,
    variant: client.variant,
    rules: client.rules,
    sent: "create",
    writeOnly: true,
  },
);

/** The API requires both besides `first_client`, although `first_client` contains them. */
function derive(inputs: Values): Values {
  const first = inputs.firstClient as Values | undefined;
  if (!first) return {};
  return {
    client_display_name: first.name,
    first_client_authentication_protocol: first.authenticationProtocol ?? client.variant.default,
  };
}

/** The vendor's guides on custom domains and on validating tokens. */
const changesIssuer =
  "Changing it changes the issuer (`iss`) of all tokens of the application, and the addresses of its discovery document " +
  "and keys. Give the new ones to whatever validates the tokens.";

export const application = {
  name: "Application",
  description: "An identity application of the tenant. It has at least one client; the first is created with it.",
  nameField: "appName",
  id: ["appId"],
  collection: "/v1/applications",
  item: "/v1/applications/{appId}",
  permissions: {
    create: ["apps:create", "[appId]:create"],
    list: ["apps:read", "apps:list", "[appId]:read", "[appId]:list"],
    read: ["apps:read", "[appId]:read"],
    update: ["apps:edit", "[appId]:edit"],
    delete: ["apps:delete", "[appId]:delete"],
  },
  replacementWarning:
    "The application and all of its clients are deleted, those of other stacks included. The new ones have new ids and new " +
    "secrets. Give these to whatever uses the old ones.",
  envelope: "result",
  extraCreateFields: derive,
  rules: [
    {
      exactlyOneOf: ["firstClient", "clientDisplayName"],
      because: "an application is created with its default client",
    },
    {
      given: "firstClient",
      without: [
        "clientDescription",
        "clientType",
        "redirectUris",
        "resources",
        "deviceAuthorization",
        "cibaAuthorization",
        "clientAuthMethod",
        "pkce",
      ],
      because: "it sets the same properties of the default client",
    },
  ],
  expectations: [
    {
      given: "signingKeyEnabled",
      is: true,
      needs: ["subdomain", "customDomain"],
      source: "the vendor's guide on signing keys",
    },
  ],
  fields: {
    appName: name("Name of the application, shown in the Admin Portal.", { required: true }),
    appDescription: string("Short description, shown in the Admin Portal.", { resetTo: "" }),
    logo: uri("The application's logo, for example in email templates.", { omittedFromLists: true }),
    serviceProviders: set(name("Id of a service provider."), "Ids of the service providers that may be redirected to."),
    allowPublicSignup: boolean("Whether login flows may create new users.", { default: false }),
    authenticatorPreferences,
    loginUri: uri("The application's login page.", sometimes),
    inviteMemberUri: uri("Page that invited members are sent to.", sometimes),
    inviteMemberEmailExpirationMinutes: count("Minutes that the link in an invitation is valid.", {
      default: 2880,
      ...sometimes,
    }),
    inviteClientId: name(
      "Client that invitations by email link go through: an OIDC client that does not enforce PKCE.",
      { ...sometimes, idOf: "Client" },
    ),
    subdomain: string("Subdomain of the portal in which organizations manage their users.", {
      format: "label",
      unique: true,
      changeWarning: changesIssuer,
      ...sometimes,
    }),
    customDomain: string("Domain that the application can be reached at, for example `login.example.com`.", {
      format: "domain",
      responsePath: "custom_domain.domain",
      unique: true,
      changeWarning: changesIssuer,
      ...sometimes,
    }),
    signingKeyEnabled: boolean(
      "Whether the application signs tokens with a key of its own. It needs a `subdomain` or a `customDomain`.",
      {
        default: false,
        changeWarning:
          "Changing it changes the key that signs tokens. Tokens that were issued before may no longer be accepted.",
        ...sometimes,
      },
    ),
    shouldDeleteSigningKey: boolean(
      "Whether disabling the signing key also deletes it. Tokens signed with it are then no longer valid.",
      { default: false, writeOnly: true },
    ),
    refreshTokenInvalidationTriggerConfiguration: { ...refreshTokenInvalidation, ...sometimes },
    firstClient,
    deletionProtection,

    clientDisplayName: name("Name of the default client.", legacy("name")),
    clientDescription: string("Short description of the default client.", { ...legacy("description"), resetTo: "" }),
    clientType: oneOf(["web", "native"], "Whether the default client runs on a server or on the user's device.", {
      ...legacy("clientType"),
      default: "web",
    }),
    redirectUris: set(
      redirectUri("An absolute URI."),
      "URIs that the default client may redirect to: absolute, and without a fragment.",
      legacy("redirectUris"),
    ),
    resources: set(name("Id of a resource."), "Ids of the resources that the default client may ask access to.", {
      ...legacy("resources"),
    }),
    deviceAuthorization: { ...deviceAuthorization, ...legacy("deviceAuthorization") },
    cibaAuthorization: { ...cibaAuthorization, ...legacy("cibaAuthorization") },
    clientAuthMethod: oneOf(tokenEndpointAuthMethods, "How the default client authenticates at the token endpoint.", {
      ...legacy("tokenEndpointAuthMethod"),
      deprecated: ["firstClient.pkce", "firstClient.authenticationConfiguration"],
      default: "client_secret_basic",
    }),
    pkce: oneOf(pkceModes, "How the default client uses Proof Key for Code Exchange.", legacy("pkce")),

    appId: string("Id of the application.", { output: true }),
    tenantId: string("Tenant that the application belongs to.", { output: true }),
    clientId: string("Id of the default client.", { output: true, mirrorsClientField: "clientId", ...sometimes }),
    clientSecret: string("Secret of the default client.", {
      output: true,
      secret: true,
      mirrorsClientField: "clientSecret",
      ...sometimes,
    }),
    loginPreferences,
    customDomainStatus,
    passwordSharingGroupId: string("Group of applications that passwords are shared with.", {
      output: true,
      ...sometimes,
    }),
    externalCommunication: object(
      "ExternalCommunication",
      {
        language: oneOf(["en", "es", "pt", "fr", "ja", "fr-CA"], "Language of messages to users.", { default: "en" }),
      },
      "How the application writes to its users.",
      { output: true, ...sometimes },
    ),
    applicationType: oneOf(["ido", "basic"], "Kind of application.", { output: true, ...sometimes }),
    createdAt: time("When the application was created, RFC 3339."),
    createdBy: string("Who created the application.", { output: true }),
    updatedAt: time("When the application was last updated, RFC 3339."),
  },
} as const satisfies Resource;
