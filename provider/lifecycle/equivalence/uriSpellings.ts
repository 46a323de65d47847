/**
 * URIs that an API answers in another spelling than they were written in, as the answers to our own writes show. The same
 * spelling of the same value in a later answer is no drift; a URI that the API keeps as it is has no other spelling.
 */
import type { Field, Values } from "../../fields/field.ts";
import { isRespelling, normalise } from "../../fields/formats.ts";
import { isEmpty, isObject, withoutUndefined } from "../../fields/shape.ts";

/**
 * By the name of the field, and of those in it: asked and answered. Undefined if nothing was respelled.
 * @param before The value before the write: an API that answers it has ignored the write.
 */
export function uriSpellingsIn(
  field: Field | undefined,
  desired: unknown,
  actual: unknown,
  before?: unknown,
): Values | undefined {
  if (field?.type === "object" && isObject(desired) && isObject(actual)) {
    const was = isObject(before) ? before : {};
    const inner = Object.keys(desired).map((key) => [
      key,
      uriSpellingsIn(field.fields[key], desired[key], actual[key], was[key]),
    ]);
    return orNothing(withoutUndefined(Object.fromEntries(inner)));
  }
  const [ours, theirs, olds] = [desired, actual, before].map((value) =>
    textsIn(Array.isArray(value) ? value : [value]),
  );
  const isOfUris = field !== undefined && isUri(field.type === "array" ? field.items : field);
  return isOfUris ? orNothing(pairs(ours as string[], theirs as string[], olds as string[])) : undefined;
}

const isUri = (field: Field): boolean => field.type === "string" && field.format === "uri";

const textsIn = (values: unknown[]): string[] => values.filter((item): item is string => typeof item === "string");

const orNothing = (values: Values): Values | undefined => (isEmpty(values) ? undefined : values);

function pairs(desired: readonly string[], actual: readonly string[], before: readonly string[]): Values {
  const plain = (uri: string) => normalise(uri, "uri");
  const unpaired = (uris: readonly string[], others: readonly string[]) => {
    const known = new Set(others.map(plain));
    return uris.filter((uri) => !known.has(plain(uri)));
  };
  const rest = unpaired(actual, [...desired, ...before]);
  const found: Values = {};
  for (const uri of unpaired(desired, actual)) {
    const index = rest.findIndex((other) => isRespelling(uri, other));
    if (index >= 0) [found[uri]] = rest.splice(index, 1);
  }
  return found;
}
