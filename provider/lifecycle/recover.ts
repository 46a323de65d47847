/**
 * A create that was not answered with what it made: the answer was lost, or the API answers nothing. It knows no
 * idempotency keys, so what became of it is looked up: exactly one resource that can only be ours is taken for it, none
 * after any lag has passed means that it did not happen, and everything else is for a person to decide.
 */
import { isNotFound, type LostAnswerError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isObject, isSent, variantOf } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { defaultClientIn } from "./defaultClient.ts";
import { idOf, isUploaded, pathTo } from "./identity.ts";
import { isOwn, lagWindow } from "./lag.ts";
import { fetchTogether } from "./snapshot.ts";
import { differing } from "./state.ts";
import { tooMany, undecided } from "./undecided.ts";
import { answeredVariant, fromWire, isGone } from "./wire.ts";

/** The API's clock is told in whole seconds, and some moments late. */
const clockSlack = 3_000;
const pause = 1_000;
/** What was sent longer ago than this has happened by now, or never will. */
const settledAfter = 60_000;

/** A create that was sent, by this machine's clock, in milliseconds since the epoch. */
export interface Sent {
  /** Not before that. */
  at: number;
  /** Nor after that. Absent if only now ends it. */
  by?: number;
  /** Ids of what it did not make. */
  others: readonly string[];
  /** The id of what it made, if the API said that much. */
  id?: string;
  /** The API said that it was carried out. */
  isDone?: true;
}

export interface Candidate {
  /** Under our names, its id among them. */
  live: Values;
  /** As the list has it. */
  item: Values;
}

/**
 * @returns What it made; undefined if it made nothing.
 */
export async function findCreated(
  resource: Resource,
  api: Api,
  inputs: Values,
  sent: Sent,
  lost: LostAnswerError,
): Promise<Candidate | undefined> {
  const until = Math.min(Date.now() + lagWindow, sent.at + settledAfter);
  let takenFrom: number | undefined;
  for (let isFirst = true; ; isFirst = false) {
    const all = await findCandidates(resource, api, inputs, sent).catch((error: Error) => {
      throw undecided(resource, inputs, sent.isDone, lost, `Looking it up failed as well: ${error.message}`);
    });
    const likely = all.filter(({ live }) => isOfSameOrigin(resource, inputs, live));
    // What is known to be there is there, whatever the API calls it.
    const candidates = likely.length > 0 || !sent.isDone ? likely : all;
    if (candidates.length > 1) {
      const ids = candidates.map(({ live }) => idOf(resource, live));
      throw undecided(resource, inputs, sent.isDone, lost, tooMany(resource, ids));
    }
    const [only] = candidates;
    if (only) {
      // Where answers lag, somebody else's that was made just before ours is seen before ours.
      takenFrom ??= isFirst || sent.id !== undefined ? 0 : Date.now() + clockSlack;
      if (Date.now() >= takenFrom) return only;
    } else if (Date.now() >= until) {
      if (sent.isDone) throw undecided(resource, inputs, sent.isDone, lost, "The list does not have it.");
      return undefined;
    }
    await api.wait(pause);
  }
}

/** All that there is, before a create whose answer will not tell what it made. */
export async function idsBefore(resource: Resource, api: Api, inputs: Values): Promise<string[]> {
  return (await fetchItems(resource, api, inputs)).map(({ live }) => idOf(resource, live));
}

/** Those made since then that are as asked for in every field that answers tell, and that nobody here made. */
async function findCandidates(resource: Resource, api: Api, inputs: Values, sent: Sent): Promise<Candidate[]> {
  const items = await fetchItems(resource, api, inputs);
  if (sent.id !== undefined) return items.filter(({ live }) => idOf(resource, live) === sent.id);
  // Only now has the API told its time, in which it says when things were made.
  const ahead = api.now() - Date.now();
  const isOfThen = ({ createdAt }: Values) => {
    const time = Date.parse(String(createdAt)) - ahead;
    return time >= sent.at - clockSlack && !(sent.by !== undefined && time > sent.by + clockSlack);
  };
  const found: Candidate[] = [];
  for (const candidate of items) {
    const { live, item } = candidate;
    if (isGone(resource, item) || !isOfThen(live) || !isAsAsked(resource, inputs, live)) continue;
    if (isOwn(api, pathTo(resource.item, live)) || sent.others.includes(idOf(resource, live))) continue;
    if (await hasItsClient(resource, api, inputs, live)) found.push(candidate);
  }
  return found;
}

async function fetchItems(resource: Resource, api: Api, inputs: Values): Promise<Candidate[]> {
  const items = await fetchTogether(resource, api, pathTo(resource.collection, inputs));
  return items.map((item) => ({
    item,
    live: { ...inputsInPath(resource, inputs), ...fromWire(resource, item, answeredVariant(resource, item)) },
  }));
}

const inputsInPath = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));

/** What was not sent, and what lists leave out, says nothing. */
function isAsAsked(resource: Resource, inputs: Values, live: Values): boolean {
  const differs = differing(resource, inputs, live, variantOf(resource, inputs));
  return differs.every((name) => {
    const field = resource.fields[name];
    const isLeftOut = live[name] === undefined && field?.type === "string" && name !== resource.title;
    return isLeftOut || (field && !isSent(field, "create"));
  });
}

/** What was uploaded is not what the API made, and the other way round. */
const isOfSameOrigin = (resource: Resource, inputs: Values, live: Values): boolean =>
  !resource.upload || (live[resource.upload.tells] === resource.upload.as) === isUploaded(resource, inputs);

/** An application is ours only if its default client is, too. */
async function hasItsClient(resource: Resource, api: Api, inputs: Values, live: Values): Promise<boolean> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed || live.clientId === undefined) return true;
  const request = api.send("GET", pathTo(client.item, live), undefined, complaintAbout(client, live));
  // The client may be seen later than its application.
  const answer = await request.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
  if (!isObject(answer)) return false;
  const variant = answeredVariant(client, answer);
  const settings = inputs[managed.name] as Values;
  return differing(managed.shape, settings, fromWire(client, answer, variant), variant).length === 0;
}
