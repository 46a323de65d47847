/** Chooses where access tokens come from, by the credentials. */
import type { Clock } from "../../clock.ts";
import type { Configuration } from "../config/configuration.ts";
import type { Exchange } from "../http/httpClient.ts";
import type { RateLimiter } from "../retry/rateLimiter.ts";
import { openClientTokens } from "./accessToken.ts";
import { openGivenToken, openTokenFile } from "./givenToken.ts";
import type { Tokens } from "./tokens.ts";

export function openTokens(
  { tokenUrl, tokenUrlFrom, credentials, secretFrom }: Configuration,
  exchange: Exchange,
  limiter: RateLimiter,
  clock: Clock,
): Tokens {
  if ("accessToken" in credentials) {
    return openGivenToken(credentials.accessToken, secretFrom ?? "transmit:accessToken", clock);
  }
  if ("accessTokenFile" in credentials) {
    return openTokenFile(credentials.accessTokenFile, secretFrom ?? "transmit:accessTokenFile", clock);
  }
  return openClientTokens(
    { tokenUrl, setting: tokenUrlFrom },
    { ...credentials, secretFrom },
    exchange,
    limiter,
    clock,
  );
}
