/**
 * The answer to a write may be less than the resource, or what the resource was before: some APIs answer a part, some read
 * from a copy that lags. Then the resource itself is asked for, until it says what was asked for, or is newer than before.
 */
import type { Resource, Values, Variant } from "../../fields/field.ts";
import { type Manner, noManner, notAsAsked } from "../equivalence/responseProfile.ts";
import type { Api } from "../transport.ts";
import { fromWire } from "../wire/codec.ts";
import { find } from "./fetchResource.ts";
import { insist, isWrittenAt } from "./readAfterWrite.ts";

export interface Written {
  variant: Variant | undefined;
  /** Parts of its id. */
  parts: Values;
  /** What its answer should say. */
  asked: Values;
  /** How the API answered before: what it newly fills in may be what was there. */
  manner?: Manner;
  /** Whether it cannot be told from the answer alone that all was done: something was removed. */
  isSilent?: boolean;
  /** When it was last written before, RFC 3339. Absent if it is new. */
  before?: unknown;
}

/** @param told What the write's answer said, in our names. @returns The resource. */
export async function confirm(resource: Resource, api: Api, told: Values, written: Written): Promise<Values> {
  const { variant, parts, asked, manner = noManner, isSilent = false, before } = written;
  const answered = api.now();
  const isAsAsked = (live: Values) => notAsAsked(resource, asked, live, variant, manner).length === 0;
  // Every resource has a time of creation: an answer without one is but a part.
  const isDone = (live: Values): boolean =>
    before === undefined
      ? live.createdAt !== undefined || isAsAsked(live)
      : live.createdAt !== undefined &&
        (isWrittenAt(answered, live.updatedAt, before) || (!isSilent && isAsAsked(live)));

  let live = { ...parts, ...told };
  if (isDone(live)) return live;
  await insist(api, async () => {
    const content = await find(resource, api, { parts, writtenAt: told.createdAt ?? before, listed: false });
    if (content) live = { ...parts, ...fromWire(resource, content, variant) };
    return (content && (before === undefined || isDone(live))) || undefined;
  });
  return live;
}
