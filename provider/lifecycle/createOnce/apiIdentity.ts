/** What the answers to a run's own creates tell of the API: what time it is there, and who we are to it. */
import type { Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";

interface Known {
  createdBy: unknown;
  /** Milliseconds that its times of creation are ahead of this machine's clock. */
  ahead: number;
}

const known = new WeakMap<object, Known>();

/** Differences that are smaller than this come of the answer's way. */
const slack = 3_000;

/** @param live What was made a moment ago. */
export function learnFromOwnCreate({ scope }: Transport, { createdAt, createdBy }: Values): void {
  const ahead = Date.parse(String(createdAt)) - Date.now();
  if (!Number.isNaN(ahead)) known.set(scope, { createdBy, ahead });
}

/** By the Date of its answers, unless what it made was dated by another clock. */
export function clockOffset(api: Transport): number {
  const byDate = api.now() - Date.now();
  const { ahead } = known.get(api.scope) ?? { ahead: byDate };
  return Math.abs(ahead - byDate) > slack ? ahead : byDate;
}

/** Whether somebody else made it, as far as that is known. */
export function isCreatedByOther({ scope }: Transport, { createdBy }: Values): boolean {
  const own = known.get(scope)?.createdBy;
  return own !== undefined && createdBy !== undefined && createdBy !== own;
}
