/**
 * Read your writes. The contract does not say what the response to a write contains: the whole resource, only its id,
 * or the resource as it was before. A response that does not confirm the write is followed by reads, until one shows
 * what was sent or is newer than the state before, or the consistency window is over. The state must not take a stale
 * response for drift.
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
  /** Inputs that the response should repeat. */
  desired: Values;
  /** The response profile before this write. Newly filled-in keys may be old values, so they do not confirm it. */
  profile?: ResponseProfile;
  /** An input was removed that nothing resets, so equal values alone do not confirm the write: only a new time does. */
  isSilent?: boolean;
  /** Time of the write before it, RFC 3339. Absent for a create. */
  before?: unknown;
}

/**
 * @param reported The decoded response to the write.
 * @returns The resource as written; the last response, if none confirmed the write within the consistency window.
 */
export async function confirmWrite(
  resource: Resource,
  api: Transport,
  reported: Values,
  written: WriteExpectation,
): Promise<Values> {
  const { variant, parts, desired, profile = emptyProfile, isSilent = false, before } = written;
  const respondedAt = api.now();
  const matchesDesired = (actual: Values) => notAsDesired(resource, desired, actual, variant, profile).length === 0;
  // Every resource has a creation time, so a response without one is only a part of the resource.
  // After a create, nothing older exists that a complete response could show.
  const isConfirmed = (actual: Values): boolean =>
    before === undefined
      ? actual.createdAt !== undefined || matchesDesired(actual)
      : actual.createdAt !== undefined &&
        (isWrittenAt(respondedAt, actual.updatedAt, before) || (!isSilent && matchesDesired(actual)));

  let actual = { ...parts, ...reported };
  if (isConfirmed(actual)) return actual;
  await poll(api, async () => {
    const content = await fetchResource(resource, api, {
      parts,
      writtenAt: reported.createdAt ?? before,
      listed: false,
    });
    if (content) actual = { ...parts, ...decode(resource, content, variant) };
    return (content && (before === undefined || isConfirmed(actual))) || undefined;
  });
  return actual;
}
