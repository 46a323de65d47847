/**
 * What became of a create of which the engine knows only that it had begun: the run was killed, or lost the response. Nothing
 * here sends a request that changes anything.
 */
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";
import { isEmpty, variantOf } from "../fields/shape.ts";
import { fetchResource } from "./consistency/fetchResource.ts";
import type { Created } from "./create.ts";
import { clockOffset } from "./createOnce/apiIdentity.ts";
import {
  type Candidate,
  type CreateLookup,
  findCandidates,
  isOfSameOrigin,
  isOfThen,
  isOurs,
} from "./createOnce/candidates.ts";
import { creationRequest, intentOf } from "./createOnce/creation.ts";
import { observeCreated } from "./observeCreated.ts";
import { expectTenant, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import type { Transport } from "./transport.ts";
import { decode, decodeResponse } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { idOf, idPartsFrom, parseId } from "./wire/resourceId.ts";

/** When a create can have been carried out: milliseconds since the epoch. */
export interface CreateTimes {
  /** Nothing that was created before can be its result. */
  notBefore: number;
  /** If the create began in the run that wrote the state last, it was carried out from here on. */
  from: number;
  to: number;
}

/** What the state of the stack says. */
export interface KnownObjects {
  /** Ids of the type: what is in the state is not the result of a create that is not. */
  ids: ReadonlySet<string>;
  /** Whom the API names as creator of what the state has. */
  creators: ReadonlySet<string>;
}

export interface MadeObject {
  id: string;
  /** RFC 3339, if the API says it. */
  createdAt?: string;
  createdBy?: string;
}

export interface Made {
  /** Everything that was sent, made in that time, by our own client as far as the API says it, and in no state. */
  certain: MadeObject[];
  /** Everything that was sent, but something of it does not show whether this create made it. */
  possible: MadeObject[];
}

/**
 * Looks once.
 * @throws WrongTenantError if the access token is not of the tenant that the state is in; ApiError
 */
export async function findMade(
  resource: Resource,
  api: Transport,
  inputs: Values,
  { notBefore, from, to }: CreateTimes,
  known: KnownObjects,
): Promise<Made> {
  await expectTenant(resource, api, `Nothing was looked for`);
  const lookup: CreateLookup = {
    resource,
    api,
    inputs,
    foreignIds: () => known.ids,
    hasConcurrentCreate: () => false,
  };
  const { certain, plausible } = await translateErrors(resource, inputs, () =>
    findCandidates(lookup, { from: Math.min(notBefore, from), to }),
  );
  const ahead = clockOffset(api);
  const made: Made = { certain: [], possible: [] };
  for (const candidate of [...certain, ...plausible]) {
    const actual = await readWhole(lookup, candidate);
    if (!actual) continue;
    noteReached(api, actual);
    const isCertain =
      certain.includes(candidate) &&
      isOfThen(actual, { from, to }, ahead) === true &&
      (isEmpty(actual.createdBy) || known.creators.size === 0 || known.creators.has(String(actual.createdBy)));
    made[isCertain ? "certain" : "possible"].push(describe(resource, actual));
  }
  return made;
}

/** A list may omit what was sent. @returns Undefined if it is something else, or gone by now */
async function readWhole(lookup: CreateLookup, { actual }: Candidate): Promise<Values | undefined> {
  const { resource, api, inputs } = lookup;
  if (!isOfSameOrigin(resource, inputs, actual)) return undefined;
  if (resource.noGetEndpoint) return actual;
  const parts = parseId(resource, idOf(resource, actual));
  const content = await fetchResource(resource, api, { parts, writtenAt: undefined, listed: false });
  const whole = content && { ...parts, ...decodeResponse(resource, content) };
  return whole && isOurs(lookup, whole) ? whole : undefined;
}

const describe = (resource: Resource, actual: Values): MadeObject => ({
  id: idOf(resource, actual),
  ...(typeof actual.createdAt === "string" && { createdAt: actual.createdAt }),
  ...(typeof actual.createdBy === "string" && { createdBy: actual.createdBy }),
});

/**
 * The state that the create would have returned, had its response not been lost. What only an update carries is left to the
 * next update.
 * @param inputs As they were sent. @returns Undefined if there is no such object
 * @throws WrongTenantError, ApiError; Error for something that is not the id of one
 */
export async function takeMade(
  resource: Resource,
  api: Transport,
  inputs: Values,
  id: string,
): Promise<Created | undefined> {
  const claims = await expectTenant(resource, api, `The ${nounOf(resource.name)} ${id} was not taken into the state`);
  const parts = parseId(resource, id);
  const content = await translateErrors(resource, inputs, () =>
    fetchResource(resource, api, { parts, writtenAt: undefined, listed: false }),
  );
  if (!content) return undefined;
  const reported = {
    ...parts,
    ...idPartsFrom(resource, inputs),
    ...decode(resource, content, variantOf(resource, inputs)),
  };
  const { state, warnings } = await observeCreated(resource, api, inputs, reported, parts);
  noteReached(api, state);
  return { id, warnings, state: withOwner(resource, state, claims) };
}

/** What tells creates of one stack apart: those with the same value make equal objects. */
export function creationKey(resource: Resource, inputs: Values): string {
  const { path, body } = creationRequest(resource, inputs);
  return `${path} ${JSON.stringify(body)}`;
}

/**
 * Settles what the journal of creates on this machine says of a create, once the engine's state says what became of it.
 * @param stack As `stack::project`. @param known Ids in the state. @returns Ids that the journal names and no state has
 */
export async function settleInJournal(
  resource: Resource,
  api: Transport,
  inputs: Values,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const { journal } = api.run;
  for (const id of known) journal.acknowledge(id);
  const { path, body } = creationRequest(resource, inputs);
  const entry = journal.begin(await intentOf(resource, api, inputs, path, body));
  const others = entry.orphaned.filter((id) => !known.has(id));
  if (others.length === 0) entry.resolve();
  return others;
}
