/**
 * What is kept of a resource: its outputs, and beside them the names of the inputs that the user set. The names are one
 * text, because the engine writes every state twice at each step, and start with `__`, because its displays hide such keys.
 */
import type { Field, Resource, Shape, Values, Variant } from "../fields/field.ts";
import { fieldsOf, inputsOf, isEmpty, isObject, isWriteOnly } from "../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { completed, filledIn } from "./filled.ts";

export const namesKey = "__inputs";

/** The names that the user gave a value to. */
export const namesSet = (inputs: Values): string[] =>
  Object.keys(inputs).filter((name) => !name.startsWith("__") && inputs[name] !== undefined && inputs[name] !== null);

/** A name with this mark: the API's answer to our request did not repeat the value, so that its absence says nothing. */
const unanswered = "?";

const namesKept = (state: Values): string[] | undefined =>
  typeof state[namesKey] === "string" ? state[namesKey].split(",").filter(Boolean) : undefined;

export const namesText = (names: readonly string[], silent: ReadonlySet<string> = new Set()): string =>
  names.map((name) => (silent.has(name) ? name + unanswered : name)).join(",");

const plain = (name: string): string => name.replace(unanswered, "");

/** Whether the state was written by this lifecycle: not by an import, nor by another face. */
export const isOurs = (state: Values): boolean => namesKept(state) !== undefined;

/** The inputs that a state stands for. */
export function inputsIn(resource: Resource, state: Values): Values {
  const names = namesKept(state)?.map(plain) ?? inputsOf(resource).map(([name]) => name);
  return Object.fromEntries(names.filter((name) => state[name] !== undefined).map((name) => [name, state[name]]));
}

/** What the answer to our own request made of the inputs: the same in a later answer says nothing. */
export interface Manner {
  /** Inputs that it did not repeat, though it should. */
  unanswered: ReadonlySet<string>;
  /** Keys that it set in objects of ours, by input. */
  filled: Values;
}

const filledKey = "__filled";

export const noManner: Manner = { unanswered: new Set(), filled: {} };

export const mannerIn = (state: Values): Manner => ({
  unanswered: new Set(
    namesKept(state)
      ?.filter((name) => name.endsWith(unanswered))
      .map(plain),
  ),
  filled: isObject(state[filledKey]) ? state[filledKey] : {},
});

export const mannerOf = (shape: Shape, asked: Values, live: Values, variant?: Variant): Manner => ({
  unanswered: new Set(differing(shape, asked, live, variant).filter((name) => isEmpty(live[name]))),
  filled: filledBy(shape, asked, live, variant),
});

/** Keys that an answer sets in objects of the inputs, by input. */
export function filledBy(shape: Shape, asked: Values, live: Values, variant?: Variant): Values {
  const filled = namesSet(asked)
    .filter((name) => shape.fields[name] && isAnswered(shape.fields[name], variant))
    .map((name) => [name, filledIn(shape.fields[name], asked[name], live[name])] as const);
  return Object.fromEntries(filled.filter(([, keys]) => keys !== undefined));
}

/** The state, with what is filled in of some inputs from now on. */
export function withFilled({ [filledKey]: before, ...state }: Values, entries: Values): Values {
  const all = Object.entries({ ...(isObject(before) && before), ...entries });
  const filled = Object.fromEntries(all.filter(([, keys]) => !isEmpty(keys)));
  return isEmpty(filled) ? state : { ...state, [filledKey]: filled };
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
  manner: Manner,
): Values {
  const names = namesSet(asked);
  const others = fieldsOf(resource, variant).filter(([name]) => !names.includes(name) && !isEmpty(live[name]));
  const state = {
    ...Object.fromEntries(others.map(([name]) => [name, live[name]])),
    ...project(resource, asked, live, variant, manner),
    [namesKey]: namesText(names, manner.unanswered),
  };
  return withFilled(state, manner.filled);
}

/** Live values of the inputs that were asked for, and of no others. */
export function project(
  shape: Shape,
  asked: Values,
  live: Values,
  variant?: Variant,
  { unanswered, filled } = noManner,
): Values {
  const values: Values = {};
  for (const name of namesSet(asked)) {
    const field = shape.fields[name];
    const says = field && isAnswered(field, variant) && !(unanswered.has(name) && isEmpty(live[name]));
    const words = [asked[name], completed(asked[name], filled[name])];
    const isAsAsked = !says || words.some((value) => isEquivalent(field, value, live[name]));
    const value = isAsAsked ? asked[name] : live[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Inputs that an answer gives another value than was asked for, whatever else it fills in. */
export const differing = (shape: Shape, asked: Values, live: Values, variant?: Variant): string[] =>
  namesSet(asked).filter((name) => {
    const field = shape.fields[name];
    if (!field || !isAnswered(field, variant)) return false;
    const filled = filledIn(field, asked[name], live[name]);
    return !isEquivalent(field, completed(asked[name], filled), live[name]);
  });

/** To the user, a property that is null is one that is absent, at any depth. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)])) as T;
}
