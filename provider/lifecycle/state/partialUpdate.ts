import { ApiError, PartialUpdateError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { markUncertain } from "./state.ts";

/**
 * The error to throw for one that ended an update: it carries the state that holds, if that is not the old one.
 * @param desired The inputs that the failed request was to change. @param isHalfDone Whether a request before it
 * succeeded.
 */
export function asPartial(id: string, state: Values, desired: Values, error: Error, isHalfDone = false): Error {
  if (error instanceof ApiError && error.isAmbiguous) {
    return new PartialUpdateError(id, markUncertain(state, desired), error);
  }
  return isHalfDone ? new PartialUpdateError(id, state, error) : error;
}
