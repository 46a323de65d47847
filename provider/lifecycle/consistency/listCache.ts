/**
 * Lists that several reads share. A refresh reads every resource of a stack within moments, and one list costs less
 * than a GET for each. A cached list proves that a resource exists; absence from it, or an item older than the state,
 * must be checked by another request.
 *
 * How long a list is used is bounded by what the engine does, not by how often it is asked, since a process may serve
 * several of the engine's commands, and others may write between them. A list belongs to one run, and ends with the
 * run's next write. A command reads each resource once, so another read of the same one is of a later command, and gets
 * a newer list. No list is used for longer than the API's own responses may lag behind a write.
 */
import type { Resource, Values } from "../../fields/field.ts";
import type { CachedList, ResourceList } from "../run.ts";
import type { Transport } from "../transport.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { listIn, validateListResponse } from "../wire/responseValidation.ts";
import { consistencyWindowMs } from "./readAfterWrite.ts";
import { indexed } from "./resourceList.ts";

/** Milliseconds from the response, after which a list is dropped even if reads keep coming. */
export const listMaxAgeMs = consistencyWindowMs;

/**
 * The item of the resource in a cached list; undefined if this read should use GET, or if the list lacks the resource.
 */
export async function findInCachedList(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const entry = entryFor(resource, api, parts, idOf(resource, parts));
  // A single read of an application uses GET: listing all of the tenant's applications pays off only from the second
  // read on.
  if (resource.envelope && entry.readers.size === 1) return undefined;
  return (await listOf(entry, resource, api, parts))?.find(parts);
}

/**
 * The items of a list that other reads may have asked for. Empty if the request fails: callers treat absence as
 * unproven in any case.
 * @param reader What the list is read for.
 */
export async function cachedItems(
  resource: Resource,
  api: Transport,
  parts: Values,
  reader: string,
): Promise<readonly Values[]> {
  const entry = entryFor(resource, api, parts, reader);
  return (await listOf(entry, resource, api, parts))?.items ?? [];
}

/** A list that this run has requested a moment ago, and that still holds; undefined if there is none. */
export async function recentList(resource: Resource, api: Transport, parts: Values): Promise<ResourceList | undefined> {
  const known = api.run.lists.cached.get(expandPath(resource.collection, parts));
  return known && isRecent(known, api.now()) ? known.list?.catch(() => undefined) : undefined;
}

/** Undefined if the request fails. */
function listOf(
  entry: CachedList,
  resource: Resource,
  api: Transport,
  parts: Values,
): Promise<ResourceList | undefined> {
  entry.list ??= fetchList(resource, api, parts).finally(() => {
    entry.arrivedAt = api.now();
  });
  return entry.list.catch(() => undefined);
}

/** A list by a request of its own. */
export async function fetchList(resource: Resource, api: Transport, parts: Values): Promise<ResourceList> {
  const path = expandPath(resource.collection, parts);
  const response = await api.send("GET", path, undefined, validateListResponse(resource));
  return indexed(resource, listIn(resource, response) ?? []);
}

/** Milliseconds for which a request is held back so that other reads can join it. */
const joinWindowMs = 10;

/**
 * A fresh list. Reads that start within the same few milliseconds share one request. Once it is sent, no further read
 * joins: the request of every caller is sent after the call.
 */
export function coalescedList(resource: Resource, api: Transport, parts: Values): Promise<ResourceList> {
  const path = expandPath(resource.collection, parts);
  const { pending } = api.run.lists;
  const fetch = async () => {
    await api.wait(joinWindowMs).finally(() => pending.delete(path));
    return fetchList(resource, api, parts);
  };
  const list = pending.get(path) ?? fetch();
  pending.set(path, list);
  return list;
}

/** The list that this reader may use, or the beginning of a new one. */
function entryFor(resource: Resource, api: Transport, parts: Values, reader: string): CachedList {
  const { cached } = api.run.lists;
  const path = expandPath(resource.collection, parts);
  const known = cached.get(path);
  const isKnownUsable = known && (known.readers.get(reader) ?? api) === api && isRecent(known, api.now());
  const entry = isKnownUsable ? known : { readers: new Map<string, object>(), beganAt: api.now() };
  entry.readers.set(reader, api);
  cached.set(path, entry);
  return entry;
}

/** Reads wait for a pending list, however long it takes. */
function isRecent({ list, beganAt, arrivedAt }: CachedList, now: number): boolean {
  const isPending = list !== undefined && arrivedAt === undefined;
  return isPending || now - (arrivedAt ?? beganAt) < listMaxAgeMs;
}

/** Drops all lists. Called after each write, whatever its result: an ambiguous one may have been carried out. */
export const invalidateLists = ({ run }: Transport): void => run.lists.cached.clear();
