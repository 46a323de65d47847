/** Whether an effect of a table happens with a change. */
import { isDeepStrictEqual } from "node:util";
import type { Field } from "../../../provider/fields/field.ts";
import { isObject } from "../../../provider/fields/shape.ts";
import { hasUnknown } from "../../../provider/fields/unknowns.ts";
import { isEquivalent } from "../../../provider/lifecycle/index.ts";
import type { Change } from "../changes.ts";
import type { Effect, When } from "./effect.ts";

/** @param change Whose values are told. */
export function happens(when: When, { field, before, after }: Change): boolean {
  if (typeof when === "object") {
    const { from, to } = { to: undefined, ...when };
    return (to === undefined || to.includes(after)) && (from === undefined || from.includes(before));
  }
  switch (when) {
    case "changed":
      return true;
    case "lost":
      return lostOf(field, before, after).length > 0;
    case "gained":
      return lostOf(field, after, before).length > 0;
    case "on":
      return before !== true && after === true;
    case "off":
      return before === true && after !== true;
    case "shorter":
      return typeof before === "number" && typeof after === "number" && after < before;
    case "longer":
      return typeof before === "number" && typeof after === "number" && after > before;
  }
}

/**
 * Whether an effect may happen, as far as can be known of a value that is secret, or known only during the run. Members that
 * are known to stay are not lost.
 */
export const mayHappen = ([when]: Effect, { isSecret, field, before, after }: Change): boolean =>
  isSecret || when !== "lost" || lostOf(field, before, after).length > 0;

/** The members of one value that the other one lacks. */
export function lostOf(field: Field, one: unknown, other: unknown): unknown[] {
  const [members, others] = [membersOf(one), membersOf(other)];
  const item = field.type === "array" ? field.items : undefined;
  // Another spelling is looked for among what no member equals.
  const [left, right] = [without(members, others), without(others, members)];
  return item ? left.filter((member) => !right.some((known) => isEquivalent(item, member, known))) : left;
}

const without = (members: readonly unknown[], others: readonly unknown[]): unknown[] => {
  const texts = new Set(others.map((member) => JSON.stringify(member)));
  return members.filter(
    (member) => !texts.has(JSON.stringify(member)) && !others.some((known) => isDeepStrictEqual(member, known)),
  );
};

/** Of a list, or the keys of a JSON Web Key Set. */
function membersOf(value: unknown): unknown[] {
  const members = isObject(value) && Array.isArray(value.keys) ? value.keys : value;
  if (Array.isArray(members)) return members.filter((member) => !hasUnknown(member));
  return members === undefined || hasUnknown(members) ? [] : [members];
}
