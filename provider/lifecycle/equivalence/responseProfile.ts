/**
 * How the API changes what we write before it answers: it may leave values out, fill keys in, and spell URIs in another way.
 * The response to our own write shows it, and the same in a later response is no drift.
 */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { isAnswered, isEmpty, isObject, namesSet, withoutUndefined } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { isReadable, readablePart } from "./readableValues.ts";
import { uriSpellingsOf } from "./uriSpellings.ts";

/** What a response leaves out: a whole value, or some keys of an object, at any depth. */
export type Omitted = true | { readonly [key: string]: Omitted };

/** Each part by the name of the input, or of the key of an object that is one. */
export interface ResponseProfile {
  /** Values that we wrote and the response lacks: false, zero, or a key that the API never answers. */
  omitted: Readonly<Record<string, Omitted>>;
  /** Values that the API chose for keys that the program does not set, other than the documented defaults. */
  serverDefaults: Values;
  /** URIs as we wrote them, each with the spelling that the API gave it. */
  uriSpellings: Values;
}

export const emptyProfile: ResponseProfile = { omitted: {}, serverDefaults: {}, uriSpellings: {} };

/** @param before The inputs before the write that got this response; a create has none. */
export const profileOf = (
  shape: Shape,
  desired: Values,
  actual: Values,
  variant?: Variant,
  before: Values = {},
): ResponseProfile => profileOfFields(answeredOf(shape, desired, variant), desired, actual, before);

/** The inputs that are set and that responses should repeat. */
const answeredOf = (shape: Shape, desired: Values, variant?: Variant): [string, Field][] =>
  namesSet(desired).flatMap((name): [string, Field][] => {
    const field = shape.fields[name];
    return field && isAnswered(field, variant) ? [[name, field]] : [];
  });

function profileOfFields(
  fields: readonly [string, Field][],
  desired: Values,
  actual: Values,
  before: Values,
): ResponseProfile {
  const profiles = fields.map(
    ([name, field]) => [name, profileOfValue(field, desired[name], actual[name], before[name])] as const,
  );
  const partOf = <K extends keyof ResponseProfile>(part: K): Record<string, NonNullable<ValueProfile[K]>> =>
    Object.fromEntries(
      profiles.flatMap(([name, { [part]: found }]) =>
        isEmpty(found) ? [] : [[name, found as NonNullable<typeof found>]],
      ),
    );
  return { omitted: partOf("omitted"), serverDefaults: partOf("serverDefaults"), uriSpellings: partOf("uriSpellings") };
}

/** The profile of one value. A part of which the response shows nothing is absent or empty. */
export interface ValueProfile {
  omitted?: Omitted;
  serverDefaults?: unknown;
  uriSpellings?: Values;
}

export function profileOfValue(field: Field, desired: unknown, actual: unknown, before?: unknown): ValueProfile {
  if (isEquivalent(field, desired, actual)) return {};
  if (desired === undefined || desired === null) return { serverDefaults: actual };
  if (isEmpty(actual)) return { omitted: true };
  if (field.type !== "object") return { uriSpellings: uriSpellingsOf(field, desired, actual, before) };
  if (!isObject(desired) || !isObject(actual)) return {};
  return profileOfFields(Object.entries(field.fields), desired, actual, isObject(before) ? before : {});
}

/** The profile of the keys of one input, which is an object. */
export const profileWithin = (
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
  name: string,
): ResponseProfile => ({
  omitted: isObject(omitted[name]) ? omitted[name] : {},
  serverDefaults: isObject(serverDefaults[name]) ? serverDefaults[name] : {},
  uriSpellings: isObject(uriSpellings[name]) ? uriSpellings[name] : {},
});

/** The profile with another one for the keys of that input. */
export const withProfileWithin = (
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
  name: string,
  within: ResponseProfile,
): ResponseProfile => ({
  omitted: { ...omitted, [name]: within.omitted },
  serverDefaults: { ...serverDefaults, [name]: within.serverDefaults },
  uriSpellings: { ...uriSpellings, [name]: within.uriSpellings },
});

/** A response, with the values that we wrote where the API is known to leave them out. */
export function restoreOmitted(desired: unknown, actual: unknown, omitted: Omitted | undefined): unknown {
  if (omitted === true) return isEmpty(actual) ? desired : actual;
  if (!omitted || !isObject(desired) || !isObject(actual)) return actual;
  const restored = Object.entries(omitted).map(([key, below]) => [
    key,
    restoreOmitted(desired[key], actual[key], below),
  ]);
  return { ...actual, ...withoutUndefined(Object.fromEntries(restored)) };
}

/** What the program says, with the values that the API is known to choose for the rest. */
export function withServerDefaults(desired: unknown, serverDefaults: unknown): unknown {
  if (desired === undefined || desired === null) return serverDefaults;
  if (!isObject(desired) || !isObject(serverDefaults)) return desired;
  const chosen = Object.entries(serverDefaults).map(([key, value]) => [key, withServerDefaults(desired[key], value)]);
  return { ...desired, ...Object.fromEntries(chosen) };
}

/**
 * Whether a response gives an input the value that the program wants, as this API answers it. A value of another type than
 * the field's proves nothing: the user is warned of it, and it is neither drift nor a stale read.
 */
export function isAsDesired(
  field: Field,
  name: string,
  desired: Values,
  actual: Values,
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
): boolean {
  const readable = readablePart(field, desired[name], actual[name]);
  if (!isReadable(field, readable)) return true;
  const restored = restoreOmitted(desired[name], readable, omitted[name]);
  // The API may come to answer the bare value.
  return [desired[name], withServerDefaults(desired[name], serverDefaults[name])].some((expected) =>
    isEquivalent(field, expected, restored, uriSpellings[name]),
  );
}

/** Inputs that a response does not give the value that the program wants, as this API answers it. */
export const notAsDesired = (
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  profile: ResponseProfile,
): string[] =>
  answeredOf(shape, desired, variant)
    .filter(([name, field]) => !isAsDesired(field, name, desired, actual, profile))
    .map(([name]) => name);

/** Inputs that a response gives another value than the program wants, or none. Keys that the API fills in do not count. */
export const differsFromDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, { ...profileOf(shape, desired, actual, variant), omitted: {} });

/** Inputs that a response gives another value than the program wants. */
export const contradictsDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, profileOf(shape, desired, actual, variant));
