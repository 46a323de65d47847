/** The detailed diff that a preview shows: which values within the changed inputs are added, deleted or updated. */
import type { Field, Resource, Shape, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { isSame } from "../equivalence/equivalence.ts";
import { type Pairing, pairExactly } from "../equivalence/pairing.ts";
import { inputsIn } from "../state/state.ts";
import { pendingAdoption } from "./adoption.ts";
import { mustReplace } from "./diff.ts";

export interface PropertyChange {
  /** From the resource: `tokenExpiration.accessTokenTtl`, `redirectUris[1]`. */
  path: string;
  kind: "add" | "delete" | "update";
  /** The API cannot change it in place. */
  replaces: boolean;
}

/** @param changed Names of the changed inputs, from `diff`. */
export function detailedDiff(
  resource: Resource,
  state: Values,
  inputs: Values,
  changed: readonly string[],
): PropertyChange[] {
  const before = inputsIn(resource, state);
  const details = changed.flatMap((name) => describe(resource.fields[name] as Field, before[name], inputs[name], name));
  const adoption = pendingAdoption(resource, state, inputs);
  if (!adoption) return details;
  const isWhole = ({ path, kind }: PropertyChange) => path === adoption.name && kind === "update";
  return [
    ...details.filter((detail) => !isWhole(detail)),
    { path: `${adoption.name}.adopt`, kind: "update", replaces: false },
  ];
}

/**
 * A change has at least one path. Where no part differs, the whole does: its parts may be equal one by one, as after an
 * ambiguous update, or with a protocol that a preview does not know.
 */
function describe(field: Field, before: unknown, now: unknown, path: string): PropertyChange[] {
  const parts = describeParts(field, before, now, path);
  return parts.length > 0 ? parts : [{ path, kind: kindOf(before, now), replaces: mustReplace(field, before, now) }];
}

function describeParts(field: Field, before: unknown, now: unknown, path: string): PropertyChange[] {
  if (isObject(before) && isObject(now) && field.type === "object") return describeObject(field, before, now, path);
  if (!Array.isArray(before) || !Array.isArray(now) || field.type !== "array") return [];
  if (field.unordered) return describeSet(pairExactly(field, before, now), path);
  return describeList(field.items, before, now, path);
}

function describeObject({ fields }: Shape, before: Values, now: Values, path: string): PropertyChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.flatMap((name) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field && !isSame(field, before[name], now[name])
      ? describe(field, before[name], now[name], `${path}.${name}`)
      : [];
  });
}

/** What both lists begin and end with is no change; the items between are compared one by one. */
function describeList(items: Field, before: unknown[], now: unknown[], path: string): PropertyChange[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && isSame(items, before[start], now[start])) start++;
  let end = 0;
  while (end < shorter - start && isSame(items, before.at(-1 - end), now.at(-1 - end))) end++;
  const changed = Math.max(before.length, now.length) - end - start;
  return [...Array(changed).keys()].flatMap((offset) => {
    const index = start + offset;
    const [old, current] = [before, now].map((list) => (index < list.length - end ? list[index] : undefined));
    return isSame(items, old, current) ? [] : describe(items, old, current, `${path}[${index}]`);
  });
}

/**
 * The order of a set has no meaning, but the engine needs an index: a removed member has its old one, an added member
 * its new one. Where both fall on the same index, the change is an update.
 */
function describeSet({ unpaired }: Pairing, path: string): PropertyChange[] {
  const [removed, added] = [new Set(unpaired.ours), new Set(unpaired.theirs)];
  const indices = [...new Set([...removed, ...added])].sort((a, b) => a - b);
  return indices.map((index) => ({
    path: `${path}[${index}]`,
    kind: !added.has(index) ? "delete" : removed.has(index) ? "update" : "add",
    replaces: false,
  }));
}

const kindOf = (before: unknown, now: unknown): PropertyChange["kind"] => {
  if (before === undefined || before === null) return "add";
  return now === undefined || now === null ? "delete" : "update";
};
