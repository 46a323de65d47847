/**
 * The marks of secrets. The host of dynamic providers gives a provider no marks and does not ask for any, but passes on those
 * that it returns, and the engine honours them. Which inputs the program marks, the classes of `sdk/dynamic` say.
 */
import { markSecrets } from "../engine/secretValue.ts";
import type { Resource, Values } from "../fields/field.ts";
import { type Secrets, secretsNamed } from "../fields/secrets.ts";
import { secretPartsOf } from "../lifecycle/index.ts";

/** The key of the names of secret inputs. It is part of the inputs that the engine keeps. */
export const secretsKey = "__secrets";

export const givenSecrets = (inputs: Values): Secrets => secretsNamed(inputs[secretsKey]);

/** @param values A state or inputs, with further keys of the host and of ours. @param given As the program marks them. */
export function withSecrets(resource: Resource, values: Values, given?: Secrets): Values {
  const parts = secretPartsOf(resource, values, given);
  if (parts === undefined || parts === true) return values;
  // The engine marks these itself, since their names are among the `additionalSecretOutputs`.
  const others = Object.entries(parts).filter(([name]) => !resource.fields[name]?.secret);
  return markSecrets(values, Object.fromEntries(others)) as Values;
}
