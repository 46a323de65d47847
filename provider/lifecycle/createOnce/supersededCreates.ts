/**
 * Superseded creates: an earlier run sent a create with an outcome that is not known, and then the program was edited.
 * What that create made has the same name, but other settings than the program has now, so reconciling by the settings
 * would not find it, and a duplicate would be created.
 */
import { ApiError } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { isOwnWrite } from "../consistency/readAfterWrite.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import type { JournalEntry, SupersededCreate } from "../run.ts";
import { isTombstone } from "../wire/codec.ts";
import { importCommand } from "../wire/importCommand.ts";
import { expandPath, idOf } from "../wire/resourceId.ts";
import { isIdentified } from "../wire/responseValidation.ts";
import { clockOffset, isCreatedByOther } from "./apiIdentity.ts";
import { type Candidate, type CreateLookup, isOfThen, listItems } from "./candidates.ts";
import { visibleBy } from "./reconcile.ts";

/** Milliseconds in which another resource of the program may adopt it. */
const ownerTimeoutMs = 10_000;
const pauseMs = 2_000;

/** @throws ApiError that names what earlier runs may have created in its place */
export async function resolveSuperseded(lookup: CreateLookup, entry: JournalEntry): Promise<void> {
  const { api } = lookup;
  const { now } = api.run.clock;
  const until = now() + ownerTimeoutMs;
  for (let earlier = entry.superseded(); earlier.length > 0; earlier = entry.superseded()) {
    const found = await findCreated(lookup, earlier);
    if (found.length > 0 && now() >= until) throw undecided(lookup, found);
    const isSettled = earlier.every(({ pending }) => !pending || now() >= visibleBy(api, pending.last));
    if (found.length === 0 && isSettled) return entry.discard(earlier);
    await api.wait(pauseMs, "looking for what an earlier run may have created with the same name");
  }
}

async function findCreated(lookup: CreateLookup, earlier: readonly SupersededCreate[]): Promise<Candidate[]> {
  const { resource, api, inputs, foreignIds } = lookup;
  const { nameField } = resource;
  const items = await listItems(lookup);
  const [ahead, known] = [clockOffset(api), foreignIds()];
  const isCreated = ({ actual, item }: Candidate) => {
    const id = idOf(resource, actual);
    const hasName = isEquivalent(resource.fields[nameField] as Field, inputs[nameField], actual[nameField]);
    if (!hasName || !isIdentified(resource, item) || isTombstone(resource, item)) return false;
    if (known.has(id) || isOwnWrite(api, expandPath(resource.item, actual)) || isCreatedByOther(api, actual))
      return false;
    return earlier.some(({ ids, pending }) => {
      const span = pending && { from: pending.first, to: visibleBy(api, pending.last) };
      return ids.includes(id) || (span !== undefined && isOfThen(actual, span, ahead) !== false);
    });
  };
  return items.filter(isCreated);
}

function undecided({ resource, api, inputs }: CreateLookup, found: readonly Candidate[]): ApiError {
  const ids = found.map(({ actual }) => idOf(resource, actual)).join(", ");
  return new ApiError({
    method: "POST",
    path: expandPath(resource.collection, inputs),
    messages: ["an earlier run got no response"],
    neverSent: true,
    advice:
      `That run may have created the ${nounOf(resource.name)} ${JSON.stringify(inputs[resource.nameField])}, with ` +
      `other settings than the program has now: ${ids}. Delete what you do not want, or import it with ` +
      `${importCommand(api.run, resource)}, and run pulumi up again.`,
  });
}
