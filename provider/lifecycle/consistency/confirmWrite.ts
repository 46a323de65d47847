/**
 * The answer to a write may be less than the resource, or what the resource was before: some APIs answer a part, some read
 * from a copy that lags. Then the resource itself is asked for, until it says what was asked for, or is newer than before.
 */
import type { Resource, Values, Variant } from "../../fields/field.ts";
import { emptyProfile, notAsDesired, type ResponseProfile } from "../equivalence/responseProfile.ts";
import type { Transport } from "../transport.ts";
import { decode } from "../wire/codec.ts";
import { fetchResource } from "./fetchResource.ts";
import { isWrittenAt, poll } from "./readAfterWrite.ts";

export interface WriteExpectation {
  variant: Variant | undefined;
  /** Parts of its id. */
  parts: Values;
  /** What its answer should say. */
  desired: Values;
  /** How the API answered before: what it newly fills in may be what was there. */
  manner?: ResponseProfile;
  /** Whether it cannot be told from the answer alone that all was done: something was removed. */
  isSilent?: boolean;
  /** When it was last written before, RFC 3339. Absent if it is new. */
  before?: unknown;
}

/** @param reported What the write's answer said, in our names. @returns The resource. */
export async function confirmWrite(
  resource: Resource,
  api: Transport,
  reported: Values,
  written: WriteExpectation,
): Promise<Values> {
  const { variant, parts, desired, manner = emptyProfile, isSilent = false, before } = written;
  const answered = api.now();
  const isAsAsked = (actual: Values) => notAsDesired(resource, desired, actual, variant, manner).length === 0;
  // Every resource has a time of creation: an answer without one is but a part.
  const isDone = (actual: Values): boolean =>
    before === undefined
      ? actual.createdAt !== undefined || isAsAsked(actual)
      : actual.createdAt !== undefined &&
        (isWrittenAt(answered, actual.updatedAt, before) || (!isSilent && isAsAsked(actual)));

  let actual = { ...parts, ...reported };
  if (isDone(actual)) return actual;
  await poll(api, async () => {
    const content = await fetchResource(resource, api, {
      parts,
      writtenAt: reported.createdAt ?? before,
      listed: false,
    });
    if (content) actual = { ...parts, ...decode(resource, content, variant) };
    return (content && (before === undefined || isDone(actual))) || undefined;
  });
  return actual;
}
