/**
 * What is kept of a resource: its outputs, and beside them the names of the inputs that the user set. The names are one
 * text, because the engine writes every state twice at each step, and start with `__`, because its displays hide such keys.
 */
import type { Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { fieldsOf, inputsOf, isAnswered, isEmpty, isObject, namesSet } from "../../fields/shape.ts";
import { pathsFrom } from "../equivalence/omittedValues.ts";
import { isAsDesired, type ResponseProfile } from "../equivalence/responseProfile.ts";

export const namesKey = "__inputs";

const namesKept = (state: Values): string[] | undefined =>
  typeof state[namesKey] === "string" ? state[namesKey].split(",").filter(Boolean) : undefined;

/** Stands in the text before each way on which the API is silent: `pkce?`, `tokenExpiration?accessTokenTtl`. */
const mark = "?";

export const namesText = (names: readonly string[], omitted: ResponseProfile["omitted"] = {}): string =>
  names.map((name) => [name, ...(omitted[name] ?? [])].join(mark)).join(",");

const plain = (name: string): string => name.split(mark)[0] as string;

/** Whether the state was written by this lifecycle: not by an import, nor by another face. */
export const isManaged = (state: Values): boolean => namesKept(state) !== undefined;

/** The inputs that a state stands for. */
export function inputsIn(resource: Resource, state: Values): Values {
  const names = namesKept(state)?.map(plain) ?? inputsOf(resource).map(([name]) => name);
  return Object.fromEntries(names.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}

const filledKey = "__filled";
const respelledKey = "__respelled";

const objectAt = (state: Values, key: string): Values => (isObject(state[key]) ? state[key] : {});

export const profileIn = (state: Values): ResponseProfile => ({
  omitted: Object.fromEntries(
    (namesKept(state) ?? []).map((entry) => {
      const [name = "", ...ways] = entry.split(mark);
      return [name, ways];
    }),
  ),
  serverDefaults: objectAt(state, filledKey),
  uriSpellings: objectAt(state, respelledKey),
});

/** The state, with the manner in which the API answers from now on. */
export function withProfile(before: Values, { omitted, serverDefaults, uriSpellings }: ResponseProfile): Values {
  const { [filledKey]: _, [respelledKey]: __, ...state } = before;
  const names = namesText((namesKept(state) ?? []).map(plain), omitted);
  return { ...state, [namesKey]: names, ...kept(filledKey, serverDefaults), ...kept(respelledKey, uriSpellings) };
}

/** Only what is there: the engine writes every state twice at each step. */
function kept(key: string, byInput: Values): Values {
  const there = Object.fromEntries(Object.entries(byInput).filter(([, keys]) => !isEmpty(keys)));
  return isEmpty(there) ? {} : { [key]: there };
}

/** The same of one input that is an object. */
export function withProfileOf(state: Values, name: string, within: ResponseProfile): Values {
  const { omitted, serverDefaults, uriSpellings } = profileIn(state);
  return withProfile(state, {
    omitted: { ...omitted, [name]: pathsFrom(within.omitted) },
    serverDefaults: { ...serverDefaults, [name]: within.serverDefaults },
    uriSpellings: { ...uriSpellings, [name]: within.uriSpellings },
  });
}

/**
 * What to keep after an answer: the user's own value of an input that the API repeats or does not answer at all, what
 * the API says where it differs, and every other field as answered.
 */
export function stateOf(
  resource: Resource,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  manner: ResponseProfile,
): Values {
  const names = namesSet(desired);
  const others = fieldsOf(resource, variant).filter(([name]) => !names.includes(name) && !isEmpty(actual[name]));
  const projected = project(resource, desired, actual, variant, manner);
  const state = {
    ...Object.fromEntries(others.map(([name]) => [name, actual[name]])),
    ...projected,
    [namesKey]: namesText(names),
  };
  const unlike = names.filter((name) => projected[name] !== desired[name]);
  return withProfile(withUnlike(state, unlike), manner);
}

const unlikeKey = "__unlike";

/** The state, with the names of inputs of which it says something else than the engine's own old inputs. */
export function withUnlike({ [unlikeKey]: _, ...state }: Values, names: readonly string[]): Values {
  return names.length === 0 ? state : { ...state, [unlikeKey]: names.join(",") };
}

/** Inputs of which the state says something else than the engine's own old inputs do. */
export const unlikeIn = (state: Values): string[] =>
  typeof state[unlikeKey] === "string" ? state[unlikeKey].split(",") : [];

/**
 * Live values of the inputs that were asked for, and of no others. What the API cannot change cannot have drifted: another
 * value is another resource, or a word that is not known here, and no reason to replace anything.
 */
export function project(
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  manner: ResponseProfile,
): Values {
  const values: Values = {};
  for (const name of namesSet(desired)) {
    const field = shape.fields[name];
    const isFixed = !field || field.replaceOnChanges || !isAnswered(field, variant);
    const isKept = isFixed || isAsDesired(field, name, desired, actual, manner);
    const value = isKept ? desired[name] : actual[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** To the user, a property that is null is one that is absent, at any depth. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)])) as T;
}
