/** How to talk to the API: a connection that every resource of a run shares. */
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigurationError, redact } from "../errors.ts";
import { version } from "../version.ts";
import { openTokens, type Tokens } from "./auth/accessToken.ts";
import { type Claims, claimsIn } from "./auth/tokenClaims.ts";
import type { Configuration } from "./config/configuration.ts";
import { type Exchange, openHttp } from "./http/httpClient.ts";
import { openRateLimiter, type RateLimiter } from "./retry/rateLimiter.ts";
import { executeWithRetry, noticeable, type Operation, throttled } from "./retry/request.ts";
import { type Clock, openClock, timed } from "./retry/serverClock.ts";

export { type Configuration, configure } from "./config/configuration.ts";

export interface OperationOptions {
  signal?: AbortSignal;
  /** What is on its way when it is called off is waited for, since it may change something. Default: it is ended. */
  waitsForResponse?: boolean;
  /** Milliseconds for all of it, with its repetitions. Default: the connection's. */
  deadline?: number;
  /** Told of waits that the user would wonder about. */
  notify?(message: string): void;
  /** The stack that it is for, if that is known. */
  stack?(): Promise<string | undefined>;
  /** What messages must not show, though an answer repeats it. */
  secrets?(): readonly string[];
}

/** What to know of a request that may not be carried out twice. */
export interface Once {
  /** Told just before it is sent, each time. */
  sending(): void;
  /** Told of an answer that says that it did not happen, before the wait for the next time. */
  refused(): void;
  /**
   * Asked before it is sent again because an answer says that it did not happen.
   * @returns What it has made all the same; undefined if nothing.
   */
  made(): Promise<unknown>;
}

/** What one operation on one resource asks through: its requests share a deadline. */
export interface OperationRequests {
  /** The same for all operations of a connection. */
  readonly scope: Scope;
  /** The stack that it is for, if that is known. */
  stack(): Promise<string | undefined>;
  /**
   * @param path Below the base URL.
   * @param complain Says what makes a successful answer useless; undefined if nothing does.
   * @returns The parsed answer.
   * @throws ApiError; LostAnswerError if it may have happened all the same
   */
  send(
    method: string,
    path: string,
    body?: object,
    complain?: (content: unknown, status: number) => string | undefined,
    once?: Once,
  ): Promise<unknown>;
  /** A text without what messages must not show. */
  redact(text: string): string;
  /** What the access token says of itself. Fetches one if there is none yet. */
  claims(): Promise<Claims>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
  /** @param why For the user, if it gets long. */
  wait(milliseconds: number, why?: string): Promise<void>;
}

export interface Scope {
  /** Whose API it is, without secrets. */
  readonly endpointKey: string;
  /** Where it is. */
  readonly baseUrl: string;
  /** Tenant that the settings name, if they do. */
  readonly tenantId?: string;
}

export interface Connection {
  begin(options?: OperationOptions): OperationRequests;
}

/** Milliseconds for one operation, with all of its repetitions. */
const defaultDeadline = 120_000;

const connections = new Map<string, Connection>();

/** The one connection of this process for a configuration: its token, sockets and pace are shared. */
export function connect(configuration: Configuration): Connection {
  const key = JSON.stringify(configuration);
  const connection = connections.get(key) ?? open(configuration);
  connections.set(key, connection);
  return connection;
}

interface Shared {
  scope: Scope;
  clock: Clock;
  exchange: Exchange;
  pace: RateLimiter;
  tokens: Tokens;
}

/** @param deadline Milliseconds for one operation. @param answerWithin Milliseconds for one answer. */
export function open(configuration: Configuration, deadline = defaultDeadline, answerWithin?: number): Connection {
  const { baseUrl, credentials, tenantId, maxConcurrentRequests: concurrent } = configuration;
  const clock = openClock();
  const exchange = timed(openHttp(concurrent, answerWithin), clock);
  const pace = openRateLimiter({ concurrent, perMinute: configuration.requestsPerMinute });
  const tokens = openTokens(configuration, exchange, pace);
  const place = "clientId" in credentials ? `${credentials.clientId} ${baseUrl}` : baseUrl;
  const shared: Shared = { scope: { endpointKey: place, baseUrl, tenantId }, clock, exchange, pace, tokens };
  return { begin: (options = {}) => begin(shared, options.deadline ?? deadline, options) };
}

function begin(shared: Shared, deadline: number, options: OperationOptions): OperationRequests {
  const { scope, clock, exchange, pace, tokens } = shared;
  const { baseUrl } = scope;
  const {
    signal,
    waitsForResponse = false,
    notify = () => {},
    stack = async () => undefined,
    secrets = () => [],
  } = options;
  const operation: Operation = { deadline, spent: 0, signal, notify };
  let waited = 0;
  const getToken = async (): Promise<string> => {
    const token = await tokens.get(operation);
    refuseForeign(token, scope);
    return token;
  };
  return {
    scope,
    stack,
    redact: (text) => redact(text, secrets()),
    claims: async () => claimsIn(await getToken()),
    now: clock.now,
    wait: async (milliseconds, why) => {
      if (why !== undefined && waited <= noticeable && waited + milliseconds > noticeable) notify(`Waiting: ${why}.`);
      waited += milliseconds;
      await sleep(milliseconds, undefined, { signal });
      operation.spent += milliseconds;
    },
    send: (method, path, body, complain, once) => {
      const repeatable = method !== "POST";
      const content = body && JSON.stringify(body);
      let token = "";
      const exchangeOnce = () => {
        once?.sending();
        return exchange({
          method,
          url: baseUrl + path,
          headers: headersFor(token, content),
          body: content,
          // Where the time is short, what may not be lost is waited for all the same.
          timeout: repeatable ? Math.max(leastPatience, operation.deadline - operation.spent) : undefined,
          signal: waitsForResponse ? undefined : signal,
        });
      };
      const attempt = async () => {
        token = await getToken();
        const answer = await throttled(pace, operation, `${method} ${path}`, exchangeOnce);
        if (answer.status !== 401) tokens.accept(token);
        return answer;
      };
      const renew = () => tokens.renew(token);
      const secretsSent = () => [token, ...secrets()];
      const task = {
        method,
        path,
        repeatable,
        attempt,
        secrets: secretsSent,
        complain,
        renew,
        refused: once?.refused,
        made: once?.made,
      };
      return executeWithRetry(task, operation, pace);
    },
  };
}

/** @throws ConfigurationError for a token of another tenant than the settings name */
function refuseForeign(token: string, { tenantId: wanted, baseUrl }: Scope): void {
  if (wanted === undefined) return;
  const { tenantId } = claimsIn(token);
  if (tenantId === undefined || tenantId === wanted) return;
  throw new ConfigurationError([
    `transmit:tenantId is ${wanted}, but the access token for ${baseUrl} is of tenant ${tenantId}. Nothing was sent. ` +
      "Check transmit:region or transmit:baseUrl, transmit:clientId and transmit:clientSecret (or the TRANSMIT_… variables " +
      "of this job); or correct transmit:tenantId.",
  ]);
}

/** Milliseconds that an answer has at least. */
const leastPatience = 1_000;

const userAgent = `pulumi-transmit/${version}`;

const headersFor = (token: string, body?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
  "user-agent": userAgent,
  ...(body !== undefined && { "content-type": "application/json" }),
});
