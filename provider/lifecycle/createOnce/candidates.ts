/** What a create without an answer may have made: all in the list that is as was asked, of then, and nobody's so far. */
import { isNotFound } from "../../errors.ts";
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { inputsOf, isEmpty, isObject, isSent, isUnknownWord, variantOf } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { coalescedList } from "../consistency/listCache.ts";
import { isOwnWrite, untilPresent } from "../consistency/readAfterWrite.ts";
import { defaultClientIn } from "../defaultClient/defaultClient.ts";
import { differsFromDesired } from "../equivalence/responseProfile.ts";
import type { Transport } from "../transport.ts";
import { decode, decodeResponse, isTombstone, variantInResponse } from "../wire/codec.ts";
import { expandPath, idOf, idPartsFrom, isUploaded, pathAbove } from "../wire/resourceId.ts";
import { isIdentified, validateListResponse, validateResponse } from "../wire/responseValidation.ts";
import { clockOffset, isCreatedByOther } from "./apiIdentity.ts";

/** The API's clock is told in whole seconds, and some moments late. */
export const clockToleranceMs = 3_000;

export interface CreateLookup {
  resource: Resource;
  api: Transport;
  inputs: Values;
  /** Ids of what it did not make. */
  foreignIds(): ReadonlySet<string>;
  /** Whether somebody else looks for the same. */
  hasConcurrentCreate(): boolean;
}

/** A create that was sent, or several of the same, by this machine's clock, in milliseconds since the epoch. */
export interface Sent {
  /** Not before that. */
  from: number;
  /** Nor after that. Absent if only now ends it. */
  to?: number;
  /** The id of what it made, if the API said that much. */
  id?: string;
}

export interface Candidate {
  /** Under our names, its id among them. */
  actual: Values;
  /** As the list has it. */
  item: Values;
}

export interface Candidates {
  /** Can only be it. */
  certain: Candidate[];
  /** Lack a part of what it takes to say. */
  plausible: Candidate[];
}

/** All that there is of the kind, whoever made it. */
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
  // Only now has the API told its time, in which it says when things were made.
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
    const isWhole = await hasItsClient(resource, api, inputs, actual);
    if (isFitting && isWhole) candidates.certain.push(candidate);
    else if (isWhole !== false) candidates.plausible.push(candidate);
  }
  return candidates;
}

/** Whether something was made at the time. Undefined where it does not tell. */
export function isOfThen({ createdAt }: Values, { from, to }: Sent, ahead: number): boolean | undefined {
  const time = Date.parse(String(createdAt)) - ahead;
  if (Number.isNaN(time)) return undefined;
  return time >= from - clockToleranceMs && (to === undefined || time <= to + clockToleranceMs);
}

/** What was not sent, and what lists leave out, says nothing. */
function isAsAsked(resource: Resource, inputs: Values, actual: Values): boolean {
  const variant = variantOf(resource, inputs);
  // Nor need an application repeat anything of its default client.
  const isLeftOut = ([name, field]: [string, Field]) =>
    actual[name] === undefined &&
    (field.mirrorsClientField || (field.type === "string" && name !== resource.nameField));
  // A word that is not known here may be the API's own for what was asked.
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

/** Whether something has a value that nobody asked for, and that is empty unless somebody does. */
const isSetByOthers = (shape: Shape, desired: Values, actual: Values, variant?: Variant): boolean =>
  inputsOf(shape, variant).some(
    ([name, { resetTo, mirrorsClientField }]) =>
      resetTo === "" && !mirrorsClientField && isEmpty(desired[name]) && !isEmpty(actual[name]),
  );

/** What was uploaded is not what the API made, and the other way round. */
export const isOfSameOrigin = (resource: Resource, inputs: Values, actual: Values): boolean =>
  !resource.upload || (actual[resource.upload.markedBy] === resource.upload.value) === isUploaded(resource, inputs);

/** An application is ours only if its default client is, too. Undefined where that cannot be seen yet. */
async function hasItsClient(
  resource: Resource,
  api: Transport,
  inputs: Values,
  actual: Values,
): Promise<boolean | undefined> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed) return true;
  const settings = inputs[managed.name] as Values;
  const clients = await clientsOf(api, actual);
  if (clients.length === 0) return undefined;
  return clients.some((answer) => {
    const variant = variantInResponse(client, answer);
    const its = decode(client, answer, variant);
    const isForeign = (name: string) => isUnknownWord(managed.shape.fields[name] as Field, its[name]);
    return (
      differsFromDesired(managed.shape, settings, its, variant).every(isForeign) &&
      !isSetByOthers(managed.shape, settings, its, variant)
    );
  });
}

/** The default client, or all of them if the application does not name it. They may be seen later than it. */
async function clientsOf(api: Transport, application: Values): Promise<Values[]> {
  const isNamed = !isEmpty(application.clientId);
  const request = isNamed
    ? api.send("GET", expandPath(client.item, application), undefined, validateResponse(client, application))
    : api.send("GET", expandPath(client.collection, application), undefined, validateListResponse(client));
  const answer = await request.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
  return [answer].flat().filter(isObject);
}
