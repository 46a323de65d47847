import type { Resource, Values } from "../../fields/field.ts";
import type { Run } from "../run.ts";
import { hasId, idOf } from "../wire/resourceId.ts";

/** Tells the journal that the engine has this resource in its state. Called before each diff, which itself is pure. */
export function acknowledge(resource: Resource, { journal }: Pick<Run, "journal">, state: Values): void {
  if (hasId(resource, state)) journal.acknowledge(idOf(resource, state));
}
