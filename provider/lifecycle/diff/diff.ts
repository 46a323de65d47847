/**
 * Which inputs change, and whether that replaces the resource. Both come from the program's old and new inputs alone,
 * never from what the API returned: a response must not be able to cause a deletion.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { inputsOf, isObject } from "../../fields/shape.ts";
import { hasUnknown } from "../../fields/unknowns.ts";
import { isEquivalent, isSame } from "../equivalence/equivalence.ts";
import { metadataOf } from "../state/metadata.ts";
import { inputsIn, uncertainInputs } from "../state/state.ts";
import { pendingAdoption } from "./adoption.ts";

export interface Difference {
  /** Top-level inputs whose value changes, or may have to be sent again. */
  changed: string[];
  /** Those of them that the API cannot change in place: the resource is replaced. */
  replaces: string[];
  /** The paths in `replaces` that require the replacement, for messages: `firstClient.authenticationProtocol`. */
  immutable: string[];
  /**
   * If the resource is replaced, it must be deleted first, since its replacement has the same unique value. Set also if
   * `replaces` is empty: the engine replaces for reasons of its own, such as `--replace`, without another diff.
   */
  deleteBeforeReplace: boolean;
  /** An update is needed although the old inputs that the engine keeps may equal the new ones. */
  isHidden: boolean;
}

/** Pure: it sends no request and changes nothing. @param state As the engine has it. */
export function diff(resource: Resource, state: Values, inputs: Values): Difference {
  const before = inputsIn(resource, state);
  const uncertain = Object.keys(uncertainInputs(state));
  const adopted = pendingAdoption(resource, state, inputs)?.name;
  const changed = inputsOf(resource).filter(
    ([name, field]) => uncertain.includes(name) || name === adopted || !isSame(field, before[name], inputs[name]),
  );
  const replaces = changed.filter(([name, field]) => mustReplace(field, before[name], inputs[name]));
  const hidden = new Set([...metadataOf(state, "differsFromInputs"), ...uncertain, adopted]);
  return {
    changed: changed.map(([name]) => name),
    replaces: replaces.map(([name]) => name),
    immutable: replaces.flatMap(([name, field]) => immutableIn(field, before[name], inputs[name], name)),
    deleteBeforeReplace: keepsUniqueValue(resource, before, inputs),
    isHidden: changed.some(([name]) => hidden.has(name)),
  };
}

/**
 * Whether the resource keeps its parent and a value that is unique, or may be: names are unique in some tenants. To the API,
 * another spelling may be the same value.
 */
const keepsUniqueValue = (resource: Resource, before: Values, inputs: Values): boolean =>
  resource.id.slice(0, -1).every((part) => before[part] === inputs[part]) &&
  inputsOf(resource).some(
    ([name, field]) =>
      (field.unique || name === resource.nameField) &&
      before[name] !== undefined &&
      isEquivalent(field, inputs[name], before[name]),
  );

/**
 * Whether a change of an input replaces the resource. An embedded resource can only be replaced together with the one
 * that embeds it. If the program did not set it before, its old inputs are the defaults.
 */
export const mustReplace = (field: Field, before: unknown, now: unknown): boolean =>
  immutableIn(field, before, now, "").length > 0;

/** The paths of the changed values in an input that the API cannot change in place. @param path Of the input. */
function immutableIn(field: Field, before: unknown, now: unknown, path: string): string[] {
  if (field.replaceOnChanges) return isSame(field, before, now) ? [] : [path];
  if (field.type !== "object" || !field.embeds || !isObject(now)) return [];
  const old = isObject(before) ? before : {};
  return inputsOf(field)
    .filter(([name, inner]) => inner.replaceOnChanges && !isSame(inner, old[name], now[name]))
    .map(([name]) => `${path}.${name}`);
}

/** The error message for a replacement that is refused; undefined if there is none or it is allowed. */
export function refusedReplacement(
  resource: Resource,
  id: string,
  { immutable }: Difference,
  state: Values,
  inputs: Values,
): string | undefined {
  if (immutable.length === 0) return undefined;
  const changed = `Changed: ${immutable.join(", ")}.`;
  if (state.deletionProtection === true) {
    return [protectedFrom("replaced", resource, id), changed, ...unknownCauses(resource, immutable, inputs)].join(" ");
  }
  const adoption = pendingAdoption(resource, {}, inputs);
  return (
    adoption &&
    `${resource.name} ${id} would be replaced, but ${adoption.name}.adopt names a ${adoption.noun} of the old one. ` +
      `${changed} Remove ${adoption.name}.adopt, and try again.`
  );
}

/** A value that is unknown in a preview may turn out to be unchanged: the message says so, and how to avoid it. */
const unknownCauses = (resource: Resource, immutable: readonly string[], inputs: Values): string[] =>
  immutable
    .filter((path) => hasUnknown(valueAt(inputs, path)))
    .map((name) =>
      resource.id.slice(0, -1).includes(name)
        ? `${name} is not known in this preview, perhaps only because of the output that it comes from: take it from ` +
          `the id of a resource of this program (${name}: shop.id), which stays known while that resource is only ` +
          "updated."
        : `${name} is not known in this preview.`,
    );

const valueAt = (inputs: Values, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), inputs);

/** The error message for a resource with `deletionProtection`. @param what "deleted" or "replaced". */
export const protectedFrom = (what: string, resource: Resource, id: string): string =>
  `${resource.name} ${id} would be ${what}, and its deletionProtection is on. ` +
  "If that is what you want, set deletionProtection to false, run pulumi up, and try again.";
