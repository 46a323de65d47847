/**
 * A create that was not answered with what it made: the answer was lost, or the API answers nothing. It knows no
 * idempotency keys, so what became of it is looked up: exactly one resource that can only be ours is taken for it, none
 * after any lag has passed means that it did not happen, and everything else is for a person to decide.
 */
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import type { Resource } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { consistencyWindowMs } from "../consistency/readAfterWrite.ts";
import { idOf } from "../wire/resourceId.ts";
import {
  type Candidate,
  type Candidates,
  type CreateLookup,
  clockSlack,
  findCandidates,
  isOfSameOrigin,
  listItems,
  type Sent,
} from "./candidates.ts";

const firstPause = 1_000;
const longestPause = 8_000;
/** What was sent longer ago than this has happened by now, or never will. */
const settledAfter = 60_000;

export interface Awaited extends Sent {
  /** Until then it may show. */
  until: number;
  /** The API said that it was carried out. */
  isDone?: true;
}

/** Until when what was sent may show. @param error What came of it, if that was known a moment ago. */
export function showsUntil(sentAt: number, error?: ApiError): number {
  const settled = sentAt + settledAfter;
  return error ? Math.max(Date.now() + consistencyWindowMs, isOver(error) ? 0 : settled) : settled;
}

/** Whether the API has come to an end with it: it has answered itself, and not that somebody waited too long. */
const isOver = ({ failure: { status, notFromApi } }: ApiError): boolean =>
  status !== undefined && !notFromApi && status !== 408 && status !== 504;

/** @returns What it made; undefined if it made nothing. */
export async function findCreated(search: CreateLookup, sent: Awaited, lost: ApiError): Promise<Candidate | undefined> {
  const { resource, api, hasConcurrentCreate } = search;
  const undecided = (what: string) => describeUndecided(search, lost, sent, what);
  // A clock may have been set back since.
  const until = Math.min(sent.until, Date.now() + settledAfter);
  let takenFrom: number | undefined;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const { certain, plausible } = await findLikely(search, sent).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      throw undecided(`Looking it up failed as well: ${error.message}`);
    });
    if (certain.length > 1) throw undecided(describe(resource, certain));
    const [only] = certain;
    const isLast = Date.now() >= until;
    if (only && !hasConcurrentCreate()) {
      // Where answers lag, somebody else's that was made just before ours is seen before ours.
      takenFrom ??= pause === firstPause || sent.id !== undefined ? 0 : Date.now() + clockSlack;
      if (Date.now() >= takenFrom) return only;
    } else if (isLast) {
      if (only || plausible.length > 0) throw undecided(describe(resource, [...certain, ...plausible]));
      if (sent.isDone) throw undecided("The list does not have it.");
      return undefined;
    }
    const wait = isLast ? clockSlack : Math.min(pause, until - Date.now());
    await api.wait(wait, "looking for what became of a create without an answer");
  }
}

async function findLikely(search: CreateLookup, sent: Awaited): Promise<Candidates> {
  const { certain: all, plausible } = await findCandidates(search, sent);
  const likely = all.filter(({ actual }) => isOfSameOrigin(search.resource, search.inputs, actual));
  // What is known to be there is there, whatever the API calls it.
  return { certain: likely.length > 0 || !sent.isDone ? likely : all, plausible };
}

/** What was made though an answer says that it was not. It is not waited for, and in doubt the answer is believed. */
export async function findUnexpected(search: CreateLookup, sent: Sent): Promise<Candidate | undefined> {
  const { certain } = await findCandidates(search, sent).catch((error) => {
    if (!(error instanceof ApiError)) throw error;
    return { certain: [] };
  });
  const likely = certain.filter(({ actual }) => isOfSameOrigin(search.resource, search.inputs, actual));
  return likely.length === 1 && !search.hasConcurrentCreate() ? likely[0] : undefined;
}

/** All that there is, before a create whose answer will not tell what it made. */
export async function idsBefore(search: CreateLookup): Promise<string[]> {
  return (await listItems(search)).map(({ actual }) => idOf(search.resource, actual));
}

const describe = (resource: Resource, candidates: readonly Candidate[]): string =>
  `These could be it: ${candidates.map(({ actual }) => idOf(resource, actual)).join(", ")}. Delete those that are not wanted, ` +
  `and take the one that is with pulumi import transmit:index:${resource.name} <name> <id>.`;

function describeUndecided(
  { resource, inputs }: CreateLookup,
  { failure }: ApiError,
  { isDone }: Awaited,
  what: string,
): AmbiguousResultError {
  const which = `the ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.nameField])}`;
  const outcome = isDone
    ? `The API made ${which}, and does not say which one it is.`
    : `The answer was lost, so ${which} may have been made or not.`;
  const next = "On this machine, pulumi up looks for it again; on another, look for it first, or there may be two.";
  return new AmbiguousResultError({ ...failure, advice: `${outcome} ${what} ${next}` });
}
