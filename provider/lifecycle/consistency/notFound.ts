/**
 * Whether a 404 proves that a resource is gone. Only the API itself can prove it: a proxy, a gateway or a wrong base
 * URL answers 404 to paths that it does not know. Whether the token is of the right tenant is checked apart: see
 * ownership/ownership.ts.
 */
import { is404, isApiNotFound } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";
import { isTombstone } from "../wire/codec.ts";
import { parentOf } from "../wire/resourceId.ts";
import { fetchList } from "./listCache.ts";

/** A 404 in the API's own format is proof. Any other 404 needs a list that lacks the resource as well. */
export async function meansDeleted(
  resource: Resource,
  api: Transport,
  parts: Values,
  error: unknown,
): Promise<boolean> {
  return is404(error) && (isApiNotFound(error) || (await isUnlisted(resource, api, parts)));
}

/**
 * Whether a fresh list proves absence: each of its items has an id, and the resource is not among them or is a
 * tombstone.
 */
async function isUnlisted(resource: Resource, api: Transport, parts: Values): Promise<boolean> {
  try {
    const list = await fetchList(resource, api, parts);
    const item = list.find(parts);
    return item ? isTombstone(resource, item) : list.isComplete;
  } catch (error) {
    // If the collection is gone, or the parent that it belongs to, so is the resource.
    const parent = parentOf(resource);
    return isApiNotFound(error) || (parent !== undefined && isUnlisted(parent, api, parts));
  }
}
