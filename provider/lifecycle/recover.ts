/**
 * A create whose answer was lost. The API knows no idempotency keys, so what became of it is looked up: exactly one
 * resource that can only be ours is taken for it, none after any lag has passed means that it did not happen, and
 * everything else is for a person to decide.
 */
import { isNotFound, LostAnswerError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isObject, variantOf } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { complaintAbout, complaintAboutList, listIn } from "./answer.ts";
import type { Api } from "./api.ts";
import { defaultClientIn } from "./defaultClient.ts";
import { idOf, pathTo } from "./identity.ts";
import { isOwn, lagWindow } from "./lag.ts";
import { differing } from "./state.ts";
import { answeredVariant, fromWire } from "./wire.ts";

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
}

/**
 * @returns The id's parts of what it made; undefined if it made nothing.
 */
export async function findCreated(
  resource: Resource,
  api: Api,
  inputs: Values,
  sent: Sent,
  lost: LostAnswerError,
): Promise<Values | undefined> {
  const until = Math.min(Date.now() + lagWindow, sent.at + settledAfter);
  for (;;) {
    const candidates = await findCandidates(resource, api, inputs, sent).catch((error: Error) => {
      throw undecided(resource, inputs, lost, `Looking it up failed as well: ${error.message}`);
    });
    if (candidates.length === 1) return candidates[0];
    if (candidates.length > 1) throw undecided(resource, inputs, lost, describe(resource, candidates));
    if (Date.now() >= until) return undefined;
    await api.wait(pause);
  }
}

/** Those made since then that are as asked for in every field that answers tell, and that nobody here made. */
async function findCandidates(resource: Resource, api: Api, inputs: Values, sent: Sent): Promise<Values[]> {
  const answer = await api.send("GET", pathTo(resource.collection, inputs), undefined, complaintAboutList(resource));
  // Only now has the API told its time, in which it says when things were made.
  const ahead = api.now() - Date.now();
  const isOfThen = ({ createdAt }: Values) => {
    const time = Date.parse(String(createdAt)) - ahead;
    return time >= sent.at - clockSlack && !(sent.by !== undefined && time > sent.by + clockSlack);
  };
  const found: Values[] = [];
  for (const item of listIn(resource, answer) ?? []) {
    const live = { ...inputsInPath(resource, inputs), ...fromWire(resource, item, answeredVariant(resource, item)) };
    if (!isOfThen(live) || !isAsAsked(resource, inputs, live)) continue;
    if (isOwn(api, pathTo(resource.item, live)) || sent.others.includes(idOf(resource, live))) continue;
    if (await hasItsClient(resource, api, inputs, live)) found.push(live);
  }
  return found;
}

const inputsInPath = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));

/** Lists leave some fields out; what they leave out says nothing. */
function isAsAsked(resource: Resource, inputs: Values, live: Values): boolean {
  const differs = differing(resource, inputs, live, variantOf(resource, inputs));
  return differs.every(
    (name) => live[name] === undefined && resource.fields[name]?.type === "string" && name !== resource.title,
  );
}

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

const describe = (resource: Resource, candidates: Values[]): string =>
  `These could be it: ${candidates.map((live) => idOf(resource, live)).join(", ")}. Delete those that are not wanted, and ` +
  `take the one that is with pulumi import transmit:index:${resource.name} <name> <id>.`;

function undecided(resource: Resource, inputs: Values, { failure }: LostAnswerError, what: string): LostAnswerError {
  const kind = resource.name.toLowerCase();
  return new LostAnswerError({
    ...failure,
    advice:
      `The answer was lost, so the ${kind} ${JSON.stringify(inputs[resource.title])} may have been made or not. ${what} ` +
      `Look for it before you run pulumi up again, or there may be two.`,
  });
}
