/**
 * Reconciles a create whose outcome is not known with the resources that exist. Exactly one that can only be ours is
 * adopted; none, after the consistency window, means that nothing was created; everything else is for the user to
 * decide.
 */
import { AmbiguousResultError, ApiError } from "../../errors.ts";
import { nounOf } from "../../fields/naming.ts";
import { consistencyWindowMs } from "../consistency/readAfterWrite.ts";
import type { Transport } from "../transport.ts";
import { importCommand } from "../wire/importCommand.ts";
import { idOf } from "../wire/resourceId.ts";
import {
  type Candidate,
  type Candidates,
  type CreateLookup,
  findCandidates,
  isOfSameOrigin,
  type Sent,
} from "./candidates.ts";
import { clockToleranceMs } from "./clockTolerance.ts";

const firstPauseMs = 1_000;
const longestPauseMs = 8_000;
/** A request that was sent longer ago than this has been carried out by now, or never will be. */
const requestLifetimeMs = 60_000;

export interface Awaited extends Sent {
  /** When it is visible at the latest, if it was created. */
  until: number;
  /** The API confirmed that it created it. */
  isConfirmed?: true;
}

/** When the result of a create is visible at the latest. @param error Its error, if that has just arrived. */
export function visibleBy({ run }: Transport, sentAt: number, error?: ApiError): number {
  const settled = sentAt + requestLifetimeMs;
  return error ? Math.max(run.clock.now() + consistencyWindowMs, isFinished(error) ? 0 : settled) : settled;
}

/** Whether the API has finished with the request: it sent the response itself, and not because of a timeout. */
const isFinished = ({ failure: { status, notFromApi } }: ApiError): boolean =>
  status !== undefined && !notFromApi && status !== 408 && status !== 504;

/** @returns What was created; undefined if nothing was. @throws AmbiguousResultError where that cannot be decided */
export async function reconcile(lookup: CreateLookup, sent: Awaited, error: ApiError): Promise<Candidate | undefined> {
  const { api, hasConcurrentCreate } = lookup;
  const { now } = api.run.clock;
  const undecided = (what: string) => describeUndecided(lookup, error, sent, what);
  // The clock may have been set back since.
  const until = Math.min(sent.until, now() + requestLifetimeMs);
  let adoptFrom: number | undefined;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const { certain, plausible } = await findLikely(lookup, sent).catch((failure: unknown) => {
      if (!(failure instanceof ApiError)) throw failure;
      throw undecided(`Looking it up failed as well: ${failure.message}`);
    });
    if (certain.length > 1) throw undecided(describe(lookup, certain));
    const [only] = certain;
    const isLast = now() >= until;
    if (only && !hasConcurrentCreate()) {
      // Where reads lag, an identical resource that somebody created just before may become visible first.
      adoptFrom ??= pause === firstPauseMs || sent.id !== undefined ? 0 : now() + clockToleranceMs;
      if (now() >= adoptFrom) return only;
    } else if (isLast) {
      if (only || plausible.length > 0) throw undecided(describe(lookup, [...certain, ...plausible]));
      if (sent.isConfirmed) throw undecided("The list does not contain it.");
      return undefined;
    }
    const wait = isLast ? clockToleranceMs : Math.min(pause, until - now());
    await api.wait(wait, "looking for the result of a create that got no response");
  }
}

async function findLikely(lookup: CreateLookup, sent: Awaited): Promise<Candidates> {
  const { certain: all, plausible } = await findCandidates(lookup, sent);
  const likely = all.filter(({ actual }) => isOfSameOrigin(lookup.resource, lookup.inputs, actual));
  // If the API confirmed the create, a candidate whose origin differs from what we expect is accepted.
  return { certain: likely.length > 0 || !sent.isConfirmed ? likely : all, plausible };
}

/** A single lookup after a rejection. In doubt, the rejection holds. @throws ApiError if the lookup fails */
export async function findCertain(lookup: CreateLookup, sent: Sent): Promise<Candidate | undefined> {
  const { certain } = await findCandidates(lookup, sent);
  const likely = certain.filter(({ actual }) => isOfSameOrigin(lookup.resource, lookup.inputs, actual));
  return likely.length === 1 && !lookup.hasConcurrentCreate() ? likely[0] : undefined;
}

const describe = ({ resource, api }: CreateLookup, candidates: readonly Candidate[]): string =>
  `These could be it: ${candidates.map(({ actual }) => idOf(resource, actual)).join(", ")}. Delete those that you do ` +
  `not want, and import the other one with ${importCommand(api.run, resource)}.`;

function describeUndecided(
  { resource, inputs }: CreateLookup,
  { failure }: ApiError,
  { isConfirmed }: Awaited,
  what: string,
): AmbiguousResultError {
  const which = `the ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.nameField])}`;
  const outcome = isConfirmed
    ? `The API created ${which}, but its response does not identify it.`
    : `The response was lost, so ${which} may or may not have been created.`;
  const next =
    "Run pulumi up again on this machine to repeat the lookup. From another machine, check the API first, or a " +
    "duplicate may be created.";
  return new AmbiguousResultError({ ...failure, advice: `${outcome} ${what} ${next}` });
}
