/**
 * Lists the resources of a collection, for functions such as getApplications. Nothing that it finds is managed by that.
 */
import type { Resource, Values } from "../fields/field.ts";
import { coalescedList } from "./consistency/listCache.ts";
import type { Transport } from "./transport.ts";
import { decodeResponse, isTombstone } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, idOf } from "./wire/resourceId.ts";
import { isIdentified } from "./wire/responseValidation.ts";

/**
 * Concurrent calls share a request. Its response is not cached for later calls: another process may have created a
 * resource since.
 * @param parts The values that the collection's path needs. @returns Decoded items without tombstones, the oldest
 * first.
 */
export async function list(resource: Resource, api: Transport, parts: Values = {}): Promise<Values[]> {
  const path = expandPath(resource.collection, parts);
  const items = await translateErrors(resource, {}, () => coalescedList(resource, api, path));
  return items
    .filter((item) => isIdentified(resource, item) && !isTombstone(resource, item))
    .map((item) => decodeResponse(resource, item))
    .sort(byAge(resource));
}

/** By creation time, which never changes: the order is stable between calls, and new resources come last. */
const byAge = (resource: Resource) => (a: Values, b: Values) => {
  const [ours, theirs] = [a, b].map((item) => `${item.createdAt} ${idOf(resource, item)}`) as [string, string];
  return ours < theirs ? -1 : 1;
};
