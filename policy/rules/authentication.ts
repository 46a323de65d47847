/** How clients authenticate, and with which keys. */
import { holdsPrivateKey } from "../../provider/fields/privateKeys.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Part } from "../subjects/part.ts";
import { authenticationMethod, isConfidential, isMutualTls, withoutSecret } from "./clientKinds.ts";
import type { Rule } from "./rule.ts";

const about = "oidcClient";

export const clientAuthentication: Rule = {
  name: "client-authentication",
  description:
    "A client that can keep a secret authenticates at the token endpoint, and so does each client that uses CIBA.",
  source: "RFC 6749, 2.3 and 3.2.1; RFC 9700, 2.5; OpenID Connect CIBA Core 1.0, 7.1",
  level: "mandatory",
  about,
  properties: ["tokenEndpointAuthMethod", "pkce", "clientType", "cibaAuthorization.enabled"],
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

/** Bits of the smallest RSA key that JSON Web Algorithms allow. */
const leastBits = 2048;

/** What is wrong with a JSON Web Key, or the keys of a set. Never says a part of a key. */
function faultsIn(value: unknown, path: string): string[] {
  if (!isObject(value)) return [];
  if (Array.isArray(value.keys)) return value.keys.flatMap((key, index) => faultsIn(key, `${path}.keys[${index}]`));
  const bits = value.kty === "RSA" && typeof value.n === "string" ? bitsOf(value.n) : undefined;
  return bits !== undefined && bits > 0 && bits < leastBits
    ? [`${path} is an RSA key of ${bits} bits. Use one of ${leastBits} bits or more.`]
    : [];
}

/** Of a modulus in base64url. */
function bitsOf(modulus: string): number {
  const bytes = Buffer.from(modulus, "base64url");
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] as number));
}

const keySets = (client: Part): { value: unknown; path: string }[] =>
  ["authenticationConfiguration", "idTokenEncryption"].flatMap((name) => {
    const part = client.part(name);
    return part ? [{ value: part.value("jwks"), path: part.path("jwks") }] : [];
  });

const keySource = "RFC 7518, 3.3, 3.5 and 4.2";

export const clientKeys: Rule = {
  name: "client-keys",
  description: `RSA keys of clients have ${leastBits} bits or more, and their key sets are public keys only.`,
  source: `${keySource}; RFC 7517, 9.2`,
  level: "mandatory",
  about,
  properties: ["authenticationConfiguration.jwks", "idTokenEncryption.jwks"],
  check: (client) =>
    keySets(client).flatMap(({ value, path }) => [
      ...(holdsPrivateKey(value)
        ? [
            `${path} has a private or a symmetric key in it. Replace that key everywhere, and give its public part only.`,
          ]
        : []),
      ...faultsIn(value, path),
    ]),
};

export const signingKeyStrength: Rule = {
  name: "signing-key-strength",
  description: `An uploaded signing key is an asymmetric one, of ${leastBits} bits or more if it is an RSA key.`,
  source: `${keySource}; RFC 8725, 3.5`,
  level: "mandatory",
  about: "signingKey",
  properties: ["jwk"],
  check(key) {
    const value = key.value("jwk");
    return isObject(value) && value.kty === "oct"
      ? [
          `${key.path("jwk")} is a symmetric key: whoever validates tokens with it can also sign them. Upload an RSA or EC key.`,
        ]
      : faultsIn(value, key.path("jwk"));
  },
};
