/** A connection to the API: the access token, sockets and rate limit that all operations of a process share. */
import { type Clock, systemClock } from "../clock.ts";
import type { Endpoint, Requests } from "../lifecycle/transport.ts";
import { openTokens } from "./auth/openTokens.ts";
import { openClaims } from "./auth/tokenClaims.ts";
import type { Configuration } from "./config/configuration.ts";
import { openHttp } from "./http/httpClient.ts";
import { beginOperation, type OperationOptions } from "./operation.ts";
import { watchingOutages } from "./retry/outages.ts";
import { openRateLimiter } from "./retry/rateLimiter.ts";
import { openServerClock, readingTime } from "./retry/serverClock.ts";

export interface Connection {
  /** Requests for one operation on one resource: they share a deadline. */
  begin(options?: OperationOptions): Requests;
}

export interface ConnectionOptions {
  /** Milliseconds for one operation, with its retries. Default: 120,000. */
  deadlineMs?: number;
  /** Milliseconds for one response. Default: the HTTP client's. */
  responseTimeoutMs?: number;
  clock?: Clock;
}

const defaultDeadlineMs = 120_000;

/** One connection for each configuration. */
export function openConnections(): (configuration: Configuration) => Connection {
  const connections = new Map<string, Connection>();
  return (configuration) => {
    const key = JSON.stringify(configuration);
    const connection = connections.get(key) ?? openConnection(configuration);
    connections.set(key, connection);
    return connection;
  };
}

export function openConnection(
  configuration: Configuration,
  { deadlineMs = defaultDeadlineMs, responseTimeoutMs, clock = systemClock }: ConnectionOptions = {},
): Connection {
  const {
    baseUrl,
    baseUrlFrom,
    credentials,
    tenantId,
    journalFolder,
    existingTwin,
    maxResponseBytes,
    maxConcurrentRequests: concurrent,
    requestsPerMinute: perMinute,
  } = configuration;
  const serverClock = openServerClock(clock);
  const http = openHttp(concurrent, responseTimeoutMs, maxResponseBytes);
  const exchange = watchingOutages(readingTime(http, serverClock), clock, deadlineMs);
  const limiter = openRateLimiter({ concurrent, perMinute }, clock);
  const tokens = openTokens(configuration, exchange, limiter, clock);
  const key = "clientId" in credentials ? `${credentials.clientId} ${baseUrl}` : baseUrl;
  const endpoint: Endpoint & { baseUrl: string } = { key, baseUrl, tenantId, journalFolder, existingTwin };
  const credentialSettings =
    "clientId" in credentials
      ? "transmit:clientId and transmit:clientSecret (or the TRANSMIT_… variables of this job)"
      : (configuration.secretFrom ?? "transmit:accessToken");
  const shared = {
    endpoint,
    clock,
    serverClock,
    exchange,
    limiter,
    tokens,
    claimsIn: openClaims(),
    credentialSettings,
    baseUrlFrom,
  };
  return { begin: (options = {}) => beginOperation(shared, options.deadlineMs ?? deadlineMs, options) };
}
