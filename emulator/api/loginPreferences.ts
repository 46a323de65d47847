/** Sign-in settings of an application, with secrets of its own in every place that has one. */
import type { Values } from "../../provider/fields/field.ts";
import { derivedId } from "../tenant/document.ts";

/** Each application has secrets of its own, always the same. */
const secretOf = (appId: string, of: string): string => `emulated-${of}-${derivedId(`${of} ${appId}`)}`;

export const loginPreferences = (appId: string): Values => ({
  auth_methods: {
    google: {
      clientId: "google-client",
      clientSecret: secretOf(appId, "google"),
      redirectUris: ["https://shop.example/google"],
    },
    apple: {
      clientId: "apple-client",
      clientSecret: secretOf(appId, "apple"),
      redirectUris: [],
      appleTeamId: "TEAM",
      keyId: "KEY",
    },
    email_otp: {
      expiresIn: 10,
      maxFailures: 3,
      codeLength: 6,
      crossClientsAllowed: false,
      message: { primaryColor: "#333333", subject: "Your code" },
    },
    webauthn_api: { rpId: "shop.example", rpWebOrigins: ["https://shop.example"], allowSyncedPasskeys: true },
    push: {
      apn: { key: secretOf(appId, "apn"), keyId: "KEY", teamId: "TEAM", bundle: "example.shop", isProduction: false },
      fcm: { key: { private_key: secretOf(appId, "fcm"), project_id: "shop" } },
    },
  },
});
