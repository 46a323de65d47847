/** What the user should know of after a write that succeeded: where the API did not do what it was asked to. */
import type { Shape, Values, Variant } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
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
  const refused = Object.keys(reset.values).filter((name) => {
    const field = shape.fields[name];
    return field && !field.writeOnly && !isEmpty(live[name]) && !isEquivalent(field, reset.values[name], live[name]);
  });
  const kept = reset.kept.filter((name) => !isEmpty(live[name]));
  const ignored = differing(shape, inputs, live, variant).filter((name) => !isEmpty(live[name]));
  return [
    ...[...refused, ...kept].map((name) => warnOfKept(path + name)),
    ...ignored.map((name) => warnOfIgnored(path + name)),
  ];
}

const warnOfKept = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const warnOfIgnored = (name: string): string =>
  `The API took ${name}, but answers another value than was asked for. The next preview shows the difference.`;
