/**
 * Objects are sent whole, and an API may answer them with more than was sent: keys of ours that the program does not set,
 * with defaults that nobody documents. What it filled in after our own request is no difference in later answers.
 */
import type { Field, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

/** The keys that an object as asked lacks and that an answer has, beyond documented defaults; undefined if there are none. */
export function filledIn(field: Field | undefined, asked: unknown, live: unknown): Values | undefined {
  if (field?.type !== "object" || !isObject(asked) || !isObject(live)) return undefined;
  const filled: Values = {};
  for (const [key, inner] of Object.entries(field.fields)) {
    const isLacking = asked[key] === undefined || asked[key] === null;
    if (!isLacking) filled[key] = filledIn(inner, asked[key], live[key]);
    else if (!isEquivalent(inner, undefined, live[key])) filled[key] = live[key];
    if (filled[key] === undefined) delete filled[key];
  }
  return Object.keys(filled).length > 0 ? filled : undefined;
}

/** What was asked, with what was filled in. */
export function completed(asked: unknown, filled: unknown): unknown {
  if (asked === undefined || asked === null) return filled;
  if (!isObject(asked) || !isObject(filled)) return asked;
  const keys = Object.entries(filled).map(([key, value]) => [key, completed(asked[key], value)]);
  return { ...asked, ...Object.fromEntries(keys) };
}
