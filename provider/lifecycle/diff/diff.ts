/** What changes between the old inputs and the new ones. It sends no request. */
import type { Field, Resource, Shape, Values } from "../../fields/field.ts";
import { inputsOf, isObject } from "../../fields/shape.ts";
import { hasUnknown } from "../../fields/unknowns.ts";
import { isSame } from "../equivalence/equivalence.ts";
import { decodeMetadata } from "../state/metadata.ts";
import { inputsIn, uncertainInputs } from "../state/state.ts";
import { pendingAdoption } from "./adoption.ts";

export interface Difference {
  /** Top-level inputs with another value. */
  changed: string[];
  /** Those of them that the API cannot change: the resource is replaced. Old inputs against new ones, no live values. */
  replaces: string[];
  /**
   * If the resource is replaced, for whatever reason, the old one must go first: the new one takes over a value that only
   * one can have. A reason may be one that no provider is asked about.
   */
  deleteBeforeReplace: boolean;
  /** Something must be done although the engine's own old inputs may equal the new ones. */
  isHidden: boolean;
}

/** @param state As the engine has it. Pure: it changes nothing and sends nothing. */
export function diff(resource: Resource, state: Values, inputs: Values): Difference {
  const before = inputsIn(resource, state);
  const uncertain = Object.keys(uncertainInputs(state));
  const adopted = pendingAdoption(resource, state, inputs)?.name;
  const changed = inputsOf(resource).filter(
    ([name, field]) => uncertain.includes(name) || name === adopted || !isSame(field, before[name], inputs[name]),
  );
  const replaces = changed.filter(([name, field]) => mustReplace(field, before[name], inputs[name]));
  const hidden = new Set([...decodeMetadata(state).differsFromInputs, ...uncertain, adopted]);
  return {
    changed: changed.map(([name]) => name),
    replaces: replaces.map(([name]) => name),
    deleteBeforeReplace: takesOver(resource, before, inputs),
    isHidden: changed.some(([name]) => hidden.has(name)),
  };
}

/** Whether the resource, in the place where it was, keeps a value that only one can have. Names may be such. */
const takesOver = (resource: Resource, before: Values, inputs: Values): boolean =>
  resource.id.slice(0, -1).every((part) => before[part] === inputs[part]) &&
  inputsOf(resource).some(
    ([name, { unique }]) =>
      (unique || name === resource.nameField) && before[name] !== undefined && before[name] === inputs[name],
  );

/** An embedded resource is replaced with the one that embeds it. Before it was set, it was what defaults make it. */
export function mustReplace(field: Field, before: unknown, now: unknown): boolean {
  if (field.replaceOnChanges) return !isSame(field, before, now);
  if (field.type !== "object" || !field.embeds || !isObject(now)) return false;
  return changesIdentity(field, isObject(before) ? before : {}, now);
}

const changesIdentity = (shape: Shape, before: Values, now: Values): boolean =>
  inputsOf(shape).some(([name, field]) => field.replaceOnChanges && !isSame(field, before[name], now[name]));

/** Why a replacement is refused; undefined if it is not. */
export function refusedReplacement(
  resource: Resource,
  id: string,
  { replaces }: Difference,
  state: Values,
  inputs: Values,
): string | undefined {
  if (replaces.length === 0) return undefined;
  const changed = `Changed: ${replaces.join(", ")}.`;
  if (state.deletionProtection === true) {
    return [protectedFrom("replaced", resource, id), changed, ...unknownCauses(resource, replaces, inputs)].join(" ");
  }
  const adoption = pendingAdoption(resource, {}, inputs);
  return (
    adoption &&
    `${resource.name} ${id} would be replaced, and ${adoption.name}.adopt names a ${adoption.noun} of the old one. ${changed} ` +
      `Remove ${adoption.name}.adopt, and try again.`
  );
}

/** A value that is unknown in a preview may turn out to be the same. */
const unknownCauses = (resource: Resource, replaces: readonly string[], inputs: Values): string[] =>
  replaces
    .filter((name) => hasUnknown(inputs[name]))
    .map((name) =>
      resource.id.slice(0, -1).includes(name)
        ? `${name} is not known in this preview, which may have no other reason than where it comes from: take it from the ` +
          `id of a resource of this program (${name}: shop.id), which stays known while that is only updated.`
        : `${name} is not known in this preview.`,
    );

export const protectedFrom = (what: string, resource: Resource, id: string): string =>
  `${resource.name} ${id} would be ${what}, and its deletionProtection is on. ` +
  "If that is what you want, set deletionProtection to false, run pulumi up, and try again.";

/** What the user must know before a replacement that takes more with it than its line in the preview shows. */
export const warnOfReplacement = (resource: Resource, id: string, { replaces }: Difference): string[] =>
  resource.replacementWarning === undefined || replaces.length === 0
    ? []
    : [
        `${resource.name} ${id} will be replaced, since ${replaces.join(" and ")} cannot be changed in place. ` +
          resource.replacementWarning,
      ];
