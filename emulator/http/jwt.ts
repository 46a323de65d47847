/** JSON Web Tokens (RFC 7519), signed with HMAC and SHA-256. */
import { createHmac, randomBytes } from "node:crypto";
import type { Values } from "../../provider/fields/field.ts";

const encode = (part: Values): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** @param key Nobody else has the default one. */
export function openSigner(key: string | Buffer = randomBytes(32)): (claims: Values) => string {
  return (claims) => {
    const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
  };
}
