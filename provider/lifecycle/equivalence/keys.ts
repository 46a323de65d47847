/**
 * Values as text: two values are the same exactly if their keys are. So a list is compared without holding each member
 * against each other one, and each member is normalised once.
 *
 * - `exactKey` is for two programs. It is strict: what the user edits is sent.
 * - `looseKey` is for a value of a program and one of a response, within lists and free-form JSON. It leaves out what servers
 *   rewrite: empty values and documented defaults in objects, the order of sets, the spelling of texts.
 */
import type { Field } from "../../fields/field.ts";
import { normalise } from "../../fields/formats.ts";
import { isEmpty, isObject } from "../../fields/shape.ts";

export const exactKey = (field: Field, value: unknown): string => exact(field, value) ?? absent;

export const looseKey = (field: Field, value: unknown): string => loose(field, value) ?? absent;

/** No JSON, so that no value has it for its key. */
const absent = "absent";

/** The key of a value; undefined for one that counts as absent. */
type ToKey = (field: Field, value: unknown) => string | undefined;

const exact: ToKey = (field, value) => {
  if (field.transient || value === undefined || value === null) return undefined;
  // An explicit default is no change here: a change would replace the resource, although both mean the same to the API.
  if (field.replaceOnChanges && value === field.default) return undefined;
  return ofParts(field, value, exact);
};

const loose: ToKey = (field, given) => {
  if (field.transient || given === undefined || given === null) return undefined;
  const value = field.type === "number" || field.type === "boolean" ? unquoted(given) : given;
  if (isAbsent(field, value) && isAbsent(field, field.default)) return undefined;
  const key = ofPresent(field, value);
  const isDefault = key === noKeys || (field.default !== undefined && key === ofPresent(field, field.default));
  return isDefault ? undefined : key;
};

function ofPresent(field: Field, value: unknown): string {
  switch (field.type) {
    case "string":
      return json(typeof value === "string" ? normalise(value, field.format) : value);
    case "json":
      return jsonKey(value);
    default:
      return ofParts(field, value, loose);
  }
}

/** A number or boolean in quotes is that value: it can mean no other. */
function unquoted(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (text === "true" || text === "false") return text === "true";
  return String(Number(text)) === text ? Number(text) : value;
}

/** False and zero equal an absent value, unless the field has another default. */
export const isAbsent = (field: Field, value: unknown): boolean =>
  isEmpty(value) || ((value === false || value === 0) && !field.default);

function ofParts(field: Field, value: unknown, toKey: ToKey): string {
  if (field.type === "array" && Array.isArray(value)) {
    const keys = value.map((item) => toKey(field.items, item) ?? absent);
    if (!field.unordered) return list(keys);
    // Identical texts in a set count once.
    return list((value.every((item) => typeof item === "string") ? [...new Set(keys)] : keys).sort());
  }
  if (field.type !== "object" || !isObject(value)) return json(value);
  return object(
    Object.entries(value).map(([name, inner]) => {
      const own = Object.hasOwn(field.fields, name) ? field.fields[name] : undefined;
      return [name, own ? toKey(own, inner) : inner === undefined ? undefined : json(inner)];
    }),
  );
}

interface JsonWriting {
  text(value: string): string;
  /** Whether the order of a list has no meaning. */
  isSet(value: readonly unknown[]): boolean;
}

/** The loose key of free-form JSON, or of a part of it. */
export const jsonKey = (value: unknown): string => json(value, asServersWrite);

/** What starts as PEM does is PEM (RFC 7468, 2), such as the private key of a service account. */
const pemStart = /^\s*-----BEGIN /;

/**
 * Lists of objects in free-form JSON are unordered: they are the keys of a key set (RFC 7517), where order has no meaning.
 */
const asServersWrite: JsonWriting = {
  text: (value) => normalise(value, pemStart.test(value) ? "pem" : undefined),
  isSet: (value) => value.every(isObject),
};

const asItIs: JsonWriting = { text: (value) => value, isSet: () => false };

function json(value: unknown, writing: JsonWriting = asItIs): string {
  if (typeof value === "string") return JSON.stringify(writing.text(value));
  if (Array.isArray(value)) {
    const keys = value.map((item) => json(item, writing));
    return list(writing.isSet(value) ? keys.sort() : keys);
  }
  if (!isObject(value)) return String(JSON.stringify(value));
  return object(
    Object.entries(value).map(([name, inner]) => [
      writing.text(name),
      inner === undefined ? undefined : json(inner, writing),
    ]),
  );
}

const list = (keys: readonly string[]): string => `[${keys.join(",")}]`;

const object = (entries: readonly [name: string, key: string | undefined][]): string => {
  const present = entries.flatMap(([name, key]) => (key === undefined ? [] : [`${JSON.stringify(name)}:${key}`]));
  return `{${present.sort().join(",")}}`;
};

const noKeys = object([]);
