/**
 * URIs that an API answers in another spelling than they were written in, as the responses to our own writes show. The same
 * spelling of the same URI in a later response is no drift; a URI that the API keeps as it is has no other spelling.
 */
import type { Field, Values } from "../../fields/field.ts";
import { isRespelling, normalise } from "../../fields/formats.ts";

/**
 * @param field Of a URI, or of a list of URIs; any other field has no spellings.
 * @param before The value before the write: an API that answers it has ignored the write.
 * @returns Each URI that was respelled, with the API's spelling.
 */
export function uriSpellingsOf(field: Field, desired: unknown, actual: unknown, before: unknown): Values {
  if (!isUri(field.type === "array" ? field.items : field)) return {};
  const known = [...stringsOf(desired), ...stringsOf(before)];
  const rest = unpaired(stringsOf(actual), known);
  const spellings: Values = {};
  for (const uri of unpaired(stringsOf(desired), stringsOf(actual))) {
    const index = rest.findIndex((other) => isRespelling(uri, other));
    if (index >= 0) [spellings[uri]] = rest.splice(index, 1);
  }
  return spellings;
}

const isUri = (field: Field): boolean => field.type === "string" && field.format === "uri";

const stringsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");

/** Those URIs that are none of the others, in any spelling that the standard makes the same. */
function unpaired(uris: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((uri) => normalise(uri, "uri")));
  return uris.filter((uri) => !known.has(normalise(uri, "uri")));
}
