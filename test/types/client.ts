/** Which arguments and outputs a client has in a program, and what must not compile. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import { Application, Client, type ClientArgs } from "../../sdk/dynamic/index.ts";

const shop = new Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });

new Client("web", {
  appId: shop.appId,
  name: pulumi.interpolate`${shop.appName} web`,
  redirectUris: [pulumi.interpolate`https://${shop.subdomain}.example/callback`, "com.example.shop:/callback"],
  clientType: "native",
  pkce: pulumi.output("enforcePkceInsteadOfClientCredentials" as const),
  supportedPrompts: ["login", "consent"],
  tokenExpiration: { accessTokenTtl: 300, refreshTokenTtl: pulumi.output(3600) },
  authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [{ kty: "EC", crv: "P-256" }] } },
});

new Client("declared", { appId: "app", name: "Web", authenticationProtocol: "oidc", redirectUris: [] });

new Client("portal", {
  appId: shop.appId,
  name: "Portal",
  authenticationProtocol: "saml",
  spEntityId: "urn:portal",
  spNameIdType: "email",
});

// @ts-expect-error: an OIDC client has no spEntityId
new Client("mixed", { appId: "app", name: "Web", redirectUris: [], spEntityId: "urn:portal" });

const mixed = { appId: "app", name: "Portal", authenticationProtocol: "saml", spEntityId: "urn:portal" } as const;
// @ts-expect-error: a SAML client has no redirectUris
new Client("mixed", { ...mixed, redirectUris: [] });

// @ts-expect-error: the name is missing
new Client("nameless", { appId: "app", redirectUris: [] });

// @ts-expect-error: the application is missing
new Client("stray", { name: "Web", redirectUris: [] });

// @ts-expect-error: redirectUris are missing
new Client("closed", { appId: "app", name: "Web" });

// @ts-expect-error: spEntityId is missing
new Client("anonymous", { appId: "app", name: "Portal", authenticationProtocol: "saml" });

// @ts-expect-error: the property is misspelt
new Client("misspelt", { appId: "app", name: "Web", redirectUris: [], redirectUrls: [] });

// @ts-expect-error: there is no such protocol
new Client("other", { appId: "app", name: "Web", authenticationProtocol: "ldap", redirectUris: [] });

new Client("computed", {
  appId: "app",
  name: "Web",
  // @ts-expect-error: the protocol must be a literal, or the compiler could not check the fields of that protocol
  authenticationProtocol: pulumi.output("oidc" as const),
  redirectUris: [],
});

new Client("values", {
  appId: "app",
  name: "Web",
  redirectUris: [],
  // @ts-expect-error: there is no such type of client
  clientType: "desktop",
});

new Client("values", {
  appId: "app",
  name: "Web",
  redirectUris: [],
  // @ts-expect-error: there is no such prompt
  supportedPrompts: ["login", "password"],
});

new Client("nested", {
  appId: "app",
  name: "Web",
  redirectUris: [],
  // @ts-expect-error: a nested property is misspelt
  tokenExpiration: { accessTokenTTL: 300 },
});

new Client("nested", {
  appId: "app",
  name: "Web",
  redirectUris: [],
  // @ts-expect-error: a nested property that is required is missing
  authenticationConfiguration: { isMtlsCertTokenBound: true },
});

new Client("set", {
  appId: "app",
  name: "Web",
  redirectUris: [],
  // @ts-expect-error: an output is not an input
  clientSecret: "chosen",
});

/** A function for both protocols has the properties that they share, and after a check of the protocol the others. */
export function describeClient(args: ClientArgs): pulumi.Input<string> {
  if (args.authenticationProtocol === "saml") return args.spEntityId;
  const redirectUris: pulumi.Input<pulumi.Input<string>[]> = args.redirectUris;
  return pulumi.output(redirectUris).apply((uris) => uris.join());
}

const read = Client.get("read", "app/client");

export const outputs: {
  appId: pulumi.Output<string>;
  clientId: pulumi.Output<string>;
  clientSecret: pulumi.Output<string>;
  createdAt: pulumi.Output<string>;
  spEntityId: pulumi.Output<string | undefined>;
  accessTokenTtl: pulumi.Output<number | undefined>;
  clientType: pulumi.Output<"web" | "native" | undefined>;
} = {
  appId: read.appId,
  clientId: read.clientId,
  clientSecret: read.clientSecret,
  createdAt: read.createdAt,
  spEntityId: read.spEntityId,
  accessTokenTtl: read.tokenExpiration.apply((expiration) => expiration?.accessTokenTtl),
  clientType: read.clientType,
};

// @ts-expect-error: only SAML clients have the property
export const entityId: pulumi.Output<string> = read.spEntityId;

// @ts-expect-error: an output is not a plain value
export const plain: string = read.clientId;

// @ts-expect-error: an id is an output like others
export const plainId: string = read.appId;

// @ts-expect-error: outputs cannot be assigned
read.clientId = pulumi.output("other");
