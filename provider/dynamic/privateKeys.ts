/**
 * Marks private keys as secret. The host gives a provider no marks and does not ask for any, but passes on those that it
 * returns, and the engine honours them.
 */
import { asSecret } from "../engine/secretValue.ts";
import type { Field, Shape, Values } from "../fields/field.ts";
import { holdsPrivateKey } from "../fields/privateKeys.ts";
import { isObject } from "../fields/shape.ts";

/** @param values A state or inputs, with further keys of the host and of ours. */
export const withSecretKeys = ({ fields }: Shape, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Object.hasOwn(fields, name) ? withSecret(fields[name] as Field, value) : value,
    ]),
  );

function withSecret(field: Field, value: unknown): unknown {
  if (field.type === "object" && isObject(value)) return withSecretKeys(field, value);
  return field.type === "json" && holdsPrivateKey(value) ? asSecret(value) : value;
}
