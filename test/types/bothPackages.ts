/** A program for either package, with nothing changed but its import. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "../../sdk/dynamic/index.ts";

const first: transmit.types.input.FirstClientArgs = {
  name: "Web",
  redirectUris: ["https://shop.example/callback"],
  pkce: transmit.Pkce.EnforcePkceAlongsideClientCredentials,
};

const shop = new transmit.Application(
  "shop",
  { appName: "Shop", subdomain: "shop", firstClient: first },
  { protect: true },
);

const args: transmit.ClientArgs = {
  appId: shop.appId,
  name: "Portal",
  authenticationProtocol: transmit.AuthenticationProtocol.Saml,
  spEntityId: "urn:portal",
  spNameIdType: transmit.SpNameIdType.Email,
};
const portal = new transmit.Client("portal", args, { dependsOn: shop });

const native: transmit.ClientType = transmit.ClientType.Native;
new transmit.Client("app", {
  appId: shop.appId,
  name: "App",
  redirectUris: [pulumi.interpolate`com.example.${shop.subdomain}:/callback`],
  clientType: native,
  description: shop.appDescription,
  consentUri: pulumi.output(undefined),
  supportedPrompts: [transmit.types.enums.SupportedPrompt.Login],
  defaultCustomClaims: [transmit.Claim.EmailVerified],
});

const key = new transmit.SigningKey("key", { name: "2030", status: transmit.SigningKeyStatus.Validating });

const found = transmit.getApplicationOutput({ appName: "Brand" }, { dependsOn: [shop] });
const clientsArgs: transmit.GetClientsOutputArgs = { appId: found.appId };
const clients = transmit.getClientsOutput(clientsArgs);

export const resources: pulumi.CustomResource[] = [shop, portal, key];
export const read: transmit.Client = transmit.Client.get("read", "app/client", { parent: shop });
export const status: pulumi.Output<transmit.SigningKeyStatus | undefined> = key.status;
export const names: pulumi.Output<string[]> = clients.apply((result) => result.clients.map(({ name }) => name));
export const brand: pulumi.Output<transmit.GetApplicationResult> = found;
export const isClient = (value: unknown): boolean => transmit.Client.isInstance(value);
export const login: pulumi.Output<transmit.types.output.LoginPreferences> = shop.loginPreferences;
