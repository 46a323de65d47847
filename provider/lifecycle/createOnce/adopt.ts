/** Adopts a resource that a create of ours made although no response had it, once it is known to be ours. */
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { poll } from "../consistency/readAfterWrite.ts";
import { decodeResponse } from "../wire/codec.ts";
import { importCommand } from "../wire/importCommand.ts";
import { expandPath, idOf, parseId } from "../wire/resourceId.ts";
import { type Candidate, isOurs } from "./candidates.ts";
import type { Creation } from "./creation.ts";
import { findCertain, reconcile, visibleBy } from "./reconcile.ts";

/** Adopts what earlier runs of the stack created without the engine saving it in the state. */
export async function adoptFromEarlierRun(creation: Creation): Promise<Values | undefined> {
  const { api, path, entry } = creation;
  for (const id of entry.orphaned) {
    const content = await adoptOrphan(creation, id);
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

/**
 * The journal alone proves nothing: the resource is adopted if it is what this create makes. @returns Undefined if it is gone
 * @throws AmbiguousResultError if it is something else
 */
async function adoptOrphan(creation: Creation, id: string): Promise<Values | undefined> {
  const { resource, inputs, path, entry } = creation;
  const parts = parseId(resource, id);
  const content = await fetchAdopted(creation, id);
  if (!content) return undefined;
  const isBeside = expandPath(resource.collection, parts) === expandPath(resource.collection, inputs);
  if (isBeside && isOurs(creation, { ...parts, ...decodeResponse(resource, content) })) {
    entry.resolve(id);
    return content;
  }
  const advice =
    `The journal of creates says that an earlier run created the ${nounOf(resource.name)} ${id}. Its settings are not those ` +
    "that the program creates it with, so it is left alone, and nothing is created in its place. If it is yours, import it " +
    `with ${importCommand(creation.api.run, resource, id)}; if not, delete it, or remove its file from the journal.`;
  throw new AmbiguousResultError({
    method: "POST",
    path,
    messages: ["an earlier run was interrupted"],
    neverSent: true,
    advice,
  });
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
  // The journal keeps the create if the lookup fails: the next run looks again.
  const found = pending && (await findCertain(creation, { from: pending.first }).catch(onlyApiError));
  if (!found) return undefined;
  return adoptCandidate(creation, found).catch((error) => {
    throw error instanceof ApiError ? new AmbiguousResultError(error.failure) : error;
  });
}

function onlyApiError(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error;
}

const adoptCandidate = (creation: Creation, found: Candidate): Promise<Values | undefined> =>
  adopt(creation, idOf(creation.resource, found.actual), found);

/** @returns Undefined if it is gone by now */
async function adopt(creation: Creation, id: string, found: Candidate): Promise<Values | undefined> {
  const content = creation.resource.noGetEndpoint ? found.item : await fetchAdopted(creation, id, found);
  if (content) creation.entry.resolve(id);
  return content;
}

/** What an earlier run created may be only seconds old, so its read is repeated. What a list contains can be read. */
function fetchAdopted({ resource, api }: Creation, id: string, found?: Candidate): Promise<Values | undefined> {
  const options = { parts: parseId(resource, id), writtenAt: found?.actual.createdAt, listed: false };
  const fetch = () => fetchResource(resource, api, options);
  return found ? fetch() : poll(api, fetch);
}
