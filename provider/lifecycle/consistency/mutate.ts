import type { Values } from "../../fields/field.ts";
import type { IdempotentMethod, Transport, ValidateResponse } from "../transport.ts";
import { invalidateLists } from "./listCache.ts";
import { noteWrite, noteWriteTo, untilPresent } from "./readAfterWrite.ts";

export interface Mutation {
  body?: Values;
  /** When the resource was last known to be written, RFC 3339: it may not be visible yet. */
  writtenAt?: unknown;
  validate?: ValidateResponse;
}

/** Sends an update or a deletion, which are idempotent. Creates go through createOnce. */
export async function mutate(
  api: Transport,
  method: Exclude<IdempotentMethod, "GET">,
  path: string,
  { body, writtenAt, validate }: Mutation = {},
): Promise<unknown> {
  try {
    const response = await untilPresent(api, path, writtenAt, () => api.send(method, path, body, validate));
    if (method === "PUT") noteWriteTo(api, path);
    return response;
  } finally {
    invalidateLists(api);
    noteWrite(api);
  }
}
