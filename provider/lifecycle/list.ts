/** All that a collection holds, as its list has it. */
import type { Resource, Values } from "../fields/field.ts";
import { coalescedList } from "./consistency/listCache.ts";
import type { Transport } from "./transport.ts";
import { decodeResponse, isTombstone } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, idOf } from "./wire/resourceId.ts";
import { isIdentified } from "./wire/responseValidation.ts";

/**
 * Who asks at the same moment shares a request. Its answer is not kept for those who ask later: another process may have
 * made something since.
 * @param parts Of the collection's path. @returns The oldest first, in the user's names.
 */
export async function list(resource: Resource, api: Transport, parts: Values = {}): Promise<Values[]> {
  const path = expandPath(resource.collection, parts);
  const answers = await translateErrors(resource, {}, () => coalescedList(resource, api, path));
  return answers
    .filter((answer) => isIdentified(resource, answer) && !isTombstone(resource, answer))
    .map((answer) => decodeResponse(resource, answer))
    .sort(byAge(resource));
}

/** A time of creation does not change, so that what is new comes last. */
const byAge = (resource: Resource) => (a: Values, b: Values) => {
  const [ours, theirs] = [a, b].map((item) => `${item.createdAt} ${idOf(resource, item)}`) as [string, string];
  return ours < theirs ? -1 : 1;
};
