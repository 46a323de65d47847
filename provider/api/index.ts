/** How to talk to the API: a connection that every resource of a run shares. */
import { setTimeout as sleep } from "node:timers/promises";
import { version } from "../version.ts";
import { withoutSecret } from "./answer.ts";
import type { Configuration } from "./config.ts";
import { type Answer, type Exchange, openHttp } from "./http.ts";
import { carryOut, type Operation, paced } from "./operation.ts";
import { openPace } from "./pace.ts";
import { openTokens, type Tokens } from "./token.ts";

export { type Configuration, configure } from "./config.ts";

export interface OperationOptions {
  signal?: AbortSignal;
  /** Milliseconds for all of it, with its repetitions. Default: the connection's. */
  deadline?: number;
  /** Told of waits that the user would wonder about. */
  tell?(message: string): void;
}

/** What one operation on one resource asks through: its requests share a deadline. */
export interface Requests {
  /** The same for all operations of a connection. */
  readonly scope: Scope;
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
    complain?: (content: unknown) => string | undefined,
  ): Promise<unknown>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export interface Scope {
  /** Whose API it is, without secrets. */
  readonly place: string;
}

export interface Connection {
  begin(options?: OperationOptions): Requests;
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

/** @param deadline Milliseconds for one operation. @param answerWithin Milliseconds for one answer. */
export function open(configuration: Configuration, deadline = defaultDeadline, answerWithin?: number): Connection {
  const { baseUrl, credentials, maxConcurrentRequests: concurrent, requestsPerMinute: perMinute } = configuration;
  const clock = openClock();
  const exchange = timed(openHttp(concurrent, answerWithin), clock);
  const pace = openPace({ concurrent, perMinute });
  const tokens = openTokens(configuration, exchange, pace);
  const scope: Scope = { place: "clientId" in credentials ? `${credentials.clientId} ${baseUrl}` : baseUrl };
  return {
    begin: ({ signal, deadline: own = deadline, tell = () => {} } = {}) => {
      const operation: Operation = { deadline: own, spent: 0, signal, tell };
      return {
        scope,
        now: clock.now,
        wait: (milliseconds) => sleep(milliseconds, undefined, { signal }),
        send: (method, path, body, complain) => {
          const content = body && JSON.stringify(body);
          const request = (token: string) =>
            paced(pace, operation, `${method} ${path}`, () =>
              exchange({
                method,
                url: baseUrl + path,
                headers: headersFor(token, content),
                body: content,
                timeout: operation.deadline - operation.spent,
                signal,
              }),
            );
          const attempt = () => authorized(tokens, operation, request);
          return carryOut({ method, path, repeatable: method !== "POST", attempt, complain }, operation, pace);
        },
      };
    },
  };
}

/** A token that is refused is replaced once: it may have been revoked before its time. */
async function authorized(
  tokens: Tokens,
  operation: Operation,
  request: (token: string) => Promise<Answer>,
): Promise<Answer> {
  const token = await tokens.get(operation);
  const answer = withoutSecret(await request(token), token);
  if (answer.status !== 401 || !tokens.renewable) return answer;
  const renewed = await tokens.get(operation, token);
  return withoutSecret(await request(renewed), renewed);
}

const userAgent = `pulumi-transmit/${version}`;

const headersFor = (token: string, body?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
  "user-agent": userAgent,
  ...(body !== undefined && { "content-type": "application/json" }),
});

interface Clock {
  now(): number;
  /** Takes the time from an answer's Date header. */
  set(date: string | undefined): void;
}

function openClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    set: (date) => {
      const difference = Date.parse(date ?? "") - Date.now();
      // The header tells whole seconds, some moments ago: a small difference is none.
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) > 2_000 ? difference : 0;
    },
  };
}

const timed =
  (exchange: Exchange, clock: Clock): Exchange =>
  async (attempt) => {
    const answer = await exchange(attempt);
    clock.set(answer.headers.date);
    return answer;
  };
