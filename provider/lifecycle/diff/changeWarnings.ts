/** Warnings of a preview about a change that does more than its line shows, as the definition describes. */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { inputsOf } from "../../fields/shape.ts";
import { unknown } from "../../fields/unknowns.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { inputsIn } from "../state/state.ts";
import type { Difference } from "./diff.ts";
import { warnOfInvisible } from "./textWarnings.ts";

/** @param state As the engine has it. */
export function warningsOfChange(
  resource: Resource,
  id: string,
  { changed, replaces }: Difference,
  state: Values,
  inputs: Values,
): string[] {
  if (replaces.length > 0) return warningsOfReplacement(resource, id, replaces);
  const before = inputsIn(resource, state);
  const changes = inputsOf(resource).filter(([name]) => changed.includes(name));
  const invisible = changes.flatMap(([name, field]) => warnOfInvisible(field, inputs[name], before[name], name));
  const announced = changes.flatMap(([name, field]) =>
    // An input may count as changed, though it is equal: an earlier update had no response, or the program spells it anew.
    field.changeWarning !== undefined && !isEquivalent(field, inputs[name], before[name])
      ? [`${name} ${outlook(field, inputs[name])} change. ${field.changeWarning}`]
      : [],
  );
  return [...announced, ...invisible];
}

/** Whether the API clears a value that is no longer sent is not documented. */
const outlook = ({ default: reset, resetTo = reset }: Field, now: unknown): "may" | "will" =>
  now === unknown || (now === undefined && resetTo === undefined) ? "may" : "will";

const warningsOfReplacement = (resource: Resource, id: string, replaces: readonly string[]): string[] =>
  resource.replacementWarning === undefined
    ? []
    : [
        `${resource.name} ${id} will be replaced, since ${replaces.join(" and ")} cannot be changed in place. ` +
          resource.replacementWarning,
      ];
