/**
 * A value in the form of another one, the model: each part that is the same in both stands as in the model, so that whoever
 * compares them finds only what differs.
 */
import type { Field, ListField, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { jsonKey } from "./keys.ts";
import { type Pairing, pairJson } from "./pairing.ts";

/** When two values are the same. */
export interface Comparison {
  isSame(field: Field, model: unknown, value: unknown): boolean;
  /** Pairs the members of a set. Absent: a set that differs stays as it is. */
  pair?(field: ListField, model: readonly unknown[], value: readonly unknown[]): Pairing;
  /** The comparison for a key of an object. */
  within(key: string): Comparison;
  /** Whether parts of free-form JSON are compared as well. */
  isOfJson: boolean;
}

/**
 * @returns The model itself if both are the same. In a set, the members that are the same keep the model's places. Nothing that is given changes.
 */
export function spelledLike(comparison: Comparison, field: Field, model: unknown, value: unknown): unknown {
  if (comparison.isSame(field, model, value)) return model;
  if (field.type === "object" && isObject(model) && isObject(value)) {
    return withKeysOf(model, value, (key) => {
      const inner = Object.hasOwn(field.fields, key) ? field.fields[key] : undefined;
      return inner ? spelledLike(comparison.within(key), inner, model[key], value[key]) : value[key];
    });
  }
  if (field.type === "json" && comparison.isOfJson) return jsonLike(model, value);
  if (field.type !== "array" || !Array.isArray(model) || !Array.isArray(value)) return value;
  if (field.unordered) {
    const pairing = comparison.pair?.(field, model, value);
    return pairing ? membersLike(pairing, model, value) : value;
  }
  return itemsLike(model, value, (one, other) => spelledLike(comparison, field.items, one, other));
}

function jsonLike(model: unknown, value: unknown): unknown {
  if (jsonKey(model) === jsonKey(value)) return model;
  if (isObject(model) && isObject(value)) {
    return withKeysOf(model, value, (key) => jsonLike(model[key], value[key]));
  }
  if (!Array.isArray(model) || !Array.isArray(value)) return value;
  return [...model, ...value].every(isObject)
    ? membersLike(pairJson(model, value), model, value)
    : itemsLike(model, value, jsonLike);
}

/** The model's keys first, in its order. */
function withKeysOf(model: Values, value: Values, spell: (key: string) => unknown): Values {
  const keys = [...new Set([...Object.keys(model), ...Object.keys(value)])];
  return Object.fromEntries(keys.map((key) => [key, spell(key)]).filter(([, spelled]) => spelled !== undefined));
}

/**
 * Each common member stays at its index: the engine compares lists index by index, and would show whatever moves as changed. In
 * the place of one that is gone stands a new one, or else the last; further new ones follow.
 */
function membersLike({ isPaired, unpaired }: Pairing, model: unknown[], value: unknown[]): unknown[] {
  const added = unpaired.theirs.map((index) => value[index]).reverse();
  const members = model.map((member, index) => (isPaired(index) ? member : added.length > 0 ? added.pop() : free));
  for (let index = 0; index < members.length; index++) {
    while (members.length > index + 1 && members.at(-1) === free) members.pop();
    if (members[index] === free) members[index] = members.pop();
  }
  return [...members.filter((member) => member !== free), ...added.reverse()];
}

const free = Symbol("free");

const itemsLike = (model: unknown[], value: unknown[], spell: (one: unknown, other: unknown) => unknown): unknown[] =>
  value.map((item, index) => (index < model.length ? spell(model[index], item) : item));
