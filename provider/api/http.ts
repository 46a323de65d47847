/** One attempt at one request: what is sent, and what comes back, uninterpreted. */
import type { AxiosInstance } from "axios";

export interface Attempt {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** The body as it goes over the wire. */
  body?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: string;
}

/** No answer came: the reason, and its code, for example `ECONNREFUSED`. */
export class NetworkError extends Error {
  override name = "NetworkError";
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

export type Exchange = (attempt: Attempt) => Promise<Answer>;

const answerWithin = 30_000;

/** Connections stay open between requests; redirects are not followed, since they would carry the token elsewhere. */
export function openHttp(connections = 16): Exchange {
  let instance: Promise<AxiosInstance> | undefined;
  return async ({ method, url, headers, body }) => {
    instance ??= create(connections);
    const axios = await instance;
    try {
      const answer = await axios.request<string>({ method, url, headers, data: body });
      return { status: answer.status, headers: lowerCased(answer.headers), body: answer.data ?? "" };
    } catch (error) {
      const { message, code } = error as { message: string; code?: string };
      throw new NetworkError(message || code || "no answer", code);
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
    httpAgent: new Agent(pool),
    httpsAgent: new SecureAgent(pool),
    timeout: answerWithin,
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
