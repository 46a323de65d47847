/** Whether a 404 means that a resource is gone. */
import { is404, isApiNotFound } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";
import { isTombstone } from "../wire/codec.ts";
import { expandPath, parentOf } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";
import { fetchList, itemIn } from "./listCache.ts";

/**
 * The API's own 404 says so. One in other words may be of somebody in between who knows no such path: it is believed if the
 * list says the same.
 */
export async function meansDeleted(
  resource: Resource,
  api: Transport,
  parts: Values,
  error: unknown,
): Promise<boolean> {
  return is404(error) && (isApiNotFound(error) || (await isUnlisted(resource, api, parts)));
}

async function isUnlisted(resource: Resource, api: Transport, parts: Values): Promise<boolean> {
  try {
    const list = await fetchList(resource, api, expandPath(resource.collection, parts));
    const item = itemIn(resource, list, parts);
    return item ? isTombstone(resource, item) : list.every((other) => isIdentified(resource, other));
  } catch (error) {
    // Where the whole collection is gone, so is what was in it.
    const parent = parentOf(resource);
    return isApiNotFound(error) || (parent !== undefined && isUnlisted(parent, api, parts));
  }
}
