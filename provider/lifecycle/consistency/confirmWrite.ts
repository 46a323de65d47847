/**
 * Read your writes: the response to a write may be only a part of the resource, or show it as it was before. Then the resource
 * is read until it says what was sent, or is newer than before.
 */
import type { Resource, Values, Variant } from "../../fields/field.ts";
import { emptyProfile, notAsDesired, type ResponseProfile } from "../equivalence/responseProfile.ts";
import type { Transport } from "../transport.ts";
import { decode } from "../wire/codec.ts";
import { fetchResource } from "./fetchResource.ts";
import { isWrittenAt, poll } from "./readAfterWrite.ts";

export interface WriteExpectation {
  variant: Variant | undefined;
  /** Parts of the id. */
  parts: Values;
  /** What the response should repeat. */
  desired: Values;
  /** The response profile before this write. Newly filled-in keys may be old values, so they do not confirm it. */
  profile?: ResponseProfile;
  /** Whether the response alone cannot confirm the write, since an input was removed. */
  isSilent?: boolean;
  /** Time of the write before it, RFC 3339. Absent for a create. */
  before?: unknown;
}

/** @param reported What the response to the write said. @returns The resource as written. */
export async function confirmWrite(
  resource: Resource,
  api: Transport,
  reported: Values,
  written: WriteExpectation,
): Promise<Values> {
  const { variant, parts, desired, profile = emptyProfile, isSilent = false, before } = written;
  const answered = api.now();
  const isAsAsked = (actual: Values) => notAsDesired(resource, desired, actual, variant, profile).length === 0;
  // Every resource has a time of creation: a response without one is only a part.
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
