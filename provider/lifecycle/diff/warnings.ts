/**
 * Warnings for a request that succeeded, but whose response does not have what was sent, or has values that cannot be
 * used. They are no errors, since a retry would get the same response, and one field must not stop the others.
 */

import { isDeepStrictEqual } from "node:util";
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { memoize } from "../../fields/memoize.ts";
import { nounOf } from "../../fields/naming.ts";
import { fieldsOf, isEmpty, isInResponse, isObject, isWriteOnly } from "../../fields/shape.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { jsonKey } from "../equivalence/keys.ts";
import { unreadableIn } from "../equivalence/readableValues.ts";
import { contradictsDesired } from "../equivalence/responseProfile.ts";
import { secretStringsIn } from "../wire/redaction.ts";
import type { Resets } from "./resets.ts";
import { type ExplainedTexts, explainTexts } from "./textWarnings.ts";

/** After a write. @param path Of the object, for messages: empty, or ending in a dot. */
export function warningsAfter(
  shape: Shape,
  inputs: Values,
  reset: Resets,
  actual: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  const fieldOf = (name: string) => shape.fields[name] as Field;
  const isHidden = (name: string) => isWriteOnly(fieldOf(name), variant);
  const isDefault = (name: string) => isEquivalent(fieldOf(name), undefined, actual[name]);
  const ignored = (values: Values) => contradictsDesired(shape, values, actual, variant);

  const others = ignored(reset.unresettable);
  const isStillSet = ([name, value]: [string, unknown]) =>
    !isHidden(name) && !others.includes(name) && !isDefault(name) && !isEquivalent(fieldOf(name), value, undefined);
  const stillSet = Object.entries(reset.unresettable)
    .filter(isStillSet)
    .map(([name]) => name);
  const kept = [...ignored(reset.resets), ...stillSet];
  const hidden = Object.keys(reset.unresettable).filter(isHidden);
  return [
    ...kept.map((name) => warnOfKept(path + name)),
    ...hidden.map((name) => warnOfWriteOnly(path + name)),
    ...ignored(inputs)
      .filter((name) => !fieldOf(name).replaceOnChanges)
      .map((name) => warnOfIgnored(path + name, explainTexts(fieldOf(name), inputs[name], actual[name], path + name))),
    ...warningsOfReading(shape, inputs, actual, variant, path),
  ];
}

/**
 * Of any response: inputs that cannot change in place but differ, and values of a type that cannot be compared. In both
 * cases the state keeps the value that it had.
 */
export function warningsOfReading(
  shape: Shape,
  desired: Values,
  actual: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  // The input that selects the variant has a default, so it is compared even if the program does not set it.
  const names = new Set([...Object.keys(desired), ...(shape.variant ? [shape.variant.by] : [])]);
  const immutable = [...names].flatMap((name) => {
    const field = shape.fields[name];
    const value = desired[name] ?? field?.default;
    const isImmutable = field?.replaceOnChanges && isInResponse(field, variant) && !isEmpty(actual[name]);
    return isImmutable && !isEquivalent(field, value, actual[name])
      ? [warnOfImmutable(path + name, value, actual[name])]
      : [];
  });
  const unreadable = unreadableIn(shape.fields, desired, actual).map((name) =>
    warnOfUnreadable(path + name, shape.fields[name] as Field, actual[name]),
  );
  return [...immutable, ...unreadable];
}

/** Secrets whose live value is not the one in the state. Messages contain no value. */
export function warningsOfSecrets(resource: Resource, before: Values, now: Values): string[] {
  return changedSecrets(resource, before, now, "").map(
    (path) =>
      `${path} of this ${nounOf(resource.name)} was changed outside of this stack, for example by rotating the ` +
      "secret manually. Whatever uses the old value may no longer be able to sign in; a refresh that is not a " +
      "preview saves the new value in the state.",
  );
}

function changedSecrets(shape: Shape, before: Values, now: Values, path: string): string[] {
  return secretFieldsOf(shape).flatMap(([name, field]) => {
    const [old, actual] = [before[name], now[name]];
    if (old === actual) return [];
    if (field.type === "object") {
      return isObject(old) && isObject(actual) ? changedSecrets(field, old, actual, `${path}${name}.`) : [];
    }
    // Strings are sorted, since a response may have a list in another order.
    const [olds, lives] = [old, actual].map((value) =>
      secretStringsIn({ fields: { value: field } }, { value })
        .map(jsonKey)
        .sort(),
    );
    const isChanged = !isEmpty(olds) && !isEmpty(lives) && !isDeepStrictEqual(olds, lives);
    return isChanged ? [path + name] : [];
  });
}

/** Each read compares them. */
const secretFieldsOf = memoize((shape: Shape) =>
  fieldsOf(shape).filter(
    ([, { type, secret, writeOnly }]) => type === "object" || ((secret === true || type === "array") && !writeOnly),
  ),
);

const warnOfKept = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const warnOfWriteOnly = (name: string): string =>
  `${name} was removed from the program, and is no longer managed. The API never returns its value, and no value is ` +
  `documented that clears it, so the old one may still be in effect. To change it, set ${name} to the value that you ` +
  "want.";

const warnOfIgnored = (name: string, texts: ExplainedTexts | undefined): string =>
  `The API accepted ${name}, but returned another value than was sent${texts ? `: ${texts.what}` : ""}. The next preview ` +
  `shows the difference.${texts ? ` Write ${texts.advice}.` : ""}`;

const warnOfImmutable = (name: string, desired: unknown, actual: unknown): string =>
  `${name} is ${JSON.stringify(desired)} in the program, but the API returned ${JSON.stringify(actual)}. It is set ` +
  "when a resource is created and cannot change afterwards, so the state keeps the program's value and nothing is " +
  "replaced. If the resource was recreated outside of Pulumi, import the new one.";

const warnOfUnreadable = (name: string, { type }: Field, actual: unknown): string =>
  type === "array" && Array.isArray(actual)
    ? `The API returned ${name} with items that this version cannot compare.`
    : `The API returned ${name} as something other than ${typeNames[type]}, which this version cannot compare: the ` +
      "state keeps the value that it had.";

const typeNames: Record<Field["type"], string> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  array: "a list",
  object: "an object",
  json: "an object",
  oneOrMany: "an object or a list",
};
