/** Private keys are secret wherever they come from, though the program did not mark them; public ones stay readable. */
import { withSecrets } from "../../../provider/dynamic/secrets.ts";
import { holdsPrivateKey } from "../../../provider/fields/privateKeys.ts";
import { secretsOf } from "../../../provider/fields/secrets.ts";
import { application, client } from "../../../provider/resources/index.ts";
import { secret } from "../../support/plugin.ts";

const publicKey = { kty: "RSA", kid: "one", n: "abc", e: "AQAB" };
const publicKeys = { keys: [publicKey] };
const privateKeys = { keys: [publicKey, { ...publicKey, d: "canary" }] };

test.each<[string, unknown, boolean]>([
  ["public RSA keys", publicKeys, false],
  ["a public EC key", { kty: "EC", crv: "P-256", x: "a", y: "b" }, false],
  ["an empty private member", { keys: [{ ...publicKey, d: "" }] }, false],
  ["a certificate", { keys: [{ ...publicKey, x5c: ["-----BEGIN CERTIFICATE-----"] }] }, false],
  ["nothing", undefined, false],
  ["private RSA keys", privateKeys, true],
  ["a prime alone", { keys: [{ ...publicKey, p: "canary" }] }, true],
  ["a symmetric key", { keys: [{ kty: "oct", k: "canary" }] }, true],
  ["a key that is no set", { kty: "OKP", d: "canary" }, true],
  ["a PEM key", { keys: [{ pem: "-----BEGIN RSA PRIVATE KEY-----\ncanary" }] }, true],
])("%s", (_, value, expected) => {
  expect(holdsPrivateKey(value)).toBe(expected);
});

const configuration = (jwks: unknown) => ({ method: "private_key_jwt", jwks });

test.each([
  [
    "a client",
    client,
    { name: "Web", authenticationConfiguration: configuration(privateKeys), idTokenEncryption: { jwks: publicKeys } },
    {
      name: "Web",
      authenticationConfiguration: configuration(secret(privateKeys)),
      idTokenEncryption: { jwks: publicKeys },
    },
    { authenticationConfiguration: { jwks: true } },
  ],
  [
    "a default client",
    application,
    { appName: "Shop", firstClient: { idTokenEncryption: { enabled: true, jwks: privateKeys } }, __inputs: "appName" },
    {
      appName: "Shop",
      firstClient: { idTokenEncryption: { enabled: true, jwks: secret(privateKeys) } },
      __inputs: "appName",
    },
    { firstClient: { idTokenEncryption: { jwks: true } } },
  ],
])("the key set of %s is marked in both adapters, and nothing else", (_, resource, values, marked, places) => {
  expect(withSecrets(resource, values)).toEqual(marked);
  expect(secretsOf(resource, values)).toEqual(places);
});
