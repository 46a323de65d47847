/** What this run knows of the objects that exist: those of its states, and those that it has read, created or deleted. */
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn } from "../../fields/shape.ts";
import { isOwnWrite } from "../consistency/readAfterWrite.ts";
import type { Run } from "../run.ts";
import type { Transport } from "../transport.ts";
import { expandPath, hasId } from "../wire/resourceId.ts";

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
