/** How clients authenticate. */
import { authenticationMethod, isConfidential, isMutualTls, withoutSecret } from "../subjects/clientKinds.ts";
import type { Rule } from "./rule.ts";

const about = "oidcClient";

export const clientAuthentication: Rule = {
  name: "client-authentication",
  description:
    "A client that can keep a secret authenticates at the token endpoint, and so does each client that uses CIBA.",
  source: "RFC 6749, 2.3 and 3.2.1; RFC 9700, 2.5; OpenID Connect CIBA Core 1.0, 7.1",
  level: "mandatory",
  about,
  properties: [
    "tokenEndpointAuthMethod",
    "authenticationConfiguration.method",
    "pkce",
    "clientType",
    "cibaAuthorization.enabled",
  ],
  check(client) {
    return [
      authenticationMethod(client) === "none" &&
        client.value("clientType") === "web" &&
        client.isNot("pkce", withoutSecret) &&
        `${client.says("tokenEndpointAuthMethod")}, but ${client.says("clientType")}: whoever has a code or a refresh token can use it. Let the ` +
          `client authenticate, or, if it runs in a browser, set ${client.path("pkce")} to "${withoutSecret}".`,
      client.part("cibaAuthorization")?.value("enabled") === true &&
        (authenticationMethod(client) === "none" || client.value("pkce") === withoutSecret) &&
        `${client.part("cibaAuthorization")?.says("enabled")}, but the client does not authenticate: anybody can start a sign-in in ` +
          "its name. Give it a method of authentication.",
    ].filter((message) => message !== false);
  },
};

export const asymmetricAuthentication: Rule = {
  name: "asymmetric-client-authentication",
  description: "Clients authenticate with a key of their own, not with a secret that both sides know.",
  source: "RFC 9700, 2.5",
  level: "advisory",
  about,
  properties: ["authenticationConfiguration.method", "tokenEndpointAuthMethod", "clientType", "pkce"],
  check(client) {
    if (!client.has("authenticationConfiguration") || !isConfidential(client)) return [];
    if (authenticationMethod(client) !== "client_secret_basic") return [];
    const path = `${client.path("authenticationConfiguration")}.method`;
    const config = client.part("authenticationConfiguration");
    const isSaid =
      config?.says("method") ??
      (client.lacks("tokenEndpointAuthMethod")
        ? `${path} is not set, which means "client_secret_basic"`
        : client.says("tokenEndpointAuthMethod"));
    return [
      `${isSaid}: a secret that leaks lets others act as the client. Set ${path} to "private_key_jwt" or a method of mutual TLS.`,
    ];
  },
};

export const boundTokens: Rule = {
  name: "certificate-bound-tokens",
  description: "Access tokens of clients that use mutual TLS are bound to the client's certificate.",
  source: "RFC 8705, 3; RFC 9700, 2.2.1",
  level: "advisory",
  about,
  properties: ["authenticationConfiguration.isMtlsCertTokenBound", "authenticationConfiguration.method"],
  check(client) {
    const config = client.part("authenticationConfiguration");
    return config && isMutualTls(config.value("method")) && config.isNot("isMtlsCertTokenBound", true)
      ? [`${config.says("isMtlsCertTokenBound")}: whoever steals a token can use it. Set it to true.`]
      : [];
  },
};

export const certificateRevocation: Rule = {
  name: "certificate-revocation",
  description: "Revoked client certificates are refused, also when the OCSP responder does not answer.",
  source: "RFC 9325, 7.5; RFC 6960",
  level: "advisory",
  about,
  properties: [
    "authenticationConfiguration.tlsClientAuth.ocspOn",
    "authenticationConfiguration.tlsClientAuth.ocspFailOpen",
    "authenticationConfiguration.method",
  ],
  check(client) {
    const config = client.part("authenticationConfiguration");
    const tls = config?.part("tlsClientAuth");
    if (!tls || config?.value("method") !== "tls_client_auth") return [];
    return [
      tls.value("ocspOn") === false && `${tls.says("ocspOn")}: a revoked certificate still works. Set it to true.`,
      tls.value("ocspFailOpen") === true &&
        `${tls.says("ocspFailOpen")}: a revoked certificate works while the responder cannot be reached. Set it to false.`,
    ].filter((message) => message !== false);
  },
};
