/** What a field is, in sentences: for docstrings, the schema and the reference. */
import type { Field, ObjectField, Shape, Variant } from "../../provider/fields/field.ts";
import { listed } from "../../provider/fields/naming.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";

export const protocols: Record<Variant, string> = { oidc: "OIDC", saml: "SAML" };

/** @param path The API's name of the field, dotted; undefined where it has none. */
export function sentencesOf(field: Field, path: string | undefined): string[] {
  return [
    field.only && `${protocols[field.only]} clients only${field.required ? ", which must have it" : ""}.`,
    field.description,
    field.default !== undefined && !field.required && `Default: \`${JSON.stringify(field.default)}\`.`,
    limitsOf(field),
    field.replaceOnChanges && "Changing it replaces the resource.",
    field.changeWarning,
    field.unique && "Must be unique in the tenant.",
    writeOnlySentence(field),
    field.type === "array" && field.unordered && "The order is not significant.",
    isLocal(field) ? "Not sent to the API." : path && `API: \`${path}\`.`,
  ].filter((sentence) => typeof sentence === "string" && sentence !== "") as string[];
}

function limitsOf(field: Field): string | undefined {
  if (field.type === "string" && field.format === "uri" && !field.output) return "An absolute URI.";
  if (field.type === "string" && field.format === "domain") return "A host name alone.";
  if (field.type === "string" && field.format === "label") return "Letters, digits and hyphens.";
  if (field.type === "string" && field.minLength) return "Not empty.";
  if (field.type !== "number") return undefined;
  if (field.minimum !== undefined && field.maximum !== undefined) return `${field.minimum} to ${field.maximum}.`;
  if (field.minimum === undefined) return undefined;
  return field.integer && !field.output ? `A whole number, ${field.minimum} or more.` : `${field.minimum} or more.`;
}

/** Only the state has it. */
const isLocal = ({ sent, writeOnly }: Field): boolean => sent === "never" && writeOnly === true;

function writeOnlySentence(field: Field): string | undefined {
  const { writeOnly, sent, type } = field;
  if (!writeOnly || isLocal(field) || (type === "object" && sent)) return undefined;
  return writeOnly === true
    ? "The API accepts it and never returns it, so a refresh cannot detect drift in it."
    : `For ${protocols[writeOnly]} clients, the API accepts it and never returns it.`;
}

/** What the type of an object is, for all properties that have it. */
export const aboutType = ({ about, description }: ObjectField): string => about ?? description;

/** The fields of which exactly one must be given. */
export const choicesIn = ({ rules = [] }: Shape): readonly string[] =>
  rules.flatMap((rule) => ("exactlyOneOf" in rule ? rule.exactlyOneOf : []));

/** The rules about more than one field, and what the vendor expects. */
export const rulesOf = (shape: Shape): string[] => [...exclusionsOf(shape), ...expectationsOf(shape)];

const expectationsOf = ({ expectations = [] }: Shape): string[] =>
  expectations.map(({ given, is, needs, source }) => `\`${given}: ${is}\` needs ${coded(needs, "or")} (${source}).`);

const exclusionsOf = ({ rules = [] }: Shape): string[] =>
  rules.map((rule) => {
    if ("exactlyOneOf" in rule) return `Exactly one of ${coded(rule.exactlyOneOf)} must be given: ${rule.because}.`;
    const given = rule.is === undefined ? rule.given : `${rule.given}: ${rule.is}`;
    return `\`${given}\` cannot be used together with ${coded(rule.without)}: ${rule.because}.`;
  });

const coded = (names: readonly string[], last = "and"): string =>
  listed(
    names.map((name) => `\`${name}\``),
    last,
  );

/** What a function returns, and the rules about its arguments. */
export const describeFunction = ({ description, args }: ProviderFunction): string =>
  [description, ...rulesOf(args)].join(" ");

export const deprecationOf = ({ deprecated }: Field): string | undefined =>
  deprecated && `Use ${listed([...deprecated], "and")} instead.`;
