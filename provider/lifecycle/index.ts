/** The lifecycle of a resource: all that the adapters know of it. */
export { notFoundError } from "./consistency/notFoundError.ts";
export { mayBeStale, poll } from "./consistency/readAfterWrite.ts";
export { type Created, create } from "./create.ts";
export { acknowledge } from "./createOnce/acknowledge.ts";
export { openJournal } from "./createOnce/journal.ts";
export { deleteResource } from "./delete.ts";
export { warningsOfChange } from "./diff/changeWarnings.ts";
export { detailedDiff, type PropertyChange } from "./diff/detailedDiff.ts";
export { type Difference, diff, refusedReplacement } from "./diff/diff.ts";
export { applyIgnoreChanges } from "./diff/ignoreChanges.ts";
export { inOldSpelling } from "./diff/oldSpelling.ts";
export { type Drift, driftOf } from "./drift.ts";
export { isEquivalent } from "./equivalence/equivalence.ts";
export type { Finding } from "./finding.ts";
export { type Described, importResource, isImported, reconcileImported } from "./import.ts";
export { warningsOfInputs } from "./inputWarnings.ts";
export { inRun } from "./inRun.ts";
export { list, orderOf } from "./list.ts";
export { openRun } from "./openRun.ts";
export { noteOwner } from "./ownership/ownership.ts";
export { previewCreate, previewUpdate } from "./preview.ts";
export { type ReadOptions, type ReadResult, read } from "./read.ts";
export {
  type CreateTimes,
  creationKey,
  findMade,
  type KnownObjects,
  type Made,
  type MadeObject,
  settleInJournal,
  takeMade,
} from "./recoverCreate.ts";
export { refresh } from "./refresh.ts";
export type { CreateJournal, Run } from "./run.ts";
export { type SettledUpdate, settleUpdate } from "./settleUpdate.ts";
export { withOldInputs } from "./state/oldInputs.ts";
export { repeatedSecrets, secretPartsOf } from "./state/secretParts.ts";
export { isManaged, withoutNulls } from "./state/state.ts";
export type { Transport } from "./transport.ts";
export { unknownFieldsIn, unknownInputsIn } from "./unknownParts.ts";
export { update } from "./update.ts";
export { failureProperty } from "./validation/failureProperty.ts";
export { expectKnown } from "./validation/known.ts";
export { check } from "./validation/lazyCheck.ts";
export type { Problem } from "./validation/problem.ts";
export { secretStringsIn, secretStringsWithin, stringsIn } from "./wire/redaction.ts";
export { idOf, parentOf } from "./wire/resourceId.ts";
