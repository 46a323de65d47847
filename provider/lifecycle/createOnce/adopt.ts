/** Adopts a resource that a create of ours made although no response had it, once it is known to be ours. */
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { poll } from "../consistency/readAfterWrite.ts";
import { idOf, parseId } from "../wire/resourceId.ts";
import type { Candidate } from "./candidates.ts";
import type { Creation } from "./creation.ts";
import { findCertain, reconcile, visibleBy } from "./reconcile.ts";

/** Adopts what earlier runs of the stack created without the engine saving it in the state. */
export async function adoptFromEarlierRun(creation: Creation): Promise<Values | undefined> {
  const { api, path, entry } = creation;
  for (const id of entry.orphaned) {
    const content = await adopt(creation, id);
    if (content) return content;
  }
  if (!entry.pending) return undefined;
  const { first: from, last, isRejected } = entry.pending;
  const to = visibleBy(api, last);
  const noResponse = new ApiError({ method: "POST", path, messages: ["an earlier run got no response"] });
  const found = isRejected
    ? await findCertain(creation, { from, to })
    : await reconcile(creation, { from, to, until: to }, noResponse);
  const content = found && (await adoptCandidate(creation, found));
  if (!content) entry.resolve();
  return content;
}

/** Adopts what an ambiguous request created, once it is visible. @returns Undefined if it created nothing */
export async function adoptAfterAmbiguous(creation: Creation, error: ApiError): Promise<Values | undefined> {
  const { pending } = creation.entry;
  if (!pending) return undefined;
  const until = visibleBy(creation.api, pending.last, error);
  const found = await reconcile(creation, { from: pending.first, until }, error);
  return found && adoptCandidate(creation, found);
}

/** Adopts what the API confirmed to have created, but did not return. @returns Undefined if it is gone by now */
export async function adoptConfirmed(creation: Creation, id: string | undefined): Promise<Values | undefined> {
  const { api, path, entry } = creation;
  const from = entry.pending?.first ?? api.run.clock.now();
  const incomplete = ["the response does not contain the created resource"];
  const error = new ApiError({ method: "POST", path, status: 200, messages: incomplete });
  const until = visibleBy(api, from, error);
  const found = await reconcile(creation, { from, until, id, isConfirmed: true }, error);
  return found && adoptCandidate(creation, found);
}

/**
 * Adopts what was created despite a response that rejects the create: a proxy or gateway may have sent that response
 * after the API had created the resource.
 * @throws AmbiguousResultError if it exists and cannot be read
 */
export async function adoptDespiteRejection(creation: Creation): Promise<Values | undefined> {
  const { pending } = creation.entry;
  const found = pending && (await findCertain(creation, { from: pending.first }));
  if (!found) return undefined;
  return adoptCandidate(creation, found).catch((error) => {
    throw error instanceof ApiError ? new AmbiguousResultError(error.failure) : error;
  });
}

const adoptCandidate = (creation: Creation, found: Candidate): Promise<Values | undefined> =>
  adopt(creation, idOf(creation.resource, found.actual), found);

/** @returns Undefined if it is gone by now */
async function adopt({ resource, api, entry }: Creation, id: string, found?: Candidate): Promise<Values | undefined> {
  const options = { parts: parseId(resource, id), writtenAt: found?.actual.createdAt, listed: false };
  const fetch = () => fetchResource(resource, api, options);
  // What an earlier run created may be only seconds old: poll for read-after-write consistency.
  const content = found && resource.noGetEndpoint ? found.item : await (found ? fetch() : poll(api, fetch));
  if (content) entry.resolve(id);
  return content;
}
