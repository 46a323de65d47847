/** A value of a seed: checked against its field, with its names translated to the API's. */
import type { Field, ObjectField, StringField } from "../../provider/fields/field.ts";
import { formats } from "../../provider/fields/formats.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { isObject } from "../../provider/fields/shape.ts";
import { closestName } from "../../provider/fields/suggest.ts";

export type Tell = (problem: string) => void;

/** @param tell Told of each problem, in a sentence that begins with the path. */
export function readField(field: Field, value: unknown, path: string, tell: Tell, camelCase = false): unknown {
  const wrong = `${path} must be ${expected(field)}, but is ${describe(value)}.`;
  switch (field.type) {
    case "string":
      if (typeof value !== "string") tell(wrong);
      else checkText(field, value, path, tell);
      return value;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) tell(wrong);
      else if (value < (field.minimum ?? value)) tell(`${path} is ${value}, but must be at least ${field.minimum}.`);
      else if (value > (field.maximum ?? value)) tell(`${path} is ${value}, but must be at most ${field.maximum}.`);
      return value;
    case "boolean":
      if (typeof value !== "boolean") tell(wrong);
      return value;
    case "json":
      if (!isObject(value)) tell(wrong);
      return value;
    case "oneOrMany":
      if (!Array.isArray(value)) return readField(field.items, value, path, tell, camelCase);
      return readItems(field.items, value, path, tell, camelCase);
    case "array":
      if (Array.isArray(value)) return readItems(field.items, value, path, tell, camelCase);
      tell(wrong);
      return value;
    case "object":
      if (isObject(value)) return readObject(field, value, path, tell, field.camelCase ?? camelCase);
      tell(wrong);
      return value;
  }
}

const readItems = (items: Field, value: unknown[], path: string, tell: Tell, camelCase: boolean): unknown[] =>
  value.map((item, index) => readField(items, item, `${path}[${index}]`, tell, camelCase));

function readObject(
  { fields }: ObjectField,
  value: Record<string, unknown>,
  path: string,
  tell: Tell,
  camelCase: boolean,
): Record<string, unknown> {
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field) return [[wireName(name, field, camelCase), readField(field, inner, `${path}.${name}`, tell, camelCase)]];
    tell(unknownName(`${path}.${name}`, name, Object.keys(fields)));
    return [];
  });
  return Object.fromEntries(entries);
}

/** Says what was probably meant; else what there is. */
export function unknownName(path: string, name: string, known: readonly string[]): string {
  const meant = closestName(name, known);
  return `${path} is unknown. ${meant ? `Did you mean ${meant}?` : `There are: ${known.join(", ")}.`}`;
}

/** A value is quoted only if no secret can be in it. */
function checkText(field: StringField, value: string, path: string, tell: Tell): void {
  const quoted = field.secret ? "" : ` is ${JSON.stringify(value)}, which`;
  if (field.enum && !field.enum.includes(value)) tell(`${path}${quoted} must be one of: ${field.enum.join(", ")}.`);
  else if (field.format && value !== "" && !formats[field.format](value))
    tell(`${path}${quoted} must be ${formatNames[field.format]}.`);
}

const formatNames: Record<NonNullable<StringField["format"]>, string> = {
  uri: "an absolute URI, with its scheme",
  domain: "a host name, for example login.example.com",
  label: "a part of a host name: letters, digits and dashes",
  id: "an id that can be a part of a path",
  "date-time": "a time as RFC 3339, for example 2025-01-31T12:00:00Z",
  pem: "PEM",
};

function expected(field: Field): string {
  switch (field.type) {
    case "array":
      return "a list";
    case "object":
    case "json":
      return "an object";
    default:
      return `a ${field.type}`;
  }
}

export function describe(value: unknown): string {
  if (value === null) return "null. Leave it out";
  if (value === undefined) return "undefined. Leave it out";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
