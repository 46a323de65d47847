/** A value for every input of a definition, and another one for each at the next revision. */
import type { Field, ListField, Resource, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { inputsOf, variantOf } from "../../provider/fields/shape.ts";

/** All inputs of a shape, in one of its variants. Inputs that cannot be used together take turns. */
export function everyInput(shape: Shape, revision: number, variant?: Variant): Values {
  const entries = inputsOf(shape, variant).flatMap(([name, field]): [string, unknown][] => {
    if (field.sent === "never" || field.mirrorsClientField) return [];
    if (name === shape.variant?.by) return [[name, variant]];
    return [[name, inputFor(name, field, revision)]];
  });
  return withoutExcluded(shape, Object.fromEntries(entries));
}

/** The required ones only. */
export function fewestInputs(shape: Shape, every: Values): Values {
  const needed = inputsOf(shape, variantOf(shape, every)).filter(
    ([name, field]) => field.required || name === shape.variant?.by,
  );
  return Object.fromEntries(needed.filter(([name]) => name in every).map(([name]) => [name, every[name]]));
}

/** The deprecated inputs of an application for its default client. */
export const legacyInputs = (application: Resource, revision: number): Values =>
  Object.fromEntries(
    inputsOf(application)
      .filter(([, field]) => field.mirrorsClientField)
      .map(([name, field]) => [name, inputFor(name, field, revision)]),
  );

/** A value of a field. */
export function inputFor(name: string, field: Field, revision: number): unknown {
  switch (field.type) {
    case "string":
      if (field.enum) return field.enum[revision % field.enum.length];
      if (field.format === "uri") return `https://${name.toLowerCase()}.example/${revision}`;
      if (field.format === "domain") return `${name.toLowerCase()}${revision}.example`;
      return field.format === "label" ? `${name}-${revision}` : `${name} ${revision}`;
    case "number":
      return (field.minimum ?? 0) + 10 + revision;
    case "boolean":
      return revision % 2 === 0;
    case "array":
      return membersOf(field, revision).map((member) => inputFor(name, field.items, member));
    case "object":
      return everyInput(field, revision, field.variant?.default);
    case "json":
      return { keys: [{ kid: `key_${revision}`, kty: "RSA" }] };
    default:
      throw new Error(`only responses have the type ${field.type}`);
  }
}

/** Revisions of a set of few choices must differ in the choices, not only in their order. */
const membersOf = ({ items }: ListField, revision: number): number[] =>
  items.type === "string" && items.enum ? [revision] : [revision, revision + 1];

function withoutExcluded(shape: Shape, values: Values): Values {
  const excluded = (shape.rules ?? []).flatMap((rule) =>
    "given" in rule && rule.is !== undefined && values[rule.given] === rule.is ? rule.without : [],
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !excluded.includes(name)));
}
