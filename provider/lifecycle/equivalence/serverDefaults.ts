/**
 * Objects are sent whole, and an API may answer them with more than was sent: keys of ours that the program does not set,
 * with defaults that nobody documents. What it filled in after our own request is no difference in later answers.
 */
import type { Field, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

/** The keys that an object as asked lacks and that an answer has, beyond documented defaults; undefined if there are none. */
export function serverDefaultsIn(field: Field | undefined, desired: unknown, actual: unknown): Values | undefined {
  if (field?.type !== "object" || !isObject(desired) || !isObject(actual)) return undefined;
  const serverDefaults: Values = {};
  for (const [key, inner] of Object.entries(field.fields)) {
    const isLacking = desired[key] === undefined || desired[key] === null;
    if (!isLacking) serverDefaults[key] = serverDefaultsIn(inner, desired[key], actual[key]);
    else if (!isEquivalent(inner, undefined, actual[key])) serverDefaults[key] = actual[key];
    if (serverDefaults[key] === undefined) delete serverDefaults[key];
  }
  return Object.keys(serverDefaults).length > 0 ? serverDefaults : undefined;
}

/** What was asked, with what was filled in. */
export function withServerDefaults(desired: unknown, serverDefaults: unknown): unknown {
  if (desired === undefined || desired === null) return serverDefaults;
  if (!isObject(desired) || !isObject(serverDefaults)) return desired;
  const keys = Object.entries(serverDefaults).map(([key, value]) => [key, withServerDefaults(desired[key], value)]);
  return { ...desired, ...Object.fromEntries(keys) };
}
