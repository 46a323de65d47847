/**
 * How the API respells URIs, learned from the responses to our own writes: an API may, for example, append a slash. The
 * same spelling of the same URI in a later response is no drift. Only spellings that were seen count: a general rule
 * would be too wide, since authorization servers compare redirect URIs as strings.
 */
import type { Field, Values } from "../../fields/field.ts";
import { normalise, respellingKey } from "../../fields/formats.ts";

/**
 * @param field A URI or a list of URIs; any other field has no spellings.
 * @param before The value before the write: a response that still has it may be stale, and respells nothing.
 * @returns The API's spelling, by ours, of each URI that it respelled.
 */
export function uriSpellingsOf(field: Field, desired: unknown, actual: unknown, before: unknown): Values {
  if (!isUri(field.type === "array" ? field.items : field)) return {};
  const known = [...stringsOf(desired), ...stringsOf(before)];
  const rest = new Map<string | undefined, string[]>();
  for (const uri of unpaired(stringsOf(actual), known).reverse()) {
    const key = respellingKey(uri);
    rest
      .set(key, rest.get(key) ?? [])
      .get(key)
      ?.push(uri);
  }
  rest.delete(undefined);
  const spellings: Values = {};
  for (const uri of unpaired(stringsOf(desired), stringsOf(actual))) {
    const spelling = rest.get(respellingKey(uri))?.pop();
    if (spelling !== undefined) spellings[uri] = spelling;
  }
  return spellings;
}

const isUri = (field: Field): boolean => field.type === "string" && field.format === "uri";

const stringsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");

/** The URIs that equal none of the others, once all are normalised as RFC 3986 allows. */
function unpaired(uris: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((uri) => normalise(uri, "uri")));
  return uris.filter((uri) => !known.has(normalise(uri, "uri")));
}
