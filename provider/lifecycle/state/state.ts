/** A resource's state: its outputs, the values of the inputs that the program sets, and metadata beside them. */
import type { Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { definedNames, fieldsOf, inputsOf, isEmpty, isInResponse, isObject } from "../../fields/shape.ts";
import { pairEquivalent } from "../equivalence/pairing.ts";
import {
  type InputProfile,
  isAsDesired,
  profileOfInput,
  profileOfKey,
  type ResponseProfile,
  withProfileWithin,
} from "../equivalence/responseProfile.ts";
import { type Comparison, spelledLike } from "../equivalence/spelledLike.ts";
import { metadataOf, withMetadata } from "./metadata.ts";

/** Whether this lifecycle wrote the state, and so knows which inputs the program sets. */
export const isManaged = (state: Values): boolean => metadataOf(state, "userInputs") !== undefined;

/** The inputs that a state stands for. */
export function inputsIn(resource: Resource, state: Values): Values {
  const names = metadataOf(state, "userInputs") ?? inputsOf(resource).map(([name]) => name);
  return Object.fromEntries(names.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}

/**
 * The state after a response. An input keeps the program's value if the response has an equivalent one or cannot
 * contain it; otherwise it takes the response's. Every other field is as in the response.
 */
export function stateOf(
  resource: Resource,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  profile: ResponseProfile,
): Values {
  const userInputs = definedNames(desired);
  const others = fieldsOf(resource, variant).filter(([name]) => !userInputs.includes(name) && !isEmpty(actual[name]));
  const projected = project(resource, desired, actual, variant, profile);
  return withMetadata(
    { ...Object.fromEntries(others.map(([name]) => [name, actual[name]])), ...projected },
    { userInputs, profile, differsFromInputs: userInputs.filter((name) => projected[name] !== desired[name]) },
  );
}

/** The state with another response profile of the keys of one input. */
export const withProfileOf = (state: Values, name: string, within: ResponseProfile): Values =>
  withMetadata(state, { profile: withProfileWithin(metadataOf(state, "profile"), name, within) });

/**
 * Live values of the inputs that the program sets. Of an object or a list, only what differs is taken from the response:
 * without the keys that the API fills in, and in the program's order. An input that the API cannot change keeps the program's value, since
 * it cannot have drifted: another value is of another resource, or is not known here, and is no reason to replace
 * anything.
 */
export function project(
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  profile: ResponseProfile,
): Values {
  const values: Values = {};
  for (const name of definedNames(desired)) {
    const field = shape.fields[name];
    const isFixed = !field || field.replaceOnChanges || !isInResponse(field, variant);
    const value = isFixed
      ? desired[name]
      : spelledLike(asDesired(profileOfInput(profile, name)), field, desired[name], actual[name]);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

const asDesired = (profile: InputProfile): Comparison => ({
  isSame: (field, desired, actual) => isAsDesired(field, desired, actual, profile),
  pair: (field, desired, actual) => pairEquivalent(field, desired, actual, profile.uriSpellings),
  within: (key) => asDesired(profileOfKey(profile, key)),
  isOfJson: true,
});

/**
 * The state after an update whose result is ambiguous. It keeps the old values, and says which inputs are uncertain:
 * the next update sends them whatever the program then says, even the old values.
 * @param desired The inputs that the update was to change.
 */
export function markUncertain(state: Values, desired: Values): Values {
  const names = Object.entries(desired).flatMap(([name, value]) => [
    name,
    ...(isObject(value) ? Object.keys(value).map((key) => `${name}.${key}`) : []),
  ]);
  return withMetadata(state, { uncertain: [...new Set([...metadataOf(state, "uncertain"), ...names])] });
}

/** The inputs whose value in the API is unknown, as null; for an object, each of its unknown keys as null. */
export function uncertainInputs(state: Values): Values {
  const uncertain: Values = {};
  for (const path of metadataOf(state, "uncertain")) {
    const [name = "", key] = path.split(".");
    if (key === undefined) uncertain[name] ??= null;
    else uncertain[name] = { ...(uncertain[name] as Values | null), [key]: null };
  }
  return uncertain;
}

/**
 * The old inputs, and those that the API may have besides from an update whose result is ambiguous: these as null.
 */
export function possibleInputs(before: Values, state: Values): Values {
  const uncertain = uncertainInputs(state);
  const possible: Values = { ...uncertain, ...before };
  for (const [name, keys] of Object.entries(uncertain)) {
    if (isObject(keys) && isObject(before[name])) possible[name] = { ...keys, ...before[name] };
  }
  return possible;
}

/** To the user, a property that is null is one that is absent, at any depth. JSON has no -0, so it is 0. */
export function withoutNulls<T>(value: T): T {
  if (value === 0) return 0 as T;
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(present.map(([key, inner]) => [key, withoutNulls(inner)])) as T;
}
