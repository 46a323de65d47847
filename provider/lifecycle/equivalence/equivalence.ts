/**
 * When two values are equal. There are two comparisons, since they answer different questions:
 *
 * - `isSame` compares the old inputs of a program with the new ones. It is strict: what the user edits is sent.
 * - `isEquivalent` compares an input with the value in a response. It ignores how servers rewrite values: defaults,
 *   empty values, the order of sets, the spelling of URIs.
 *
 * Each rule that makes two values equal could hide a change made outside of Pulumi, so its comment must say why none is
 * lost.
 */
import { isDeepStrictEqual } from "node:util";
import type { Field, ListField, Shape, Values } from "../../fields/field.ts";
import { normalise } from "../../fields/formats.ts";
import { isEmpty, isObject } from "../../fields/shape.ts";

/** @param before The old input. @param now The new one. */
export const isSame = (field: Field, before: unknown, now: unknown): boolean => {
  if (field.transient) return true;
  // An explicit default is no change here: a change would replace the resource, although both mean the same to the API.
  if (field.replaceOnChanges && (before ?? field.default) === (now ?? field.default)) return true;
  if (Array.isArray(before) && Array.isArray(now) && field.type === "array") {
    return isSameList(field, before, now, (a, b) => isSame(field.items, a, b), []);
  }
  if (field.type === "object" && isObject(before) && isObject(now)) {
    return keysOf(before, now).every((key) => {
      const inner = field.fields[key];
      return inner ? isSame(inner, before[key], now[key]) : isDeepStrictEqual(before[key], now[key]);
    });
  }
  return isDeepStrictEqual(before ?? undefined, now ?? undefined);
};

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
      return (
        isString(desired) &&
        isString(actual) &&
        spellingsOf(field, uriSpellings).some(([ours, theirs]) => ours(desired) === theirs(actual))
      );
    case "array":
      return Array.isArray(desired) && Array.isArray(actual) && isEquivalentList(field, desired, actual, uriSpellings);
    case "object":
      return isObject(desired) && isObject(actual) && isEquivalentObject(field, desired, actual, uriSpellings);
    case "json":
      return isSameJson(desired, actual);
    case "number":
    case "boolean":
      // A number or boolean in quotes is that value: it can mean no other.
      return isString(actual) && actual.trim() === String(desired);
    default:
      return false;
  }
}

const isEquivalentList = (field: ListField, desired: unknown[], actual: unknown[], uriSpellings?: unknown): boolean =>
  isSameList(
    field,
    desired,
    actual,
    (a, b) => isEquivalent(field.items, a, b, uriSpellings),
    spellingsOf(field.items, uriSpellings),
  );

/**
 * The ways to spell two strings of a field before they are compared: both normalised, then also ours as the API
 * respelled it.
 */
function spellingsOf(field: Field, uriSpellings?: unknown): Spelling[] {
  const format = field.type === "string" ? field.format : undefined;
  const plain = (text: string) => normalise(text, format);
  if (!isObject(uriSpellings)) return [[plain, plain]];
  const asRespelled = (text: string) =>
    plain((Object.hasOwn(uriSpellings, text) ? uriSpellings[text] : text) as string);
  return [
    [plain, plain],
    [asRespelled, plain],
  ];
}

/** How to spell our string, and how to spell the API's. */
type Spelling = [ours: (text: string) => string, theirs: (text: string) => string];

/** A key that the program does not set is equal while it holds its documented default or an empty value. */
const isEquivalentObject = (shape: Shape, desired: Values, actual: Values, uriSpellings?: unknown): boolean =>
  Object.entries(shape.fields).every(([key, field]) =>
    isEquivalent(field, desired[key], actual[key], isObject(uriSpellings) ? uriSpellings[key] : undefined),
  );

/**
 * False and zero equal an absent value, unless the field has another default: an API that omits zero values from its
 * JSON has no other way to return them.
 */
const isAbsent = (field: Field, value: unknown): boolean =>
  isEmpty(value) || ((value === false || value === 0) && !field.default);

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

function isSameList(
  { unordered }: ListField,
  a: unknown[],
  b: unknown[],
  same: (a: unknown, b: unknown) => boolean,
  spellings: readonly Spelling[],
): boolean {
  if (!unordered) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  return a.every(isString) && b.every(isString) ? isSameStringSet(a, b, spellings) : isSameMultiset(a, b, same);
}

/**
 * Compares sets of strings. Identical members count once; members that differ only in spelling are paired one to one.
 */
function isSameStringSet(a: readonly string[], b: readonly string[], spellings: readonly Spelling[]): boolean {
  let [left, right] = [[...new Set(a)], [...new Set(b)]];
  for (const spelling of [exactly, ...spellings]) [left, right] = withoutPairs(left, right, spelling);
  return left.length === 0 && right.length === 0;
}

const exactly: Spelling = [(text) => text, (text) => text];

/**
 * The members of both sides that remain after each on the left is paired with one on the right of the same spelling.
 */
function withoutPairs(
  left: readonly string[],
  right: readonly string[],
  [ours, theirs]: Spelling,
): [string[], string[]] {
  const bySpelling = new Map<string, string[]>();
  for (const text of right) bySpelling.set(theirs(text), [...(bySpelling.get(theirs(text)) ?? []), text]);
  const unpaired = left.filter((text) => bySpelling.get(ours(text))?.pop() === undefined);
  return [unpaired, [...bySpelling.values()].flat()];
}

/** Whether the members of both lists can be paired one to one, in any order. */
function isSameMultiset(
  a: readonly unknown[],
  b: readonly unknown[],
  same: (a: unknown, b: unknown) => boolean,
): boolean {
  const rest = [...b];
  const isTaken = (item: unknown) => {
    const index = rest.findIndex((other) => same(item, other));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  };
  return a.length === b.length && a.every(isTaken);
}

/**
 * Lists of objects in free-form JSON are unordered: they are the keys of a key set (RFC 7517), where order has no
 * meaning.
 */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.every(isObject) ? isSameMultiset(a, b, isSameJson) : isDeepStrictEqual(a, b);
  }
  if (isObject(a) && isObject(b)) return keysOf(a, b).every((key) => isSameJson(a[key], b[key]));
  return isDeepStrictEqual(a, b);
}

const keysOf = (a: Values, b: Values): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

const isString = (value: unknown): value is string => typeof value === "string";
