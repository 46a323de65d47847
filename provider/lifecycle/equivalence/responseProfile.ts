/** What the answer to our own write made of the inputs, by input: the same in a later answer is no difference. */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { isAnswered, isEmpty, isObject, namesSet } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { silentIn, type Ways, waysBelow, withSilent } from "./omittedValues.ts";
import { isReadable, readablePart } from "./readableValues.ts";
import { completed, filledIn } from "./serverDefaults.ts";
import { respelledIn } from "./uriSpellings.ts";

export interface Manner {
  /** Where it did not repeat them, though it should. */
  silent: Readonly<Record<string, Ways>>;
  /** Keys that it set in objects of ours. */
  filled: Values;
  /** Spellings that it gave to URIs of ours. */
  respelled: Values;
}

export const noManner: Manner = { silent: {}, filled: {}, respelled: {} };

/** @param before The inputs before the write that was answered so; of a create, there are none. */
export function mannerOf(shape: Shape, asked: Values, live: Values, variant?: Variant, before: Values = {}): Manner {
  const answered = answeredOf(shape, asked, variant);
  const silent = answered.map(([name, field]) => [name, silentIn(field, asked[name], live[name])] as const);
  const filled = answered.map(([name, field]) => [name, filledIn(field, asked[name], live[name])] as const);
  const respelled = answered.map(
    ([name, field]) => [name, respelledIn(field, asked[name], live[name], before[name])] as const,
  );
  return { silent: known(silent), filled: known(filled), respelled: known(respelled) };
}

const answeredOf = (shape: Shape, asked: Values, variant?: Variant): [string, Field][] =>
  namesSet(asked).flatMap((name): [string, Field][] => {
    const field = shape.fields[name];
    return field && isAnswered(field, variant) ? [[name, field]] : [];
  });

const known = <T>(entries: (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));

/** Of an input that is an object, by the names in it. */
export const mannerWithin = ({ silent, filled, respelled }: Manner, name: string): Manner => ({
  silent: waysBelow(silent[name] ?? []),
  filled: isObject(filled[name]) ? filled[name] : {},
  respelled: isObject(respelled[name]) ? respelled[name] : {},
});

/**
 * Whether an answer says of an input what was asked for, as this API does. What is not of the field's type says nothing: it
 * is told to the user, and is neither drift nor a lag.
 */
export function isAsAsked(
  field: Field,
  name: string,
  asked: Values,
  live: Values,
  { silent, filled, respelled }: Manner,
): boolean {
  const answered = readablePart(field, asked[name], live[name]);
  if (!isReadable(field, answered)) return true;
  const spoken = withSilent(asked[name], answered, silent[name] ?? []);
  return [asked[name], completed(asked[name], filled[name])].some((words) =>
    isEquivalent(field, words, spoken, respelled[name]),
  );
}

/** Inputs of which an answer does not say what was asked for, as this API does. */
export const notAsAsked = (
  shape: Shape,
  asked: Values,
  live: Values,
  variant: Variant | undefined,
  manner: Manner,
): string[] =>
  answeredOf(shape, asked, variant)
    .filter(([name, field]) => !isAsAsked(field, name, asked, live, manner))
    .map(([name]) => name);

/** Inputs that an answer gives another value than was asked for, or none, whatever else it fills in. */
export const differing = (shape: Shape, asked: Values, live: Values, variant?: Variant): string[] =>
  notAsAsked(shape, asked, live, variant, { ...mannerOf(shape, asked, live, variant), silent: {} });

/** Those that it gives another value. */
export const contradicted = (shape: Shape, asked: Values, live: Values, variant?: Variant): string[] =>
  notAsAsked(shape, asked, live, variant, mannerOf(shape, asked, live, variant));
