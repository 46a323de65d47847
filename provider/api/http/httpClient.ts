/** One attempt at one request, and its response, which is not interpreted here. */
import type { ClientRequest } from "node:http";
import { openAgents } from "./agents.ts";
import { tooLarge } from "./causes.ts";
import { openConnectionWatch } from "./connectTimeout.ts";
import { loadOnce } from "./loading.ts";
import { NetworkError } from "./networkError.ts";

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
  /** The setting that gave the address, for messages. */
  setting?: string;
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
  const client = loadOnce(async () => (await import("./axiosClient.ts")).createClient());
  const watch = openConnectionWatch();
  const agentsFor = openAgents({ keepAlive: true, maxSockets: connections, timeout: idleTimeoutMs }, watch);
  /** Origins that have answered: their names and schemes are right. */
  const answered = new Set<string>();
  return async ({ method, url, headers, body, timeoutMs = responseTimeoutMs, maxBytes = defaultBytes, ...more }) => {
    const { setting, signal } = more;
    const timeout = Math.max(1, Math.ceil(Math.min(timeoutMs, responseTimeoutMs)));
    const { origin } = new URL(url);
    const failure = (message: string, code?: string, proxyVariable?: string, neverSent?: boolean) =>
      new NetworkError(message, code, origin, { setting, proxyVariable, neverSent, hasAnswered: answered.has(origin) });
    // Axios is loaded with the first request: previews send none.
    const [axios, { proxyVariable, ...agents }] = await Promise.all([client(), agentsFor(url)]).catch(
      ({ message, code }) => {
        throw failure(message, code, undefined, true);
      },
    );
    // One deadline for the whole exchange. The library's own timeout begins anew with each byte of a response.
    const deadline = AbortSignal.timeout(timeout);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    try {
      const limits = { maxContentLength: maxBytes, maxBodyLength: Number.POSITIVE_INFINITY, signal: either };
      const response = await axios.request<string>({ method, url, headers, data: body, ...limits, ...agents });
      answered.add(origin);
      return { status: response.status, headers: lowerCased(response.headers), body: response.data ?? "" };
    } catch (error) {
      signal?.throwIfAborted();
      const { message, code, request } = error as { message: string; code?: string; request?: ClientRequest };
      const neverSent = request !== undefined && (!request.socket || watch.isUnestablished(request.socket));
      if (deadline.aborted) {
        throw failure(`no complete response within ${timeout / 1000} s`, "ETIMEDOUT", proxyVariable, neverSent);
      }
      if (message?.includes("maxContentLength")) throw failure(tooManyBytes(maxBytes), tooLarge);
      throw failure(message || code || "no response", code, proxyVariable, neverSent);
    }
  };
}

const tooManyBytes = (maxBytes: number): string =>
  `the response has more than ${maxBytes / 1024 / 1024} MiB, after decompression`;

const lowerCased = (headers: object): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
