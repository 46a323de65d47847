/** What an access token of these settings says of itself. The token itself stays here. */
import { systemClock } from "../../clock.ts";
import type { Configuration } from "../config/configuration.ts";
import { openHttp } from "../http/httpClient.ts";
import { openRateLimiter } from "../retry/rateLimiter.ts";
import { openTokens } from "./openTokens.ts";
import { expiryOf, payloadOf } from "./tokenClaims.ts";

/** Each is absent where the token does not say it. */
export interface TokenFacts {
  tenantId?: string;
  /** Id of the application that the token was issued to. */
  appId?: string;
  appName?: string;
  /** `Admin` for a management application. */
  role?: string;
  /** As the API's description names them: `apps:read`. */
  permissions?: string[];
  /** Milliseconds since the epoch. */
  expiresAt?: number;
  /** It is no JWT, or one without claims. */
  isOpaque: boolean;
}

/** @throws ApiError if there is no token; Error if its file cannot be read */
export async function inspectToken(configuration: Configuration, deadlineMs: number): Promise<TokenFacts> {
  const clock = systemClock;
  const tokens = openTokens(configuration, openHttp(1), openRateLimiter({ concurrent: 1 }, clock), clock);
  const token = await tokens.get({ clock, deadlineMs, spentMs: 0, notify: () => {} });
  const claims = payloadOf(token);
  const { tenant_id, app_id, app_name, role, permissions = claims.ts_permissions } = claims;
  return {
    tenantId: textIn(tenant_id),
    appId: textIn(app_id),
    appName: textIn(app_name),
    role: textIn(role),
    permissions: Array.isArray(permissions) ? permissions.filter((one) => typeof one === "string") : undefined,
    expiresAt: expiryOf(token),
    isOpaque: Object.keys(claims).length === 0,
  };
}

const textIn = (claim: unknown): string | undefined => (typeof claim === "string" && claim !== "" ? claim : undefined);
