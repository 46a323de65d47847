/** Keys: those that clients authenticate with, those that tokens are encrypted for, and those that sign tokens. */
import { holdsPrivateKey } from "../../provider/fields/privateKeys.ts";
import { isObject } from "../../provider/fields/shape.ts";
import type { Part } from "../subjects/part.ts";
import type { Rule } from "./rule.ts";

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
  about: "oidcClient",
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
