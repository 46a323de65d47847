/** One attempt at one request: what is sent, and what comes back, uninterpreted. */
import type { ClientRequest } from "node:http";
import type { AxiosInstance } from "axios";
import { openRoutes } from "./agents.ts";
import { neverStood } from "./connectTimeout.ts";
import { NetworkError } from "./networkError.ts";
import { proxyRejected } from "./proxyTunnel.ts";

export interface Attempt {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** The body as it goes over the wire. */
  body?: string;
  /** Milliseconds until the answer has to be there. */
  timeout?: number;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: string;
}

/** @throws NetworkError */
export type Exchange = (attempt: Attempt) => Promise<Answer>;

/** Milliseconds that an answer may take. */
const patience = 30_000;

/** Milliseconds that a connection waits for another request: a server that has just closed it would lose that one. */
const idleFor = 4_000;

/**
 * Connections stay open between requests; redirects are not followed, since they would carry the token elsewhere.
 * Proxies are those of HTTPS_PROXY and NO_PROXY, further certificate authorities those of NODE_EXTRA_CA_CERTS.
 */
export function openHttp(connections: number, answerWithin = patience): Exchange {
  let instance: Promise<AxiosInstance> | undefined;
  const route = openRoutes({ keepAlive: true, maxSockets: connections, timeout: idleFor });
  return async ({ method, url, headers, body, timeout = answerWithin, signal }) => {
    const within = Math.max(1, Math.min(timeout, answerWithin));
    const { origin } = new URL(url);
    instance ??= create();
    const [axios, way] = await Promise.all([instance, route(url)]).catch((error: Error) => {
      throw new NetworkError(error.message, proxyRejected, origin);
    });
    try {
      const answer = await axios.request<string>({ method, url, headers, data: body, timeout: within, signal, ...way });
      return { status: answer.status, headers: lowerCased(answer.headers), body: answer.data ?? "" };
    } catch (error) {
      signal?.throwIfAborted();
      const { message, code, request } = error as { message: string; code?: string; request?: ClientRequest };
      const neverSent = request !== undefined && (!request.socket || neverStood(request.socket));
      throw new NetworkError(message || code || "no answer", code, origin, neverSent);
    }
  };
}

async function create(): Promise<AxiosInstance> {
  const { library: axios } = await import("./axios.ts");
  return axios.create({
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: "text",
    // Bodies are ours to read and write: a failed parse has to be told from a text.
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });
}

const lowerCased = (headers: object): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
