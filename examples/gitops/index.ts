/** The same applications and clients for every tenant. What differs between tenants is in `Pulumi.<stack>.yaml`. */
import * as pulumi from "@pulumi/pulumi";
import * as transmit from "pulumi-transmit";

const config = new pulumi.Config();
const site = config.require("site");
const deletionProtection = config.getBoolean("isProduction") ?? false;

const shop = new transmit.Application("shop", {
  appName: "Shop",
  deletionProtection,
  firstClient: {
    name: "Shop website",
    redirectUris: [`${site}/callback`],
    responseTypes: ["code"],
    pkce: "enforcePkceAlongsideClientCredentials",
  },
});

const mobile = new transmit.Client("mobile", {
  appId: shop.appId,
  name: "Shop app",
  clientType: "native",
  redirectUris: ["com.example.shop:/callback"],
  responseTypes: ["code"],
  pkce: "enforcePkceInsteadOfClientCredentials",
  tokenExpiration: { accessTokenTtl: 3600 },
  deletionProtection,
});

export const appId = shop.appId;
export const clientId = shop.clientId;
export const clientSecret = shop.clientSecret;
export const mobileClientId = mobile.clientId;
