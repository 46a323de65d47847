/**
 * A list serves many reads: a refresh reads every resource, one soon after the other. It is kept while reads keep coming,
 * and no longer once this process writes. Presence in it is believed; absence, or an older answer than is known, is
 * asked about.
 */

import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import type { Transport } from "../transport.ts";
import { expandPath } from "../wire/resourceId.ts";
import { listIn, validateListResponse } from "../wire/responseValidation.ts";

/** Milliseconds without a read, after which a list is no longer good. */
const keptFor = 5_000;
/** Milliseconds from its coming, after which it is no longer good in any case. */
const keptForMost = 60_000;

interface Snapshot {
  /** Reads that it was asked for. */
  reads: number;
  readAt: number;
  list?: Promise<Values[]>;
  /** When the list came. Absent while it is on its way. */
  cameAt?: number;
}

const snapshots = new WeakMap<object, Map<string, Snapshot>>();

/** The resource as a list has it; undefined if no list is at hand or it is not in it. */
export async function findInCachedList(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const path = expandPath(resource.collection, parts);
  const snapshot = snapshotOf(api, path);
  snapshot.reads++;
  // One read alone costs as much as it needs: a list of all the tenant's applications is for more than one.
  if (resource.envelope && snapshot.reads === 1) return undefined;
  return itemIn(resource, await listOf(snapshot, resource, api, path), parts);
}

/** What was listed some seconds ago, or is now; empty if it cannot be listed. */
export const cachedList = (resource: Resource, api: Transport, path: string): Promise<Values[]> =>
  listOf(snapshotOf(api, path), resource, api, path);

function listOf(snapshot: Snapshot, resource: Resource, api: Transport, path: string): Promise<Values[]> {
  snapshot.list ??= fetchList(resource, api, path).finally(() => {
    snapshot.cameAt = snapshot.readAt = api.now();
  });
  return snapshot.list.catch(() => []);
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

/** Milliseconds that a list is not asked for yet, so that others who want it can join. */
const moment = 10;

const awaited = new WeakMap<object, Map<string, Promise<Values[]>>>();

/** A list of now: who asks at the same moment shares a request, and nobody who asks later. */
export function coalescedList(resource: Resource, api: Transport, path: string): Promise<Values[]> {
  const ofScope = awaited.get(api.scope) ?? new Map<string, Promise<Values[]>>();
  awaited.set(api.scope, ofScope);
  const fetch = async () => {
    await api.wait(moment).finally(() => ofScope.delete(path));
    return fetchList(resource, api, path);
  };
  const list = ofScope.get(path) ?? fetch();
  ofScope.set(path, list);
  return list;
}

function snapshotOf(api: Transport, path: string): Snapshot {
  const ofScope = snapshots.get(api.scope) ?? new Map<string, Snapshot>();
  snapshots.set(api.scope, ofScope);
  const known = ofScope.get(path);
  const snapshot = known && isGood(known, api.now()) ? known : { reads: 0, readAt: 0 };
  snapshot.readAt = api.now();
  ofScope.set(path, snapshot);
  return snapshot;
}

/** However long it takes to come, those who ask meanwhile wait for it. */
function isGood({ list, readAt, cameAt }: Snapshot, now: number): boolean {
  if (list && cameAt === undefined) return true;
  return now - readAt < keptFor && now - (cameAt ?? readAt) < keptForMost;
}

/** Something was written: what was listed before may not hold any more. */
export const invalidateLists = ({ scope }: Transport): void => void snapshots.delete(scope);
