/** The requests of one operation on one resource. */
import type { Clock } from "../clock.ts";
import { ConfigurationError, redact } from "../errors.ts";
import type { Owner } from "../lifecycle/run.ts";
import type { Endpoint, Requests } from "../lifecycle/transport.ts";
import { version } from "../version.ts";
import type { Tokens } from "./auth/tokens.ts";
import type { Exchange } from "./http/httpClient.ts";
import type { ApiRequest } from "./retry/classify.ts";
import type { RateLimiter } from "./retry/rateLimiter.ts";
import { awaitTurn, executeOnce, executeWithRetry, expectTime, noticeableMs, type Operation } from "./retry/request.ts";
import type { ServerClock } from "./retry/serverClock.ts";

export interface OperationOptions {
  signal?: AbortSignal;
  /** After a cancellation, wait for a request that is under way, since it may change something. Default: abort it. */
  waitsForResponse?: boolean;
  /** Milliseconds for all requests and their retries. Default: the connection's. */
  deadlineMs?: number;
  /** Shows the user a message about a wait. */
  notify?(message: string): void;
  /** Shows the user a warning. */
  warn?(message: string): void;
  /** The stack that the operation is for, where that is known. */
  stack?(): Promise<string | undefined>;
  /** What messages must not show, though a response repeats it. */
  secrets?(): readonly string[];
}

export interface Shared {
  endpoint: Endpoint & { baseUrl: string };
  clock: Clock;
  serverClock: ServerClock;
  exchange: Exchange;
  limiter: RateLimiter;
  tokens: Tokens;
  claimsIn(token: string): Owner;
  /** The settings that give the credentials, for messages. */
  credentialSettings: string;
  /** The setting that gave the address, for messages. */
  baseUrlFrom?: string;
}

/** An idempotent request has at least this long for its response, in milliseconds. */
const leastTimeoutMs = 1_000;

export function beginOperation(shared: Shared, deadlineMs: number, options: OperationOptions): Requests {
  const { endpoint, clock, serverClock, exchange, limiter, tokens } = shared;
  const { baseUrl } = endpoint;
  const {
    signal,
    waitsForResponse,
    notify = () => {},
    warn,
    stack = async () => undefined,
    secrets = () => [],
  } = options;
  const operation: Operation = { clock, deadlineMs, spentMs: 0, signal, notify };
  let waitedMs = 0;

  async function getToken(): Promise<string> {
    const token = await tokens.get(operation);
    expectTenant(token, shared);
    return token;
  }

  /** @param timeoutMs The HTTP client's default if absent. */
  function requestFor(
    method: string,
    path: string,
    body: object | undefined,
    timeoutMs: () => number | undefined,
    validate: ApiRequest["validate"],
  ): ApiRequest & { prepare(): Promise<ApiRequest["attempt"]> } {
    const content = body && JSON.stringify(body);
    let token = "";
    const send = () =>
      exchange({
        method,
        url: baseUrl + path,
        headers: headersFor(token, content),
        body: content,
        timeoutMs: timeoutMs(),
        setting: shared.baseUrlFrom,
        signal: waitsForResponse ? undefined : signal,
      });
    /** @returns Sends it: it must be called */
    const prepare = async () => {
      token = await getToken();
      const sendNow = await awaitTurn(limiter, operation, `${method} ${path}`, send);
      return async () => {
        const response = await sendNow();
        if (response.status !== 401) tokens.accept(token);
        return response;
      };
    };
    return {
      method,
      path,
      validate,
      prepare,
      attempt: async () => (await prepare())(),
      renewToken: () => tokens.renew(token),
      adviceOnRefusal: () => tokens.adviceOnRefusal?.(token),
      secrets: () => [token, ...secrets()],
    };
  }

  return {
    endpoint,
    stack,
    notify,
    warn,
    redact: (text) => redact(text, secrets()),
    claims: async () => shared.claimsIn(await getToken()),
    now: serverClock.now,
    wait: async (milliseconds, why) => {
      if (why !== undefined && waitedMs <= noticeableMs && waitedMs + milliseconds > noticeableMs) {
        notify(`Waiting: ${why}.`);
      }
      if (why !== undefined) waitedMs += milliseconds;
      await clock.sleep(milliseconds, signal);
      operation.spentMs += milliseconds;
    },
    send: (method, path, body, validate) => {
      const timeoutMs = () => Math.max(leastTimeoutMs, deadlineMs - operation.spentMs);
      return executeWithRetry(requestFor(method, path, body, timeoutMs, validate), operation, limiter);
    },
    preparePost: async (path, body, attempt, validate) => {
      // The response to a create must not be lost, however short the time that is left.
      const request = requestFor("POST", path, body, () => undefined, validate);
      expectTime(request, attempt, operation);
      const sendNow = await request.prepare();
      return { send: () => executeOnce({ ...request, attempt: sendNow }, attempt, operation, limiter) };
    },
  };
}

/** @throws ConfigurationError for a token of another tenant than the settings name */
function expectTenant(token: string, { endpoint, claimsIn, credentialSettings }: Shared): void {
  const { tenantId: expected, baseUrl } = endpoint;
  if (expected === undefined) return;
  const { tenantId } = claimsIn(token);
  if (tenantId === undefined || tenantId === expected) return;
  const message =
    `transmit:tenantId is ${expected}, but the access token for ${baseUrl} is of tenant ${tenantId}. Nothing was sent. ` +
    `Check transmit:region or transmit:baseUrl, ${credentialSettings}; or correct transmit:tenantId.`;
  throw new ConfigurationError([{ setting: "tenantId", kind: "invalid", message }]);
}

const userAgent = `pulumi-transmit/${version}`;

const headersFor = (token: string, body?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: "application/json",
  "user-agent": userAgent,
  ...(body !== undefined && { "content-type": "application/json" }),
});
