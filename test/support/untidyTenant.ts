/** A tenant as real ones are: names of all kinds, references in a ring, and secrets that begin with a word to look for. */
import type { Seed } from "../../emulator/index.ts";

export const canary = "canary-7f3a";
const site = { redirectUris: ["https://shop.example/callback"] };
const privateKey = { kty: "EC", crv: "P-256", x: "public", y: "public", d: `${canary}-private` };

export const untidy: Partial<Seed> = {
  applications: [
    {
      appId: "id-shop",
      appName: "Shop",
      inviteClientId: "id-portal-web",
      loginPreferences: {
        authMethods: {
          google: { clientId: "google", clientSecret: `${canary}-google` },
          push: { fcm: { key: { private_key: `${canary}-fcm` } } },
        },
      },
      clients: [
        { clientId: "id-shop-web", clientSecret: `${canary}-secret`, name: "Web", ...site },
        { clientId: "id-shop-app", name: `Quotes " and ' and \` and \${x} and \\`, clientType: "native", ...site },
        { clientId: "id-shop-saml", name: "Web", authenticationProtocol: "saml", spEntityId: "urn:shop" },
        {
          clientId: "id-shop-key",
          name: "key",
          ...site,
          authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [privateKey] } },
        },
      ],
    },
    { appId: "id-portal", appName: "Portal", clients: [{ clientId: "id-portal-web", name: "Web", ...site }] },
    { appId: "id-twin", appName: "Shop", clients: [{ clientId: "id-twin-web", name: "Web", ...site }] },
    {
      appId: "-id-class",
      appName: "class",
      clients: [
        { clientId: "-id-new", name: "new", ...site },
        { clientId: "-id-2026", name: "2026", ...site },
      ],
    },
    {
      appId: "id-emoji",
      appName: "👩‍👩‍👧 🛍️",
      appDescription: "one\r\ntwo\u2028three\u202efour\tfive",
      clients: [{ name: "חנות", ...site }],
    },
    {
      appId: "id-long",
      appName: "x".repeat(200),
      clients: [{ name: "y ".repeat(100), authenticationProtocol: "saml", spEntityId: "urn:long" }],
    },
    {
      appId: "id-ring",
      appName: "Ring",
      inviteClientId: "id-ring-other",
      clients: [
        { name: "Web", ...site },
        { clientId: "id-ring-other", name: "Other", ...site },
      ],
    },
    { appId: "id-con", appName: "con", clients: [{ name: "default", ...site }] },
  ],
  signingKeys: [{ keyId: "id-key", name: "2026", status: "signing" }],
};
