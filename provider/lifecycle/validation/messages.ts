/**
 * Messages for problems with inputs: which property, what its value is, what is allowed, and what to do. A value that
 * is secret, or may be one, is not shown.
 */
import type { ErrorObject } from "ajv";
import type { Field, Rule, Shape, Variant } from "../../fields/field.ts";
import { formats } from "../../fields/formats.ts";
import { a, listed } from "../../fields/naming.ts";
import { pathSegmentRule } from "../../fields/pathSegment.ts";
import { fieldsOf, inputsOf } from "../../fields/shape.ts";
import { closestName } from "../../fields/suggest.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { describeValue, isQuotable } from "./quoting.ts";

/** The object that is validated. */
export interface Subject {
  shape: Shape;
  variant?: Variant;
  /** What messages call it: "application", "signing key". */
  noun: string;
  /** Its path from the resource, ending in a dot: `firstClient.`; empty for the resource itself. */
  path: string;
  /** Whether the program marks a value in the object as secret. @param keys For example `["redirectUris", "1"]`. */
  isSecret?(keys: readonly string[]): boolean;
}

const protocols: Record<Variant, string> = { oidc: "an OIDC client", saml: "a SAML client" };

/** @param value The value that the error is about. */
export function schemaProblem(error: ErrorObject, value: unknown, subject: Subject): Problem {
  const path = subject.path + propertyPath(error.instancePath);
  const field = fieldAt(subject, error.instancePath);
  const isGivenAsSecret = isSecret(field) || (subject.isSecret?.(keysOf(error.instancePath)) ?? false);
  const isHidden = isGivenAsSecret || !isQuotable(field, value);
  const problem = (code: ProblemCode, what: string): Problem => ({ path, code, message: `${path} is ${what}` });
  const given = isHidden ? describeValue(value, isGivenAsSecret) : JSON.stringify(value);
  switch (error.keyword) {
    case "required":
      return missing(error, subject);
    case "additionalProperties":
      return misplacedProperty(error, subject) ?? unknownProperty(error, subject);
    case "enum": {
      const allowed = error.params.allowedValues as string[];
      const suggestion = isHidden ? "" : suggest(String(value), allowed);
      return problem(
        "notAllowed",
        `${given}, which is none of the allowed values: ${allowed.join(", ")}.${suggestion}`,
      );
    }
    case "type": {
      const advice = value === null ? ` Remove ${path}, or give it a value.` : conversion(error, value, isHidden);
      return problem("wrongType", `${given}, but must be ${expectedType(error, field)}.${advice}`);
    }
    case "format":
      return problem("format", `${given}, ${formatProblem(field, value, isHidden)}`);
    case "multipleOf":
      return problem("range", `${given}, but must be a whole number.`);
    case "minimum":
      return problem("range", `${given}, but must be ${error.params.limit} or more.`);
    case "maximum":
      return problem("range", `${given}, but must be ${error.params.limit} or less.`);
    case "pattern":
      return problem("empty", "empty. Give it a value, or remove it if it is optional.");
    default:
      return problem("notAllowed", `${given}, which is not allowed: it ${error.message}.`);
  }
}

const typeNames: Record<string, string> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

const expectedType = (error: ErrorObject, field: Field | undefined): string =>
  field?.type === "string" && field.enum
    ? `one of ${field.enum.join(", ")}`
    : (typeNames[error.params.type as string] ?? String(error.params.type));

function formatProblem(field: Field | undefined, value: unknown, isHidden: boolean): string {
  const format = field?.type === "string" ? field.format : undefined;
  if (format === "domain") return notDomain;
  if (format === "label") return notLabel;
  if (format === "id") return `which cannot be an id. ${pathSegmentRule}`;
  return formats.uri(String(value)) ? hasFragment : notUri(isHidden ? "" : value);
}

/** All that a URI can lack to be a redirect URI. */
const hasFragment =
  'which has a fragment. A redirect URI must not have one (RFC 6749, 3.1.2): remove "#" and what follows it.';

const notDomain = "which is not a host name. Write it without scheme, port and path, for example login.example.com.";
const notLabel = "which cannot be a part of a host name. Use only letters, digits and hyphens, for example my-shop.";

function notUri(value: unknown): string {
  const bare = String(value)
    .trim()
    .replace(/^\/+/, "")
    .replace(/^https?:\/*/i, "");
  if (bare === "" || /\s/.test(bare)) return notUriLike("https://shop.example/callback");
  const guess = /^localhost\b|^127\./.test(bare)
    ? `http://${bare}`
    : `https://${bare.includes(".") ? bare : `shop.example/${bare}`}`;
  return notUriLike(guess);
}

const notUriLike = (example: string): string =>
  `which is not an absolute URI. Write it with its scheme, for example ${example}.`;

/** The path of a property of the object that an error is about. */
const pathBelow = ({ instancePath }: ErrorObject, name: string, { path }: Subject): string =>
  path + [propertyPath(instancePath), name].filter(Boolean).join(".");

function missing(error: ErrorObject, subject: Subject): Problem {
  const name = error.params.missingProperty as string;
  const path = pathBelow(error, name, subject);
  const owner = fieldAt(subject, error.instancePath);
  const field = fieldsIn(owner ?? subject.shape)[name];
  const by = subject.variant && field?.only ? ` for ${protocols[subject.variant]}` : "";
  const meaning = field?.description ?? (owner?.type === "json" ? owner.needs?.[name] : undefined) ?? "";
  return { path, code: "missing", message: `${path} is missing. It is required${by}. ${meaning}` };
}

function unknownProperty(error: ErrorObject, subject: Subject): Problem {
  const name = error.params.additionalProperty as string;
  const path = pathBelow(error, name, subject);
  const owner = fieldAt(subject, error.instancePath);
  const allowed = owner
    ? Object.keys(fieldsIn(owner))
    : inputsOf(subject.shape, subject.variant).map(([known]) => known);
  const ownerLabel = owner ? subject.path + propertyPath(error.instancePath) : a(subject.noun);
  const known = allowed.length > 0 && allowed.length < 12 ? ` It has ${listed(allowed, "and")}.` : "";
  const advice = suggest(name, allowed) || known || " Remove it.";
  const meant = closestName(name, allowed);
  return {
    path,
    code: "unknownProperty",
    message: `${path} is not a property of ${ownerLabel}.${advice}`,
    ...(meant !== undefined && { meant: pathBelow(error, meant, subject) }),
  };
}

/** A property that the definition has, but that cannot be set here: an output, or a property of the other protocol. */
function misplacedProperty(error: ErrorObject, { shape, variant, path: prefix, noun }: Subject): Problem | undefined {
  const name = error.params.additionalProperty as string;
  const field = error.instancePath || !Object.hasOwn(shape.fields, name) ? undefined : shape.fields[name];
  const path = prefix + name;
  if (!field) return undefined;
  if (field.output) {
    const message = `${path} is set by the API, as an output of the ${noun}. Remove it from the inputs.`;
    return { path, code: "readOnly", message };
  }
  if (!variant || !field.only || field.only === variant || !shape.variant) return undefined;
  const message =
    `${path} is a property of ${protocols[field.only]}, and this is ${protocols[variant]}. ` +
    `Remove it, or set ${prefix}${shape.variant.by} to "${field.only}".`;
  return { path, code: "conflict", message };
}

/**
 * A rule that inputs break. The path is that of the property to keep, or to set.
 * @param names The properties that are set: of the choices, or of those that the rule excludes.
 */
export function ruleProblem(rule: Rule, names: readonly string[], { path: prefix }: Subject): Problem {
  const together = listed(
    names.map((name) => prefix + name),
    "and",
  );
  if (!("exactlyOneOf" in rule)) {
    const path = prefix + rule.given;
    const given = rule.is === undefined ? path : `${path}: ${rule.is}`;
    const message = `${given} cannot be used together with ${together}: ${rule.because}. Remove one or the other.`;
    return { path, code: "conflict", message };
  }
  const choices = rule.exactlyOneOf.map((name) => prefix + name);
  const path = choices[0] as string;
  const why = `${rule.because}. Use ${path}.`;
  return names.length === 0
    ? { path, code: "missing", message: `One of ${listed(choices)} is missing: ${why}` }
    : { path, code: "conflict", message: `${together} cannot be used together: ${why}` };
}

/** Advice on how to write a value with the right type, if it can be derived from the given one; else empty. */
function conversion(error: ErrorObject, value: unknown, isHidden: boolean): string {
  const type = error.params.type as string;
  if (type === "object")
    return typeof value === "string" ? " Parse it first, for example with JSON.parse (in Python, json.loads)." : "";
  if (isHidden) return "";
  if (type === "array") return typeof value === "string" ? ` Write [${JSON.stringify(value)}].` : "";
  if (type === "number" && typeof value === "string" && value.trim() && Number.isFinite(Number(value))) {
    return ` Write ${Number(value)} without quotes.`;
  }
  const isBoolean = type === "boolean" && /^(true|false)$/i.test(String(value));
  return isBoolean ? ` Write ${String(value).toLowerCase()} without quotes.` : "";
}

function suggest(word: string, known: readonly string[]): string {
  const other = closestName(word, known);
  return other === undefined ? "" : ` Did you mean ${other}?`;
}

/** Free-form JSON may contain private keys, as in a key set. */
const isSecret = (field: Field | undefined): boolean => field?.secret === true || field?.type === "json";

const keysOf = (pointer: string): string[] => pointer.split("/").slice(1);

/** "/redirectUris/1" as "redirectUris[1]". */
const propertyPath = (pointer: string): string =>
  keysOf(pointer)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");

/** The field at a JSON pointer; undefined for the object itself. */
function fieldAt({ shape }: Subject, pointer: string): Field | undefined {
  let field: Field | undefined;
  for (const key of keysOf(pointer)) {
    // A part of free-form JSON may be as secret as the whole.
    if (field?.type === "json") return field;
    field = field && "items" in field ? field.items : fieldsIn(field ?? shape)[key];
  }
  return field;
}

const fieldsIn = (owner: Field | Shape): Record<string, Field> =>
  "fields" in owner ? Object.fromEntries(fieldsOf(owner)) : {};
