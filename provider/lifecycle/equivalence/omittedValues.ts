/**
 * Values of ours that the answer to our own write did not repeat: an API may leave out what is off or zero, or a key that
 * it never tells. That a later answer lacks them as well says nothing.
 */
import type { Field } from "../../fields/field.ts";
import { isEmpty, isObject } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

/** Dotted ways to values, from an input on; the input itself is the empty one. */
export type PropertyPath = readonly string[];

/** The ways to what is asked for and not answered. */
export function omittedPaths(field: Field, desired: unknown, actual: unknown): PropertyPath {
  if (isEquivalent(field, desired, actual)) return [];
  if (isEmpty(actual)) return [""];
  if (field.type !== "object" || !isObject(desired) || !isObject(actual)) return [];
  return Object.keys(desired).flatMap((key) => {
    const inner = field.fields[key];
    return inner ? omittedPaths(inner, desired[key], actual[key]).map((way) => join(key, way)) : [];
  });
}

/** An answer, with what it is known to be silent about. */
export function restoreOmitted(desired: unknown, actual: unknown, ways: PropertyPath): unknown {
  if (ways.includes("")) return isEmpty(actual) ? desired : actual;
  if (!isObject(desired) || !isObject(actual)) return actual;
  const spoken = { ...actual };
  for (const [key, below] of Object.entries(pathsBelow(ways))) {
    const value = restoreOmitted(desired[key], actual[key], below);
    if (value !== undefined) spoken[key] = value;
  }
  return spoken;
}

/** The ways that go on from each key. */
export function pathsBelow(ways: PropertyPath): Record<string, PropertyPath> {
  const below: Record<string, string[]> = {};
  for (const way of ways) {
    const [key = "", ...rest] = way.split(".");
    below[key] = [...(below[key] ?? []), rest.join(".")];
  }
  return below;
}

/** The same, as ways from where the keys are. */
export const pathsFrom = (below: Readonly<Record<string, PropertyPath>>): PropertyPath =>
  Object.entries(below).flatMap(([key, ways]) => ways.map((way) => join(key, way)));

const join = (key: string, way: string): string => (way === "" ? key : `${key}.${way}`);
