/** What to send for the inputs that the user removed, so that removing one from the code undoes it in the API. */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { isExcluded, isTakenOver } from "../../fields/rules.ts";
import { inputsOf, isObject, isSent } from "../../fields/shape.ts";

export interface Resets {
  /** In our names. */
  resets: Values;
  /** Removed inputs that nothing is known to undo, with the values that they had. */
  unresettable: Values;
}

/** Of what was not there before. */
export const noResets: Resets = { resets: {}, unresettable: {} };

export function resetsFor(shape: Shape, before: Values, inputs: Values, variant?: Variant): Resets {
  const reset: Resets = { resets: {}, unresettable: {} };
  for (const [name, field] of inputsOf(shape, variant)) {
    const removed = before[name] !== undefined && inputs[name] === undefined;
    if (!removed || !isSent(field, "update") || isSaidElsewhere(field, inputs) || isExcluded(shape, name, inputs))
      continue;
    const value = isTakenOver(field, inputs) ? undefined : resetOf(field, before[name]);
    if (value === undefined) reset.unresettable[name] = before[name];
    else reset.resets[name] = value;
  }
  return reset;
}

/** Objects are sent whole: what has to be there besides the reset stays as it was. */
function resetOf(field: Field, before: unknown): unknown {
  const value = field.resetTo ?? field.default ?? (field.type === "array" ? [] : undefined);
  if (field.type !== "object" || !isObject(value) || !isObject(before)) return value;
  const needed = inputsOf(field).filter(([name, inner]) => inner.required && before[name] !== undefined);
  return { ...Object.fromEntries(needed.map(([name]) => [name, before[name]])), ...value };
}

/** A setting of the default client, which is now managed by itself. */
const isSaidElsewhere = (field: Field, inputs: Values): boolean =>
  field.mirrorsClientField !== undefined && isTakenOver(field, inputs);
