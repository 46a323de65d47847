/**
 * An existing twin: an object that is equal to the one that is about to be created, was created in the last hour, and is
 * unknown to this run. Probably an interrupted run made it, on a machine whose journal is not here. Creating another one
 * would go unnoticed, so the run stops before anything is sent.
 */
import { ApiError } from "../../errors.ts";
import { embeddedIn } from "../../fields/shape.ts";
import { fetchResource, isListed } from "../consistency/fetchResource.ts";
import { consistencyWindowMs } from "../consistency/readAfterWrite.ts";
import {
  type Candidate,
  type CreateLookup,
  candidatesAmong,
  isOfSameOrigin,
  isOurs,
  matchesInputs,
} from "../createOnce/candidates.ts";
import { findInitialClientId } from "../defaultClient/mirroredFields.ts";
import type { HeldObjects } from "../run.ts";
import { decodeResponse, isTombstone } from "../wire/codec.ts";
import { idPartsFrom, parentOf } from "../wire/resourceId.ts";
import { isNewCollection, lookUpHeld, namesakesIn, twinAgeMs } from "./held.ts";
import { isKnown } from "./known.ts";
import { refusal, warning } from "./messages.ts";

const firstPauseMs = 250;
const longestPauseMs = 2_000;

/**
 * Called right before the first request of a create, after the journal's earlier runs are settled.
 * @returns What the collection holds, if that was listed just now. @throws Error if there is a twin, and the settings
 * do not allow another one
 */
export async function expectNoTwin(lookup: CreateLookup): Promise<readonly Candidate[] | undefined> {
  const { api } = lookup;
  const { existingTwin = "stop" } = api.endpoint;
  if (existingTwin === "ignore" || isNewCollection(lookup)) return undefined;
  const { held, isFresh } = await lookUpHeld(lookup);
  if (alikeIn(lookup, held).length === 0) return isFresh ? held.all : undefined;
  const twins = await findTwins(lookup, held);
  if (twins.length === 0) return undefined;
  if (existingTwin === "stop") throw new Error(refusal(lookup, twins));
  api.warn?.(warning(lookup, twins));
  return undefined;
}

/** Those of equal settings that this run does not know, by what the list shows. */
const alikeIn = (lookup: CreateLookup, held: HeldObjects): Candidate[] =>
  namesakesIn(lookup, held).filter(
    ({ actual, item }) =>
      !isTombstone(lookup.resource, item) &&
      isOurs(lookup, actual) &&
      isOfSameOrigin(lookup.resource, lookup.inputs, actual) &&
      !isKnown(lookup.resource, lookup.api, actual),
  );

/**
 * The program may register the resource that has the object a moment later, and a deleted object may still be listed. So
 * what looks like a twin is looked at again until the consistency window is over.
 */
async function findTwins(lookup: CreateLookup, held: HeldObjects): Promise<Candidate[]> {
  const { api } = lookup;
  const until = api.now() + consistencyWindowMs;
  const embedded = await embeddedId(lookup);
  const isOther = ({ actual }: Candidate) => embedded === undefined || actual[lastOf(lookup.resource.id)] !== embedded;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const twins = await wholeAmong(lookup, alikeIn(lookup, held).filter(isOther));
    // Another run on this machine creates one at this moment.
    if (twins.length <= (lookup.hasConcurrentCreate() ? 1 : 0)) return [];
    if (api.now() >= until) return twins;
    await api.wait(Math.min(pause, until - api.now()), "an equal object exists, and the program may still register it");
  }
}

/** Those that are there, and equal in what the list does not show as well. */
async function wholeAmong(lookup: CreateLookup, alike: readonly Candidate[]): Promise<Candidate[]> {
  if (alike.length === 0) return [];
  const from = lookup.api.run.clock.now() - twinAgeMs - consistencyWindowMs;
  const found = await candidatesAmong(lookup, alike, { from }).catch((error: unknown) => {
    // What cannot be read may well be equal.
    if (error instanceof ApiError) return { certain: [...alike], plausible: [] };
    throw error;
  });
  const twins: Candidate[] = [];
  for (const one of [...found.certain, ...found.plausible]) if (await isEqual(lookup, one)) twins.push(one);
  return twins;
}

/**
 * Whether it is there, and equal in what lists omit: by a request of its own. A request that fails proves nothing, so that
 * the list counts.
 */
async function isEqual({ resource, api, inputs }: CreateLookup, { actual }: Candidate): Promise<boolean> {
  try {
    if (resource.noGetEndpoint) return await isListed(resource, api, actual);
    const content = await fetchResource(resource, api, { parts: actual, writtenAt: undefined, listed: false });
    return content !== undefined && matchesInputs(resource, inputs, decodeResponse(resource, content), true);
  } catch (error) {
    if (error instanceof ApiError) return true;
    throw error;
  }
}

/**
 * The id of the object that the API makes together with the parent, if it is of this kind: an application's default
 * client. The state of the application names it as well, but not every stack manages its application.
 */
async function embeddedId({ resource, api, inputs }: CreateLookup): Promise<unknown> {
  const parent = parentOf(resource);
  if (!parent || embeddedIn(parent)?.[1].embeds !== resource) return undefined;
  const parts = idPartsFrom(parent, inputs);
  const found = await fetchResource(parent, api, { parts, writtenAt: undefined, listed: false }).catch((error) => {
    if (error instanceof ApiError) return undefined;
    throw error;
  });
  if (!found) return undefined;
  const { createdAt, ...others } = decodeResponse(parent, found);
  return others[lastOf(resource.id)] ?? (await findInitialClientId(api, { ...parts, createdAt }));
}

const lastOf = (id: readonly string[]): string => id.at(-1) as string;
