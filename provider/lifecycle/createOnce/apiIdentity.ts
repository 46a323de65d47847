/**
 * What the responses to this run's own creates show: the clock by which the API dates them, and whom it names as their
 * creator.
 */
import type { Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";

/** Smaller differences come from the response's way here, and from times in whole seconds. */
const toleranceMs = 3_000;

/** @param actual The response to a create, right after it arrived. */
export function learnFromOwnCreate({ run }: Transport, { createdAt, createdBy }: Values): void {
  const creationOffset = Date.parse(String(createdAt)) - run.clock.now();
  if (!Number.isNaN(creationOffset)) Object.assign(run.api, { createdBy, creationOffset });
}

/**
 * @returns Milliseconds by which the API's creation times are ahead of this machine's clock: by the Date header of its
 * responses, unless another clock dated what it created.
 */
export function clockOffset({ run, now }: Transport): number {
  const byDate = now() - run.clock.now();
  const { creationOffset = byDate } = run.api;
  return Math.abs(creationOffset - byDate) > toleranceMs ? creationOffset : byDate;
}

/** Whether the API names another creator than for this run's own creates. */
export const isCreatedByOther = ({ run: { api } }: Transport, { createdBy }: Values): boolean =>
  api.createdBy !== undefined && createdBy !== undefined && createdBy !== api.createdBy;
