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
  { changed, immutable }: Difference,
  state: Values,
  inputs: Values,
): string[] {
  if (immutable.length > 0) return warningsOfReplacement(resource, id, immutable);
  const before = inputsIn(resource, state);
  const changes = inputsOf(resource).filter(([name]) => changed.includes(name));
  const invisible = changes.flatMap(([name, field]) => warnOfInvisible(field, inputs[name], before[name], name));
  const announced = changes.flatMap(([name, field]) =>
    // An input may count as changed, though it is equal: an earlier update had no response, or the program spells it anew.
    field.changeWarning !== undefined && !isEquivalent(field, inputs[name], before[name])
      ? [`${outlook(name, field, inputs[name])} ${field.changeWarning}`]
      : [],
  );
  return [...announced, ...invisible];
}

/** Whether the API clears a value that is no longer sent is not documented. The update warns if the API keeps it. */
function outlook(name: string, { default: reset, resetTo = reset }: Field, now: unknown): string {
  if (now === unknown) return `${name} may change.`;
  return now === undefined && resetTo === undefined
    ? `${name} was removed from the program. If the API keeps its value, nothing changes, and the update says so. ` +
        `Otherwise ${name} changes.`
    : `${name} will change.`;
}

const warningsOfReplacement = (resource: Resource, id: string, immutable: readonly string[]): string[] =>
  resource.replacementWarning === undefined
    ? []
    : [
        `${resource.name} ${id} will be replaced, since ${immutable.join(" and ")} cannot be changed in place. ` +
          resource.replacementWarning,
      ];
