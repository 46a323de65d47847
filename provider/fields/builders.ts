/** Short words for the kinds of fields, so that a table reads as one. */
import type {
  BooleanField,
  Field,
  JsonField,
  ListField,
  NumberField,
  ObjectField,
  OneOrManyField,
  Shape,
  StringField,
  Traits,
} from "./field.ts";

type Given<F extends Traits> = Partial<Omit<F, "type" | "description">>;

export const string = (description: string, traits: Given<StringField> = {}): StringField => ({
  type: "string",
  description,
  ...traits,
});

/** A name or an identifier: any text but the empty one. */
export const name = (description: string, traits: Given<StringField> = {}) =>
  string(description, { minLength: 1, ...traits });

/** A part of the id of a resource. */
export const id = (description: string, traits: Given<StringField> = {}) =>
  string(description, { format: "id", minLength: 1, ...traits });

/** An absolute URI; schemes of native applications (`com.example.app:/callback`) are fine. */
export const uri = (description: string, traits: Given<StringField> = {}) =>
  string(description, { format: "uri", ...traits });

/** A URI that the codes and tokens of OAuth are sent to. It has no fragment (RFC 6749, 3.1.2). */
export const redirectUri = (description: string) => uri(description, { receives: "oauthResponse" });

export const oneOf = (values: readonly string[], description: string, traits: Given<StringField> = {}) =>
  string(description, { enum: values, ...traits });

export const time = (description: string, traits: Given<StringField> = {}) =>
  string(description, { format: "date-time", output: true, ...traits });

export const number = (description: string, traits: Given<NumberField> = {}): NumberField => ({
  type: "number",
  description,
  ...traits,
});

/** A duration or a count: a whole number, not below zero. */
export const count = (description: string, traits: Given<NumberField> = {}) =>
  number(description, { minimum: 0, integer: true, ...traits });

export const boolean = (description: string, traits: Given<BooleanField> = {}): BooleanField => ({
  type: "boolean",
  description,
  ...traits,
});

export const list = (items: Field, description: string, traits: Given<ListField> = {}): ListField => ({
  type: "array",
  items,
  description,
  ...traits,
});

/** A list whose order means nothing. */
export const set = (items: Field, description: string, traits: Given<ListField> = {}) =>
  list(items, description, { unordered: true, ...traits });

export const object = (
  name: string,
  fields: Shape["fields"],
  description: string,
  traits: Given<ObjectField> = {},
): ObjectField => ({ type: "object", name, fields, description, ...traits });

export const json = (description: string, traits: Given<JsonField> = {}): JsonField => ({
  type: "json",
  description,
  ...traits,
});

export const oneOrMany = (items: Field, description: string, traits: Given<OneOrManyField> = {}): OneOrManyField => ({
  type: "oneOrMany",
  items,
  description,
  ...traits,
});
