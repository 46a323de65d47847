/**
 * URIs that an API answers in another spelling than they were written in, as the answers to our own writes show. The same
 * spelling of the same value in a later answer is no drift; a URI that the API keeps as it is has no other spelling.
 */
import type { Field, Values } from "../fields/field.ts";
import { isRespelling, normalise } from "../fields/format.ts";
import { isEmpty, isObject, withoutUndefined } from "../fields/shape.ts";

/** By the name of the field, and of those in it: asked and answered. Undefined if nothing was respelled. */
export function respelledIn(field: Field | undefined, asked: unknown, live: unknown): Values | undefined {
  if (field?.type === "object" && isObject(asked) && isObject(live)) {
    const inner = Object.keys(asked).map((key) => [key, respelledIn(field.fields[key], asked[key], live[key])]);
    return orNothing(withoutUndefined(Object.fromEntries(inner)));
  }
  if (field?.type === "array" && isUri(field.items)) return orNothing(pairs(textsIn(asked), textsIn(live)));
  return field && isUri(field) ? orNothing(pairs(textsIn([asked]), textsIn([live]))) : undefined;
}

const isUri = (field: Field): boolean => field.type === "string" && field.format === "uri";

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

const orNothing = (values: Values): Values | undefined => (isEmpty(values) ? undefined : values);

function pairs(asked: readonly string[], live: readonly string[]): Values {
  const plain = (uri: string) => normalise(uri, "uri");
  const unpaired = (uris: readonly string[], others: readonly string[]) => {
    const known = new Set(others.map(plain));
    return uris.filter((uri) => !known.has(plain(uri)));
  };
  const rest = unpaired(live, asked);
  const found: Values = {};
  for (const uri of unpaired(asked, live)) {
    const index = rest.findIndex((other) => isRespelling(uri, other));
    if (index >= 0) [found[uri]] = rest.splice(index, 1);
  }
  return found;
}
