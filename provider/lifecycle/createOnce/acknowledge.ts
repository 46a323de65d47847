import type { Resource, Values } from "../../fields/field.ts";
import { noteKnown } from "../existingTwin/known.ts";
import type { Run } from "../run.ts";
import { hasId, idOf } from "../wire/resourceId.ts";

/** Tells the run that the engine has this resource in its state. Called before each diff, which itself is pure. */
export function acknowledge(resource: Resource, run: Pick<Run, "journal" | "objects">, state: Values): void {
  noteKnown(resource, run, state);
  if (hasId(resource, state)) run.journal.acknowledge(idOf(resource, state));
}
