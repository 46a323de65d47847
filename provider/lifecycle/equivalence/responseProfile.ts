/**
 * The response profile: how this API's responses differ from what was written, although the write succeeded. They may
 * omit values, fill in keys and respell URIs. The contract does not say which, so the provider learns it from the
 * response to each of its own writes, and keeps it in the state. The same difference in a later response is no drift;
 * any other difference is.
 */
import type { Field, Shape, Values, Variant } from "../../fields/field.ts";
import { definedNames, isEmpty, isInResponse, isObject, withoutUndefined } from "../../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { isReadable, readablePart } from "./readableValues.ts";
import { uriSpellingsOf } from "./uriSpellings.ts";

/** What a response leaves out: a whole value, or some keys of an object, at any depth. */
export type Omitted = true | { readonly [key: string]: Omitted };

/** Each part is a record by input; for an input that is an object, by its keys, at any depth. */
export interface ResponseProfile {
  /** Values that we wrote and the response omits: false, zero, or a key that the API never returns. */
  omitted: Readonly<Record<string, Omitted>>;
  /** Values that the API chose for keys that the program does not set, other than the documented defaults. */
  serverDefaults: Values;
  /** URIs as we wrote them, each with the spelling that the API gave it. */
  uriSpellings: Values;
}

export const emptyProfile: ResponseProfile = { omitted: {}, serverDefaults: {}, uriSpellings: {} };

/**
 * Compares a write with its response.
 * @param before The inputs before the write; a create has none. A response that repeats them is stale, and shows no
 * respelling.
 */
export const profileOf = (
  shape: Shape,
  desired: Values,
  actual: Values,
  variant?: Variant,
  before: Values = {},
): ResponseProfile => profileOfFields(repeatedInputs(shape, desired, variant), desired, actual, before);

/** The fields of the inputs that are set and that responses should repeat, so not of those that are write-only. */
const repeatedInputs = (shape: Shape, desired: Values, variant?: Variant): [string, Field][] =>
  definedNames(desired).flatMap((name): [string, Field][] => {
    const field = shape.fields[name];
    return field && isInResponse(field, variant) ? [[name, field]] : [];
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

/** The profile of one value. A part that the response does not show is absent or empty. */
export interface ValueProfile {
  omitted?: Omitted;
  serverDefaults?: unknown;
  uriSpellings?: Values;
}

/** Compares one value that was written with the response. @param before The value before the write. */
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

/** The profile, with the profile of one input's keys replaced. */
export const withProfileWithin = (
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
  name: string,
  within: ResponseProfile,
): ResponseProfile => ({
  omitted: { ...omitted, [name]: within.omitted },
  serverDefaults: { ...serverDefaults, [name]: within.serverDefaults },
  uriSpellings: { ...uriSpellings, [name]: within.uriSpellings },
});

/** The response, with the desired values that the API is known to omit. A value that it does return always wins. */
export function restoreOmitted(desired: unknown, actual: unknown, omitted: Omitted | undefined): unknown {
  if (omitted === true) return isEmpty(actual) ? desired : actual;
  if (!omitted || !isObject(desired) || !isObject(actual)) return actual;
  const restored = Object.entries(omitted).map(([key, below]) => [
    key,
    restoreOmitted(desired[key], actual[key], below),
  ]);
  return { ...actual, ...withoutUndefined(Object.fromEntries(restored)) };
}

/** The desired value, with the values that the API is known to choose for the keys that the program does not set. */
export function withServerDefaults(desired: unknown, serverDefaults: unknown): unknown {
  if (desired === undefined || desired === null) return serverDefaults;
  if (!isObject(desired) || !isObject(serverDefaults)) return desired;
  const chosen = Object.entries(serverDefaults).map(([key, value]) => [key, withServerDefaults(desired[key], value)]);
  return { ...desired, ...Object.fromEntries(chosen) };
}

/** What the profile says of one value. */
export const profileOfInput = (
  { omitted, serverDefaults, uriSpellings }: ResponseProfile,
  name: string,
): InputProfile => ({ omitted: omitted[name], serverDefaults: serverDefaults[name], uriSpellings: uriSpellings[name] });

export interface InputProfile {
  omitted?: Omitted;
  serverDefaults?: unknown;
  uriSpellings?: unknown;
}

/** What the profile of an object says of one of its keys. */
export const profileOfKey = ({ omitted, serverDefaults, uriSpellings }: InputProfile, key: string): InputProfile => ({
  omitted: isObject(omitted) ? omitted[key] : undefined,
  serverDefaults: isObject(serverDefaults) ? serverDefaults[key] : undefined,
  uriSpellings: isObject(uriSpellings) ? uriSpellings[key] : undefined,
});

/**
 * Whether a response has the desired value, given the response profile. A value of another type than the field's counts as
 * desired: it proves nothing, so it must cause neither drift nor another read. The user is warned of it elsewhere.
 */
export function isAsDesired(field: Field, desired: unknown, actual: unknown, profile: InputProfile): boolean {
  const readable = readablePart(field, desired, actual);
  return !isReadable(field, readable) || isReadableAsDesired(field, desired, readable, profile);
}

function isReadableAsDesired(field: Field, desired: unknown, actual: unknown, profile: InputProfile): boolean {
  if (field.type === "object" && isObject(desired) && isObject(actual) && !isEmpty(actual)) {
    return Object.entries(field.fields).every(([key, inner]) =>
      isReadableAsDesired(inner, desired[key], actual[key], profileOfKey(profile, key)),
    );
  }
  const restored = restoreOmitted(desired, actual, profile.omitted);
  // Also without the server defaults: a later version of the API may no longer fill them in.
  const chosen = withServerDefaults(desired, profile.serverDefaults);
  return (chosen === desired ? [desired] : [desired, chosen]).some((expected) =>
    isEquivalent(field, expected, restored, profile.uriSpellings),
  );
}

/** Names of the inputs for which a response has another value than desired, given the profile. */
export const notAsDesired = (
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  profile: ResponseProfile,
): string[] =>
  repeatedInputs(shape, desired, variant)
    .filter(([name, field]) => !isAsDesired(field, desired[name], actual[name], profileOfInput(profile, name)))
    .map(([name]) => name);

/**
 * Names of the inputs for which a response has another value than desired, or none. For use without a known profile:
 * this response may define what the API fills in and respells, but not what it omits.
 */
export const differsFromDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, { ...profileOf(shape, desired, actual, variant), omitted: {} });

/** Names of the inputs for which a response has another value than desired. An omitted value contradicts nothing. */
export const contradictsDesired = (shape: Shape, desired: Values, actual: Values, variant?: Variant): string[] =>
  notAsDesired(shape, desired, actual, variant, profileOf(shape, desired, actual, variant));
