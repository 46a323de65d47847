/** Inputs in the words of before, where they say the same: an engine that compares inputs by itself then sees no change. */
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
