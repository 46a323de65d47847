/** A resource that exists, in the fewest inputs that describe it. */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { isExcluded, isTakenOver } from "../../fields/rules.ts";
import { inputsOf, isEmpty, isObject, isUnknownWord, isWriteOnly, variantOf } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { isReadable } from "./readableValues.ts";

/** Before anything was said, all is of interest. */
export const isSaid = (said: Values | undefined, name: string): boolean => !said || said[name] !== undefined;

/** Inputs that have to be there, and those that are neither empty nor what the API documents as their default. */
export function minimalInputs(shape: Shape, actual: Values, said: Values | undefined, given: Values = {}): Values {
  const variant = variantOf(shape, actual);
  const inputs = { ...given };
  // What is deprecated comes last: it is needed only where nothing else says the same.
  const fields = inputsOf(shape, variant).sort(([, a], [, b]) => Number(isDeprecated(a)) - Number(isDeprecated(b)));
  for (const [name, field] of fields) {
    if (inputs[name] !== undefined || !isSaid(said, name)) continue;
    if (isWriteOnly(field, variant) || isTakenOver(field, inputs)) continue;
    if (!isWritable(field, actual[name])) continue;
    const value = minimalValue(field, actual[name]);
    if (value !== undefined) inputs[name] = value;
  }
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !isExcluded(shape, name, inputs)));
}

/** A word or a type that is not known here would be refused as an input: it stays an output. */
export const isWritable = (field: Field, value: unknown): boolean =>
  !hasUnknownWord(field, value) && isReadable(field, value);

/** At any depth. */
function hasUnknownWord(field: Field, value: unknown): boolean {
  if (field.type === "array" && Array.isArray(value)) return value.some((item) => hasUnknownWord(field.items, item));
  if (field.type === "object" && isObject(value)) {
    return Object.entries(field.fields).some(([name, inner]) => hasUnknownWord(inner, value[name]));
  }
  return isUnknownWord(field, value);
}

function minimalValue(field: Field, actual: unknown): unknown {
  if (field.required && isEmpty(actual)) return needed(field, actual);
  if (!field.required && isEquivalent(field, undefined, actual)) return undefined;
  return field.type === "object" && isObject(actual) ? minimalObject(field, actual) : actual;
}

/** What has to be there, of what the API leaves out because it is empty. */
const needed = (field: Field, actual: unknown): unknown => (field.type === "array" ? [] : (actual ?? field.default));

/** Within an object, which is sent whole, a zero may be meant. */
const minimalObject = (shape: Shape, actual: Values): Values =>
  Object.fromEntries(
    inputsOf(shape).flatMap(([name, field]) => {
      const value = field.required ? (actual[name] ?? needed(field, undefined)) : actual[name];
      const isSaid = field.required || value === 0 || !isEquivalent(field, undefined, value);
      return value !== undefined && isSaid ? [[name, value]] : [];
    }),
  );

const isDeprecated = (field: Field): boolean => field.deprecated !== undefined;
