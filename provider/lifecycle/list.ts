/**
 * Lists the resources of a collection, for functions such as getApplications. Nothing that it finds is managed by that.
 */
import type { Resource, Values } from "../fields/field.ts";
import { coalescedList } from "./consistency/listCache.ts";
import type { Transport } from "./transport.ts";
import { decodeResponse, isTombstone } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { idOf, idPartsFrom } from "./wire/resourceId.ts";
import { isIdentified } from "./wire/responseValidation.ts";

/**
 * Concurrent calls share a request. Its response is not cached for later calls: another process may have created a
 * resource since.
 * @param parts The values that the collection's path needs. @returns Decoded items with their whole ids, without
 * tombstones, the oldest first.
 */
export async function list(resource: Resource, api: Transport, parts: Values = {}): Promise<Values[]> {
  const { items } = await translateErrors(resource, {}, () => coalescedList(resource, api, parts));
  return items
    .filter((item) => isIdentified(resource, item) && !isTombstone(resource, item))
    .map((item) => ({ ...idPartsFrom(resource, parts), ...decodeResponse(resource, item) }))
    .map((item) => ({ item, order: orderOf(resource, item) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ item }) => item);
}

/** By creation time, which never changes: the order is stable between calls, and new resources come last. */
export const orderOf = (resource: Resource, item: Values): string => `${item.createdAt} ${idOf(resource, item)}`;
