/**
 * The language of definitions. A field is plain data: its type, and each behaviour as a trait. Types, validation, diff, wire
 * format, schema, documentation and emulator all follow from the definitions; nothing restates them.
 */

/** The authentication protocols of a client. Each has fields that the other lacks. */
export type Variant = "oidc" | "saml";

export interface Traits {
  /** What it means, in our own words, with its unit. Documentation in all languages shows it. */
  description: string;
  /** The program must set it (in its variant). */
  required?: true;
  /** The API sets it; it is never an input. */
  output?: true;
  /** Secret in state and in every output. */
  secret?: true;
  /** The API accepts it and never returns it, so the state keeps the last input and drift is invisible. Or in one variant only. */
  writeOnly?: true | Variant;
  /** The API cannot change it in place: another value replaces the resource. */
  replaceOnChanges?: true;
  /** Which request bodies carry it: all if absent, only creates, only updates, or none (a part of the path, for example). */
  sent?: "create" | "update" | "never";
  /** The only variant that has it; both if absent. */
  only?: Variant;
  /** What to send when the program removes the input. If absent: the default, `[]` for lists, otherwise nothing. */
  resetTo?: unknown;
  /** The API's documented default, for comparison and minimal imports. It is sent only to reset a removed input. */
  default?: unknown;
  /** The documented default of responses, if it is not that of requests. */
  responseDefault?: unknown;
  /** The API's name, if it is not the field's name in snake_case. */
  apiName?: string;
  /** The path to it in a response, dotted and in the API's names, if it is not the field's own name. */
  responsePath?: string;
  /** Responses may lack it. (Below the top level, `required` says which fields they have.) */
  optionalInResponse?: true;
  /** Lists omit it; only the response about a single resource has it. */
  omittedFromLists?: true;
  /** The field of the default client whose value this field of the application repeats. */
  mirrorsClientField?: string;
  /** The resource whose own id it holds: the last part of that resource's id. */
  idOf?: string;
  /** The API deprecates it: the inputs to use instead. */
  deprecated?: readonly string[];
  /** No two resources of a tenant can have the same value. */
  unique?: true;
  /** What a change of it does to others, in whole sentences. The documentation says it, and so does a preview of a change. */
  changeWarning?: string;
  /** An instruction for one update, not a property of the resource: setting or removing it alone is no change. */
  transient?: true;
}

export interface StringField extends Traits {
  type: "string";
  enum?: readonly string[];
  /** The name of the generated type of its choices, if it is not the field's name in PascalCase. */
  name?: string;
  /**
   * `uri` is absolute, with its scheme; `domain` is a bare host name, `label` a part of one; `date-time` is RFC 3339; `pem` is
   * a certificate, a chain of them or a key (RFC 7468).
   */
  format?: "uri" | "domain" | "label" | "id" | "date-time" | "pem";
  minLength?: number;
  /** What is sent to the URI: the codes and tokens of OAuth, or SAML assertions. Rules of their standards then apply. */
  receives?: "oauthResponse" | "samlAssertion";
}

export interface NumberField extends Traits {
  type: "number";
  minimum?: number;
  maximum?: number;
  /** Without a fraction. Inputs alone are held to it. */
  integer?: true;
}

export interface BooleanField extends Traits {
  type: "boolean";
}

export interface ListField extends Traits {
  type: "array";
  items: Field;
  /** A set: another order is no change. */
  unordered?: true;
}

/** Named fields, which may depend on a variant, and the rules between them. */
export interface Shape {
  fields: Record<string, Field>;
  /** The field that names the variant of an object, and the variant of an object without that field. */
  variant?: { by: string; default: Variant };
  rules?: readonly Rule[];
  expectations?: readonly Expectation[];
}

export interface ObjectField extends Traits, Shape {
  type: "object";
  /** The name of its generated type. */
  name: string;
  /** What its type is, if several properties have the type, each with a description of its own. */
  about?: string;
  /** The API uses camelCase for its keys and for all keys below. */
  camelCase?: true;
  /** The definition of the resource whose settings these are: that resource's own requests manage them. */
  embeds?: Resource;
}

/** Free-form JSON: its keys are the user's and are never renamed. */
export interface JsonField extends Traits {
  type: "json";
  /** Required keys, each a string, with what to say if one is missing. */
  needs?: Record<string, string>;
}

/** One value or a list of them: the API returns either. Outputs only. */
export interface OneOrManyField extends Traits {
  type: "oneOrMany";
  items: Field;
}

export type Field = StringField | NumberField | BooleanField | ListField | ObjectField | JsonField | OneOrManyField;

/** A rule about more than one field. */
export type Rule =
  | { exactlyOneOf: readonly string[]; because: string }
  | { given: string; is?: unknown; without: readonly string[]; because: string };

/**
 * The definition of a resource: its shape, and the API's requests for it. Its outputs must include `tenantId`, `createdAt` and
 * `updatedAt`: from these the lifecycle learns whose a response is, whether it is complete, and how old it is.
 */
export interface Resource extends Shape {
  /** In PascalCase: programs construct a class of this name, and states know the resource by it. */
  name: string;
  description: string;
  /** The field that users know it by. */
  nameField: string;
  /** The fields that make up its id in Pulumi, in order, joined by slashes. The last is the API's own id of it. */
  id: readonly string[];
  /** Paths below the base URL. `{name}` stands for a part of the id. */
  collection: string;
  item: string;
  /**
   * The permissions that the API's description lists for each request. It does not say whether one of them is enough. For a
   * request that is missing here, it lists none.
   */
  permissions?: Partial<Record<RequestKind, readonly string[]>>;
  /** Another path that creates it if the input `whenSet` is given. The output `markedBy` then has the value `value`. */
  upload?: { whenSet: string; path: string; markedBy: string; value: string };
  /** It belongs to the application of the access token, so its paths name no application. */
  belongsToTokenApp?: true;
  /** The response to its creation has no documented body: the created resource is found in the list. */
  createReturnsNothing?: true;
  /** The API has no request that returns a single one: it is read from the list. */
  noGetEndpoint?: true;
  /** The field of responses, in camelCase, that says when it was deleted. Lists may keep deleted ones. */
  deletedAtField?: string;
  /** The key that responses wrap it in, if they do. */
  envelope?: string;
  /** What an error says besides if the API refuses to delete it. */
  refusedDeletionAdvice?: string;
  /** What a preview says besides if it is replaced: what goes with it. */
  replacementWarning?: string;
  /** What the create request carries besides the fields, in the API's names. */
  extraCreateFields?: (inputs: Values) => Values;
}

/** What a field needs to have an effect. The API may accept it without that, so it is a warning. */
export interface Expectation {
  given: string;
  is: unknown;
  /** One of these must be set. */
  needs: readonly string[];
  /** Who says so. */
  source: string;
}

/** The requests that the API has for a resource. */
export type RequestKind = "create" | "upload" | "list" | "read" | "update" | "delete";

export type Values = Record<string, unknown>;
