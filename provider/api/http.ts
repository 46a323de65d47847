/** One attempt at one request: what is sent, and what comes back, uninterpreted. */
import type { AxiosInstance } from "axios";
import { connectTimeout, withConnectTimeout } from "./connect.ts";

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

/** No answer came. */
export class NetworkError extends Error {
  override name = "NetworkError";
  /** Nothing of the request can have reached the API. */
  readonly neverSent: boolean;
  readonly advice: string;

  constructor(message: string, code: string | undefined, origin: string) {
    super(message);
    this.neverSent = code !== undefined && beforeSending.has(code);
    this.advice = `No answer came from ${origin}. Check transmit:region or transmit:baseUrl, and the network.`;
  }
}

const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  connectTimeout,
]);

/** @throws NetworkError */
export type Exchange = (attempt: Attempt) => Promise<Answer>;

/** Milliseconds that an answer may take. */
const patience = 30_000;

/**
 * Connections stay open between requests; redirects are not followed, since they would carry the token elsewhere.
 * Proxies are those of HTTPS_PROXY and NO_PROXY, further certificate authorities those of NODE_EXTRA_CA_CERTS.
 */
export function openHttp(connections: number, answerWithin = patience): Exchange {
  let instance: Promise<AxiosInstance> | undefined;
  return async ({ method, url, headers, body, timeout = answerWithin, signal }) => {
    instance ??= create(connections);
    const axios = await instance;
    const within = Math.max(1, Math.min(timeout, answerWithin));
    try {
      const answer = await axios.request<string>({ method, url, headers, data: body, timeout: within, signal });
      return { status: answer.status, headers: lowerCased(answer.headers), body: answer.data ?? "" };
    } catch (error) {
      signal?.throwIfAborted();
      const { message, code } = error as { message: string; code?: string };
      throw new NetworkError(message || code || "no answer", code, new URL(url).origin);
    }
  };
}

async function create(connections: number): Promise<AxiosInstance> {
  const [{ library: axios }, { Agent }, { Agent: SecureAgent }] = await Promise.all([
    import("./axios.ts"),
    import("node:http"),
    import("node:https"),
  ]);
  const pool = { keepAlive: true, maxSockets: connections };
  return axios.create({
    httpAgent: withConnectTimeout(new Agent(pool)),
    httpsAgent: withConnectTimeout(new SecureAgent(pool)),
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
