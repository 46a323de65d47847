/**
 * The option `adopt` of an embedded resource: another existing resource takes its place, once the old one no longer
 * exists.
 */
import type { ObjectField, Resource, Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { embeddedIn, isObject } from "../../fields/shape.ts";

export interface Adoption {
  /** The input that holds the embedded resource's settings. */
  name: string;
  /** What is adopted, for messages: "client". */
  noun: string;
  /** Its id, within the resource that embeds it. */
  id: unknown;
}

/** What the next update must adopt; undefined if there is nothing to adopt, or if the state already has it. */
export function pendingAdoption(resource: Resource, state: Values, inputs: Values): Adoption | undefined {
  const [name, field] = embeddedIn(resource) ?? [];
  const settings = name === undefined ? undefined : inputs[name];
  if (name === undefined || !isObject(settings)) return undefined;
  const { adopt: id } = settings;
  const { embeds } = field as Required<ObjectField>;
  const isDone = id === undefined || id === state[embeds.id.at(-1) as string];
  return isDone ? undefined : { name, noun: nounOf(embeds.name), id };
}

/**
 * Called before a create.
 * @throws Error if something is to be adopted: a new resource gets an embedded one of its own
 */
export function refuseAdoption(resource: Resource, inputs: Values): void {
  const adoption = pendingAdoption(resource, {}, inputs);
  if (!adoption) return;
  throw new Error(
    `${adoption.name}.adopt is ${JSON.stringify(adoption.id)}, but a new ${resource.name.toLowerCase()} is created ` +
      `with a default ${adoption.noun} of its own. The option is for an existing one whose default ${adoption.noun} ` +
      `no longer exists. Remove ${adoption.name}.adopt.`,
  );
}
