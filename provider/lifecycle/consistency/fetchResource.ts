import { ApiError, is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import type { Api } from "../transport.ts";
import { isGone, unwrap } from "../wire/codec.ts";
import { idOf, pathTo } from "../wire/resourceId.ts";
import { complaintAbout, isIdentified } from "../wire/responseValidation.ts";
import { fetchTogether, findInList, itemIn } from "./listCache.ts";
import { saysGone } from "./notFound.ts";
import { isOlder, waitingForFreshness, waitingForPresence } from "./readAfterWrite.ts";

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
  const item = listed || resource.listedOnly ? await findInList(resource, api, parts) : undefined;
  // That it was deleted is no older news than that it was written.
  if (item && isGone(resource, item)) return undefined;
  if (item && !isOlder(item.updated_at, writtenAt)) return item;
  const path = pathTo(resource.item, parts);
  const request = () => (resource.listedOnly ? pick(resource, api, parts) : ask(resource, api, parts));
  try {
    const found = await waitingForFreshness(
      api,
      writtenAt,
      (content) => (isGone(resource, content) ? undefined : content.updated_at),
      () => waitingForPresence(api, path, writtenAt, request, is404),
    );
    return isGone(resource, found) ? undefined : found;
  } catch (error) {
    if (await saysGone(resource, api, parts, error)) return undefined;
    throw error;
  }
}

async function ask(resource: Resource, api: Api, parts: Values): Promise<Values> {
  const answer = await api.send("GET", pathTo(resource.item, parts), undefined, complaintAbout(resource, parts));
  return unwrap(resource, answer);
}

/** The same of what can be listed alone. @throws ApiError 404, as if it had been asked for */
async function pick(resource: Resource, api: Api, parts: Values): Promise<Values> {
  const path = pathTo(resource.collection, parts);
  const list = await fetchTogether(resource, api, path);
  const found = itemIn(resource, list, parts);
  if (found) return found;
  if (!list.every((item) => isIdentified(resource, item))) {
    const odd = `an item of the list has no id, so that it cannot be told whether it is ${idOf(resource, parts)}`;
    throw new ApiError({ method: "GET", path, status: 200, messages: [odd] });
  }
  const lacking = `the list has no ${nounOf(resource.name)} ${idOf(resource, parts)}`;
  throw new ApiError({ method: "GET", path, status: 404, messages: [lacking], coded: true });
}

/** Whether a list of now has it, and not as something that was deleted. */
export async function isListed(resource: Resource, api: Api, parts: Values): Promise<boolean> {
  const list = await fetchTogether(resource, api, pathTo(resource.collection, parts));
  const item = itemIn(resource, list, parts);
  return item ? !isGone(resource, item) : !list.every((other) => isIdentified(resource, other));
}
