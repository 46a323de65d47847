/**
 * What differs between what the program last set and what the API has. It is what `pulumi refresh --preview-only` shows:
 * the engine reads the resource, and then compares the old inputs with the state that was read, as if an unchanged
 * program ran after the refresh (`RefreshStep` in pkg/resource/deploy/step.go of Pulumi).
 */
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import { detailedDiff, type PropertyChange } from "./diff/detailedDiff.ts";
import { diff } from "./diff/diff.ts";
import { applyIgnoreChanges } from "./diff/ignoreChanges.ts";
import { type Described, reconcileImported } from "./import.ts";
import type { ReadResult } from "./read.ts";
import { withOldInputs } from "./state/oldInputs.ts";
import { inputsIn } from "./state/state.ts";

export interface Drift {
  /** As an unchanged program makes them again: `delete` is what only the API has. */
  changes: PropertyChange[];
  /** What the program last set, but for what its `ignoreChanges` leaves to others. */
  program: Values;
  /** The live values of the inputs. */
  live: Values;
}

/**
 * @param known What the engine has. @param found What a read of it found.
 * @param ignoreChanges The option of the resource, which the engine keeps in the state.
 */
export function driftOf(
  resource: Resource,
  known: Described,
  found: ReadResult,
  ignoreChanges: readonly string[] = [],
): Drift {
  // Without inputs, it is a resource that the program only looks up.
  if (isEmpty(known.inputs)) return { changes: [], program: {}, live: {} };
  const read = withOldInputs(resource, found.state, found.inputs);
  const state = reconcileImported(resource, read, known.inputs);
  const program = applyIgnoreChanges(resource, state, known.inputs, ignoreChanges);
  const { changed } = diff(resource, state, program);
  return { changes: detailedDiff(resource, state, program, changed), program, live: inputsIn(resource, state) };
}
