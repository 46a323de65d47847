/** What the answer to our own write made of the inputs, by input: the same in a later answer is no difference. */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { isAnswered, isEmpty, isObject, namesSet } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { omittedPaths, type PropertyPath, pathsBelow, restoreOmitted } from "./omittedValues.ts";
import { isReadable, readablePart } from "./readableValues.ts";
import { serverDefaultsIn, withServerDefaults } from "./serverDefaults.ts";
import { uriSpellingsIn } from "./uriSpellings.ts";

export interface ResponseProfile {
  /** Where it did not repeat them, though it should. */
  omitted: Readonly<Record<string, PropertyPath>>;
  /** Keys that it set in objects of ours. */
  serverDefaults: Values;
  /** Spellings that it gave to URIs of ours. */
  uriSpellings: Values;
}

export const emptyProfile: ResponseProfile = { omitted: {}, serverDefaults: {}, uriSpellings: {} };

/** @param before The inputs before the write that was answered so; of a create, there are none. */
export function profileOf(
  shape: Shape,
  desired: Values,
  actual: Values,
  variant?: Variant,
  before: Values = {},
): ResponseProfile {
  const answered = answeredOf(shape, desired, variant);
  const omitted = answered.map(([name, field]) => [name, omittedPaths(field, desired[name], actual[name])] as const);
  const serverDefaults = answered.map(
    ([name, field]) => [name, serverDefaultsIn(field, desired[name], actual[name])] as const,
  );
  const uriSpellings = answered.map(
    ([name, field]) => [name, uriSpellingsIn(field, desired[name], actual[name], before[name])] as const,
  );
  return { omitted: known(omitted), serverDefaults: known(serverDefaults), uriSpellings: known(uriSpellings) };
}

const answeredOf = (shape: Shape, desired: Values, variant?: Variant): [string, Field][] =>
  namesSet(desired).flatMap((name): [string, Field][] => {
    const field = shape.fields[name];
    return field && isAnswered(field, variant) ? [[name, field]] : [];
  });

const known = <T>(entries: (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));

/** Of an input that is an object, by the names in it. */
export const profileWithin = (
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
  name: string,
): ResponseProfile => ({
  omitted: pathsBelow(omitted[name] ?? []),
  serverDefaults: isObject(serverDefaults[name]) ? serverDefaults[name] : {},
  uriSpellings: isObject(uriSpellings[name]) ? uriSpellings[name] : {},
});

/**
 * Whether an answer says of an input what was asked for, as this API does. What is not of the field's type says nothing: it
 * is told to the user, and is neither drift nor a lag.
 */
export function isAsDesired(
  field: Field,
  name: string,
  desired: Values,
  actual: Values,
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
): boolean {
  const answered = readablePart(field, desired[name], actual[name]);
  if (!isReadable(field, answered)) return true;
  const spoken = restoreOmitted(desired[name], answered, omitted[name] ?? []);
  return [desired[name], withServerDefaults(desired[name], serverDefaults[name])].some((words) =>
    isEquivalent(field, words, spoken, uriSpellings[name]),
  );
}

/** Inputs of which an answer does not say what was asked for, as this API does. */
export const notAsDesired = (
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  manner: ResponseProfile,
): string[] =>
  answeredOf(shape, desired, variant)
    .filter(([name, field]) => !isAsDesired(field, name, desired, actual, manner))
    .map(([name]) => name);

/** Inputs that an answer gives another value than was asked for, or none, whatever else it fills in. */
export const differsFromDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, { ...profileOf(shape, desired, actual, variant), omitted: {} });

/** Those that it gives another value. */
export const contradictsDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, profileOf(shape, desired, actual, variant));
