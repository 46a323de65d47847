/** How to talk to the API: a connection that every resource of a run shares. */
import { ApiError } from "../errors.ts";
import { contentOf } from "./answer.ts";
import type { Configuration } from "./config.ts";
import { type Answer, type Exchange, NetworkError, openHttp } from "./http.ts";
import { openTokens, type Tokens } from "./token.ts";

export { type Configuration, configure } from "./config.ts";

export interface Connection {
  /** @param path Below the base URL. @returns The parsed answer. @throws ApiError */
  send(method: string, path: string, body?: object): Promise<unknown>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
}

const connections = new Map<string, Connection>();

/** The one connection of this process for a configuration: its token and its open sockets are shared. */
export function connect(configuration: Configuration): Connection {
  const key = JSON.stringify(configuration);
  const connection = connections.get(key) ?? open(configuration);
  connections.set(key, connection);
  return connection;
}

function open(configuration: Configuration): Connection {
  const exchange = openHttp();
  const tokens = openTokens(configuration, exchange);
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    send: async (method, path, body) => {
      const place = { method, path };
      try {
        const answer = await authorized(tokens, (token) =>
          exchange({
            method,
            url: configuration.baseUrl + path,
            headers: headersFor(token, body),
            body: body && JSON.stringify(body),
          }),
        );
        const date = Date.parse(answer.headers.date ?? "");
        // The header tells whole seconds: a smaller difference is none.
        if (Math.abs(date - Date.now()) > 2000) ahead = date - Date.now();
        return contentOf(place, answer);
      } catch (error) {
        throw error instanceof NetworkError ? unreachable(place, configuration, error) : error;
      }
    },
  };
}

/** A token that is refused is replaced once: it may have been revoked before its time. */
async function authorized(tokens: Tokens, attempt: (token: string) => ReturnType<Exchange>): Promise<Answer> {
  const token = await tokens.get();
  const answer = await attempt(token);
  return answer.status === 401 && tokens.renewable ? attempt(await tokens.get(token)) : answer;
}

const headersFor = (token: string, body?: object): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
  ...(body && { "content-type": "application/json" }),
});

const unreachable = (
  place: { method: string; path: string },
  { baseUrl }: Configuration,
  error: NetworkError,
): ApiError =>
  new ApiError({
    ...place,
    messages: [error.message],
    advice: `No answer came from ${baseUrl}. Check transmit:region or transmit:baseUrl, and the network.`,
  });
