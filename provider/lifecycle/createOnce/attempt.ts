/** Sends one create request, and classifies its outcome. */
import { ApiError, isApiNotFound } from "../../errors.ts";
import type { Values } from "../../fields/field.ts";
import { invalidateLists } from "../consistency/listCache.ts";
import { noteWrite, visibleDelay } from "../consistency/readAfterWrite.ts";
import type { PostOutcome } from "../transport.ts";
import { decode, unwrapEnvelope } from "../wire/codec.ts";
import { idOf, idPartsFrom, pathAbove } from "../wire/resourceId.ts";
import { isComplete, undocumentedContent, validateResponse } from "../wire/responseValidation.ts";
import type { Creation } from "./creation.ts";

export type CreateOutcome =
  /** The response has the resource. */
  | { kind: "created"; id: string; actual: Values; content: Values }
  /** The API confirmed the create, but its response has no more than an id. */
  | { kind: "createdWithId"; id?: string }
  /** @see PostOutcome. `isProof`: nothing was created. */
  | { kind: "rejected"; error: ApiError; isProof: boolean }
  | Extract<PostOutcome, { kind: "throttled" }>
  /** The API may have created the resource. */
  | { kind: "ambiguous"; error: ApiError; mayRetry: boolean };

/**
 * The journal records the attempt before the request is sent, so that no crash can lose it.
 * @param onSend Called right before the request is sent.
 */
export async function attemptCreate(creation: Creation, attempt: number, onSend: () => void): Promise<CreateOutcome> {
  const { resource, api, inputs, path, body, entry } = creation;
  const validate = resource.createReturnsNothing
    ? undefined
    : validateResponse(resource, idPartsFrom(resource, inputs));
  try {
    const request = await api.preparePost(path, body, attempt, validate).catch((error: unknown) => {
      if (error instanceof ApiError) return error;
      throw error;
    });
    if (request instanceof ApiError) return classifyRejected(creation, request, attempt);
    // The write-ahead entry comes right before the request: what only waited in a queue was not sent.
    entry.markPending();
    onSend();
    const outcome = await request.send();
    if (outcome.kind === "accepted") return classifyAccepted(creation, outcome.response);
    if (outcome.kind === "rejected") return classifyRejected(creation, outcome.error, attempt);
    return outcome.kind === "ambiguous" ? { ...outcome, mayRetry: true } : outcome;
  } finally {
    invalidateLists(api);
    noteWrite(api);
  }
}

function classifyAccepted({ resource, inputs }: Creation, response: unknown): CreateOutcome {
  const content = resource.createReturnsNothing
    ? undocumentedContent(resource, inputs, response)
    : unwrapEnvelope(resource, response);
  if (!content) return { kind: "createdWithId" };
  const actual = { ...idPartsFrom(resource, inputs), ...decode(resource, content) };
  const id = idOf(resource, actual);
  return resource.createReturnsNothing && !isComplete(resource, content)
    ? { kind: "createdWithId", id }
    : { kind: "created", id, actual, content };
}

/** Statuses that prove that nothing was created, if the API itself sent them. */
const provingStatuses: readonly unknown[] = [400, 404, 409, 422];

function classifyRejected({ api, path, entry }: Creation, error: ApiError, attempt: number): CreateOutcome {
  const { pending } = entry;
  // A 409 on a retry: the unique value was free before, so our own earlier attempt took it.
  const isResent = pending !== undefined && pending.first < pending.last;
  if (error.status === 409 && isResent) return { kind: "ambiguous", error, mayRetry: false };
  // The parent was created a moment ago, and reads of the API may lag behind.
  const delayMs = isApiNotFound(error) ? visibleDelay(api, pathAbove(path), attempt) : undefined;
  if (delayMs !== undefined) {
    return {
      kind: "throttled",
      error,
      delayMs,
      isAnswered: false,
      why: "what was created a moment ago is not visible yet",
    };
  }
  const { neverSent, hasApiErrorCode } = error.failure;
  const isProof = neverSent === true || (hasApiErrorCode === true && provingStatuses.includes(error.status));
  return { kind: "rejected", error, isProof };
}
