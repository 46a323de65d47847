/** The request of a deletion, and what its response means. */
import { ApiError, is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";
import { isListed } from "./fetchResource.ts";
import { mutate } from "./mutate.ts";
import { meansDeleted } from "./notFound.ts";
import { untilAbsent } from "./readAfterWrite.ts";

export const deleteAt = (api: Transport, path: string, writtenAt?: unknown): Promise<unknown> =>
  mutate(api, "DELETE", path, { writtenAt, validate: validateDeletion });

/** A gateway may answer a deletion that the API never got. To delete again does no harm. */
const validateDeletion = (_: unknown, status: number): string | undefined =>
  status === 204 ? undefined : "the answer does not say that it was deleted, as 204 does";

/** Whether an error of a deletion means that the resource is deleted. A list may show it for a while. */
export const isDeleted = async (resource: Resource, api: Transport, parts: Values, error: unknown): Promise<boolean> =>
  is404(error) && untilAbsent(api, async () => !(await meansDeleted(resource, api, parts, error)));

export const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 400 || error.status === 409 || error.status === 422);

/**
 * A deletion that the API carried out, and that is sent again because its response was lost, may be refused like a wrong one:
 * without a request for a single resource, the API need not answer 404.
 */
export const isAlreadyDeleted = async (
  resource: Resource,
  api: Transport,
  parts: Values,
  error: unknown,
): Promise<boolean> =>
  isRefusal(error) &&
  resource.noGetEndpoint === true &&
  (await untilAbsent(api, () => isListed(resource, api, parts)).catch(() => false));
