/** What the user should know of after a write that succeeded: where the API did not do what it was asked to. */
import type { Field, Shape, Values, Variant } from "../fields/field.ts";
import { isWriteOnly } from "../fields/shape.ts";
import { isEquivalent } from "./equivalence.ts";
import { contradicted } from "./manner.ts";
import type { Reset } from "./reset.ts";

/** @param path What comes before the names, ending in a dot. */
export function warningsAfter(
  shape: Shape,
  inputs: Values,
  reset: Reset,
  live: Values,
  variant: Variant | undefined,
  path = "",
): string[] {
  const fieldOf = (name: string) => shape.fields[name] as Field;
  const isUnseen = (name: string) => isWriteOnly(fieldOf(name), variant);
  const isDefault = (name: string) => isEquivalent(fieldOf(name), undefined, live[name]);
  const ignored = (values: Values) => contradicted(shape, values, live, variant);

  const others = ignored(reset.kept);
  const isLeft = ([name, value]: [string, unknown]) =>
    !isUnseen(name) && !others.includes(name) && !isDefault(name) && !isEquivalent(fieldOf(name), value, undefined);
  const left = Object.entries(reset.kept)
    .filter(isLeft)
    .map(([name]) => name);
  const kept = [...ignored(reset.values), ...left];
  const unseen = Object.keys(reset.kept).filter(isUnseen);
  return [
    ...kept.map((name) => warnOfKept(path + name)),
    ...unseen.map((name) => warnOfUnseen(path + name)),
    ...ignored(inputs).map((name) => warnOfIgnored(path + name)),
  ];
}

const warnOfKept = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const warnOfUnseen = (name: string): string =>
  `${name} was removed from the program, and is no longer managed. The API never tells its value, and may keep it: ` +
  `nothing is known that clears it. To change it, set ${name} to the value that you want.`;

const warnOfIgnored = (name: string): string =>
  `The API took ${name}, but answers another value than was asked for. The next preview shows the difference.`;
