/** All that a lifecycle asks of the API: to send a request and give the parsed answer, or throw an ApiError. */
import type { Values } from "../fields/field.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Api {
  /** @param path Below the base URL, for example `/v1/applications`. */
  send(method: Method, path: string, body?: Values): Promise<unknown>;
  /** Milliseconds since the epoch by the API's clock, as far as its answers have told it. */
  now(): number;
}
