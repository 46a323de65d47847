/** `/oidc/token`: access tokens for the credentials that the emulator was started with. */
import type { IncomingHttpHeaders } from "node:http";
import { randomId } from "./document.ts";
import { Refusal, unauthorized } from "./refusal.ts";
import type { Reply } from "./routes.ts";

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

export interface Tokens {
  issue(headers: IncomingHttpHeaders, body: string): Reply;
  /** @throws Refusal 401, without a token that was issued and is still valid */
  verify(headers: IncomingHttpHeaders): void;
}

export function openTokens(credentials: Credentials, lifetimeSeconds: number): Tokens {
  const expiries = new Map<string, number>();
  return {
    issue: (headers, body) => {
      const form = new URLSearchParams(body);
      if (form.get("grant_type") !== "client_credentials") throw new Refusal(400, { error: "unsupported_grant_type" });
      const given = basic(headers.authorization) ?? [form.get("client_id"), form.get("client_secret")];
      if (given[0] !== credentials.clientId || given[1] !== credentials.clientSecret) {
        throw new Refusal(401, { error: "invalid_client", error_description: "client authentication failed" });
      }
      const token = `emulated-token-${randomId()}`;
      expiries.set(token, Date.now() + lifetimeSeconds * 1000);
      return { status: 200, body: { access_token: token, token_type: "Bearer", expires_in: lifetimeSeconds } };
    },
    verify: ({ authorization = "" }) => {
      const expiry = expiries.get(authorization.replace(/^Bearer /, ""));
      if (expiry === undefined || expiry < Date.now()) throw unauthorized();
    },
  };
}

/** Credentials in an HTTP Basic header, form-encoded as RFC 6749 wants them. */
function basic(authorization: string | undefined): string[] | undefined {
  const encoded = authorization?.match(/^Basic (.+)$/i)?.[1];
  if (!encoded) return undefined;
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(":");
  return [decodeURIComponent(id), decodeURIComponent(secret)];
}
