/**
 * New inputs in the spelling of the old ones, where both are the same. The engine compares the checked inputs for
 * itself, and would see a change in a reordered set.
 */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { isSame } from "../equivalence/equivalence.ts";

/** @param olds The engine's old inputs. @param news Those of the program. */
export const inOldSpelling = (shape: Shape, olds: Values, news: Values): Values =>
  Object.fromEntries(Object.entries(news).map(([name, value]) => [name, spell(shape.fields[name], olds[name], value)]));

function spell(field: Field | undefined, old: unknown, now: unknown): unknown {
  if (!field || field.transient || old === undefined) return now;
  if (field.type === "object" && isObject(old) && isObject(now)) return inOldSpelling(field, old, now);
  return isSame(field, old, now) ? old : now;
}
