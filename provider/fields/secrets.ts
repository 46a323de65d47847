/** The secret parts of values: those that the program marks, and those of secret fields in a definition. */
import type { Field, Shape, Values } from "./field.ts";
import { holdsPrivateKey } from "./privateKeys.ts";
import { fieldsOf, holdsSecrets, isObject } from "./shape.ts";
import { unknown } from "./unknowns.ts";

/** True: the whole value. An object: parts of it, by name or index. Undefined: no part. */
export type Secrets = true | { [name: string]: Secrets } | undefined;

/** The secret parts by the traits of the fields, and free-form JSON with private keys. */
export function secretsOf(shape: Shape, values: Values): Secrets {
  return collect(fieldsOf(shape).map(([name, field]) => [name, secretsIn(field, values[name])]));
}

/** Within an object, only the secret properties are marked, so that the others stay readable. */
function secretsIn(field: Field, value: unknown): Secrets {
  if (value === undefined || value === null) return undefined;
  if (field.type === "object" && isObject(value)) return secretsOf(field, value);
  if ("items" in field && Array.isArray(value)) {
    return collect(value.map((item, index) => [String(index), secretsIn(field.items, item)]));
  }
  // As a whole: the API may return the keys of a set in another order.
  if (field.type === "json" && holdsPrivateKey(value)) return true;
  // In a value of another type than the field's, any part may be the secret. An unknown stands for a value of the right type.
  return (value !== unknown && holdsSecrets(field)) || field.secret;
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

/** Whether the value at these keys is secret, by itself or as a part of a secret value. */
export function isMarked(secrets: Secrets, [key, ...others]: readonly string[]): boolean {
  if (secrets === true || !secrets || key === undefined) return secrets === true;
  return isMarked(secrets[key], others);
}

/** The secret values themselves. */
export function markedIn(value: unknown, secrets: Secrets): unknown[] {
  if (secrets === true) return [value];
  if (!secrets || typeof value !== "object" || value === null) return [];
  return Object.entries(secrets).flatMap(([name, inner]) => markedIn((value as Values)[name], inner));
}

/** Those that a list names, as the classes of `sdk/dynamic` write it: `firstClient.description,redirectUris`. */
export const secretsNamed = (names: unknown): Secrets =>
  typeof names === "string" && names !== ""
    ? secretsAt(names.split(",").map((name) => name.split(".").map(decodeURIComponent)))
    : undefined;

/** The whole values at these keys. */
export const secretsAt = (places: readonly (readonly string[])[]): Secrets =>
  places.map((keys) => keys.reduceRight<Secrets>((below, key) => ({ [key]: below }), true)).reduce(merge, undefined);
