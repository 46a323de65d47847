/** Whether a 404 means that a resource is gone. */
import { is404, isOwnNotFound } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Api } from "../transport.ts";
import { isGone } from "../wire/codec.ts";
import { parentOf, pathTo } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";
import { fetchList, itemIn } from "./listCache.ts";

/**
 * The API's own 404 says so. One in other words may be of somebody in between who knows no such path: it is believed if the
 * list says the same.
 */
export async function saysGone(resource: Resource, api: Api, parts: Values, error: unknown): Promise<boolean> {
  return is404(error) && (isOwnNotFound(error) || (await isUnlisted(resource, api, parts)));
}

async function isUnlisted(resource: Resource, api: Api, parts: Values): Promise<boolean> {
  try {
    const list = await fetchList(resource, api, pathTo(resource.collection, parts));
    const item = itemIn(resource, list, parts);
    return item ? isGone(resource, item) : list.every((other) => isIdentified(resource, other));
  } catch (error) {
    // Where the whole collection is gone, so is what was in it.
    const parent = parentOf(resource);
    return isOwnNotFound(error) || (parent !== undefined && isUnlisted(parent, api, parts));
  }
}
