/** The types of the package for TypeScript programs, and the property names that its classes register. */
import type { Field, Resource, Shape, Variant } from "../../provider/fields/field.ts";
import { camel, wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf, isAlwaysThere, variantsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { typesOfFunction } from "./functions.mts";
import { comment, mark, property, typeOf } from "./property.mts";
import { collectTypes, type NamedObject, type NamedTypes, pascal, pathIn } from "./types.mts";

export function generateTypes(resources: readonly Resource[], functions: readonly ProviderFunction[]): string {
  const types = collectTypes(resources, functions);
  const objects = [...types.objects.values()];
  return [
    mark,
    `import type * as pulumi from "@pulumi/pulumi";`,
    `import type { ${[...types.choices.values()].map(({ name }) => name).join(", ")} } from "./enums.ts";\n`,
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
  return `/** ${field.description} */\nexport interface ${name}Args {\n${lines.join("\n")}\n}\n`;
}

function outputInterface(types: NamedTypes, object: NamedObject): string {
  const { name, field } = object;
  const lines = fieldsOf(field)
    .filter(([, inner]) => !field.embeds || !inner.output)
    .map(([key, inner]) => {
      const optional = !inner.required || inner.only !== undefined;
      return property(types, key, inner, pathIn(object, key, inner), "output", optional);
    });
  return `/** ${field.description} */\nexport interface ${name} {\n${lines.join("\n")}\n}\n`;
}

function argsOfResource(types: NamedTypes, resource: Resource): string {
  const variants = variantsOf(resource);
  if (variants.length === 0) return argsOfVariant(types, resource);
  return [
    ...variants.map((variant) => argsOfVariant(types, resource, variant)),
    `/** ${resource.description} The protocol decides which other properties it has. */`,
    `export type ${resource.name}Args = ${variants.map((variant) => argsName(resource, variant)).join(" | ")};\n`,
  ].join("\n");
}

const argsName = ({ name }: Resource, variant?: Variant): string => `${pascal(variant ?? "")}${name}Args`;

/** The arguments of the embedded resource, without those that the embedding object lacks, and with those that it adds. */
function argsOfEmbedded(types: NamedTypes, object: NamedObject): string[] {
  const { name, field } = object;
  const { embeds } = field;
  if (!embeds) return [];
  const lacking = inputsOf(embeds).filter(([key]) => !Object.hasOwn(field.fields, key));
  const omitted = lacking.map(([key]) => JSON.stringify(key)).join(" | ");
  const variants: readonly (Variant | undefined)[] = variantsOf(embeds).length > 0 ? variantsOf(embeds) : [undefined];
  const bases = variants.map((variant) => `Omit<${argsName(embeds, variant)}, ${omitted || "never"}>`);
  const added = inputsOf(field)
    .filter(([key]) => !Object.hasOwn(embeds.fields, key))
    .map(([key, inner]) => property(types, key, inner, pathIn(object, key, inner), "input", !inner.required));
  const addition = added.length > 0 ? ` & {\n${added.join("\n")}\n}` : "";
  return [`/** ${field.description} */\nexport type ${name}Args = (${bases.join(" | ")})${addition};\n`];
}

function argsOfVariant(types: NamedTypes, resource: Resource, variant?: Variant): string {
  const own = inputsOf(resource, variant).map(([key, field]) => {
    const isTag = key === resource.variant?.by;
    // With an output in its place, the compiler could not know which protocol's fields to allow.
    if (isTag) return tag(key, field, variant, resource.variant?.default);
    return property(types, key, field, wireName(key, field), "input", !field.required);
  });
  const foreign = inputsOf(resource).filter(([, field]) => variant && field.only && field.only !== variant);
  const never = foreign.map(([key]) => `  ${key}?: never;`);
  return `export interface ${argsName(resource, variant)} {\n${[...own, ...never].join("\n")}\n}\n`;
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
