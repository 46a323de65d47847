/** Access tokens, for the credentials that the emulator was started with. */
import type { IncomingHttpHeaders } from "node:http";
import { randomId } from "../tenant/document.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { openSigner } from "./jwt.ts";
import { Refusal, unauthorized } from "./refusal.ts";
import type { Reply } from "./reply.ts";

export const tokenPath = "/oidc/token";

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

export interface Tokens {
  issue(headers: IncomingHttpHeaders, body: string): Reply;
  /** @throws Refusal 401, without a token that was issued and is still valid */
  verify(headers: IncomingHttpHeaders): void;
}

export function openTokens(tenant: Tenant, credentials: Credentials, lifetimeSeconds: number): Tokens {
  const expiries = new Map<string, number>();
  const sign = openSigner();

  /** With the claims that the vendor documents of a management application's token, and an id: no two are the same. */
  function signed(): string {
    const issuedAt = Math.floor(tenant.now() / 1000);
    return sign({
      sub: credentials.clientId,
      tenant_id: tenant.id,
      app_id: tenant.managementApp,
      app_name: "Emulated management application",
      role: "Admin",
      aud: "userid-api",
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
      jti: randomId(),
    });
  }

  return {
    issue: (headers, body) => {
      const form = new URLSearchParams(body);
      if (form.get("grant_type") !== "client_credentials") throw refused(400, "unsupported_grant_type");
      const [id, secret] = basic(headers.authorization) ?? [form.get("client_id"), form.get("client_secret")];
      if (id !== credentials.clientId || secret !== credentials.clientSecret) throw refused(401, "invalid_client");
      const token = tenant.behaviour.settings.tokens === "jwt" ? signed() : `emulated-token-${randomId()}`;
      expiries.set(token, tenant.now() + lifetimeSeconds * 1000);
      return { status: 200, body: { access_token: token, token_type: "Bearer", expires_in: lifetimeSeconds } };
    },
    verify: ({ authorization = "" }) => {
      const token = authorization.match(/^Bearer (.+)$/i)?.[1] ?? "";
      if ((expiries.get(token) ?? 0) <= tenant.now()) throw unauthorized();
    },
  };
}

const because = {
  unsupported_grant_type: "grant_type must be client_credentials",
  invalid_client: "client authentication failed",
};

/** The token endpoint's errors are those of RFC 6749. */
const refused = (status: number, error: keyof typeof because) =>
  new Refusal(status, { error, error_description: because[error] });

/** Credentials in an HTTP Basic header: each form-encoded, as RFC 6749 wants them. */
function basic(authorization: string | undefined): [string | null, string | null] | undefined {
  const encoded = authorization?.match(/^Basic (.+)$/i)?.[1];
  if (!encoded) return undefined;
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(":");
  const form = new URLSearchParams(`id=${id}&secret=${secret}`);
  return [form.get("id"), form.get("secret")];
}
