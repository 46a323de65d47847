/** Which arguments and outputs an application has in a program, and what must not compile. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import { Application, type ApplicationArgs, type FirstClientArgs } from "../../sdk/dynamic/index.ts";

const shop = new Application("shop", {
  appName: "Shop",
  logo: pulumi.output("https://shop.example/logo.png"),
  subdomain: "shop",
  inviteMemberEmailExpirationMinutes: 60,
  refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberRoleUpdate: false },
  firstClient: {
    name: "Web",
    redirectUris: ["https://shop.example/callback"],
    pkce: "enforcePkceInsteadOfClientCredentials",
  },
});

new Application("portal", {
  appName: "Portal",
  firstClient: { name: "Portal", authenticationProtocol: "saml", spEntityId: "urn:portal", signAssertion: true },
});

new Application("legacy", { appName: "Legacy", clientDisplayName: "Web", redirectUris: [], pkce: undefined });

const first: FirstClientArgs = { name: "Web", redirectUris: [] };
new Application("later", { appName: "Later", firstClient: pulumi.output(first) });

// @ts-expect-error: the name is missing
new Application("nameless", { firstClient: { name: "Web", redirectUris: [] } });

// @ts-expect-error: the property is misspelt
new Application("misspelt", { appName: "Shop", applicationDescription: "The shop" });

// @ts-expect-error: an output is not an input
new Application("set", { appName: "Shop", tenantId: "tenant" });

// @ts-expect-error: the id of the application that is being created cannot be given
new Application("own", { appName: "Shop", firstClient: { appId: "app", name: "Web", redirectUris: [] } });

new Application("adopting", { appName: "Shop", firstClient: { name: "Web", redirectUris: [], adopt: "client" } });

new Application("protected", {
  appName: "Shop",
  deletionProtection: true,
  // @ts-expect-error: the application's own protection includes its first client
  firstClient: { name: "Web", redirectUris: [], deletionProtection: true },
});

// @ts-expect-error: an OIDC client has no spEntityId
new Application("mixed", { appName: "Shop", firstClient: { name: "Web", redirectUris: [], spEntityId: "urn:portal" } });

new Application("mixed", {
  appName: "Shop",
  // @ts-expect-error: a SAML client has no redirectUris
  firstClient: { name: "Portal", authenticationProtocol: "saml", spEntityId: "urn:portal", redirectUris: [] },
});

// @ts-expect-error: redirectUris are missing
new Application("closed", { appName: "Shop", firstClient: { name: "Web" } });

// @ts-expect-error: spEntityId is missing
new Application("anonymous", { appName: "Shop", firstClient: { name: "Portal", authenticationProtocol: "saml" } });

new Application("misspelt", {
  appName: "Shop",
  // @ts-expect-error: a property of the first client is misspelt
  firstClient: { name: "Web", redirectUris: [], consentUrl: "https://shop.example/consent" },
});

// @ts-expect-error: there is no such type of client
new Application("values", { appName: "Shop", clientDisplayName: "Web", clientType: "desktop" });

new Application("hub", {
  appName: "Hub",
  // @ts-expect-error: a nested property that is required is missing
  authenticatorPreferences: { isCentralized: true },
});

/** A program can change any argument before it passes the arguments on. */
export const renamed = (args: ApplicationArgs): ApplicationArgs => ({ ...args, appName: "Other" });

export const outputs: {
  appId: pulumi.Output<string>;
  clientId: pulumi.Output<string | undefined>;
  clientSecret: pulumi.Output<string | undefined>;
  customDomain: pulumi.Output<string | undefined>;
  domainStatus: pulumi.Output<"pending" | "verified" | "error" | undefined>;
  googleClientId: pulumi.Output<string | undefined>;
  applicationType: pulumi.Output<"ido" | "basic" | undefined>;
} = {
  appId: shop.appId,
  clientId: shop.clientId,
  clientSecret: shop.clientSecret,
  customDomain: shop.customDomain,
  domainStatus: shop.customDomainStatus.apply((domain) => domain?.status),
  googleClientId: shop.loginPreferences.apply((preferences) => preferences.authMethods.google?.clientId),
  applicationType: shop.applicationType,
};

// @ts-expect-error: an output is not a plain value
export const plain: string = shop.appId;

// @ts-expect-error: there is no such output
export const missing = shop.secret;
