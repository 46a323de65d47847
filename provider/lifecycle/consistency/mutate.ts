import { isOwnNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import type { Api, Method, Once } from "../transport.ts";
import { forgetLists } from "./listCache.ts";
import { rememberThere, rememberWritten, waitingForPresence } from "./readAfterWrite.ts";

export interface Writing {
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
export async function write(
  api: Api,
  method: Exclude<Method, "GET">,
  path: string,
  writing: Writing = {},
): Promise<unknown> {
  const { body, needs = path, writtenAt, complain, once } = writing;
  try {
    const request = () => api.send(method, path, body, complain, once);
    // What may not be carried out twice is only sent again on the API's own word that it was not.
    const answer = await waitingForPresence(api, needs, writtenAt, request, once && isOwnNotFound);
    if (method === "PUT") rememberThere(api, path);
    return answer;
  } finally {
    forgetLists(api);
    rememberWritten(api);
  }
}
