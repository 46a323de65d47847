/**
 * Whether the values of a response have the types of their fields. A value of another type cannot be compared: it is
 * neither drift nor a reason to fail. The user is warned of it, and the state keeps the value that it had.
 */
import type { Field, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { pairEquivalent } from "./pairing.ts";

/** Checks a value at any depth. An absent value is readable. Numbers and booleans may be in quotes. */
export function isReadable(field: Field, value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  switch (field.type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number" || (isFilledString(value) && Number.isFinite(Number(value)));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "array":
      return Array.isArray(value) && value.every((item) => isReadable(field.items, item));
    case "object":
      return isObject(value) && areReadable(field.fields, value);
    case "json":
      return isObject(value);
    case "oneOrMany":
      return typeof value === "object";
  }
}

/**
 * The list of a response, in which each unreadable item stands for a desired item that the readable ones lack. So an
 * unreadable item is no drift by itself, while a readable item that differs still is. Any other value is returned as it
 * is.
 */
export function readablePart(field: Field, desired: unknown, actual: unknown): unknown {
  if (field.type !== "array" || !Array.isArray(desired) || !Array.isArray(actual)) return actual;
  const readable = actual.filter((item) => isReadable(field.items, item));
  if (readable.length === actual.length) return actual;
  const missing = pairEquivalent(field, desired, readable).unpaired.ours.map((index) => desired[index]);
  return [...readable, ...missing.slice(0, actual.length - readable.length)];
}

const areReadable = (fields: Record<string, Field>, values: Values): boolean =>
  Object.entries(fields).every(([name, field]) => isReadable(field, values[name]));

const isFilledString = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** Names of the inputs that are set, and for which the response has a value of another type. */
export const unreadableIn = (fields: Record<string, Field>, desired: Values, actual: Values): string[] =>
  Object.keys(desired).filter((name) => {
    const field = fields[name];
    return field !== undefined && desired[name] !== undefined && !isReadable(field, actual[name]);
  });
