/**
 * A create without an answer, whose program was edited before the next run: what it made is not what is asked for now, and
 * would be forgotten. The name is what both have in common.
 */
import { ApiError } from "../../errors.ts";
import { nounOf } from "../../fields/naming.ts";
import { isOwnWrite } from "../consistency/readAfterWrite.ts";
import { isTombstone } from "../wire/codec.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { clockOffset, isCreatedByOther } from "./apiIdentity.ts";
import { type Candidate, type CreateLookup, isOfThen, listItems } from "./candidates.ts";
import type { Entry, Superseded } from "./journal.ts";
import { showsUntil } from "./reconcile.ts";

/** Milliseconds in which another resource of the program, that it was for, comes for it. */
const patience = 10_000;
const pause = 2_000;

/** @throws ApiError that names what earlier runs may have made in place of it */
export async function resolveSuperseded(search: CreateLookup, entry: Entry): Promise<void> {
  const until = Date.now() + patience;
  for (let earlier = entry.superseded(); earlier.length > 0; earlier = entry.superseded()) {
    const found = await findMade(search, earlier);
    if (found.length > 0 && Date.now() >= until) throw undecided(search, found);
    const isSettled = earlier.every(({ sent }) => !sent || Date.now() >= showsUntil(sent.last));
    if (found.length === 0 && isSettled) return entry.forget(earlier);
    await search.api.wait(pause, "looking for what an earlier run may have made of the same name");
  }
}

async function findMade(search: CreateLookup, earlier: readonly Superseded[]): Promise<Candidate[]> {
  const { resource, api, inputs, foreignIds } = search;
  const items = await listItems(search);
  const [ahead, known] = [clockOffset(api), foreignIds()];
  const isMade = ({ actual, item }: Candidate) => {
    const id = idOf(resource, actual);
    if (actual[resource.nameField] !== inputs[resource.nameField] || isTombstone(resource, item)) return false;
    if (known.has(id) || isOwnWrite(api, expandPath(resource.item, actual)) || isCreatedByOther(api, actual))
      return false;
    return earlier.some(({ ids, sent }) => {
      const span = sent && { from: sent.first, to: showsUntil(sent.last) };
      return ids.includes(id) || (span !== undefined && isOfThen(actual, span, ahead) !== false);
    });
  };
  return items.filter(isMade);
}

function undecided({ resource, inputs }: CreateLookup, found: readonly Candidate[]): ApiError {
  const ids = found.map(({ actual }) => idOf(resource, actual)).join(", ");
  return new ApiError({
    method: "POST",
    path: expandPath(resource.collection, inputs),
    messages: ["an earlier run did not get the answer"],
    neverSent: true,
    advice:
      `That run may have made the ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.nameField])}, with other settings ` +
      `than the program has now: ${ids}. Delete what is not wanted, or take it with pulumi import ` +
      `transmit:index:${resource.name} <name> <id>, and run pulumi up again.`,
  });
}
