/**
 * When two values are equal. There are two comparisons, since they answer different questions:
 *
 * - `isSame` compares the old inputs of a program with the new ones. It is strict: what the user edits is sent.
 * - `isEquivalent` compares an input with the value in a response. It ignores how servers rewrite values: defaults,
 *   empty values, the order of sets, the spelling of texts.
 *
 * Each rule that makes two values equal could hide a change made outside of Pulumi, so its comment must say why none is
 * lost. The rules for texts are in `fields/formats.ts`.
 */
import { isDeepStrictEqual } from "node:util";
import type { Field, ListField, Shape, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { exactKey, isAbsent, looseKey } from "./keys.ts";
import { isSameText, pairEquivalent } from "./pairing.ts";

/** @param before The old input. @param now The new one. */
export const isSame = (field: Field, before: unknown, now: unknown): boolean =>
  isDeepStrictEqual(before, now) || exactKey(field, before) === exactKey(field, now);

/**
 * @param desired The value in the program. @param actual The decoded value of a response.
 * @param uriSpellings How this API respelled the URIs of the field when we wrote them: by our spelling, the API's. For
 * an object, one such record for each key.
 */
export function isEquivalent(field: Field, desired: unknown, actual: unknown, uriSpellings?: unknown): boolean {
  if (field.transient) return true;
  if (isAbsent(field, desired) && isAbsent(field, actual)) return true;
  if (isDeepStrictEqual(desired, actual)) return true;
  if (desired === undefined || desired === null) return isDefault(field, actual);
  if (isAbsent(field, actual)) return isDefault(field, desired);
  switch (field.type) {
    case "string":
      return typeof desired === "string" && typeof actual === "string"
        ? isSameText(field, desired, actual, uriSpellings)
        : false;
    case "array":
      return Array.isArray(desired) && Array.isArray(actual) && isEquivalentList(field, desired, actual, uriSpellings);
    case "object":
      return isObject(desired) && isObject(actual) && isEquivalentObject(field, desired, actual, uriSpellings);
    case "json":
    case "number":
    case "boolean":
      return looseKey(field, desired) === looseKey(field, actual);
    default:
      return false;
  }
}

/** In a set, the members are paired one to one. */
function isEquivalentList(field: ListField, desired: unknown[], actual: unknown[], uriSpellings?: unknown): boolean {
  if (!field.unordered) {
    return (
      desired.length === actual.length &&
      desired.every((item, index) => isEquivalent(field.items, item, actual[index], uriSpellings))
    );
  }
  const { ours, theirs } = pairEquivalent(field, desired, actual, uriSpellings).unpaired;
  return ours.length === 0 && theirs.length === 0;
}

/** A key that the program does not set is equal while it holds its documented default or an empty value. */
const isEquivalentObject = (shape: Shape, desired: Values, actual: Values, uriSpellings?: unknown): boolean =>
  Object.entries(shape.fields).every(([key, field]) =>
    isEquivalent(field, desired[key], actual[key], isObject(uriSpellings) ? uriSpellings[key] : undefined),
  );

/** Whether a value is one that the API documents for a field that is not set, or that its responses show for it. */
function isDefault(field: Field, value: unknown): boolean {
  if (field.type === "object") {
    return (
      isObject(value) &&
      Object.entries(field.fields).every(([key, inner]) => isEquivalent(inner, undefined, value[key]))
    );
  }
  const defaults = [field.default, field.responseDefault].filter((one) => one !== undefined);
  return defaults.some((one) =>
    field.type === "array"
      ? Array.isArray(value) && isEquivalentList(field, one as unknown[], value)
      : isDeepStrictEqual(value, one),
  );
}
