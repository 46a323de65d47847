/** Whether a value that the API answers is of the type that its field has, at any depth. */
import type { Field, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

/** Absent values are: to lack something is no type. Numbers and flags may come in quotes. */
export function isReadable(field: Field, value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  switch (field.type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number" || (isText(value) && Number.isFinite(Number(value)));
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
 * A list whose odd items are taken for items that were asked for and are not among the others: they hide nothing of what the
 * others say. Any other value as it is.
 */
export function readablePart(field: Field, desired: unknown, actual: unknown): unknown {
  if (field.type !== "array" || !Array.isArray(desired) || !Array.isArray(actual)) return actual;
  const readable = actual.filter((item) => isReadable(field.items, item));
  const isMissing = (item: unknown) => !readable.some((other) => isEquivalent(field.items, item, other));
  return [...readable, ...desired.filter(isMissing).slice(0, actual.length - readable.length)];
}

const areReadable = (fields: Record<string, Field>, values: Values): boolean =>
  Object.entries(fields).every(([name, field]) => isReadable(field, values[name]));

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** Inputs that were asked for, and that are answered with something of another type. */
export const unreadableIn = (fields: Record<string, Field>, desired: Values, actual: Values): string[] =>
  Object.keys(desired).filter((name) => {
    const field = fields[name];
    return field !== undefined && desired[name] !== undefined && !isReadable(field, actual[name]);
  });
