/**
 * Lists that several reads share. A refresh reads every resource of a stack within moments, and one list costs less
 * than a GET for each. The run keeps a list while reads keep coming, and drops all lists when it writes. A cached list
 * proves that a resource exists; absence from it, or an item older than the state, must be checked by another request.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import type { CachedList } from "../run.ts";
import type { Transport } from "../transport.ts";
import { expandPath } from "../wire/resourceId.ts";
import { listIn, validateListResponse } from "../wire/responseValidation.ts";

/** Milliseconds without a read, after which a list is dropped. */
const idleMs = 5_000;
/** Milliseconds after which a list is dropped even if reads keep coming: others may write meanwhile. */
const maxAgeMs = 60_000;

/**
 * The item of the resource in a cached list; undefined if this read should use GET, or if the list lacks the resource.
 */
export async function findInCachedList(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const path = expandPath(resource.collection, parts);
  const entry = entryFor(api, path);
  entry.reads++;
  // A single read of an application uses GET: listing all of the tenant's applications pays off only from the second
  // read on.
  if (resource.envelope && entry.reads === 1) return undefined;
  return itemIn(resource, await listOf(entry, resource, api, path), parts);
}

/** A list that may be some seconds old. Empty if the request fails: callers treat absence as unproven in any case. */
export const cachedList = (resource: Resource, api: Transport, path: string): Promise<Values[]> =>
  listOf(entryFor(api, path), resource, api, path);

function listOf(entry: CachedList, resource: Resource, api: Transport, path: string): Promise<Values[]> {
  entry.list ??= fetchList(resource, api, path).finally(() => {
    entry.arrivedAt = entry.readAt = api.now();
  });
  return entry.list.catch(() => []);
}

/** The item with this id. The last part of an id is unique within its collection. */
export function itemIn(resource: Resource, list: readonly Values[], parts: Values): Values | undefined {
  const key = resource.id.at(-1) as string;
  const wireKey = wireName(key, resource.fields[key] as Field);
  return list.find((item) => item[wireKey] === parts[key]);
}

/** A list by a request of its own. @returns Items under the API's names. */
export async function fetchList(resource: Resource, api: Transport, path: string): Promise<Values[]> {
  const response = await api.send("GET", path, undefined, validateListResponse(resource));
  return listIn(resource, response) ?? [];
}

/** Milliseconds for which a request is held back so that other reads can join it. */
const joinWindowMs = 10;

/**
 * A fresh list. Reads that start within the same few milliseconds share one request. Once it is sent, no further read
 * joins: the request of every caller is sent after the call.
 */
export function coalescedList(resource: Resource, api: Transport, path: string): Promise<Values[]> {
  const { pending } = api.run.lists;
  const fetch = async () => {
    await api.wait(joinWindowMs).finally(() => pending.delete(path));
    return fetchList(resource, api, path);
  };
  const list = pending.get(path) ?? fetch();
  pending.set(path, list);
  return list;
}

function entryFor(api: Transport, path: string): CachedList {
  const { cached } = api.run.lists;
  const known = cached.get(path);
  const entry = known && isUsable(known, api.now()) ? known : { reads: 0, readAt: 0 };
  entry.readAt = api.now();
  cached.set(path, entry);
  return entry;
}

/** A pending list is always usable: reads wait for it, however long it takes. */
function isUsable({ list, readAt, arrivedAt }: CachedList, now: number): boolean {
  if (list && arrivedAt === undefined) return true;
  return now - readAt < idleMs && now - (arrivedAt ?? readAt) < maxAgeMs;
}

/** Drops all lists. Called after each write, whatever its result: an ambiguous one may have been carried out. */
export const invalidateLists = ({ run }: Transport): void => run.lists.cached.clear();
