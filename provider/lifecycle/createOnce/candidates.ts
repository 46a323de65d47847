/** What a create with an ambiguous result may have created: what the list has as it was sent, of that time, and nobody else's. */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { inputsOf, isSent, isUnknownWord, variantOf } from "../../fields/shape.ts";
import { coalescedList } from "../consistency/listCache.ts";
import { isOwnWrite, untilPresent } from "../consistency/readAfterWrite.ts";
import { hooksOf } from "../defaultClient/hooks.ts";
import { differsFromDesired } from "../equivalence/responseProfile.ts";
import { isSetByOthers } from "../equivalence/setByOthers.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse, isTombstone } from "../wire/codec.ts";
import { expandPath, idOf, idPartsFrom, isUploaded, pathAbove } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";
import { clockOffset, isCreatedByOther } from "./apiIdentity.ts";

/** Milliseconds: the API's times have whole seconds, and are some moments late. */
export const clockToleranceMs = 3_000;

export interface CreateLookup {
  resource: Resource;
  api: Transport;
  inputs: Values;
  /** Ids of what others created. */
  foreignIds(): ReadonlySet<string>;
  /** Whether somebody else sent the same and does not know the outcome. */
  hasConcurrentCreate(): boolean;
}

/** A create that was sent, or several of the same, by this machine's clock, in milliseconds since the epoch. */
export interface Sent {
  /** Not before that. */
  from: number;
  /** Nor after that. Absent if only now ends it. */
  to?: number;
  /** The id of what was created, if the API said that much. */
  id?: string;
}

export interface Candidate {
  /** Under our names, its id among them. */
  actual: Values;
  /** As the list has it. */
  item: Values;
}

export interface Candidates {
  /** What can only be ours. */
  certain: Candidate[];
  /** What may be ours: something that would prove it is missing. */
  plausible: Candidate[];
}

/** All resources of the collection, whoever created them. */
export async function listItems({
  resource,
  api,
  inputs,
}: Pick<CreateLookup, "resource" | "api" | "inputs">): Promise<Candidate[]> {
  const path = expandPath(resource.collection, inputs);
  const items = await untilPresent(api, pathAbove(path), undefined, () => coalescedList(resource, api, path));
  return items
    .filter((item) => isIdentified(resource, item))
    .map((item) => ({
      item,
      actual: { ...idPartsFrom(resource, inputs), ...decodeResponse(resource, item) },
    }));
}

export async function findCandidates(lookup: CreateLookup, sent: Sent): Promise<Candidates> {
  const { resource, api, inputs, foreignIds } = lookup;
  const items = await listItems(lookup);
  if (sent.id !== undefined) {
    return { certain: items.filter(({ actual }) => idOf(resource, actual) === sent.id), plausible: [] };
  }
  // The response to the list has shown the API's time, which its times of creation are in.
  const ahead = clockOffset(api);
  const known = foreignIds();
  const candidates: Candidates = { certain: [], plausible: [] };
  for (const candidate of items) {
    const { actual, item } = candidate;
    if (
      isOwnWrite(api, expandPath(resource.item, actual)) ||
      known.has(idOf(resource, actual)) ||
      isCreatedByOther(api, actual)
    )
      continue;
    if (isTombstone(resource, item) || !isAsAsked(resource, inputs, actual)) continue;
    const isFitting = isOfThen(actual, sent, ahead);
    if (isFitting === false) continue;
    const isWhole = await hooksOf(resource).matches(resource, api, inputs, actual);
    if (isFitting && isWhole) candidates.certain.push(candidate);
    else if (isWhole !== false) candidates.plausible.push(candidate);
  }
  return candidates;
}

/** Whether something was created at that time. Undefined if it has no time of creation. */
export function isOfThen({ createdAt }: Values, { from, to }: Sent, ahead: number): boolean | undefined {
  const time = Date.parse(String(createdAt)) - ahead;
  if (Number.isNaN(time)) return undefined;
  return time >= from - clockToleranceMs && (to === undefined || time <= to + clockToleranceMs);
}

/** Compares only fields that were sent and that list responses include. */
function isAsAsked(resource: Resource, inputs: Values, actual: Values): boolean {
  const variant = variantOf(resource, inputs);
  const isLeftOut = ([name, field]: [string, Field]) =>
    actual[name] === undefined &&
    (field.mirrorsClientField || (field.type === "string" && name !== resource.nameField));
  // A value that this version does not know may be the API's own word for what was sent.
  const isForeign = ([name, field]: [string, Field]) =>
    field.replaceOnChanges === true && isUnknownWord(field, actual[name]);
  const isSaid = (entry: [string, Field]) => isSent(entry[1], "create") && !isLeftOut(entry) && !isForeign(entry);
  const said = new Set(
    inputsOf(resource, variant)
      .filter(isSaid)
      .map(([name]) => name),
  );
  return (
    differsFromDesired(resource, inputs, actual, variant).every((name) => !said.has(name)) &&
    !isSetByOthers(resource, inputs, actual, variant)
  );
}

/** Whether both were uploaded, or neither. */
export const isOfSameOrigin = (resource: Resource, inputs: Values, actual: Values): boolean =>
  !resource.upload || (actual[resource.upload.markedBy] === resource.upload.value) === isUploaded(resource, inputs);
