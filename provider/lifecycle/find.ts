import { isNotFound } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { pathTo } from "./identity.ts";
import { isOlder, waitingForFreshness, waitingForPresence } from "./lag.ts";
import { findInList } from "./snapshot.ts";
import { unwrap } from "./wire.ts";

export interface Wanted {
  /** Parts of its id. */
  parts: Values;
  /** When it was last known to be written, RFC 3339: what is older than that is a lag. */
  writtenAt: unknown;
  /** Whether a list says enough of it. */
  listed: boolean;
}

/** What the API answers of a resource, in its names; undefined if there is no such resource. */
export async function find(
  resource: Resource,
  api: Api,
  { parts, writtenAt, listed }: Wanted,
): Promise<Values | undefined> {
  const item = listed ? await findInList(resource, api, parts) : undefined;
  if (item && !isOlder(item.updated_at, writtenAt)) return item;
  const path = pathTo(resource.item, parts);
  const request = async () => unwrap(resource, await api.send("GET", path, undefined, complaintAbout(resource, parts)));
  try {
    return await waitingForFreshness(
      api,
      writtenAt,
      (content) => content.updated_at,
      () => waitingForPresence(api, path, writtenAt, request),
    );
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
