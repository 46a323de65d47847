/**
 * The fewest inputs that describe an existing resource: an import writes them into the program, where explicit defaults
 * and empty values would be noise. They must validate, and applying them must change nothing.
 */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { isExcluded, isTakenOver } from "../../fields/rules.ts";
import { inputsOf, isEmpty, isObject, isUnknownEnumValue, isWriteOnly, variantOf } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { isReadable } from "./readableValues.ts";

/** Whether an input may be among them: at an import any may, at a refresh only those of the import before. */
export const isInScope = (previous: Values | undefined, name: string): boolean =>
  !previous || previous[name] !== undefined;

/**
 * Required inputs, and those whose value is neither empty nor a documented default.
 * @param previous The inputs of an earlier import, if this is a refresh: no others are added. @param given Inputs that
 * are known already, such as the embedded resource's.
 */
export function minimalInputs(shape: Shape, actual: Values, previous: Values | undefined, given: Values = {}): Values {
  const variant = variantOf(shape, actual);
  const inputs = { ...given };
  // Deprecated inputs come last: they are used only if no other input has the same meaning.
  const fields = [...inputsOf(shape, variant)].sort(
    ([, a], [, b]) => Number(isDeprecated(a)) - Number(isDeprecated(b)),
  );
  for (const [name, field] of fields) {
    if (inputs[name] !== undefined || !isInScope(previous, name)) continue;
    if (isWriteOnly(field, variant) || isTakenOver(field, inputs)) continue;
    if (!isWritable(field, actual[name])) continue;
    const value = minimalValue(field, actual[name]);
    if (value !== undefined) inputs[name] = value;
  }
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !isExcluded(shape, name, inputs)));
}

/**
 * Validation would refuse an enum value or a type that this version does not know: such a value is not made an input.
 */
export const isWritable = (field: Field, value: unknown): boolean =>
  !hasUnknownEnumValue(field, value) && isReadable(field, value);

/** At any depth. */
function hasUnknownEnumValue(field: Field, value: unknown): boolean {
  if (field.type === "array" && Array.isArray(value))
    return value.some((item) => hasUnknownEnumValue(field.items, item));
  if (field.type === "object" && isObject(value)) {
    return Object.entries(field.fields).some(([name, inner]) => hasUnknownEnumValue(inner, value[name]));
  }
  return isUnknownEnumValue(field, value);
}

function minimalValue(field: Field, actual: unknown): unknown {
  if (field.required && isEmpty(actual)) return requiredValue(field, actual);
  if (!field.required && isEquivalent(field, undefined, actual)) return undefined;
  return field.type === "object" && isObject(actual) ? minimalObject(field, actual) : actual;
}

/** The value of a required input that the API omits because it is empty. */
const requiredValue = (field: Field, actual: unknown): unknown =>
  field.type === "array" ? [] : (actual ?? field.default);

/**
 * Objects are sent whole, and a key left out may get its default. Zero is kept, since it may be meant and not the
 * default.
 */
const minimalObject = (shape: Shape, actual: Values): Values =>
  Object.fromEntries(
    inputsOf(shape).flatMap(([name, field]) => {
      const value = field.required ? (actual[name] ?? requiredValue(field, undefined)) : actual[name];
      const isNeeded = field.required || value === 0 || !isEquivalent(field, undefined, value);
      return value !== undefined && isNeeded ? [[name, value]] : [];
    }),
  );

const isDeprecated = (field: Field): boolean => field.deprecated !== undefined;
