/**
 * Whether a 404 proves that a resource is gone. Only the API itself can prove it: a proxy, a gateway or a wrong base
 * URL answers 404 to paths that it does not know. Whether the token is of the right tenant is checked apart: see
 * ownership/ownership.ts.
 */
import { ApiError, is404, isApiNotFound } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Parent } from "../run.ts";
import type { Transport } from "../transport.ts";
import { isTombstone } from "../wire/codec.ts";
import { expandPath, parentOf } from "../wire/resourceId.ts";
import { fetchList } from "./listCache.ts";
import { consistencyWindowMs, timeOf } from "./readAfterWrite.ts";

/**
 * A 404 in the API's own format is proof. Any other 404 needs a parent that is gone, or a list that lacks the resource
 * as well.
 */
export async function meansDeleted(
  resource: Resource,
  api: Transport,
  parts: Values,
  error: unknown,
): Promise<boolean> {
  return (
    is404(error) && (isApiNotFound(error) || isOrphan(resource, api, parts) || (await isUnlisted(resource, api, parts)))
  );
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

/** Records that a resource is proven to be gone. What belongs to it is gone with it: nobody waits for that to appear. */
export const noteGone = (resource: Resource, api: Transport, parts: Values): void => {
  const path = expandPath(resource.item, parts);
  api.run.parents.set(path, { existedAt: 0, ...api.run.parents.get(path), isGone: true });
};

/** Whether the parent of a resource is known to be gone. */
const isOrphan = (resource: Resource, api: Transport, parts: Values): boolean => {
  const parent = parentOf(resource);
  return parent !== undefined && api.run.parents.get(expandPath(parent.item, parts))?.isGone === true;
};

/**
 * Whether a resource that is missing is gone together with its parent. That is asked once in a run, and not before the
 * parent is too old to be invisible only because it was created a moment ago: it is at least as old as the oldest of its
 * children that this run has asked about.
 * @param createdAt When the resource was created, RFC 3339.
 */
export async function isGoneWithParent(
  resource: Resource,
  api: Transport,
  parts: Values,
  createdAt: unknown,
): Promise<boolean> {
  const parent = parentOf(resource);
  if (!parent) return false;
  const path = expandPath(parent.item, parts);
  const { parents, writes } = api.run;
  const known: Parent = parents.get(path) ?? { isGone: false, existedAt: Number.POSITIVE_INFINITY };
  parents.set(path, known);
  known.existedAt = Math.min(known.existedAt, timeOf(createdAt) || Number.POSITIVE_INFINITY);
  if (known.isGone) return true;
  const mayBeInvisible = api.now() < Math.max(known.existedAt, writes.paths.get(path) ?? 0) + consistencyWindowMs;
  if (mayBeInvisible) return false;
  known.check ??= isGone(parent, api, parts);
  known.isGone ||= await known.check;
  return known.isGone;
}

/** By a request of its own. Another error than a 404 proves nothing, and the resource's own error says what is wrong. */
async function isGone(resource: Resource, api: Transport, parts: Values): Promise<boolean> {
  try {
    await api.send("GET", expandPath(resource.item, parts));
    return false;
  } catch (error) {
    if (error instanceof ApiError) return meansDeleted(resource, api, parts, error);
    throw error;
  }
}
