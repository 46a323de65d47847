/** Whether a 404 means that a resource is gone. */
import { isNotFound, isOwnNotFound } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import type { Api } from "./api.ts";
import { pathTo } from "./identity.ts";
import { fetchList, itemIn } from "./snapshot.ts";
import { isGone } from "./wire.ts";

/**
 * The API's own 404 says so. One that lacks its code may be of a gateway that knows no such path: it is believed if the
 * list says the same.
 */
export async function saysGone(resource: Resource, api: Api, parts: Values, error: unknown): Promise<boolean> {
  if (!isNotFound(error)) return false;
  if (isOwnNotFound(error)) return true;
  const list = await fetchList(resource, api, pathTo(resource.collection, parts)).catch((inList) =>
    // Where the whole collection is gone, so is what was in it.
    isOwnNotFound(inList) ? [] : undefined,
  );
  const item = list && itemIn(resource, list, parts);
  return list !== undefined && (item === undefined || isGone(resource, item));
}
