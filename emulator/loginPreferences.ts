/** Sign-in settings of an application, with secrets of its own in every place that has one. */
import type { Values } from "../provider/fields/field.ts";
import { randomId } from "./document.ts";

const secret = (of: string) => `emulated-${of}-${randomId()}`;

export const loginPreferences = (): Values => ({
  auth_methods: {
    google: {
      clientId: "google-client",
      clientSecret: secret("google"),
      redirectUris: ["https://shop.example/google"],
    },
    apple: {
      clientId: "apple-client",
      clientSecret: secret("apple"),
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
      apn: { key: secret("apn"), keyId: "KEY", teamId: "TEAM", bundle: "example.shop", isProduction: false },
      fcm: { key: { private_key: secret("fcm"), project_id: "shop" } },
    },
  },
});
