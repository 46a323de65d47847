/**
 * What a field can be. A field is plain data: its type, and every behaviour it has as a trait. Types, validation,
 * difference, wire format, schema, documentation and emulator all read these lines; nothing else restates them.
 */

/** The authentication protocols of a client. Each has fields that the other lacks. */
export type Variant = "oidc" | "saml";

export interface Traits {
  /** What it means, in our own words, with its unit. */
  description: string;
  /** The user must give it (in its variant). */
  required?: true;
  /** The API sets it; never an input. */
  output?: true;
  /** Secret in state and in every output. */
  secret?: true;
  /** Accepted but never returned: kept from the last inputs, invisible to drift. Or so in one variant alone. */
  writeOnly?: true | Variant;
  /** The API cannot change it: another value means another resource. */
  replaceOnChanges?: true;
  /** Which request bodies carry it: all, the creating one alone, updates alone, or none (it stands in the path). */
  sent?: "create" | "update" | "never";
  /** The variant that has it; both if absent. */
  only?: Variant;
  /** What to send when the user removes the input. Absent: the default, `[]` for lists, else nothing. */
  resetTo?: unknown;
  /** The API's documented default: for comparison and minimal imports, never sent unasked. */
  default?: unknown;
  /** What answers document as the default, where it is not that of the inputs. */
  responseDefault?: unknown;
  /** The API's name, where the camelCase name in snake_case is not it. */
  apiName?: string;
  /** Where the answer carries it, dotted, in the API's names, when not under its own name. */
  responsePath?: string;
  /** Answers may lack it. (Below the top level, answers have what `required` says.) */
  optionalInResponse?: true;
  /** Lists leave it out; only the answer about one resource has it. */
  omittedFromLists?: true;
  /** The default client's field that this one of an application's repeats. */
  mirrorsClientField?: string;
  /** Deprecated by the API: the inputs to use instead. */
  deprecated?: readonly string[];
  /** No two resources of a tenant can hold the same value. */
  unique?: true;
  /** It tells one update what to do, and says nothing of the resource: to set or to remove it is no change by itself. */
  transient?: true;
}

export interface StringField extends Traits {
  type: "string";
  enum?: readonly string[];
  /** Its name in generated types, where the field's own is not it. Of choices only. */
  name?: string;
  /** `uri` is absolute, with its scheme; `domain` is a bare host name, `label` a part of one; `date-time` is RFC 3339. */
  format?: "uri" | "domain" | "label" | "date-time";
  minLength?: number;
}

export interface NumberField extends Traits {
  type: "number";
  minimum?: number;
  maximum?: number;
}

export interface BooleanField extends Traits {
  type: "boolean";
}

export interface ListField extends Traits {
  type: "array";
  items: Field;
  /** A set: the order that the API returns is no difference. */
  unordered?: true;
}

/** Fields under names, perhaps by variant, and the rules between them. */
export interface Shape {
  fields: Record<string, Field>;
  /** The field that says which variant an object is of, and which one it is when that field is absent. */
  variant?: { by: string; default: Variant };
  rules?: readonly Rule[];
}

export interface ObjectField extends Traits, Shape {
  type: "object";
  /** Its name in generated types and in the schema. */
  name: string;
  /** Its keys, and all below, go over the wire as they are, in camelCase. */
  camelCase?: true;
  /** Settings of another resource, managed through that resource's own requests. */
  embeds?: "Client";
}

/** Free-form JSON: its keys belong to the user and are never renamed. */
export interface JsonField extends Traits {
  type: "json";
  /** Keys without which it cannot be what it is meant to be, each a text, with what it says. */
  needs?: Record<string, string>;
}

/** One value or a list of them: the API answers either. Outputs only. */
export interface OneOrManyField extends Traits {
  type: "oneOrMany";
  items: Field;
}

export type Field = StringField | NumberField | BooleanField | ListField | ObjectField | JsonField | OneOrManyField;

/** A limit that concerns more than one field. */
export type Rule =
  | { exactlyOneOf: readonly string[]; because: string }
  | { given: string; is?: unknown; without: readonly string[]; because: string };

/** Something that Pulumi manages: a shape, and where the API keeps it. */
export interface Resource extends Shape {
  name: "Application" | "Client" | "SigningKey";
  description: string;
  /** The field that people know it by. */
  nameField: string;
  /** What the resource's id is made of, in order, joined by slashes. */
  id: readonly string[];
  /** Paths below the base URL; `{name}` stands for a part of the id. */
  collection: string;
  item: string;
  /** Where it is created instead, with another body, if an input is given, and the output whose value then tells. */
  upload?: { whenSet: string; path: string; markedBy: string; value: string };
  /** It lies in the application of the access token: its paths carry no id of an application. */
  belongsToTokenApp?: true;
  /** Creating it is not declared to answer anything: what was made is then found in the list. */
  createReturnsNothing?: true;
  /** The API has no request for a single one: it is read from the list. */
  noGetEndpoint?: true;
  /** The answers' field, under the name that it would have as ours, that says when it was deleted. Lists may keep such. */
  deletedAtField?: string;
  /** The key that answers are wrapped in; bare if absent. */
  envelope?: string;
  /** What the creating request carries beyond the fields, in the API's names. */
  extraCreateFields?: (inputs: Values) => Values;
}

export type Values = Record<string, unknown>;
