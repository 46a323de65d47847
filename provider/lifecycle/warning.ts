/** What the user should know of after a write that succeeded: where the API did not do what it was asked to. */
import type { Field, Shape, Values, Variant } from "../fields/field.ts";
import { fieldsOf, isEmpty, isWriteOnly } from "../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import type { Reset } from "./reset.ts";
import { differing } from "./state.ts";

/** @param path What comes before the names, ending in a dot. */
export function warningsAfter(
  shape: Shape,
  inputs: Values,
  reset: Reset,
  live: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  /** Of fields that are answered, those whose answer says the same as a value, or something else. */
  const answered = (values: Values, says: boolean): string[] =>
    fieldsOf(shape, variant)
      .filter(([name, field]) => name in values && !isEmpty(live[name]) && !isWriteOnly(field, variant))
      .filter(([name, field]) => isEquivalent(field, values[name], live[name]) === says)
      .map(([name]) => name);
  const isNoDefault = (name: string) => !isEquivalent(shape.fields[name] as Field, undefined, live[name]);
  const kept = [...answered(reset.values, false), ...answered(reset.kept, true).filter(isNoDefault)];
  const ignored = differing(shape, inputs, live, variant).filter((name) => !isEmpty(live[name]));
  return [...kept.map((name) => warnOfKept(path + name)), ...ignored.map((name) => warnOfIgnored(path + name))];
}

const warnOfKept = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const warnOfIgnored = (name: string): string =>
  `The API took ${name}, but answers another value than was asked for. The next preview shows the difference.`;
