/** All that a lifecycle asks of the API, for one operation on one resource. */
import type { Values } from "../fields/field.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Api {
  /** The same for all operations of a run on one tenant: what they may share hangs on it. */
  readonly scope: {
    /** Whose API it is: the same for each run. */
    readonly place?: string;
  };
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
    complain?: (answer: unknown) => string | undefined,
  ): Promise<unknown>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}
