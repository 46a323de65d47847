/**
 * Reads one resource: from a list that other reads share, if that is enough, else by its own request. Undefined means
 * that the resource is proven to be gone; whatever proves nothing is an error, so that no state is dropped because of
 * it.
 */
import { ApiError, is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import type { Transport } from "../transport.ts";
import { isTombstone, unwrapEnvelope } from "../wire/codec.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { validateResponse } from "../wire/responseValidation.ts";
import { coalescedList, findInCachedList } from "./listCache.ts";
import { isGoneWithParent, meansDeleted } from "./notFound.ts";
import { isOlder, untilFresh, untilPresent } from "./readAfterWrite.ts";

export interface FetchOptions {
  /** Parts of the id, by the names of their fields. */
  parts: Values;
  /** When the resource was last known to be written, RFC 3339: an older response is stale. */
  writtenAt: unknown;
  /** When the resource was created, RFC 3339, if that is known. */
  createdAt?: unknown;
  /** Whether an item of a list is enough. Lists omit some fields. */
  listed: boolean;
}

/** @returns The resource under the API's names, without its envelope; undefined if there is no such resource. */
export async function fetchResource(
  resource: Resource,
  api: Transport,
  { parts, writtenAt, createdAt, listed }: FetchOptions,
): Promise<Values | undefined> {
  const item = listed || resource.noGetEndpoint ? await findInCachedList(resource, api, parts) : undefined;
  // A tombstone wins even if its time is older than our last write: nothing brings a deleted resource back.
  if (item && isTombstone(resource, item)) return undefined;
  // Presence in a list is proof; absence from it, or a stale item, is checked by a request of its own.
  if (item && !isOlder(item.updated_at, writtenAt)) return item;
  const path = expandPath(resource.item, parts);
  const request = () => (resource.noGetEndpoint ? fetchFromList(resource, api, parts) : fetchOne(resource, api, parts));
  const isProven = () => isGoneWithParent(resource, api, parts, createdAt);
  try {
    const found = await untilFresh(
      api,
      writtenAt,
      (content) => (isTombstone(resource, content) ? undefined : content.updated_at),
      () => untilPresent(api, path, writtenAt, request, { isMissing: is404, isProven }),
    );
    return isTombstone(resource, found) ? undefined : found;
  } catch (error) {
    if (await meansDeleted(resource, api, parts, error)) return undefined;
    throw error;
  }
}

async function fetchOne(resource: Resource, api: Transport, parts: Values): Promise<Values> {
  const response = await api.send(
    "GET",
    expandPath(resource.item, parts),
    undefined,
    validateResponse(resource, parts),
  );
  return unwrapEnvelope(resource, response);
}

/**
 * Reads a resource that the API can only list.
 * @throws ApiError 404 if the list does not contain it, as a request for a single resource would get; with another
 * status if an item without an id may be the resource, since its absence is not proven then
 */
async function fetchFromList(resource: Resource, api: Transport, parts: Values): Promise<Values> {
  const path = expandPath(resource.collection, parts);
  const list = await coalescedList(resource, api, parts);
  const found = list.find(parts);
  if (found) return found;
  if (!list.isComplete) {
    const unidentified = `the list has an item without an id, which may be ${idOf(resource, parts)}`;
    throw new ApiError({ method: "GET", path, status: 200, messages: [unidentified] });
  }
  const missing = `the list does not contain ${nounOf(resource.name)} ${idOf(resource, parts)}`;
  throw new ApiError({ method: "GET", path, status: 404, messages: [missing], hasApiErrorCode: true });
}

/**
 * Whether a fresh list contains the resource, and not as a tombstone. True also if an item has no id, since it may be
 * the resource: absence must be proven.
 */
export async function isListed(resource: Resource, api: Transport, parts: Values): Promise<boolean> {
  const list = await coalescedList(resource, api, parts);
  const item = list.find(parts);
  return item ? !isTombstone(resource, item) : !list.isComplete;
}
