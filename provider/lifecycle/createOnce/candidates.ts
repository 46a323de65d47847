/** What a create without an answer may have made: all in the list that is as was asked, of then, and nobody's so far. */
import { isNotFound } from "../../errors.ts";
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { inputsOf, isEmpty, isObject, isSent, isUnknownWord, variantOf } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { fetchTogether } from "../consistency/listCache.ts";
import { isOwn, waitingForPresence } from "../consistency/readAfterWrite.ts";
import { defaultClientIn } from "../defaultClient/defaultClient.ts";
import { differing } from "../equivalence/responseProfile.ts";
import type { Api } from "../transport.ts";
import { answeredVariant, fromAnswer, fromWire, isGone } from "../wire/codec.ts";
import { idOf, isUploaded, partsInPath, pathAbove, pathTo } from "../wire/resourceId.ts";
import { complaintAbout, complaintAboutList, isIdentified } from "../wire/responseValidation.ts";
import { aheadOf, isByOther } from "./apiIdentity.ts";

/** The API's clock is told in whole seconds, and some moments late. */
export const clockSlack = 3_000;

export interface Search {
  resource: Resource;
  api: Api;
  inputs: Values;
  /** Ids of what it did not make. */
  others(): ReadonlySet<string>;
  /** Whether somebody else looks for the same. */
  isRivalled(): boolean;
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
  live: Values;
  /** As the list has it. */
  item: Values;
}

export interface Candidates {
  /** Can only be it. */
  proven: Candidate[];
  /** Lack a part of what it takes to say. */
  possible: Candidate[];
}

/** All that there is of the kind, whoever made it. */
export async function fetchItems({
  resource,
  api,
  inputs,
}: Pick<Search, "resource" | "api" | "inputs">): Promise<Candidate[]> {
  const path = pathTo(resource.collection, inputs);
  const items = await waitingForPresence(api, pathAbove(path), undefined, () => fetchTogether(resource, api, path));
  return items
    .filter((item) => isIdentified(resource, item))
    .map((item) => ({
      item,
      live: { ...partsInPath(resource, inputs), ...fromAnswer(resource, item) },
    }));
}

export async function findCandidates(search: Search, sent: Sent): Promise<Candidates> {
  const { resource, api, inputs, others } = search;
  const items = await fetchItems(search);
  if (sent.id !== undefined) {
    return { proven: items.filter(({ live }) => idOf(resource, live) === sent.id), possible: [] };
  }
  // Only now has the API told its time, in which it says when things were made.
  const ahead = aheadOf(api);
  const known = others();
  const candidates: Candidates = { proven: [], possible: [] };
  for (const candidate of items) {
    const { live, item } = candidate;
    if (isOwn(api, pathTo(resource.item, live)) || known.has(idOf(resource, live)) || isByOther(api, live)) continue;
    if (isGone(resource, item) || !isAsAsked(resource, inputs, live)) continue;
    const isFitting = isOfThen(live, sent, ahead);
    if (isFitting === false) continue;
    const isWhole = await hasItsClient(resource, api, inputs, live);
    if (isFitting && isWhole) candidates.proven.push(candidate);
    else if (isWhole !== false) candidates.possible.push(candidate);
  }
  return candidates;
}

/** Whether something was made at the time. Undefined where it does not tell. */
export function isOfThen({ createdAt }: Values, { from, to }: Sent, ahead: number): boolean | undefined {
  const time = Date.parse(String(createdAt)) - ahead;
  if (Number.isNaN(time)) return undefined;
  return time >= from - clockSlack && (to === undefined || time <= to + clockSlack);
}

/** What was not sent, and what lists leave out, says nothing. */
function isAsAsked(resource: Resource, inputs: Values, live: Values): boolean {
  const variant = variantOf(resource, inputs);
  // Nor need an application repeat anything of its default client.
  const isLeftOut = ([name, field]: [string, Field]) =>
    live[name] === undefined && (field.mirrors || (field.type === "string" && name !== resource.title));
  // A word that is not known here may be the API's own for what was asked.
  const isForeign = ([name, field]: [string, Field]) =>
    field.replaceOnChanges === true && isUnknownWord(field, live[name]);
  const isSaid = (entry: [string, Field]) => isSent(entry[1], "create") && !isLeftOut(entry) && !isForeign(entry);
  const said = new Set(
    inputsOf(resource, variant)
      .filter(isSaid)
      .map(([name]) => name),
  );
  return (
    differing(resource, inputs, live, variant).every((name) => !said.has(name)) &&
    !isSetByOthers(resource, inputs, live, variant)
  );
}

/** Whether something has a value that nobody asked for, and that is empty unless somebody does. */
const isSetByOthers = (shape: Shape, asked: Values, live: Values, variant?: Variant): boolean =>
  inputsOf(shape, variant).some(
    ([name, { resetTo, mirrors }]) => resetTo === "" && !mirrors && isEmpty(asked[name]) && !isEmpty(live[name]),
  );

/** What was uploaded is not what the API made, and the other way round. */
export const isOfSameOrigin = (resource: Resource, inputs: Values, live: Values): boolean =>
  !resource.upload || (live[resource.upload.tells] === resource.upload.as) === isUploaded(resource, inputs);

/** An application is ours only if its default client is, too. Undefined where that cannot be seen yet. */
async function hasItsClient(resource: Resource, api: Api, inputs: Values, live: Values): Promise<boolean | undefined> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed) return true;
  const settings = inputs[managed.name] as Values;
  const clients = await clientsOf(api, live);
  if (clients.length === 0) return undefined;
  return clients.some((answer) => {
    const variant = answeredVariant(client, answer);
    const its = fromWire(client, answer, variant);
    const isForeign = (name: string) => isUnknownWord(managed.shape.fields[name] as Field, its[name]);
    return (
      differing(managed.shape, settings, its, variant).every(isForeign) &&
      !isSetByOthers(managed.shape, settings, its, variant)
    );
  });
}

/** The default client, or all of them if the application does not name it. They may be seen later than it. */
async function clientsOf(api: Api, application: Values): Promise<Values[]> {
  const isNamed = !isEmpty(application.clientId);
  const request = isNamed
    ? api.send("GET", pathTo(client.item, application), undefined, complaintAbout(client, application))
    : api.send("GET", pathTo(client.collection, application), undefined, complaintAboutList(client));
  const answer = await request.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
  return [answer].flat().filter(isObject);
}
