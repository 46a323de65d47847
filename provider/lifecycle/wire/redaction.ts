/** What an error of the API's may repeat of a resource, and nobody is to see. */
import type { Field, Shape, Values } from "../../fields/field.ts";
import { isObject } from "../../fields/shape.ts";

/** The texts in fields that are secret, and in those of free form, where private keys are. */
export const secretStringsIn = (shape: Shape, values: Values): string[] =>
  Object.entries(shape.fields).flatMap(([name, field]) => secretTextsOf(field, values[name]));

function secretTextsOf(field: Field, value: unknown): string[] {
  if (field.secret || field.type === "json") return stringsIn(value);
  if (field.type === "object" && isObject(value)) return secretStringsIn(field, value);
  if ("items" in field && Array.isArray(value)) return value.flatMap((item) => secretTextsOf(field.items, item));
  return [];
}

/** All texts at any depth. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
