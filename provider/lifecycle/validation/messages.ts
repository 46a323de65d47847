/** How a problem with an input is put into words: which property, what it is, what it may be, what to do. */
import type { ErrorObject } from "ajv";
import { closest, distance } from "fastest-levenshtein";
import type { Field, Rule, Shape, Variant } from "../../fields/field.ts";
import { a, listed } from "../../fields/naming.ts";
import { fieldsOf, inputsOf, isObject } from "../../fields/shape.ts";

/** What a complaint is about: a shape, what to call it, and the way there from the resource, ending in a dot. */
export interface ValidationPlace {
  shape: Shape;
  /** "application" or "client". */
  noun: string;
  path: string;
  variant?: Variant;
}

const protocols: Record<Variant, string> = { oidc: "an OIDC client", saml: "a SAML client" };

export function explainSchemaError(error: ErrorObject, value: unknown, place: ValidationPlace): string {
  const path = place.path + readable(error.instancePath);
  const field = fieldAt(place, error.instancePath);
  const is = `${path} is ${shown(value, field)}`;
  switch (error.keyword) {
    case "required":
      return missing(error, place);
    case "additionalProperties":
      return unheardOf(error, place, field);
    case "enum": {
      const allowed = error.params.allowedValues as string[];
      return `${is}, which is none of the allowed values: ${allowed.join(", ")}.${suggest(String(value), allowed)}`;
    }
    case "type":
      return `${is}, but has to be ${wanted(error, field)}.${conversion(error, value, path)}`;
    case "format":
      return `${is}, ${notOfFormat(field, value)}`;
    case "minimum":
      return `${is}, but has to be ${error.params.limit} or more.`;
    case "maximum":
      return `${is}, but has to be ${error.params.limit} or less.`;
    case "pattern":
      return `${path} is empty. Give it a text, or remove it if it is optional.`;
    default:
      return `${is}: it ${error.message}.`;
  }
}

const kinds: Record<string, string> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

const wanted = (error: ErrorObject, field: Field | undefined): string =>
  field?.type === "string" && field.enum
    ? `one of ${field.enum.join(", ")}`
    : (kinds[error.params.type as string] ?? String(error.params.type));

function notOfFormat(field: Field | undefined, value: unknown): string {
  const format = field?.type === "string" ? field.format : undefined;
  if (format === "domain") return notDomain;
  return format === "label" ? notLabel : notUri(value);
}

const notDomain = "which is not a host name. Write it without scheme, port and path, for example login.example.com.";
const notLabel = "which cannot be a part of a host name. Write letters, digits and hyphens alone, for example my-shop.";

function notUri(value: unknown): string {
  const bare = String(value)
    .trim()
    .replace(/^\/+/, "")
    .replace(/^https?:\/*/i, "");
  const guess = /^localhost\b|^127\./.test(bare)
    ? `http://${bare}`
    : `https://${bare.includes(".") ? bare : `shop.example/${bare}`}`;
  return `which is not an absolute URI. Write it with its scheme, for example ${/\s/.test(guess) ? "https://shop.example/callback" : guess}.`;
}

function missing(error: ErrorObject, place: ValidationPlace): string {
  const name = error.params.missingProperty as string;
  const above = fieldAt(place, error.instancePath);
  const field = fieldsIn(above ?? place.shape)[name];
  const path = [place.path + readable(error.instancePath), name].filter(Boolean).join(error.instancePath ? "." : "");
  const owner = place.variant && field?.only ? ` for ${protocols[place.variant]}` : "";
  const meaning = field?.description ?? (above?.type === "json" ? above.needs?.[name] : undefined) ?? "";
  return `${path} is missing. It is required${owner}. ${meaning}`;
}

function unheardOf(error: ErrorObject, place: ValidationPlace, above: Field | undefined): string {
  const name = error.params.additionalProperty as string;
  const path = [readable(error.instancePath), name].filter(Boolean).join(".");
  const allowed = above ? Object.keys(fieldsIn(above)) : inputsOf(place.shape, place.variant).map(([known]) => known);
  const owner = above ? `${place.path}${readable(error.instancePath)}` : a(place.noun);
  const known = allowed.length > 0 && allowed.length < 12 ? ` It has ${listed(allowed, "and")}.` : "";
  return `${place.path}${path} is not a property of ${owner}.${suggest(name, allowed) || known || " Remove it."}`;
}

/** A property that exists, but is not for the user to set, or belongs to the other protocol. */
export function explainForeign(name: string, { shape, variant, path, noun }: ValidationPlace): string | undefined {
  const field = shape.fields[name];
  if (!field) return undefined;
  if (field.output) return `${path}${name} is set by the API, as an output of the ${noun}. Remove it from the inputs.`;
  if (!variant || !field.only || field.only === variant || !shape.variant) return undefined;
  const by = shape.variant.by;
  return (
    `${path}${name} is a property of ${protocols[field.only]}, and this is ${protocols[variant]}. ` +
    `Remove it, or set ${path}${by} to "${field.only}".`
  );
}

export function explainRule(rule: Rule, names: readonly string[], { path }: ValidationPlace): string {
  const paths = (list: readonly string[]) =>
    listed(
      list.map((name) => path + name),
      "and",
    );
  if (!("exactlyOneOf" in rule)) {
    const given = rule.is === undefined ? `${path}${rule.given}` : `${path}${rule.given}: ${rule.is}`;
    return `${given} excludes ${paths(names)}: ${rule.because}. Remove one or the other.`;
  }
  const choices = rule.exactlyOneOf.map((name) => path + name);
  const preferred = `Use ${choices[0]}.`;
  if (names.length === 0) return `One of ${listed(choices)} is missing: ${rule.because}. ${preferred}`;
  return `${paths(names)} exclude each other: ${rule.because}. ${preferred}`;
}

function conversion(error: ErrorObject, value: unknown, path: string): string {
  const type = error.params.type as string;
  if (type === "array" && typeof value === "string") return ` Write [${JSON.stringify(value)}].`;
  if (type === "number" && typeof value === "string" && value.trim() && Number.isFinite(Number(value))) {
    return ` Write ${Number(value)} without quotes.`;
  }
  if (type === "boolean" && /^(true|false)$/i.test(String(value)))
    return ` Write ${String(value).toLowerCase()} without quotes.`;
  if (type === "object" && typeof value === "string") return ` Parse it first, for example with JSON.parse.`;
  return value === null ? ` Remove ${path}, or give it a value.` : "";
}

function suggest(word: string, known: readonly string[]): string {
  const other = closestName(word, known);
  return other === undefined ? "" : ` Did you mean ${other}?`;
}

/** The one that a word was probably meant to be. Beyond a third of the letters, a likeness is chance. */
export function closestName(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const other = known.find((name) => plain(name) === plain(word)) ?? closest(word, [...known]);
  return distance(plain(word), plain(other)) > Math.max(2, other.length / 3) ? undefined : other;
}

/** Secrets and key sets are never shown. */
function shown(value: unknown, field: Field | undefined): string {
  if (field?.secret || field?.type === "json") return `${a(typeOf(value))} (not shown)`;
  if (isObject(value) || Array.isArray(value)) return a(typeOf(value));
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

/** "/redirectUris/1" as "redirectUris[1]". */
const readable = (pointer: string): string =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");

function fieldAt({ shape }: ValidationPlace, pointer: string): Field | undefined {
  let field: Field | undefined;
  for (const key of pointer.split("/").slice(1)) {
    // What is within free-form JSON is as secret as the whole.
    if (field?.type === "json") return field;
    field = field && "items" in field ? field.items : fieldsIn(field ?? shape)[key];
  }
  return field;
}

const fieldsIn = (owner: Field | Shape): Record<string, Field> =>
  "fields" in owner ? Object.fromEntries(fieldsOf(owner)) : {};
