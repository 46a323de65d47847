/**
 * The DELETE request, and what its response means. A resource leaves the state only if the API confirmed the deletion,
 * or if a read proves that the resource is gone: otherwise it would live on, managed by nobody.
 */
import { ApiError, is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import type { Transport } from "../transport.ts";
import { isListed } from "./fetchResource.ts";
import { type Mutation, mutate } from "./mutate.ts";
import { meansDeleted } from "./notFound.ts";
import { untilAbsent } from "./readAfterWrite.ts";

/** @param options When it was last known to be written. @throws ApiError, also for a 404 */
export const deleteAt = (
  api: Transport,
  path: string,
  options: Pick<Mutation, "writtenAt" | "isProven"> = {},
): Promise<unknown> => mutate(api, "DELETE", path, { ...options, validate: validateDeletion });

/**
 * The API answers a deletion with 204. Any other success may come from a proxy or gateway that never forwarded the
 * request; DELETE is idempotent, so the transport sends it again.
 */
const validateDeletion = (_: unknown, status: number): string | undefined =>
  status === 204 ? undefined : "the response does not confirm the deletion, as 204 does";

/**
 * Whether the error of a deletion means that the resource is gone: a 404 that the API sent itself, or that a list
 * confirms. Lists are eventually consistent and may still contain the resource, so they are polled.
 */
export const isDeleted = async (resource: Resource, api: Transport, parts: Values, error: unknown): Promise<boolean> =>
  is404(error) && untilAbsent(api, async () => !(await meansDeleted(resource, api, parts, error)));

/** Statuses by which the API refuses a request because of its content or of the state of other resources. */
export const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 400 || error.status === 409 || error.status === 422);

/**
 * Whether a refusal answers the retry of a deletion that succeeded and whose response was lost. A resource with no GET
 * request of its own need not be answered with 404 once it is gone, so a fresh list decides. A list that fails proves
 * nothing.
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
