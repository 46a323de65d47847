/** The types of the package for TypeScript programs, and the property names that its classes register. */
import type { Field, Resource, Shape, Variant } from "../../provider/fields/field.ts";
import { camel, nounOf, wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf, isAlwaysThere, variantsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { aboutType } from "./describe.mts";
import { typesOfFunction } from "./functions.mts";
import { comment, mark, property, typeOf } from "./property.mts";
import { collectTypes, type NamedObject, type NamedTypes, pascal, pathIn } from "./types.mts";

export function generateTypes(resources: readonly Resource[], functions: readonly ProviderFunction[]): string {
  const types = collectTypes(resources, functions);
  const objects = [...types.objects.values()];
  return [
    mark,
    `import type * as pulumi from "@pulumi/pulumi";`,
    `import type { ${[...types.choices.values()].map(({ name }) => name).join(", ")} } from "./enums.ts";`,
    `import type { Only } from "./only.ts";\n`,
    ...objects.filter(({ isInput, field }) => isInput && !field.embeds).map((object) => inputInterface(types, object)),
    ...objects.map((object) => outputInterface(types, object)),
    ...resources.map((resource) => argsOfResource(types, resource)),
    ...objects.flatMap((object) => argsOfEmbedded(types, object)),
    ...resources.map((resource) => propertiesOfResource(types, resource)),
    ...functions.flatMap((one) => typesOfFunction(types, one)),
  ].join("\n");
}

export function generateOutputs(resources: readonly Resource[], functions: readonly ProviderFunction[]): string {
  const shapes: [string, Shape][] = [
    ...resources.map((resource): [string, Shape] => [camel(resource.name), resource]),
    ...functions.map(({ name, result }): [string, Shape] => [name, result]),
  ];
  const lists = shapes.flatMap(([name, { fields }]) => [
    [`${name}Outputs`, Object.keys(fields)] as const,
    [`${name}Secrets`, Object.keys(fields).filter((key) => holdsSecrets(fields[key] as Field))] as const,
  ]);
  return `${mark}\n${lists.map(([name, names]) => `export const ${name} = ${JSON.stringify(names)} as const;\n`).join("\n")}`;
}

/** An object's own trait says whether the whole of it is secret. A list is secret if something in its items is. */
const holdsSecrets = (field: Field): boolean =>
  field.secret === true ||
  ("items" in field && "fields" in field.items && Object.values(field.items.fields).some(holdsSecrets));

function inputInterface(types: NamedTypes, object: NamedObject): string {
  const { name, field } = object;
  const lines = inputsOf(field).map(([key, inner]) =>
    property(types, key, inner, pathIn(object, key, inner), "input", !inner.required),
  );
  return `/** ${aboutType(field)} */\nexport interface ${name}Args {\n${lines.join("\n")}\n}\n`;
}

function outputInterface(types: NamedTypes, object: NamedObject): string {
  const { name, field } = object;
  const lines = fieldsOf(field)
    .filter(([, inner]) => !field.embeds || !inner.output)
    .map(([key, inner]) => {
      const optional = !inner.required || inner.only !== undefined;
      return property(types, key, inner, pathIn(object, key, inner), "output", optional);
    });
  return `/** ${aboutType(field)} */\nexport interface ${name} {\n${lines.join("\n")}\n}\n`;
}

function argsOfResource(types: NamedTypes, resource: Resource): string {
  const variants = variantsOf(resource);
  if (variants.length === 0) return argsOfVariant(types, resource);
  const members = defaultLast(resource).map((variant) => [memberName(resource, resource, variant), variant] as const);
  return [
    ...variants.map((variant) => argsOfVariant(types, resource, variant)),
    ...members.map(
      ([name, variant]) =>
        `/** ${describeMember(resource, variant)} */\nexport interface ${name} extends ${argsName(resource, variant)} {}\n`,
    ),
    `/** ${resource.description} The protocol decides which other properties it has. */`,
    `export type ${resource.name}Args = ${members.map(([name]) => name).join(" | ")};\n`,
  ].join("\n");
}

/**
 * Of arguments that name no variant and fit none, the compiler describes the last one of the union, which must be the default.
 * Up to version 6 that is the one that it has seen last, so the members of a union are types that a program does not name.
 * Version 7 sorts them by their names.
 */
const memberName = ({ name }: Pick<Resource, "name">, { variant: variants }: Shape, variant: Variant): string =>
  variant === variants?.default ? `${argsName({ name }, variant)}ByDefault` : `${name}ArgsFor${pascal(variant)}`;

const describeMember = ({ name, variant: variants }: Resource, variant: Variant): string =>
  `The arguments of a ${nounOf(name)} whose ${variants?.by} is \`${variant}\`${variant === variants?.default ? ", the default" : ""}.`;

const defaultLast = (resource: Resource): readonly Variant[] =>
  [...variantsOf(resource)].sort((one) => (one === resource.variant?.default ? 1 : -1));

const argsName = ({ name }: Pick<Resource, "name">, variant?: Variant): string => `${pascal(variant ?? "")}${name}Args`;

/** The arguments of the embedded resource, without those that the embedding object lacks, and with those that it adds. */
function argsOfEmbedded(types: NamedTypes, object: NamedObject): string[] {
  const { field } = object;
  const { embeds } = field;
  if (!embeds) return [];
  const lacking = inputsOf(embeds).filter(([key]) => !Object.hasOwn(field.fields, key));
  const omitted = lacking.map(([key]) => JSON.stringify(key)).join(" | ") || "never";
  const added = inputsOf(field)
    .filter(([key]) => !Object.hasOwn(embeds.fields, key))
    .map(([key, inner]) => property(types, key, inner, pathIn(object, key, inner), "input", !inner.required));
  const nameOf = (variant?: Variant) => (variant ? memberName(object, embeds, variant) : argsName(object));
  const declare = (variant?: Variant) => `/** ${aboutType(field)} */
export interface ${nameOf(variant)} extends Omit<${argsName(embeds, variant)}, ${omitted}> {
${added.join("\n")}
}
`;
  const variants = defaultLast(embeds);
  if (variants.length === 0) return [declare()];
  const union = variants.map(nameOf).join(" | ");
  return [...variants.map(declare), `/** ${aboutType(field)} */\nexport type ${argsName(object)} = ${union};\n`];
}

function argsOfVariant(types: NamedTypes, resource: Resource, variant?: Variant): string {
  const own = inputsOf(resource, variant).map(([key, field]) => {
    const isTag = key === resource.variant?.by;
    // With an output in its place, the compiler could not know which protocol's fields to allow.
    if (isTag) return tag(key, field, variant, resource.variant?.default);
    return property(types, key, field, wireName(key, field), "input", !field.required);
  });
  const foreign = inputsOf(resource).filter(([, field]) => variant && field.only && field.only !== variant);
  const refused = foreign.map(([key, { only }]) => `  ${key}?: Only.${pascal(only as Variant)}ClientsHaveIt;`);
  return `export interface ${argsName(resource, variant)} {\n${[...own, ...refused].join("\n")}\n}\n`;
}

const tag = (key: string, field: Field, variant: Variant | undefined, byDefault: unknown): string =>
  `${comment(field, wireName(key, field))}\n  ${key}${variant === byDefault ? "?" : ""}: "${variant}";`;

function propertiesOfResource(types: NamedTypes, resource: Resource): string {
  const lines = fieldsOf(resource).map(([key, field]) => {
    const type = `${typeOf(types, field, "output")}${isAlwaysThere(field) ? "" : " | undefined"}`;
    return `${comment(field, wireName(key, field))}\n  readonly ${key}: pulumi.Output<${type}>;`;
  });
  return `/** The outputs of ${resource.name}. */\nexport interface ${resource.name}Properties {\n${lines.join("\n")}\n}\n`;
}
