/**
 * When two values say the same. `isSame` compares what the user wrote before and writes now, strictly; `isEquivalent`
 * compares what was asked with what the API answers, and knows what servers do to values on the way. Each rule that makes
 * two values the same could hide a change, and says why that cannot hurt.
 */
import { isDeepStrictEqual } from "node:util";
import type { Field, ListField, Shape, Values } from "../../fields/field.ts";
import { normalise } from "../../fields/formats.ts";
import { isEmpty, isObject } from "../../fields/shape.ts";

export const isSame = (field: Field, before: unknown, now: unknown): boolean => {
  if (field.transient) return true;
  // What can only be set at creation is its default if nobody sets it, and to say so is no change.
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
 * @param desired What the user wrote. @param actual What the API answers, in our names.
 * @param uriSpellings What this API made of URIs when we wrote them: by the name of the field, asked and answered.
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
        isText(desired) &&
        isText(actual) &&
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
      // A number in quotes is that number: nobody can have meant another.
      return isText(actual) && actual.trim() === String(desired);
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

/** How two texts of a field are spelled to be compared: as the standard says, then ours as this API wrote it. */
function spellingsOf(field: Field, uriSpellings?: unknown): Spelling[] {
  const format = field.type === "string" ? field.format : undefined;
  const plain = (text: string) => normalise(text, format);
  if (!isObject(uriSpellings)) return [[plain, plain]];
  const asAnswered = (text: string) => plain((Object.hasOwn(uriSpellings, text) ? uriSpellings[text] : text) as string);
  return [
    [plain, plain],
    [asAnswered, plain],
  ];
}

/** Of what was asked, and of what was answered. */
type Spelling = [ours: (text: string) => string, theirs: (text: string) => string];

/** A key that the user did not write is no difference while it holds its documented default, or nothing. */
const isEquivalentObject = (shape: Shape, desired: Values, actual: Values, uriSpellings?: unknown): boolean =>
  Object.entries(shape.fields).every(([key, field]) =>
    isEquivalent(field, desired[key], actual[key], isObject(uriSpellings) ? uriSpellings[key] : undefined),
  );

/**
 * A flag that is off and a number that is zero are as good as absent, where that is no other default: an API that leaves
 * them out cannot say them in any other way.
 */
const isAbsent = (field: Field, value: unknown): boolean =>
  isEmpty(value) || ((value === false || value === 0) && !field.default);

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
  return a.every(isText) && b.every(isText) ? isSameTexts(a, b, spellings) : isPaired(a, b, same);
}

/** Sets of texts, member by member. One that is written twice in the same letters is there once. */
function isSameTexts(a: readonly string[], b: readonly string[], spellings: readonly Spelling[]): boolean {
  let [left, right] = [[...new Set(a)], [...new Set(b)]];
  for (const spelling of [exactly, ...spellings]) [left, right] = withoutPairs(left, right, spelling);
  return left.length === 0 && right.length === 0;
}

const exactly: Spelling = [(text) => text, (text) => text];

/** What is left of both when each member of one has taken its like from the other. */
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

/** Whether each member of one list has one of its own in the other. */
function isPaired(a: readonly unknown[], b: readonly unknown[], same: (a: unknown, b: unknown) => boolean): boolean {
  const rest = [...b];
  const isTaken = (item: unknown) => {
    const index = rest.findIndex((other) => same(item, other));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  };
  return a.length === b.length && a.every(isTaken);
}

/** Objects in a list, like the keys of a key set, have no order of their own. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.every(isObject) ? isPaired(a, b, isSameJson) : isDeepStrictEqual(a, b);
  }
  if (isObject(a) && isObject(b)) return keysOf(a, b).every((key) => isSameJson(a[key], b[key]));
  return isDeepStrictEqual(a, b);
}

const keysOf = (a: Values, b: Values): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

const isText = (value: unknown): value is string => typeof value === "string";
