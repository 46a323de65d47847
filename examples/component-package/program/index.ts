import { SignIn } from "@acme/identity";

const shop = new SignIn("shop", { url: "https://shop.example", appScheme: "com.example.shop" });

export const appId = shop.appId;
export const clientId = shop.clientId;
export const clientSecret = shop.clientSecret;
export const mobileClientId = shop.mobileClientId;
