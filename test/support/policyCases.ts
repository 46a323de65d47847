/** For each rule of the policy pack: inputs that keep it, inputs that break it, and where. */
import type { Values } from "../../provider/fields/field.ts";

export interface PolicyCase {
  rule: string;
  type: "Application" | "Client" | "SigningKey";
  keeps: Values;
  breaks: Values;
  /** The property that the message begins with, as far as it names one. */
  at: string;
  /** The provider's own check refuses the inputs that break it, so only a state can have them. */
  isRefused?: true;
}

/** What no advice is about, so that a case is about its rule alone. */
const careful: Values = {
  responseTypes: ["code"],
  pkce: "enforcePkceAlongsideClientCredentials",
  authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [] } },
};
const web = { ...careful, redirectUris: ["https://shop.example/callback"] };
const native: Values = {
  ...careful,
  clientType: "native",
  redirectUris: ["com.example.shop:/callback"],
};
const saml: Values = {
  authenticationProtocol: "saml",
  spEntityId: "https://sp.example",
  spAcsUrl: "https://sp.example/acs",
  signAssertion: true,
};

/** A client of its own, and what differs if the rule is kept or broken. */
const client = (rule: string, at: string, base: Values, keeps: Values, breaks: Values): PolicyCase => ({
  rule,
  at,
  type: "Client",
  keeps: { name: `${rule} kept`, ...base, ...keeps },
  breaks: { name: `${rule} broken`, ...base, ...breaks },
});

const application = (rule: string, at: string, keeps: Values, breaks: Values): PolicyCase => ({
  rule,
  at,
  type: "Application",
  keeps: { appName: `${rule} kept`, firstClient: { name: "Website", ...web }, ...keeps },
  breaks: { appName: `${rule} broken`, firstClient: { name: "Website", ...web }, ...breaks },
});

const redirects = (rule: string, base: Values, keeps: string, breaks: string): PolicyCase =>
  client(rule, "redirectUris[0]", base, { redirectUris: [keeps] }, { redirectUris: [breaks] });

const withKey = (key: Values) => ({
  authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [{ kid: "a", ...key }] } },
});
const modulus = (bits: number) => Buffer.alloc(bits / 8, 0xff).toString("base64url");
const ocsp = (ocspFailOpen: boolean) => ({
  authenticationConfiguration: {
    method: "tls_client_auth",
    isMtlsCertTokenBound: true,
    tlsClientAuth: { ocspOn: true, ocspFailOpen },
  },
});

export const policyCases: readonly PolicyCase[] = [
  redirects("https-redirect-uris", web, "https://shop.example/cb", "http://shop.example/cb"),
  redirects("exact-redirect-uris", web, "https://shop.example/cb", "https://*.shop.example/cb"),
  {
    ...redirects("exact-redirect-uris", web, "https://shop.example/cb", "https://shop.example/cb#top"),
    isRefused: true,
  },
  redirects("exact-redirect-uris", web, "https://shop.example/@me", "https://user@shop.example/cb"),
  redirects("redirect-uri-schemes", web, "https://shop.example/cb", "com.example.shop:/cb"),
  redirects("redirect-uri-schemes", native, "com.example.shop:/cb", "javascript:alert"),
  redirects("redirect-uri-paths", web, "https://shop.example/cb", "https://shop.example"),
  redirects("app-scheme-names", native, "com.example.shop:/cb", "shop:/cb"),
  redirects("loopback-redirect-uris", web, "https://shop.example/cb", "http://127.0.0.1:3000/cb"),
  redirects("loopback-redirect-uris", native, "http://127.0.0.1/cb", "http://localhost/cb"),
  client("pkce-for-public-clients", "pkce", native, {}, { pkce: undefined }),
  client(
    "pkce-for-public-clients",
    "pkce",
    native,
    { pkce: "enforcePkceInsteadOfClientCredentials" },
    { pkce: "allowPkceAlongsideClientCredentials" },
  ),
  client("pkce-for-confidential-clients", "pkce", web, {}, { pkce: "allowPkceAlongsideClientCredentials" }),
  client("no-implicit-response-types", "responseTypes[1]", web, {}, { responseTypes: ["code", "id_token"] }),
  client("no-implicit-response-types", "responseTypes", web, {}, { responseTypes: undefined }),
  client(
    "client-authentication",
    "tokenEndpointAuthMethod",
    { ...web, authenticationConfiguration: undefined },
    { tokenEndpointAuthMethod: "none", pkce: "enforcePkceInsteadOfClientCredentials" },
    { tokenEndpointAuthMethod: "none" },
  ),
  client(
    "client-authentication",
    "cibaAuthorization.enabled",
    { ...web, cibaAuthorization: { enabled: true } },
    {},
    { pkce: "enforcePkceInsteadOfClientCredentials" },
  ),
  client(
    "asymmetric-client-authentication",
    "authenticationConfiguration.method",
    web,
    {},
    { authenticationConfiguration: undefined },
  ),
  client(
    "asymmetric-client-authentication",
    "authenticationConfiguration.method",
    web,
    {},
    { authenticationConfiguration: { method: "client_secret_basic" } },
  ),
  client(
    "certificate-bound-tokens",
    "authenticationConfiguration.isMtlsCertTokenBound",
    web,
    { authenticationConfiguration: { method: "self_signed_tls_client_auth", isMtlsCertTokenBound: true } },
    { authenticationConfiguration: { method: "self_signed_tls_client_auth" } },
  ),
  client(
    "certificate-revocation",
    "authenticationConfiguration.tlsClientAuth.ocspFailOpen",
    web,
    ocsp(false),
    ocsp(true),
  ),
  client(
    "client-keys",
    "authenticationConfiguration.jwks.keys[0]",
    web,
    withKey({ kty: "RSA", e: "AQAB", n: modulus(2048) }),
    withKey({ kty: "RSA", e: "AQAB", n: modulus(1024) }),
  ),
  client(
    "client-keys",
    "authenticationConfiguration.jwks",
    web,
    withKey({ kty: "EC", crv: "P-256", x: "x", y: "y" }),
    withKey({ kty: "EC", crv: "P-256", x: "x", y: "y", d: "canary-private-part" }),
  ),
  {
    rule: "signing-key-strength",
    type: "SigningKey",
    at: "jwk",
    keeps: { name: "long", jwk: { kty: "RSA", e: "AQAB", n: modulus(2048), d: "canary-private-part" } },
    breaks: { name: "short", jwk: { kty: "RSA", e: "AQAB", n: modulus(1024), d: "canary-private-part" } },
  },
  {
    rule: "signing-key-strength",
    type: "SigningKey",
    at: "jwk",
    keeps: { name: "curve", jwk: { kty: "EC", crv: "P-256", x: "x", y: "y", d: "canary-private-part" } },
    breaks: { name: "shared", jwk: { kty: "oct", k: "canary-private-part" } },
  },
  client("fapi-requirements", "enforcePar", { ...web, fapiVersionCompliancy: true }, { enforcePar: true }, {}),
  client(
    "fapi-requirements",
    "authenticationConfiguration",
    { ...web, fapiVersionCompliancy: true, enforcePar: true },
    {},
    { authenticationConfiguration: undefined },
  ),
  client(
    "third-party-consent",
    "consentUri",
    { ...web, isThirdParty: true, allowedScopes: ["openid"] },
    { consentUri: "https://shop.example/consent" },
    {},
  ),
  client(
    "third-party-scopes",
    "allowedScopes",
    { ...web, isThirdParty: true, consentUri: "https://shop.example/consent" },
    { allowedScopes: ["openid"] },
    {},
  ),
  client(
    "access-token-lifetime",
    "tokenExpiration.accessTokenTtl",
    web,
    { tokenExpiration: { accessTokenTtl: 3600 } },
    { tokenExpiration: { accessTokenTtl: 3601 } },
  ),
  client(
    "refresh-token-lifetime",
    "tokenExpiration.refreshTokenTtl",
    web,
    { tokenExpiration: { refreshTokenTtl: 2_592_000 } },
    { tokenExpiration: { refreshTokenTtl: 2_592_001 } },
  ),
  client("session-lifetime", "sessionExpiration", web, { sessionExpiration: 86_400 }, { sessionExpiration: 86_401 }),
  client(
    "refresh-token-rotation",
    "tokenExpiration.maxRefreshRotate",
    native,
    { tokenExpiration: { maxRefreshRotate: 10 } },
    { tokenExpiration: { maxRefreshRotate: 0 } },
  ),
  client(
    "same-site-cookies",
    "shortCookiesSamesiteType",
    web,
    { shortCookiesSamesiteType: "lax" },
    { shortCookiesSamesiteType: "none" },
  ),
  client("same-site-cookies", "shortCookiesSamesiteType", saml, {}, { shortCookiesSamesiteType: "none" }),
  application(
    "https-application-pages",
    "loginUri",
    { loginUri: "https://shop.example/login" },
    { loginUri: "http://shop.example/login" },
  ),
  client(
    "https-client-pages",
    "cibaAuthorization.loginUri",
    web,
    { cibaAuthorization: { enabled: true, loginUri: "http://localhost/ciba" } },
    { cibaAuthorization: { enabled: true, loginUri: "http://shop.example/ciba" } },
  ),
  application(
    "refresh-token-revocation",
    "refreshTokenInvalidationTriggerConfiguration.invalidateOnMemberSuspension",
    { refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: true } },
    { refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: false } },
  ),
  application(
    "invitation-lifetime",
    "inviteMemberEmailExpirationMinutes",
    { inviteMemberEmailExpirationMinutes: 2880 },
    { inviteMemberEmailExpirationMinutes: 2881 },
  ),
  client("https-assertion-consumer", "spAcsUrl", saml, {}, { spAcsUrl: "http://sp.example/acs" }),
  client("registered-assertion-consumer", "spAcsUrl", saml, {}, { spAcsUrl: undefined, optionalAcsUrl: true }),
  client("signed-assertions", "signAssertion", saml, {}, { signAssertion: undefined }),
  client("deletion-protection", "deletionProtection", web, { deletionProtection: true }, {}),
];
