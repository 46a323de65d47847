/**
 * What is kept of a resource: its outputs, and beside them the names of the inputs that the user set. The names are one
 * text, because the engine writes every state twice at each step, and start with `__`, because its displays hide such keys.
 */
import type { Field, Resource, Shape, Values, Variant } from "../fields/field.ts";
import { fieldsOf, inputsOf, isEmpty, isObject, isWriteOnly } from "../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";

export const namesKey = "__inputs";

/** The names that the user gave a value to. */
export const namesSet = (inputs: Values): string[] =>
  Object.keys(inputs).filter((name) => !name.startsWith("__") && inputs[name] !== undefined && inputs[name] !== null);

/** A name with this mark: the API's answer to our request did not repeat the value, so that its absence says nothing. */
const unanswered = "?";

const namesKept = (state: Values): string[] | undefined =>
  typeof state[namesKey] === "string" ? state[namesKey].split(",").filter(Boolean) : undefined;

export const namesText = (names: readonly string[], silent: ReadonlySet<string>): string =>
  names.map((name) => (silent.has(name) ? name + unanswered : name)).join(",");

const plain = (name: string): string => name.replace(unanswered, "");

/** Whether the state was written by this lifecycle: not by an import, nor by another face. */
export const isOurs = (state: Values): boolean => namesKept(state) !== undefined;

/** The inputs that a state stands for. */
export function inputsIn(resource: Resource, state: Values): Values {
  const names = namesKept(state)?.map(plain) ?? inputsOf(resource).map(([name]) => name);
  return Object.fromEntries(names.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}

/** Inputs that answers cannot be relied on to repeat, by what the answer to our own request did. */
export const unansweredIn = (state: Values): Set<string> =>
  new Set(
    namesKept(state)
      ?.filter((name) => name.endsWith(unanswered))
      .map(plain),
  );

/** The inputs that this answer does not repeat, though it should. */
export function unansweredBy(resource: Resource, asked: Values, live: Values, variant?: Variant): Set<string> {
  return new Set(differing(resource, asked, live, variant).filter((name) => isEmpty(live[name])));
}

export const isAnswered = (field: Field, variant?: Variant): boolean =>
  !isWriteOnly(field, variant) && field.sent !== "never";

/**
 * What to keep after an answer: the user's own value of an input that the API repeats or does not answer at all, what
 * the API says where it differs, and every other field as answered.
 */
export function stateOf(
  resource: Resource,
  asked: Values,
  live: Values,
  variant: Variant | undefined,
  silent: ReadonlySet<string>,
): Values {
  const names = namesSet(asked);
  const others = fieldsOf(resource, variant).filter(([name]) => !names.includes(name) && !isEmpty(live[name]));
  return {
    ...Object.fromEntries(others.map(([name]) => [name, live[name]])),
    ...project(resource, asked, live, variant, silent),
    [namesKey]: namesText(names, silent),
  };
}

/** Live values of the inputs that were asked for, and of no others. */
export function project(
  shape: Shape,
  asked: Values,
  live: Values,
  variant?: Variant,
  silent: ReadonlySet<string> = new Set(),
): Values {
  const values: Values = {};
  for (const name of namesSet(asked)) {
    const field = shape.fields[name];
    const says = field && isAnswered(field, variant) && !(silent.has(name) && isEmpty(live[name]));
    const value = says && !isEquivalent(field, asked[name], live[name]) ? live[name] : asked[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Inputs that an answer gives another value than was asked for. */
export const differing = (shape: Shape, asked: Values, live: Values, variant?: Variant): string[] =>
  namesSet(asked).filter((name) => {
    const field = shape.fields[name];
    return field && isAnswered(field, variant) && !isEquivalent(field, asked[name], live[name]);
  });

/** To the user, a property that is null is one that is absent, at any depth. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)])) as T;
}
