/** The access token: fetched once however many requests wait for it, and again before it expires. */
import { ApiError } from "../errors.ts";
import { contentOf } from "./answer.ts";
import type { Configuration } from "./config.ts";
import type { Exchange } from "./http.ts";

export interface Tokens {
  /** A token that is valid for a while yet. @param refused One that the API no longer takes. */
  get(refused?: string): Promise<string>;
  /** Whether a refused token can be replaced. */
  readonly renewable: boolean;
}

interface Token {
  value: string;
  /** Milliseconds since the epoch, from when on it is not used. */
  renewAt: number;
}

/** Renewed with a tenth of its life left, so that none expires on the way. */
const lifeUsed = 0.9;

export function openTokens({ tokenUrl, credentials }: Configuration, exchange: Exchange): Tokens {
  if ("accessToken" in credentials) {
    const { accessToken } = credentials;
    return { get: async () => accessToken, renewable: false };
  }
  let current: Promise<Token> | undefined;
  let held: Token | undefined;
  const fetch = () => {
    held = undefined;
    current = request(tokenUrl, credentials, exchange);
    current.then(
      (token) => {
        held = token;
      },
      () => {
        current = undefined;
      },
    );
    return current;
  };
  return {
    renewable: true,
    get: async (refused) => {
      const stale = held && (held.value === refused || Date.now() >= held.renewAt);
      return (await (stale || !current ? fetch() : current)).value;
    },
  };
}

async function request(
  tokenUrl: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  exchange: Exchange,
): Promise<Token> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const place = { method: "POST", path: tokenUrl };
  const answer = await exchange({ method: "POST", url: tokenUrl, headers, body: body.toString() });
  if (answer.status === 400 || answer.status === 401) throw refusal(tokenUrl, answer.status);
  const content = contentOf(place, answer) as { access_token?: unknown; expires_in?: unknown } | undefined;
  const value = content?.access_token;
  if (typeof value !== "string" || value === "") {
    throw new ApiError({ ...place, status: answer.status, messages: ["the answer has no access_token"] });
  }
  const seconds = Number(content?.expires_in) || 3600;
  return { value, renewAt: Date.now() + seconds * 1000 * lifeUsed };
}

const refusal = (tokenUrl: string, status: number): ApiError =>
  new ApiError({
    method: "POST",
    path: tokenUrl,
    status,
    messages: ["the client's credentials were refused"],
    advice:
      "Check transmit:clientId and transmit:clientSecret (or TRANSMIT_CLIENT_ID and TRANSMIT_CLIENT_SECRET), " +
      "and that they are of the tenant and region that transmit:region or transmit:baseUrl names.",
  });
