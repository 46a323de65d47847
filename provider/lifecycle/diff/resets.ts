/**
 * Which values to send for the inputs that were removed from the program. An API may keep a field that an update omits,
 * so removing an input must send the value that undoes it, if one is documented.
 */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { isExcluded, isTakenOver } from "../../fields/rules.ts";
import { inputsOf, isObject, isSent } from "../../fields/shape.ts";

export interface Resets {
  /** The values to send, by input. */
  resets: Values;
  /** Removed inputs that no value is documented to reset, with the values that they had: the user is warned of them. */
  unresettable: Values;
}

/** For a create, which removes nothing. */
export const noResets: Resets = { resets: {}, unresettable: {} };

/** @param before Inputs that the API may have: the old ones, and those of an update with an ambiguous result. */
export function resetsFor(shape: Shape, before: Values, inputs: Values, variant?: Variant): Resets {
  const reset: Resets = { resets: {}, unresettable: {} };
  for (const [name, field] of inputsOf(shape, variant)) {
    const removed = before[name] !== undefined && inputs[name] === undefined;
    if (!removed || !isSent(field, "update") || isSetOnClient(field, inputs) || isExcluded(shape, name, inputs))
      continue;
    const value = isTakenOver(field, inputs) ? undefined : resetOf(field, before[name]);
    if (value === undefined) reset.unresettable[name] = before[name];
    else reset.resets[name] = value;
  }
  return reset;
}

/**
 * The value that resets a field. Objects are sent whole, so their required keys are sent as they were, beside the
 * reset.
 */
function resetOf(field: Field, before: unknown): unknown {
  const value = field.resetTo ?? field.default ?? (field.type === "array" ? [] : undefined);
  if (field.type !== "object" || !isObject(value) || !isObject(before)) return value;
  const needed = inputsOf(field).filter(([name, inner]) => inner.required && before[name] !== undefined);
  return { ...Object.fromEntries(needed.map(([name]) => [name, before[name]])), ...value };
}

/**
 * A mirrored setting of the default client that is no longer set here, because the program now sets it on the client
 * itself.
 */
const isSetOnClient = (field: Field, inputs: Values): boolean =>
  field.mirrorsClientField !== undefined && isTakenOver(field, inputs);
