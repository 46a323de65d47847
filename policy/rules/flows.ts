/** What a client asks for, and what it is given. */
import { authenticationMethod, enforcedPkce, isMutualTls, isPublic } from "../subjects/clientKinds.ts";
import type { Rule } from "./rule.ts";

const about = "oidcClient";

export const fapiRequirements: Rule = {
  name: "fapi-requirements",
  description: "A client that complies with FAPI 2.0 has the settings that FAPI 2.0 asks for.",
  source: "FAPI 2.0 Security Profile, 5.3.2.1 and 5.3.2.2; RFC 9126",
  level: "mandatory",
  about,
  properties: [
    "fapiVersionCompliancy",
    "enforcePar",
    "responseTypes",
    "pkce",
    "authenticationConfiguration.method",
    "tokenEndpointAuthMethod",
  ],
  check(client) {
    if (client.value("fapiVersionCompliancy") !== true) return [];
    const method = authenticationMethod(client);
    const where = client.path("authenticationConfiguration");
    return [
      client.isNot("enforcePar", true) &&
        `${client.says("enforcePar")}: FAPI 2.0 accepts pushed authorization requests only. Set it to true.`,
      client.items("responseTypes").some(({ value }) => value !== "code") &&
        `${client.says("responseTypes")}: FAPI 2.0 has the response type code only. Set it to ["code"].`,
      client.isNot("pkce", enforcedPkce[1]) &&
        `${client.says("pkce")}: FAPI 2.0 requires PKCE. Set it to "${enforcedPkce[1]}".`,
      method !== undefined &&
        !isMutualTls(method) &&
        method !== "private_key_jwt" &&
        `${where} does not authenticate with a key: FAPI 2.0 has private_key_jwt and mutual TLS only. Set its method to one of them.`,
    ].filter((message) => message !== false);
  },
};

export const thirdPartyConsent: Rule = {
  name: "third-party-consent",
  description: "Users are asked before a third party's client gets their data.",
  source: "OpenID Connect Core 1.0, 3.1.2.4",
  level: "advisory",
  about,
  properties: ["isThirdParty", "consentUri"],
  check: (client) =>
    client.value("isThirdParty") === true && client.lacks("consentUri")
      ? [
          `${client.path("consentUri")} is not set, but ${client.says("isThirdParty")}. Set it to the page that asks for consent.`,
        ]
      : [],
};

export const thirdPartyScopes: Rule = {
  name: "third-party-scopes",
  description: "A third party's client may ask only for the scopes that it needs.",
  source: "RFC 9700, 2.3; RFC 6749, 3.3",
  level: "advisory",
  about,
  properties: ["isThirdParty", "allowedScopes"],
  check(client) {
    if (client.value("isThirdParty") !== true || !client.isKnown("allowedScopes")) return [];
    const scopes = client.value("allowedScopes");
    return Array.isArray(scopes) && scopes.length > 0
      ? []
      : [
          `${client.path("allowedScopes")} names no scopes, but ${client.says("isThirdParty")}. List the scopes that the client may ask for.`,
        ];
  },
};

export const refreshTokenRotation: Rule = {
  name: "refresh-token-rotation",
  description: "Refresh tokens of clients that cannot keep a secret are rotated.",
  source: "RFC 9700, 2.2.2 and 4.14.2",
  level: "advisory",
  about,
  properties: [
    "tokenExpiration.maxRefreshRotate",
    "clientType",
    "pkce",
    "tokenEndpointAuthMethod",
    "authenticationConfiguration.method",
  ],
  check: (client) =>
    isPublic(client) && client.part("tokenExpiration")?.value("maxRefreshRotate") === 0
      ? [
          `${client.path("tokenExpiration")}.maxRefreshRotate is 0: a stolen refresh token of this client works until it expires. ` +
            "Allow rotations, so that a second use of a token shows the theft.",
        ]
      : [],
};

export const sameSiteCookies: Rule = {
  name: "same-site-cookies",
  description: "Cookies of a sign-in are not sent along with requests from other sites.",
  source: "RFC 9700, 4.7 and 4.16",
  level: "advisory",
  about: "client",
  properties: ["shortCookiesSamesiteType"],
  check: (client) =>
    client.value("shortCookiesSamesiteType") === "none"
      ? [
          `${client.says("shortCookiesSamesiteType")}: other sites can start requests that carry these cookies. Use "lax", unless the sign-in runs in a frame of another site.`,
        ]
      : [],
};
