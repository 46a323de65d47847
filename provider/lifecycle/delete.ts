import { ApiError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { deleteAt, isAlreadyDeleted, isDeleted, isRefusal } from "./consistency/deletion.ts";
import { isGoneWithParent, noteGone } from "./consistency/notFound.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { protectedFrom } from "./diff/diff.ts";
import { noteKnown } from "./existingTwin/known.ts";
import { expectOwner, proveAbsence } from "./ownership/ownership.ts";
import type { Transport } from "./transport.ts";
import { expectKnown } from "./validation/known.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, parseId } from "./wire/resourceId.ts";

/**
 * Deletes a resource. One that is proven to be gone already counts as deleted.
 * @throws WrongTenantError, UnknownValueError, or Error if it would also delete what is not in this state, before anything is sent
 */
export async function deleteResource(resource: Resource, api: Transport, id: string, state: Values): Promise<void> {
  expectKnown(`${resource.name} ${id} is not deleted`, { id, ...state });
  // A previous run was killed after it had created the replacement, and this run adopted it: this id is the live
  // resource.
  if (api.run.journal.wasAdopted(id)) return;
  if (state.deletionProtection === true) throw new Error(protectedFrom("deleted", resource, id));
  await expectOwner(resource, api, id, state, "deleted");
  const hooks = hooksOf(resource);
  await hooks.beforeDelete(resource, api, id, state);
  const parts = parseId(resource, id);
  noteKnown(resource, api.run, { ...state, ...parts });
  const isProven = () => isGoneWithParent(resource, api, parts, state.createdAt);
  const request = () => deleteAt(api, expandPath(resource.item, parts), { writtenAt: state.updatedAt, isProven });
  try {
    await translateErrors(resource, {}, () => hooks.delete(resource, api, id, state, request));
  } catch (error) {
    const isGone =
      (await isDeleted(resource, api, parts, error)) || (await isAlreadyDeleted(resource, api, parts, error));
    if (!isGone) throw isRefusal(error) ? withAdvice(error, resource.refusedDeletionAdvice) : error;
    await proveAbsence(resource, api, id, state);
  }
  noteGone(resource, api, parts);
}

const withAdvice = (error: ApiError, advice: string | undefined): ApiError =>
  advice === undefined ? error : new ApiError({ ...error.failure, advice });
