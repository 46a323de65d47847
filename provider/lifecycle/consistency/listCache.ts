/**
 * One list serves many reads: a refresh reads every resource, one soon after the other. The run keeps a list while reads keep
 * coming, and drops it once it writes. Presence in it is believed; absence, or an older state than is known, is checked.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import type { CachedList } from "../run.ts";
import type { Transport } from "../transport.ts";
import { expandPath } from "../wire/resourceId.ts";
import { listIn, validateListResponse } from "../wire/responseValidation.ts";

/** Milliseconds without a read, after which a list is dropped. */
const idleMs = 5_000;
/** Milliseconds after which a list is dropped in any case. */
const maxAgeMs = 60_000;

/** The resource as a list has it; undefined if no list is at hand or it is not in it. */
export async function findInCachedList(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const path = expandPath(resource.collection, parts);
  const entry = entryFor(api, path);
  entry.reads++;
  // One read alone costs as much as it needs: a list of all the tenant's applications is for more than one.
  if (resource.envelope && entry.reads === 1) return undefined;
  return itemIn(resource, await listOf(entry, resource, api, path), parts);
}

/** What was listed some seconds ago, or is now; empty if it cannot be listed. */
export const cachedList = (resource: Resource, api: Transport, path: string): Promise<Values[]> =>
  listOf(entryFor(api, path), resource, api, path);

function listOf(entry: CachedList, resource: Resource, api: Transport, path: string): Promise<Values[]> {
  entry.list ??= fetchList(resource, api, path).finally(() => {
    entry.arrivedAt = entry.readAt = api.now();
  });
  return entry.list.catch(() => []);
}

/** The one with these parts of an id. */
export function itemIn(resource: Resource, list: readonly Values[], parts: Values): Values | undefined {
  const key = resource.id.at(-1) as string;
  const called = wireName(key, resource.fields[key] as Field);
  return list.find((item) => item[called] === parts[key]);
}

export async function fetchList(resource: Resource, api: Transport, path: string): Promise<Values[]> {
  const answer = await api.send("GET", path, undefined, validateListResponse(resource));
  return listIn(resource, answer) ?? [];
}

/** Milliseconds before the request is sent, in which other reads can join it. */
const joinWindowMs = 10;

/** A fresh list: reads at the same moment share one request, and no later read uses it. */
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

/** Reads wait for a pending list, however long it takes. */
function isUsable({ list, readAt, arrivedAt }: CachedList, now: number): boolean {
  if (list && arrivedAt === undefined) return true;
  return now - readAt < idleMs && now - (arrivedAt ?? readAt) < maxAgeMs;
}

/** After a write, a list may be out of date. */
export const invalidateLists = ({ run }: Transport): void => run.lists.cached.clear();
