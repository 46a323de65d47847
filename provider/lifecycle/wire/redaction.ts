/** The secret strings of a resource, to be redacted where the API's messages or a log would repeat them. */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { markedIn, type Secrets } from "../../fields/secrets.ts";
import { isObject } from "../../fields/shape.ts";

/** The strings in secret fields, and in fields of free-form JSON, such as a key set, which may hold private keys. */
export const secretStringsIn = (shape: Shape, values: Values): string[] =>
  Object.entries(shape.fields).flatMap(([name, field]) => secretStringsOf(field, values[name]));

/** The same, and the strings of what the program marks. */
export const secretStringsWithin = (shape: Shape, values: Values, marks: Secrets): string[] => [
  ...secretStringsIn(shape, values),
  ...markedIn(values, marks).flatMap(stringsIn),
];

function secretStringsOf(field: Field, value: unknown): string[] {
  if (field.secret || field.type === "json") return stringsIn(value);
  if (field.type === "object" && isObject(value)) return secretStringsIn(field, value);
  if ("items" in field && Array.isArray(value)) return value.flatMap((item) => secretStringsOf(field.items, item));
  return [];
}

/** All strings in a value, at any depth. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
