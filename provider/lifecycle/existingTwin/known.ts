/** What this run knows of the objects that exist: those of its states, and those that it has read, created or deleted. */
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty } from "../../fields/shape.ts";
import { isOwnWrite } from "../consistency/readAfterWrite.ts";
import type { Run } from "../run.ts";
import type { Transport } from "../transport.ts";
import { encode } from "../wire/codec.ts";
import { creationPath, expandPath, hasId } from "../wire/resourceId.ts";

/** @param values A state, or a response: its id counts, and that of an object that is a part of it. */
export function noteKnown(resource: Resource, { objects }: Pick<Run, "objects">, values: Values): void {
  for (const one of [resource, embeddedIn(resource)?.[1].embeds]) {
    if (one && hasId(one, values)) pathTo(one, values, (path) => objects.known.add(path));
  }
}

export const isKnown = (resource: Resource, api: Transport, actual: Values): boolean => {
  const path = expandPath(resource.item, actual);
  return api.run.objects.known.has(path) || isOwnWrite(api, path);
};

/**
 * Records that the engine has checked new inputs for a resource that is in its state.
 * @param before Its old inputs; empty for a new resource.
 */
export function noteChecked(
  resource: Resource,
  { objects: { checked } }: Pick<Run, "objects">,
  before: Values,
  inputs: Values,
): void {
  if (isEmpty(before)) return;
  const key = creationKey(resource, inputs);
  checked.set(key, (checked.get(key) ?? 0) + 1);
}

/** Records that the engine has compared a resource of its state with new inputs. */
export function noteCompared(resource: Resource, { objects: { checked } }: Pick<Run, "objects">, inputs: Values): void {
  const key = creationKey(resource, inputs);
  const count = checked.get(key);
  if (count !== undefined) checked.set(key, Math.max(0, count - 1));
}

/** How many resources with these inputs are in the state, and are to be replaced without a comparison. */
export const countUncompared = (resource: Resource, { objects }: Run, inputs: Values): number =>
  objects.checked.get(creationKey(resource, inputs)) ?? 0;

/** What a create with these inputs sends, and where. */
function creationKey(resource: Resource, inputs: Values): string {
  const body = JSON.stringify(encode(resource, inputs, "create"));
  try {
    return creationPath(resource, inputs) + body;
  } catch {
    // A preview does not know the parent yet.
    return body;
  }
}

/** A state may have an id that no path can contain. Whoever uses it says so. */
function pathTo(resource: Resource, parts: Values, use: (path: string) => void): void {
  let path: string;
  try {
    path = expandPath(resource.item, parts);
  } catch {
    return;
  }
  use(path);
}
