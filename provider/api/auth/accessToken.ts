/** The access token: fetched once for all requests that wait for it, and again before it expires. */
import type { Clock } from "../../clock.ts";
import { ApiError } from "../../errors.ts";
import type { Exchange, HttpResponse } from "../http/httpClient.ts";
import { inALine } from "../retry/outages.ts";
import type { RateLimiter } from "../retry/rateLimiter.ts";
import { executeWithRetry, noticeableMs, type Operation, throttled } from "../retry/request.ts";
import { settingsOfLastUpdate } from "../retry/response.ts";
import type { Tokens } from "./tokens.ts";

/** A response with a token has a few KiB. */
const maxBytes = 1024 * 1024;

interface Token {
  value: string;
  /** Milliseconds since the epoch, from which on it is not used. */
  renewAt: number;
}

/** Renewed with a tenth of its lifetime left, so that none expires on the way. */
const lifeUsed = 0.9;

interface TokenAddress {
  tokenUrl: string;
  /** The setting that gave it, for messages. */
  setting?: string;
}

export function openClientTokens(
  address: TokenAddress,
  credentials: ClientCredentials,
  exchange: Exchange,
  limiter: RateLimiter,
  clock: Clock,
): Tokens {
  let current: Fetch | undefined;
  let held: Token | undefined;
  /** A token was replaced, and the API has not accepted one since. */
  let isReplaced = false;

  function fetch({ deadlineMs, notify }: Operation): Fetch {
    const controller = new AbortController();
    // An operation of its own: others wait for it as well, so it does not end with the one that began it.
    const operation: Operation = { clock, deadlineMs, notify, signal: controller.signal, spentMs: 0 };
    const token = request(address, credentials, exchange, operation, limiter);
    let isSettled = false;
    const abort = () => {
      if (isSettled) return;
      current = undefined;
      controller.abort();
    };
    const begun: Fetch = { token, waiting: 0, isNoticed: false, isTold: false, abort };
    token.then(
      (value) => {
        isSettled = true;
        held = value;
      },
      (error) => {
        isSettled = true;
        // Refused credentials would be refused again: that result is kept.
        if (!isRefusal(error) && current === begun) current = undefined;
      },
    );
    return begun;
  }

  function forget(): void {
    held = undefined;
    current = undefined;
  }

  return {
    get: async (operation) => {
      operation.signal?.throwIfAborted();
      if (held && clock.now() >= held.renewAt) forget();
      current ??= fetch(operation);
      return (await waitFor(current, operation)).value;
    },
    accept: (token) => {
      if (held?.value === token) isReplaced = false;
    },
    renew: (refused) => {
      if (held?.value !== refused) return true;
      // A second token was refused as well: their age is not the cause, and many requests would each fetch another.
      if (isReplaced) return false;
      isReplaced = true;
      forget();
      return true;
    },
    adviceOnRefusal: () =>
      "The access token was refused. Check transmit:clientId and transmit:clientSecret (or TRANSMIT_CLIENT_ID and " +
      `TRANSMIT_CLIENT_SECRET).${settingsOfLastUpdate(credentials.secretFrom)}`,
  };
}

/** A request for a token that several operations wait for. It is aborted once all of them are. */
interface Fetch {
  token: Promise<Token>;
  waiting: number;
  /** A user has heard that it takes long, and of its failure: once for all that wait. */
  isNoticed: boolean;
  isTold: boolean;
  abort(): void;
}

/** Waits for a shared request. An aborted operation stops waiting. */
async function waitFor(fetch: Fetch, { notify, signal }: Operation): Promise<Token> {
  const timer = setTimeout(() => {
    if (!fetch.isNoticed) notify("Waiting for an access token.");
    fetch.isNoticed = true;
  }, noticeableMs);
  let leave = () => {};
  const calledOff = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason);
    signal?.addEventListener("abort", leave, { once: true });
  });
  fetch.waiting++;
  try {
    return await Promise.race([fetch.token, calledOff]);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== undefined) throw error;
    const { isTold } = fetch;
    fetch.isTold = true;
    throw isTold ? inALine(error) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
    if (--fetch.waiting === 0) fetch.abort();
  }
}

interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  /** What gave the secret, for messages. */
  secretFrom?: string;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status !== undefined && [400, 401, 403].includes(error.status);

async function request(
  { tokenUrl, setting }: TokenAddress,
  { clientId, clientSecret, secretFrom }: ClientCredentials,
  exchange: Exchange,
  operation: Operation,
  limiter: RateLimiter,
): Promise<Token> {
  const place = { method: "POST", path: tokenUrl };
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const body = new URLSearchParams(form).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const attempt = async (): Promise<HttpResponse> => {
    const timeoutMs = operation.deadlineMs - operation.spentMs;
    const { signal } = operation;
    const send = () => exchange({ method: "POST", url: tokenUrl, headers, body, timeoutMs, maxBytes, setting, signal });
    const response = await throttled(limiter, operation, `POST ${tokenUrl}`, send);
    // The message is not shown: it may quote the request.
    if (response.status === 400 || response.status === 401) {
      throw refusal(tokenUrl, response.status, secretFrom);
    }
    return response;
  };
  const secrets = () => [clientSecret];
  const validate = (content: unknown) => (tokenIn(content) ? undefined : "the response has no access_token");
  const content = await executeWithRetry({ ...place, attempt, secrets, validate }, operation, limiter).catch(
    (error) => {
      // The request that needed the token was not sent.
      throw error instanceof ApiError ? new ApiError({ ...error.failure, neverSent: true }) : error;
    },
  );
  const seconds = Number((content as { expires_in?: unknown }).expires_in) || 3600;
  return { value: tokenIn(content) as string, renewAt: operation.clock.now() + seconds * 1000 * lifeUsed };
}

function tokenIn(content: unknown): string | undefined {
  const token = (content as { access_token?: unknown } | undefined)?.access_token;
  return typeof token === "string" && token !== "" ? token : undefined;
}

const refusal = (tokenUrl: string, status: number, secretFrom: string | undefined): ApiError =>
  new ApiError({
    method: "POST",
    path: tokenUrl,
    status,
    messages: ["the client's credentials were refused"],
    advice:
      "Check transmit:clientId and transmit:clientSecret (or TRANSMIT_CLIENT_ID and TRANSMIT_CLIENT_SECRET), " +
      "and that they are of the tenant and region that transmit:region or transmit:baseUrl names." +
      settingsOfLastUpdate(secretFrom),
  });
