/** What a collection held before this run's first create there: one list for each collection and run. */
import { ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { normalise } from "../../fields/formats.ts";
import { recentList } from "../consistency/listCache.ts";
import { clockOffset } from "../createOnce/apiIdentity.ts";
import { type CreateLookup, decodeItems, isOfThen, listItems } from "../createOnce/candidates.ts";
import type { HeldObjects, ListedObject } from "../run.ts";
import { expandPath, pathAbove } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";

/** Milliseconds: nobody comes back for what was interrupted longer ago, and an equal object may be meant. */
export const twinAgeMs = 3_600_000;

export interface Lookup {
  held: HeldObjects;
  /** It was requested by this call. */
  isFresh: boolean;
}

/** @throws ApiError, for each create that waited for the same list, if the request fails and may succeed later */
export async function lookUpHeld(lookup: CreateLookup): Promise<Lookup> {
  const { resource, api, inputs } = lookup;
  const { collections } = api.run.objects;
  const path = expandPath(resource.collection, inputs);
  const known = collections.get(path);
  if (known) return { held: await known, isFresh: false };
  const recent = await recentList(resource, api, inputs);
  const joined = collections.get(path);
  if (joined) return { held: await joined, isFresh: false };
  const items = recent ? Promise.resolve(decodeItems(resource, inputs, recent.items)) : listItems(lookup);
  const held = items.then(
    (all) => sorted(lookup, all),
    (error: unknown) => {
      // What cannot do without the list fails by it in any case.
      if (isRefused(error) && !resource.createReturnsNothing) return sayRefused(lookup, error);
      collections.delete(path);
      throw error;
    },
  );
  collections.set(path, held);
  return { held: await held, isFresh: recent === undefined };
}

/** The young ones that have the name of what is about to be created. */
export const namesakesIn = ({ resource, inputs }: CreateLookup, { young }: HeldObjects): readonly ListedObject[] =>
  young.get(nameIn(resource, inputs)) ?? [];

const nameIn = ({ nameField }: Resource, values: Values): string => normalise(String(values[nameField]));

/** Whether this run has created what the collection belongs to, so that no earlier run can have put anything into it. */
export const isNewCollection = ({ resource, api, inputs }: CreateLookup): boolean =>
  api.run.objects.created.has(pathAbove(expandPath(resource.collection, inputs)));

function sorted({ resource, api }: CreateLookup, all: readonly ListedObject[]): HeldObjects {
  // Only after the list: its response shows the API's clock.
  const [from, ahead] = [api.run.clock.now() - twinAgeMs, clockOffset(api)];
  const isYoung = ({ actual, item }: ListedObject) =>
    isIdentified(resource, item) && isOfThen(actual, { from }, ahead) === true;
  const young = new Map<string, ListedObject[]>();
  // A stack of thousands that were created a moment ago is compared with what is created now by name alone.
  for (const one of all.filter(isYoung)) {
    const name = nameIn(resource, one.actual);
    young.set(name, [...(young.get(name) ?? []), one]);
  }
  return { all, young };
}

/** A token that may create need not be allowed to list. */
const isRefused = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 403 || error.status === 404);

function sayRefused({ resource, api }: CreateLookup, error: ApiError): HeldObjects {
  const { refused } = api.run.objects;
  // Where the parent does not exist, the create itself says so.
  const isOfParent = error.status === 404 && resource.id.length > 1;
  if (!isOfParent && !refused.has(resource.name)) api.warn?.(cannotTell(error));
  refused.add(resource.name);
  return { all: [], young: new Map() };
}

const cannotTell = ({ failure: { method, path, status } }: ApiError): string =>
  `${method} ${path} answered ${status}, so nothing shows whether an interrupted run has already created what this run ` +
  "creates. To create without this look at the list, set transmit:existingTwin (or TRANSMIT_EXISTING_TWIN) to ignore.";
