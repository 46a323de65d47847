/**
 * Sends an update or a deletion. Both are idempotent, so the transport retries them after an ambiguous result. Creates
 * are not, and go through createOnce.
 */
import type { Values } from "../../fields/field.ts";
import type { IdempotentMethod, Transport, ValidateResponse } from "../transport.ts";
import { invalidateLists } from "./listCache.ts";
import { noteWrite, noteWriteTo, untilPresent } from "./readAfterWrite.ts";

export interface Mutation {
  body?: Values;
  /** When the resource was last known to be written, RFC 3339: a 404 shortly after that may be a stale response. */
  writtenAt?: unknown;
  validate?: ValidateResponse;
  /** Whether something else proves that a missing resource is gone. */
  isProven?(): Promise<boolean>;
}

export async function mutate(
  api: Transport,
  method: Exclude<IdempotentMethod, "GET">,
  path: string,
  { body, writtenAt, validate, isProven }: Mutation = {},
): Promise<unknown> {
  try {
    const response = await untilPresent(api, path, writtenAt, () => api.send(method, path, body, validate), {
      isProven,
    });
    if (method === "PUT") noteWriteTo(api, path);
    return response;
  } finally {
    // Also after an error: the API may have carried out a request whose response was lost.
    invalidateLists(api);
    noteWrite(api);
  }
}
