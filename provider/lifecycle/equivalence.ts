/**
 * When two values say the same. `isSame` compares what the user wrote before and writes now, strictly; `isEquivalent`
 * compares what was asked with what the API answers, and knows what servers do to values on the way.
 */
import { isDeepStrictEqual } from "node:util";
import type { Field, Shape, Values } from "../fields/field.ts";
import { normalise } from "../fields/format.ts";
import { isEmpty, isObject } from "../fields/shape.ts";

type Compare = (field: Field, a: unknown, b: unknown) => boolean;

export const isSame: Compare = (field, before, now) => {
  // What can only be set at creation is its default if nobody sets it, and to say so is no change.
  if (field.replaceOnChanges && (before ?? field.default) === (now ?? field.default)) return true;
  if (Array.isArray(before) && Array.isArray(now) && field.type === "array")
    return isSameList(field, before, now, isSame);
  if (field.type === "object" && isObject(before) && isObject(now)) {
    return keysOf(before, now).every((key) => {
      const inner = field.fields[key];
      return inner ? isSame(inner, before[key], now[key]) : isDeepStrictEqual(before[key], now[key]);
    });
  }
  return isDeepStrictEqual(before ?? undefined, now ?? undefined);
};

/** @param asked What the user wrote. @param live What the API answers, in our names. */
export const isEquivalent: Compare = (field, asked, live) => {
  if (isAbsent(field, asked) && isAbsent(field, live)) return true;
  if (isDeepStrictEqual(asked, live)) return true;
  if (asked === undefined || asked === null) return isDefault(field, live);
  if (isAbsent(field, live)) return isDefault(field, asked);
  switch (field.type) {
    case "string":
      return isText(asked) && isText(live) && normalise(asked, field.format) === normalise(live, field.format);
    case "array":
      return Array.isArray(asked) && Array.isArray(live) && isSameList(field, asked, live, isEquivalent);
    case "object":
      return isObject(asked) && isObject(live) && isEquivalentObject(field, asked, live);
    case "json":
      return isSameJson(asked, live);
    default:
      return false;
  }
};

/** A key that the user did not write is no difference while it holds its documented default, or nothing. */
const isEquivalentObject = (shape: Shape, asked: Values, live: Values): boolean =>
  Object.entries(shape.fields).every(([key, field]) => isEquivalent(field, asked[key], live[key]));

/** A flag that is off and a number that is zero are as good as absent, where that is no other default. */
const isAbsent = (field: Field, value: unknown): boolean =>
  isEmpty(value) || ((value === false || value === 0) && !field.default);

function isDefault(field: Field, value: unknown): boolean {
  if (field.type === "object") {
    return (
      isObject(value) &&
      Object.entries(field.fields).every(([key, inner]) => isEquivalent(inner, undefined, value[key]))
    );
  }
  const defaults = [field.default, field.answeredDefault].filter((one) => one !== undefined);
  return defaults.some((one) =>
    field.type === "array"
      ? Array.isArray(value) && isSameList(field, one as unknown[], value, isEquivalent)
      : isDeepStrictEqual(value, one),
  );
}

function isSameList(field: Field & { type: "array" }, a: unknown[], b: unknown[], same: Compare): boolean {
  if (!field.unordered) return a.length === b.length && a.every((item, index) => same(field.items, item, b[index]));
  const holds = (list: unknown[], item: unknown) => list.some((other) => same(field.items, item, other));
  return a.every((item) => holds(b, item)) && b.every((item) => holds(a, item));
}

/** Objects in a list, like the keys of a key set, have no order of their own. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    if (!a.every(isObject)) return isDeepStrictEqual(a, b);
    return a.every((item) => b.some((other) => isSameJson(item, other)));
  }
  if (isObject(a) && isObject(b)) return keysOf(a, b).every((key) => isSameJson(a[key], b[key]));
  return isDeepStrictEqual(a, b);
}

const keysOf = (a: Values, b: Values): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

const isText = (value: unknown): value is string => typeof value === "string";
