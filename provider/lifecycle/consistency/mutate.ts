import { isApiNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import type { Method, Once, Transport } from "../transport.ts";
import { invalidateLists } from "./listCache.ts";
import { noteWrite, noteWriteTo, untilPresent } from "./readAfterWrite.ts";

export interface Mutation {
  body?: Values;
  /** Path of what has to be there for it. Default: what is written. */
  needs?: string;
  /** When that was last known to be written, RFC 3339: it may not be visible yet. */
  writtenAt?: unknown;
  complain?(answer: unknown, status: number): string | undefined;
  /** Of what may not be carried out twice. */
  once?: Once;
}

/** Sends what changes something. */
export async function mutate(
  api: Transport,
  method: Exclude<Method, "GET">,
  path: string,
  writing: Mutation = {},
): Promise<unknown> {
  const { body, needs = path, writtenAt, complain, once } = writing;
  try {
    const request = () => api.send(method, path, body, complain, once);
    // What may not be carried out twice is only sent again on the API's own word that it was not.
    const answer = await untilPresent(api, needs, writtenAt, request, once && isApiNotFound);
    if (method === "PUT") noteWriteTo(api, path);
    return answer;
  } finally {
    invalidateLists(api);
    noteWrite(api);
  }
}
