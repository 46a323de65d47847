/** The port through which the lifecycle reaches the API: one for each operation on one resource. `provider/api` implements it. */
import type { ApiError } from "../errors.ts";
import type { Values } from "../fields/field.ts";
import type { Owner, Run } from "./run.ts";

/** Requests that do no harm if they are sent again, whatever became of the first. */
export type IdempotentMethod = "GET" | "PUT" | "DELETE";

/** Says why a successful response is unusable; undefined if it is not. */
export type ValidateResponse = (response: unknown, status: number) => string | undefined;

/** What became of one POST. Another one could create a second resource, so the transport does not send it again. */
export type PostOutcome =
  /** A usable success. */
  | { kind: "accepted"; response: unknown }
  /** Refused, or never sent and not worth another attempt. A proxy or gateway may refuse after the API has created. */
  | { kind: "rejected"; error: ApiError }
  /** Not carried out for now: the request may be sent again after the delay. */
  | { kind: "throttled"; error: ApiError; delayMs: number; isAnswered: boolean; why?: string }
  /** No usable response: the API may have carried it out. */
  | { kind: "ambiguous"; error: ApiError };

export interface Requests {
  readonly endpoint: Endpoint;
  /**
   * Sends a request, and again while that may help.
   * @param path Below the base URL, for example `/v1/applications`. @returns The parsed response.
   * @throws ApiError, also where the deadline of the operation is over
   */
  send(method: IdempotentMethod, path: string, body?: Values, validate?: ValidateResponse): Promise<unknown>;
  /**
   * Sends a POST once. A delay in its outcome has been announced, and is for the caller to wait.
   * @param attempt From 1 on: the delay grows with it.
   */
  post(path: string, body: Values, attempt: number, validate?: ValidateResponse): Promise<PostOutcome>;
  /** What the access token says of itself: nothing, if it is opaque. Fetches one if there is none yet. */
  claims(): Promise<Owner>;
  /** The stack that the operation is for, where that is known. */
  stack?(): Promise<string | undefined>;
  /** A text without the secrets of the operation. */
  redact?(text: string): string;
  /** Milliseconds since the epoch by the API's clock, as far as its responses have shown it. */
  now(): number;
  /** @param why For the user, if waits of this operation get long. */
  wait(milliseconds: number, why?: string): Promise<void>;
}

export interface Transport extends Requests {
  readonly run: Run;
}

export interface Endpoint {
  /** The API and the client that we are to it, without secrets: the same in each run. */
  readonly key?: string;
  /** Where it is, for messages. */
  readonly baseUrl?: string;
  /** Tenant that the settings name, if they do. A token of another one never gets this far. */
  readonly tenantId?: string;
}
