/** All that a lifecycle asks of the API, for one operation on one resource. */
import type { Values } from "../fields/field.ts";
import type { Tenants } from "./ownership/tenants.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

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

export interface Claims {
  /** Tenant whose objects the token reaches. */
  tenantId?: string;
  /** Application that the token was given to: signing keys are those of this one. */
  appId?: string;
}

export interface Transport {
  /** The same for all operations of a run on one tenant: what they may share hangs on it. */
  readonly scope: {
    /** Whose API it is: the same for each run. */
    readonly endpointKey?: string;
    /** Where it is, for messages. */
    readonly baseUrl?: string;
    /** Tenant that the settings name, if they do. A token that names another one never gets this far. */
    readonly tenantId?: string;
  };
  /** What the run has learnt of tenants. */
  readonly tenants: Tenants;
  /** A text without what messages must not show, as far as the operation knows it. */
  redact?(text: string): string;
  /** What the access token says of itself: nothing, if it is opaque. Fetches one if there is none yet. */
  claims(): Promise<Claims>;
  /** The stack that it is for, if that is known. */
  stack?(): Promise<string | undefined>;
  /**
   * Sends a request and gives the parsed answer.
   * @param path Below the base URL, for example `/v1/applications`.
   * @param complain Says what makes a successful answer useless; undefined if nothing does.
   * @throws ApiError; LostAnswerError if it may have happened all the same
   */
  send(
    method: Method,
    path: string,
    body?: Values,
    complain?: (answer: unknown, status: number) => string | undefined,
    once?: Once,
  ): Promise<unknown>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
  /** @param why For the user, if it gets long. */
  wait(milliseconds: number, why?: string): Promise<void>;
}
