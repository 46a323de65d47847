/**
 * Candidates for the result of an ambiguous create: resources in the list with the settings that were sent and a
 * creation time that fits, of which nothing shows that somebody else created them.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { inputsOf, isSent, isUnknownEnumValue, variantOf } from "../../fields/shape.ts";
import { coalescedList } from "../consistency/listCache.ts";
import { isOwnWrite, untilPresent } from "../consistency/readAfterWrite.ts";
import { hooksOf } from "../defaultClient/hooks.ts";
import { differsFromDesired } from "../equivalence/responseProfile.ts";
import { isSetByOthers } from "../equivalence/setByOthers.ts";
import type { ListedObject } from "../run.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse, isTombstone } from "../wire/codec.ts";
import { expandPath, hasId, idOf, idPartsFrom, isUploaded, pathAbove } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";
import { clockOffset, isCreatedByOther } from "./apiIdentity.ts";
import { clockToleranceMs } from "./clockTolerance.ts";

export interface CreateLookup {
  resource: Resource;
  api: Transport;
  inputs: Values;
  /** Ids of what others created. */
  foreignIds(): ReadonlySet<string>;
  /** Whether another run on this machine has sent the same create, with an outcome that is not known yet. */
  hasConcurrentCreate(): boolean;
}

/** When one create, or several attempts at it, were sent: milliseconds since the epoch, by this machine's clock. */
export interface Sent {
  /** Before the first request. */
  from: number;
  /** After the last one could have been carried out. Absent: until now. */
  to?: number;
  /** The id of the created resource, if the response had at least that. */
  id?: string;
}

export type Candidate = ListedObject;

export interface Candidates {
  /** Everything matches: if it is the only one, it is ours. */
  certain: Candidate[];
  /**
   * It lacks a creation time, its embedded resource is not visible yet, or its id cannot be requested: nothing decides whether
   * it is ours.
   */
  plausible: Candidate[];
}

/** All resources of the collection, whoever created them. */
export async function listItems({
  resource,
  api,
  inputs,
}: Pick<CreateLookup, "resource" | "api" | "inputs">): Promise<Candidate[]> {
  const path = expandPath(resource.collection, inputs);
  const { items } = await untilPresent(api, pathAbove(path), undefined, () => coalescedList(resource, api, inputs));
  return decodeItems(resource, inputs, items);
}

/** @param inputs Of a create in the collection that was listed. @returns The items that have an id */
export const decodeItems = (resource: Resource, inputs: Values, items: readonly Values[]): Candidate[] =>
  items
    .map((item) => ({
      item,
      actual: { ...idPartsFrom(resource, inputs), ...decodeResponse(resource, item) },
    }))
    .filter(({ actual }) => hasId(resource, actual));

/** Compares every resource of the collection with what was sent. Some candidates cost a request for what they embed. */
export async function findCandidates(lookup: CreateLookup, sent: Sent): Promise<Candidates> {
  const { resource } = lookup;
  const items = await listItems(lookup);
  if (sent.id !== undefined) {
    return { certain: items.filter(({ actual }) => idOf(resource, actual) === sent.id), plausible: [] };
  }
  return candidatesAmong(lookup, items, sent);
}

/** @param items From a list that this run has requested. */
export async function candidatesAmong(
  lookup: CreateLookup,
  items: readonly Candidate[],
  sent: Sent,
): Promise<Candidates> {
  const { resource, api, inputs, foreignIds } = lookup;
  // Only after the list: its response shows the API's clock, by which creation times are.
  const ahead = clockOffset(api);
  const known = foreignIds();
  const candidates: Candidates = { certain: [], plausible: [] };
  for (const candidate of items) {
    const { actual, item } = candidate;
    const canBeRequested = isIdentified(resource, item);
    if (
      (canBeRequested && isOwnWrite(api, expandPath(resource.item, actual))) ||
      known.has(idOf(resource, actual)) ||
      isCreatedByOther(api, actual)
    )
      continue;
    if (isTombstone(resource, item) || !matchesInputs(resource, inputs, actual)) continue;
    const isInTime = isOfThen(actual, sent, ahead);
    if (isInTime === false) continue;
    const isWhole = canBeRequested ? await hooksOf(resource).matches(resource, api, inputs, actual) : undefined;
    if (isInTime && isWhole) candidates.certain.push(candidate);
    else if (isWhole !== false) candidates.plausible.push(candidate);
  }
  return candidates;
}

/**
 * Whether a resource was created within this time. Undefined if it has no creation time.
 * @param ahead See clockOffset.
 */
export function isOfThen({ createdAt }: Values, { from, to }: Sent, ahead: number): boolean | undefined {
  const time = Date.parse(String(createdAt)) - ahead;
  if (Number.isNaN(time)) return undefined;
  return time >= from - clockToleranceMs && (to === undefined || time <= to + clockToleranceMs);
}

/** Whether a resource is what this create makes, by its settings, and not known to be created by another client. */
export const isOurs = ({ resource, api, inputs }: CreateLookup, actual: Values): boolean =>
  !isCreatedByOther(api, actual) && matchesInputs(resource, inputs, actual);

/**
 * Compares only fields that were sent and that the response includes.
 * @param isWhole It is not from a list, which may omit texts.
 */
export function matchesInputs(resource: Resource, inputs: Values, actual: Values, isWhole = false): boolean {
  const variant = variantOf(resource, inputs);
  const mayBeOmitted = ([name, field]: [string, Field]) =>
    field.type === "string" && name !== resource.nameField && (!isWhole || field.optionalInResponse);
  const isLeftOut = (entry: [string, Field]) =>
    actual[entry[0]] === undefined && (entry[1].mirrorsClientField || mayBeOmitted(entry));
  // The API may have its own value for what was sent, which this version does not know.
  const isUnknown = ([name, field]: [string, Field]) =>
    field.replaceOnChanges === true && isUnknownEnumValue(field, actual[name]);
  const isCompared = (entry: [string, Field]) => isSent(entry[1], "create") && !isLeftOut(entry) && !isUnknown(entry);
  const compared = new Set(
    inputsOf(resource, variant)
      .filter(isCompared)
      .map(([name]) => name),
  );
  return (
    differsFromDesired(resource, inputs, actual, variant).every((name) => !compared.has(name)) &&
    !isSetByOthers(resource, inputs, actual, variant)
  );
}

/** Whether both were uploaded, or neither. */
export const isOfSameOrigin = (resource: Resource, inputs: Values, actual: Values): boolean =>
  !resource.upload || (actual[resource.upload.markedBy] === resource.upload.value) === isUploaded(resource, inputs);
