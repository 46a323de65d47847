/** What an access token says of itself, where it is a JWT (RFC 7519). */
import type { Owner } from "../../lifecycle/run.ts";

/**
 * The token is our own, and the API decides what it is worth: its signature is of no interest here.
 * @returns Nothing of an opaque token, and nothing that is not a string.
 */
export function claimsIn(token: string): Owner {
  const [, payload = ""] = token.split(".");
  try {
    const { tenant_id: tenantId, app_id: appId } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return { ...(isText(tenantId) && { tenantId }), ...(isText(appId) && { appId }) };
  } catch {
    return {};
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
