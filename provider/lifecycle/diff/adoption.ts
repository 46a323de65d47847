/** `firstClient.adopt`: a program's word that another client of the application takes the place of the default client. */
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn, isObject } from "../../fields/shape.ts";

export interface Adoption {
  /** The input that holds the default client's settings. */
  name: string;
  clientId: unknown;
}

/** What is yet to be taken over; undefined if there is nothing, or it is done. */
export function adopting(resource: Resource, state: Values, inputs: Values): Adoption | undefined {
  const [name] = embeddedIn(resource) ?? [];
  const settings = name === undefined ? undefined : inputs[name];
  if (name === undefined || !isObject(settings)) return undefined;
  const { adopt: clientId } = settings;
  return clientId === undefined || clientId === state.clientId ? undefined : { name, clientId };
}

/** @throws Error for a resource that is created with it: its default client comes with it */
export function refuseAdoption(resource: Resource, inputs: Values): void {
  const adoption = adopting(resource, {}, inputs);
  if (!adoption) return;
  throw new Error(
    `${adoption.name}.adopt is ${JSON.stringify(adoption.clientId)}, but the ${resource.name.toLowerCase()} is created with a ` +
      `default client of its own. It is for one that exists and has lost its default client. Remove ${adoption.name}.adopt.`,
  );
}
