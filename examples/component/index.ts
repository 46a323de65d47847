import { IdentityApplication } from "./identityApplication";

const shop = new IdentityApplication("shop", {
  name: "Shop",
  site: "https://shop.example",
  appScheme: "com.example.shop",
});

const bank = new IdentityApplication("bank", {
  name: "Bank",
  site: "https://bank.example",
  appScheme: "com.example.bank",
});

export const shopAppId = shop.appId;
export const shopWebsite = shop.web;
export const bankService = bank.machine;
