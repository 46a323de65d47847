/** What the user should know of: where the API did not do what it was asked to, or says what cannot be made use of. */

import { isDeepStrictEqual } from "node:util";
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { isAnswered, isEmpty, isObject, isWriteOnly } from "../../fields/shape.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { unreadableIn } from "../equivalence/readableValues.ts";
import { contradictsDesired } from "../equivalence/responseProfile.ts";
import { secretStringsIn } from "../wire/redaction.ts";
import type { Resets } from "./resets.ts";

/** After a write. @param path What comes before the names, ending in a dot. */
export function warningsAfter(
  shape: Shape,
  inputs: Values,
  reset: Resets,
  actual: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  const fieldOf = (name: string) => shape.fields[name] as Field;
  const isUnseen = (name: string) => isWriteOnly(fieldOf(name), variant);
  const isDefault = (name: string) => isEquivalent(fieldOf(name), undefined, actual[name]);
  const ignored = (values: Values) => contradictsDesired(shape, values, actual, variant);

  const others = ignored(reset.unresettable);
  const isLeft = ([name, value]: [string, unknown]) =>
    !isUnseen(name) && !others.includes(name) && !isDefault(name) && !isEquivalent(fieldOf(name), value, undefined);
  const left = Object.entries(reset.unresettable)
    .filter(isLeft)
    .map(([name]) => name);
  const kept = [...ignored(reset.resets), ...left];
  const unseen = Object.keys(reset.unresettable).filter(isUnseen);
  return [
    ...kept.map((name) => warnOfKept(path + name)),
    ...unseen.map((name) => warnOfUnseen(path + name)),
    ...ignored(inputs)
      .filter((name) => !fieldOf(name).replaceOnChanges)
      .map((name) => warnOfIgnored(path + name)),
    ...warningsOfReading(shape, inputs, actual, variant, path),
  ];
}

/** Of every answer: what it says of an input and cannot be, or cannot be understood. The state keeps what it had. */
export function warningsOfReading(
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  // What says the variant says it also where nobody writes it.
  const names = new Set([...Object.keys(desired), ...(shape.variant ? [shape.variant.by] : [])]);
  const fixed = [...names].flatMap((name) => {
    const field = shape.fields[name];
    const value = desired[name] ?? field?.default;
    const isTold = field?.replaceOnChanges && isAnswered(field, variant) && !isEmpty(actual[name]);
    return isTold && !isEquivalent(field, value, actual[name]) ? [warnOfFixed(path + name, value, actual[name])] : [];
  });
  const odd = unreadableIn(shape.fields, desired, actual).map((name) =>
    warnOfOdd(path + name, shape.fields[name] as Field, actual[name]),
  );
  return [...fixed, ...odd];
}

/** Secrets that are others than the state knows. No value is named. */
export function warningsOfSecrets(resource: Resource, before: Values, now: Values): string[] {
  return changedSecrets(resource, before, now, "").map(
    (path) =>
      `${path} of this ${nounOf(resource.name)} was changed outside of this stack, as when a secret is rotated by hand. ` +
      "What uses the old one may no longer be able to sign in; a refresh that is not a preview takes the new one into the state.",
  );
}

function changedSecrets(shape: Shape, before: Values, now: Values, path: string): string[] {
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const [old, actual] = [before[name], now[name]];
    if (field.type === "object") {
      return isObject(old) && isObject(actual) ? changedSecrets(field, old, actual, `${path}${name}.`) : [];
    }
    // Texts, in any order: a list may be told in another one.
    const isTold = (field.secret === true || field.type === "array") && !field.writeOnly;
    const [olds, lives] = [old, actual].map((value) => secretStringsIn({ fields: { value: field } }, { value }).sort());
    const isChanged = !isEmpty(olds) && !isEmpty(lives) && !isDeepStrictEqual(olds, lives);
    return isTold && isChanged ? [path + name] : [];
  });
}

const warnOfKept = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const warnOfUnseen = (name: string): string =>
  `${name} was removed from the program, and is no longer managed. The API never tells its value, and may keep it: ` +
  `nothing is known that clears it. To change it, set ${name} to the value that you want.`;

const warnOfIgnored = (name: string): string =>
  `The API took ${name}, but answers another value than was asked for. The next preview shows the difference.`;

const warnOfFixed = (name: string, desired: unknown, actual: unknown): string =>
  `${name} is ${JSON.stringify(desired)} in the program, and the API answers ${JSON.stringify(actual)}. It is set when a resource ` +
  "is created and cannot change afterwards, so the state keeps the program's value and nothing is replaced. If the resource " +
  "was made anew outside of Pulumi, import that one.";

const warnOfOdd = (name: string, { type }: Field, actual: unknown): string =>
  type === "array" && Array.isArray(actual)
    ? `The API answers ${name} with items that this version cannot compare.`
    : `The API answers ${name} with something else than ${kinds[type]}, which this version cannot compare: the state keeps ` +
      "what it had.";

const kinds: Record<Field["type"], string> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  array: "a list",
  object: "an object",
  json: "an object",
  oneOrMany: "an object or a list",
};
