/** Which parts of values are secret: those that came as secrets, and those that the tables say are. */
import type { Field, Shape, Values } from "../fields/field.ts";
import { fieldsOf, isObject } from "../fields/shape.ts";
import { unknown } from "../fields/unknowns.ts";

/** All of a value, or what is below some of its names or indices; nothing, if undefined. */
export type Secrets = true | { [name: string]: Secrets } | undefined;

/** The secrets among values, by the traits of their fields. */
export function secretsOf(shape: Shape, values: Values): Secrets {
  return collect(fieldsOf(shape).map(([name, field]) => [name, secretsIn(field, values[name])]));
}

/** What is beside a secret in an object stays readable. */
function secretsIn(field: Field, value: unknown): Secrets {
  if (value === undefined || value === null) return undefined;
  if (field.type === "object" && isObject(value)) return secretsOf(field, value);
  if ("items" in field && Array.isArray(value)) {
    return collect(value.map((item, index) => [String(index), secretsIn(field.items, item)]));
  }
  // What is not known yet is no value of another type.
  return (value !== unknown && holdsSecrets(field)) || field.secret;
}

/** In a value of another type than the field's, any part may be the secret. */
function holdsSecrets(field: Field): boolean {
  if (field.secret) return true;
  if (field.type === "object") return Object.values(field.fields).some(holdsSecrets);
  return "items" in field && holdsSecrets(field.items);
}

export function collect(entries: [string, Secrets][]): Secrets {
  const secret = entries.filter(([, inner]) => inner !== undefined);
  return secret.length > 0 ? Object.fromEntries(secret) : undefined;
}

export function merge(a: Secrets, b: Secrets): Secrets {
  if (a === true || b === true) return true;
  if (!a || !b) return a ?? b;
  return collect([...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, merge(a[name], b[name])]));
}

/** Whether the value under these keys is marked, by itself or as a part of a marked value. */
export function isMarked(secrets: Secrets, [key, ...others]: readonly string[]): boolean {
  if (secrets === true || !secrets || key === undefined) return secrets === true;
  return isMarked(secrets[key], others);
}

/** The values that are marked. */
export function markedIn(value: unknown, secrets: Secrets): unknown[] {
  if (secrets === true) return [value];
  if (!secrets || typeof value !== "object" || value === null) return [];
  return Object.entries(secrets).flatMap(([name, inner]) => markedIn((value as Values)[name], inner));
}
