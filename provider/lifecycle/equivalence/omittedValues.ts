/**
 * Values of ours that the answer to our own write did not repeat: an API may leave out what is off or zero, or a key that
 * it never tells. That a later answer lacks them as well says nothing.
 */
import type { Field } from "../../fields/field.ts";
import { isEmpty, isObject } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

/** Dotted ways to values, from an input on; the input itself is the empty one. */
export type Ways = readonly string[];

/** The ways to what is asked for and not answered. */
export function silentIn(field: Field, asked: unknown, live: unknown): Ways {
  if (isEquivalent(field, asked, live)) return [];
  if (isEmpty(live)) return [""];
  if (field.type !== "object" || !isObject(asked) || !isObject(live)) return [];
  return Object.keys(asked).flatMap((key) => {
    const inner = field.fields[key];
    return inner ? silentIn(inner, asked[key], live[key]).map((way) => join(key, way)) : [];
  });
}

/** An answer, with what it is known to be silent about. */
export function withSilent(asked: unknown, live: unknown, ways: Ways): unknown {
  if (ways.includes("")) return isEmpty(live) ? asked : live;
  if (!isObject(asked) || !isObject(live)) return live;
  const spoken = { ...live };
  for (const [key, below] of Object.entries(waysBelow(ways))) {
    const value = withSilent(asked[key], live[key], below);
    if (value !== undefined) spoken[key] = value;
  }
  return spoken;
}

/** The ways that go on from each key. */
export function waysBelow(ways: Ways): Record<string, Ways> {
  const below: Record<string, string[]> = {};
  for (const way of ways) {
    const [key = "", ...rest] = way.split(".");
    below[key] = [...(below[key] ?? []), rest.join(".")];
  }
  return below;
}

/** The same, as ways from where the keys are. */
export const waysFrom = (below: Readonly<Record<string, Ways>>): Ways =>
  Object.entries(below).flatMap(([key, ways]) => ways.map((way) => join(key, way)));

const join = (key: string, way: string): string => (way === "" ? key : `${key}.${way}`);
