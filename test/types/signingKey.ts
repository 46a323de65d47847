/** Which arguments and outputs a signing key has in a program, and what must not compile. Never run: the compiler is the test. */
import * as pulumi from "@pulumi/pulumi";
import { SigningKey, type SigningKeyStatus } from "../../sdk/dynamic/index.ts";

new SigningKey("made", { name: "2030-01" });
new SigningKey("named", { name: pulumi.output("2030-01"), status: pulumi.output("signing" as const) });
new SigningKey("uploaded", { name: "own", jwk: { kty: "EC", crv: "P-256", d: pulumi.secret("private") } });
new SigningKey("configured", { name: "own", jwk: new pulumi.Config().requireSecretObject("key"), status: "disabled" });

// @ts-expect-error: the name is missing
new SigningKey("nameless", { status: "signing" });

// @ts-expect-error: there is no such status
new SigningKey("retired", { name: "own", status: "retired" });

// @ts-expect-error: a key is an object, not JSON in a string
new SigningKey("text", { name: "own", jwk: '{"kty":"EC"}' });

// @ts-expect-error: an output is not an input
new SigningKey("set", { name: "own", kid: "chosen" });

// @ts-expect-error: the property is misspelt
new SigningKey("misspelt", { name: "own", jwks: { kty: "EC" } });

const read = SigningKey.get("read", "key");

export const outputs: {
  keyId: pulumi.Output<string>;
  kid: pulumi.Output<string>;
  source: pulumi.Output<"global" | "mosaic" | "uploaded">;
  status: pulumi.Output<SigningKeyStatus | undefined>;
  createdAt: pulumi.Output<string>;
} = { keyId: read.keyId, kid: read.kid, source: read.source, status: read.status, createdAt: read.createdAt };

// @ts-expect-error: there is no such output
read.deletedAt;

// @ts-expect-error: an output is not a plain value
export const plain: string = read.keyId;
