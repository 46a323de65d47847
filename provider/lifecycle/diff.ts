/** What changes between what was asked before and what is asked now. Asks nobody. */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { inputsOf, isObject } from "../fields/shape.ts";
import { hasUnknown } from "../fields/unknown.ts";
import { isSame } from "./equivalence.ts";
import { hasId, idOf } from "./identity.ts";
import { settle } from "./record.ts";
import { inputsIn } from "./state.ts";
import { unsureOf } from "./unsure.ts";

export interface Difference {
  /** Top-level inputs with another value. */
  changed: string[];
  /** Those of them that the API cannot change: the resource is replaced. */
  replaces: string[];
  /** The old resource has to go first, since the new one takes over a value that only one can have. */
  deleteBeforeReplace: boolean;
}

/** @param state As the engine has it: it knows of the resource. */
export function diff(resource: Resource, state: Values, inputs: Values): Difference {
  if (hasId(resource, state)) settle(idOf(resource, state));
  return compare(resource, state, inputs);
}

export function compare(resource: Resource, state: Values, inputs: Values): Difference {
  const before = inputsIn(resource, state);
  const unsure = unsureOf(state);
  const changed = inputsOf(resource).filter(
    ([name, field]) => name in unsure || !isUnchanged(field, before[name], inputs[name]),
  );
  const replaces = changed.filter(([name, field]) => mustReplace(field, before[name], inputs[name]));
  return {
    changed: changed.map(([name]) => name),
    replaces: replaces.map(([name]) => name),
    deleteBeforeReplace: replaces.length > 0 && takesOver(resource, before, inputs),
  };
}

/** Whether the resource, in the place where it was, keeps a value that only one can have. Names may be such. */
const takesOver = (resource: Resource, before: Values, inputs: Values): boolean =>
  resource.id.slice(0, -1).every((part) => before[part] === inputs[part]) &&
  inputsOf(resource).some(
    ([name, { unique }]) =>
      (unique || name === resource.title) && before[name] !== undefined && before[name] === inputs[name],
  );

export function isUnchanged(field: Field, before: unknown, now: unknown): boolean {
  // A preview does not know the id of an application that is about to change: no reason to replace all of its clients.
  return (field.replaceOnChanges && hasUnknown(now)) || isSame(field, before, now);
}

/** An embedded resource is replaced with the one that embeds it. Before it was set, it was what defaults make it. */
export function mustReplace(field: Field, before: unknown, now: unknown): boolean {
  if (field.replaceOnChanges) return true;
  if (field.type !== "object" || !field.embeds || !isObject(now)) return false;
  return changesIdentity(field, isObject(before) ? before : {}, now);
}

const changesIdentity = (shape: Shape, before: Values, now: Values): boolean =>
  inputsOf(shape).some(([name, field]) => field.replaceOnChanges && !isUnchanged(field, before[name], now[name]));
