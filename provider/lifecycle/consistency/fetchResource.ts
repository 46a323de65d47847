import { ApiError, is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import type { Transport } from "../transport.ts";
import { isTombstone, unwrapEnvelope } from "../wire/codec.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { isIdentified, validateResponse } from "../wire/responseValidation.ts";
import { coalescedList, findInCachedList, itemIn } from "./listCache.ts";
import { meansDeleted } from "./notFound.ts";
import { isOlder, untilFresh, untilPresent } from "./readAfterWrite.ts";

export interface FetchOptions {
  /** Parts of its id. */
  parts: Values;
  /** When it was last known to be written, RFC 3339: what is older than that is a lag. */
  writtenAt: unknown;
  /** Whether a list says enough of it. */
  listed: boolean;
}

/** What the API answers of a resource, in its names; undefined if there is no such resource. */
export async function fetchResource(
  resource: Resource,
  api: Transport,
  { parts, writtenAt, listed }: FetchOptions,
): Promise<Values | undefined> {
  const item = listed || resource.noGetEndpoint ? await findInCachedList(resource, api, parts) : undefined;
  // That it was deleted is no older news than that it was written.
  if (item && isTombstone(resource, item)) return undefined;
  if (item && !isOlder(item.updated_at, writtenAt)) return item;
  const path = expandPath(resource.item, parts);
  const request = () => (resource.noGetEndpoint ? fetchFromList(resource, api, parts) : fetchOne(resource, api, parts));
  try {
    const found = await untilFresh(
      api,
      writtenAt,
      (content) => (isTombstone(resource, content) ? undefined : content.updated_at),
      () => untilPresent(api, path, writtenAt, request, is404),
    );
    return isTombstone(resource, found) ? undefined : found;
  } catch (error) {
    if (await meansDeleted(resource, api, parts, error)) return undefined;
    throw error;
  }
}

async function fetchOne(resource: Resource, api: Transport, parts: Values): Promise<Values> {
  const answer = await api.send("GET", expandPath(resource.item, parts), undefined, validateResponse(resource, parts));
  return unwrapEnvelope(resource, answer);
}

/** The same of what can be listed alone. @throws ApiError 404, as if it had been asked for */
async function fetchFromList(resource: Resource, api: Transport, parts: Values): Promise<Values> {
  const path = expandPath(resource.collection, parts);
  const list = await coalescedList(resource, api, path);
  const found = itemIn(resource, list, parts);
  if (found) return found;
  if (!list.every((item) => isIdentified(resource, item))) {
    const odd = `an item of the list has no id, so that it cannot be told whether it is ${idOf(resource, parts)}`;
    throw new ApiError({ method: "GET", path, status: 200, messages: [odd] });
  }
  const lacking = `the list has no ${nounOf(resource.name)} ${idOf(resource, parts)}`;
  throw new ApiError({ method: "GET", path, status: 404, messages: [lacking], hasApiErrorCode: true });
}

/** Whether a list of now has it, and not as something that was deleted. */
export async function isListed(resource: Resource, api: Transport, parts: Values): Promise<boolean> {
  const list = await coalescedList(resource, api, expandPath(resource.collection, parts));
  const item = itemIn(resource, list, parts);
  return item ? !isTombstone(resource, item) : !list.every((other) => isIdentified(resource, other));
}
