/**
 * An update without an answer, which may have been carried out or not. The state goes on to say what was before, with a mark
 * by which the next run writes anew whatever the program then says, were it the old values.
 */
import { ApiError, PartialUpdateError } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";

/** Names and no values, which may be secret; a dot leads into an object. */
const unsureKey = "__unsure";

const namesKept = (state: Values): string[] =>
  typeof state[unsureKey] === "string" ? state[unsureKey].split(",").filter(Boolean) : [];

/** Inputs whose value in the API is not known: null, or objects of such. */
export function uncertainIn(state: Values): Values {
  const unsure: Values = {};
  for (const name of namesKept(state)) {
    const [outer = "", inner] = name.split(".");
    if (inner === undefined) unsure[outer] ??= null;
    else unsure[outer] = { ...(unsure[outer] as Values | null), [inner]: null };
  }
  return unsure;
}

/** The inputs as they may be: with those, without a value, that the update may have brought. */
export function possibleInputs(before: Values, state: Values): Values {
  const possible: Values = { ...uncertainIn(state), ...before };
  for (const [name, inner] of Object.entries(uncertainIn(state))) {
    if (isObject(inner) && isObject(before[name])) possible[name] = { ...inner, ...before[name] };
  }
  return possible;
}

/** @param desired What was to be changed. @returns The error to throw in place of one that ended an update. */
export function asUncertain(id: string, state: Values, desired: Values, error: Error): Error {
  if (!(error instanceof ApiError && error.isAmbiguous)) return error;
  const names = Object.entries(desired).flatMap(([name, value]) => [
    name,
    ...(isObject(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : []),
  ]);
  return new PartialUpdateError(
    id,
    { ...state, [unsureKey]: [...new Set([...namesKept(state), ...names])].join(",") },
    error,
  );
}
