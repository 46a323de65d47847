/** One attempt at one request, and its response, which is not interpreted here. */
import type { ClientRequest } from "node:http";
import { openAgents } from "./agents.ts";
import { openConnectionWatch } from "./connectTimeout.ts";
import { NetworkError, tooLarge } from "./networkError.ts";

export interface Attempt {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** The body as it goes over the wire. */
  body?: string;
  /** Milliseconds until the whole response must be there. Default, and the most: the client's. */
  timeoutMs?: number;
  /** Bytes of the response after decompression. Default: the client's. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string | undefined>;
  body: string;
}

/** @throws NetworkError; the signal's reason if it was aborted */
export type Exchange = (attempt: Attempt) => Promise<HttpResponse>;

const defaultResponseTimeoutMs = 30_000;

/** 64 MiB: a list of 10,000 applications fits. */
export const defaultMaxBytes = 64 * 1024 * 1024;

/** A free connection is closed after this time: if the server closed it at the same moment, the next request would be lost. */
const idleTimeoutMs = 4_000;

/**
 * Connections are kept alive between requests. Redirects are not followed: they would carry the token to another host.
 * HTTPS_PROXY and NO_PROXY name proxies, and NODE_EXTRA_CA_CERTS further certificate authorities.
 */
export function openHttp(
  connections: number,
  responseTimeoutMs = defaultResponseTimeoutMs,
  defaultBytes = defaultMaxBytes,
): Exchange {
  let client: ReturnType<typeof loadClient> | undefined;
  const watch = openConnectionWatch();
  const agentsFor = openAgents({ keepAlive: true, maxSockets: connections, timeout: idleTimeoutMs }, watch);
  return async ({ method, url, headers, body, timeoutMs = responseTimeoutMs, maxBytes = defaultBytes, signal }) => {
    const timeout = Math.max(1, Math.ceil(Math.min(timeoutMs, responseTimeoutMs)));
    const { origin } = new URL(url);
    client ??= loadClient();
    const [axios, agents] = await Promise.all([client, agentsFor(url)]).catch(({ message, code }) => {
      throw new NetworkError(message, code, origin, true);
    });
    // One deadline for the whole exchange. The library's own timeout begins anew with each byte of a response.
    const deadline = AbortSignal.timeout(timeout);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    try {
      const limits = { maxContentLength: maxBytes, maxBodyLength: Number.POSITIVE_INFINITY, signal: either };
      const response = await axios.request<string>({ method, url, headers, data: body, ...limits, ...agents });
      return { status: response.status, headers: lowerCased(response.headers), body: response.data ?? "" };
    } catch (error) {
      signal?.throwIfAborted();
      const { message, code, request } = error as { message: string; code?: string; request?: ClientRequest };
      const neverSent = request !== undefined && (!request.socket || watch.isUnestablished(request.socket));
      if (deadline.aborted) {
        throw new NetworkError(`no complete response within ${timeout / 1000} s`, "ETIMEDOUT", origin, neverSent);
      }
      if (message?.includes("maxContentLength")) throw new NetworkError(tooManyBytes(maxBytes), tooLarge, origin);
      throw new NetworkError(message || code || "no response", code, origin, neverSent);
    }
  };
}

const tooManyBytes = (maxBytes: number): string =>
  `the response has more than ${maxBytes / 1024 / 1024} MiB, after decompression`;

const lowerCased = (headers: object): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** Axios is loaded with the first request: previews send none. */
const loadClient = async () => (await import("./axiosClient.ts")).createClient();
