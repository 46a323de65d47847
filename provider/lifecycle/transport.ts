/**
 * The port through which the lifecycle reaches the API: one for each operation on one resource. `provider/api`
 * implements it.
 */
import type { ApiError } from "../errors.ts";
import type { Values } from "../fields/field.ts";
import type { Owner, Run } from "./run.ts";

/** Methods whose requests may be sent again after any result: a second one has no further effect. */
export type IdempotentMethod = "GET" | "PUT" | "DELETE";

/** Says why a successful response is unusable; undefined if it is not. */
export type ValidateResponse = (response: unknown, status: number) => string | undefined;

/** The outcome of one POST. Another one could create a second resource, so the transport never retries it by itself. */
export type PostOutcome =
  /** A usable success. */
  | { kind: "accepted"; response: unknown }
  /**
   * Refused, or never sent, and not to be retried. A proxy or gateway may refuse after the API has created the
   * resource.
   */
  | { kind: "rejected"; error: ApiError }
  /**
   * Not carried out for now: the request may be retried after the delay. `isAnswered`: a response says so, not a failed
   * connection.
   */
  | { kind: "throttled"; error: ApiError; delayMs: number; isAnswered: boolean; why?: string }
  /** No usable response: the API may have created the resource. */
  | { kind: "ambiguous"; error: ApiError };

export interface PreparedPost {
  /** Sends it, once. Must be called, since a place in the rate limiter is taken. */
  send(): Promise<PostOutcome>;
}

export interface Requests {
  readonly endpoint: Endpoint;
  /**
   * Sends a request, and retries it while that may help.
   * @param path Below the base URL, for example `/v1/applications`. @returns The parsed response.
   * @throws ApiError, also if the deadline of the operation is over
   */
  send(method: IdempotentMethod, path: string, body?: Values, validate?: ValidateResponse): Promise<unknown>;
  /**
   * Prepares a POST: fetches a token, and waits for the rate limiter, which may take minutes. Nothing is sent yet.
   * @param attempt From 1 on: the delay before the next attempt grows with it.
   * @throws ApiError if there is no token, or the deadline of the operation is over
   */
  preparePost(path: string, body: Values, attempt: number, validate?: ValidateResponse): Promise<PreparedPost>;
  /** The claims of the access token; empty if it is opaque. Fetches a token if there is none yet. */
  claims(): Promise<Owner>;
  /** The stack that the operation is for, where that is known. */
  stack?(): Promise<string | undefined>;
  /** Shows the user a message. */
  notify?(message: string): void;
  /** Shows the user a warning. */
  warn?(message: string): void;
  /** Removes the secrets of the operation from a text. */
  redact?(text: string): string;
  /** Milliseconds since the epoch by the API's clock, as far as its responses have shown it. */
  now(): number;
  /** @param why For the user, if waits of this operation get long. */
  wait(milliseconds: number, why?: string): Promise<void>;
}

/** The requests of one operation, and the run that it belongs to. */
export interface Transport extends Requests {
  readonly run: Run;
}

export interface Endpoint {
  /** Identifies the API and the client id that we use, without secrets: the same in each run. */
  readonly key?: string;
  /** For messages. */
  readonly baseUrl?: string;
  /** The tenant in the settings, if any. A token whose claims name another one is refused before any request. */
  readonly tenantId?: string;
  /** The folder of the journal of creates in the settings, if any. */
  readonly journalFolder?: string;
  /** Default: stop. */
  readonly existingTwin?: ExistingTwin;
}

/**
 * What a create does where the API has an equal object that this run does not know: it stops, creates another one with a
 * warning, or does not look.
 */
export type ExistingTwin = "stop" | "warn" | "ignore";
