/** What an access token says of itself, where it is a JWT (RFC 7519). */
import type { Owner } from "../../lifecycle/run.ts";

/**
 * The token is our own, and the API decides what it is worth: its signature is of no interest here.
 * @returns Nothing of an opaque token, and nothing that is not a string.
 */
export function claimsIn(token: string): Owner {
  const { tenant_id: tenantId, app_id: appId } = payloadOf(token);
  return { ...(isText(tenantId) && { tenantId }), ...(isText(appId) && { appId }) };
}

/** Remembers the claims of the last token: all operations use the same one until it is renewed. */
export function openClaims(): (token: string) => Owner {
  let last: { token: string; claims: Owner } | undefined;
  return (token) => {
    if (last?.token !== token) last = { token, claims: claimsIn(token) };
    return last.claims;
  };
}

/** @returns When the token expires, in milliseconds since the epoch; undefined if it does not say */
export function expiryOf(token: string): number | undefined {
  const { exp } = payloadOf(token);
  // A Date goes no further.
  return typeof exp === "number" && Math.abs(exp) <= 8.64e12 ? exp * 1000 : undefined;
}

/** The claims; none if it is no JWT. */
export function payloadOf(token: string): Record<string, unknown> {
  const [, payload = ""] = token.split(".");
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) ?? {};
  } catch {
    return {};
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
