import * as pulumi from "@pulumi/pulumi";
import * as transmit from "pulumi-transmit";

const site = new pulumi.Config().get("site") ?? "https://shop.example";

// Another team manages this application. The shop shares its subdomain.
const brand = transmit.getApplication({ appName: "Brand" });

const shop = new transmit.Application("shop", {
  appName: "Shop",
  loginUri: `${site}/login`,
  subdomain: brand.subdomain.apply((subdomain) => `${subdomain}-shop`),
  firstClient: { name: "Website", redirectUris: [`${site}/callback`] },
});

const mobile = new transmit.Client("mobile", {
  appId: shop.appId,
  name: "App",
  clientType: "native",
  redirectUris: ["com.example.shop:/callback"],
});

export const appId = shop.appId;
export const mobileClientId = mobile.clientId;
