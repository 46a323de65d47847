/** The types of the package for TypeScript programs, and the names that its classes give to the engine. */
import type { Field, Resource, Variant } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/names.ts";
import { fieldsOf, inputsOf, variantsOf } from "../../provider/fields/shape.ts";
import { deprecationOf, sentencesOf } from "./describe.mts";
import { choiceOf, collectTypes, type NamedObject, type NamedTypes, pascal, pathIn } from "./types.mts";

const mark = "// Generated from provider/resources by `make generate`: change the tables instead.\n";

export function generateTypes(resources: readonly Resource[]): string {
  const types = collectTypes(resources);
  const objects = [...types.objects.values()];
  return [
    `${mark}\nimport type * as pulumi from "@pulumi/pulumi";\n`,
    ...[...types.choices.values()].map(
      ({ name, values }) => `export type ${name} = ${values.map((value) => JSON.stringify(value)).join(" | ")};\n`,
    ),
    ...objects.filter(({ isInput, field }) => isInput && !field.embeds).map((object) => inputInterface(types, object)),
    ...objects.map((object) => outputInterface(types, object)),
    ...resources.map((resource) => inputsOfResource(types, resource)),
    ...resources.map((resource) => propertiesOfResource(types, resource)),
  ].join("\n");
}

export function generateOutputs(resources: readonly Resource[]): string {
  const lists = resources.flatMap(({ name, fields }) => {
    const secrets = Object.entries(fields).filter(([, field]) => field.secret);
    return [
      [`${name.toLowerCase()}Outputs`, Object.keys(fields)],
      [`${name.toLowerCase()}Secrets`, secrets.map(([secret]) => secret)],
    ] as const;
  });
  return `${mark}\n${lists.map(([name, names]) => `export const ${name} = ${JSON.stringify(names)} as const;\n`).join("\n")}`;
}

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

function inputsOfResource(types: NamedTypes, resource: Resource): string {
  const variants = variantsOf(resource);
  if (variants.length === 0) return inputsOfVariant(types, resource, `${resource.name}Args`, undefined);
  const names = variants.map((variant) => `${pascal(variant)}${resource.name}Args`);
  return [
    ...variants.map((variant, index) => inputsOfVariant(types, resource, names[index] as string, variant)),
    `/** ${resource.description} Which protocol it speaks says what else it has. */`,
    `export type ${resource.name}Args = ${names.join(" | ")};\n`,
    "/** The same, of the client that an application is created with. */",
    `export type FirstClientArgs = ${names.map((name) => `Omit<${name}, "appId">`).join(" | ")};\n`,
  ].join("\n");
}

function inputsOfVariant(types: NamedTypes, resource: Resource, name: string, variant: Variant | undefined): string {
  const own = inputsOf(resource, variant).map(([key, field]) => {
    const isTag = key === resource.variant?.by;
    // An input that is not known until later could not tell the compiler which protocol's fields to allow.
    if (isTag) return tag(key, field, variant, resource.variant?.default);
    return property(types, key, field, wireName(key, field), "input", !field.required);
  });
  const foreign = inputsOf(resource).filter(([, field]) => variant && field.only && field.only !== variant);
  const never = foreign.map(([key]) => `  ${key}?: never;`);
  return `export interface ${name} {\n${[...own, ...never].join("\n")}\n}\n`;
}

const tag = (key: string, field: Field, variant: Variant | undefined, byDefault: unknown): string =>
  `${comment(field, wireName(key, field))}\n  ${key}${variant === byDefault ? "?" : ""}: "${variant}";`;

function propertiesOfResource(types: NamedTypes, resource: Resource): string {
  const lines = fieldsOf(resource).map(([key, field]) => {
    const always = !field.only && (field.output ? field.answered !== "sometimes" : field.required === true);
    const type = `${typeOf(types, field, "output")}${always ? "" : " | undefined"}`;
    return `${comment(field, wireName(key, field))}\n  readonly ${key}: pulumi.Output<${type}>;`;
  });
  return `/** The outputs of ${resource.name}. */\nexport interface ${resource.name}Properties {\n${lines.join("\n")}\n}\n`;
}

type Side = "input" | "output";

function property(types: NamedTypes, key: string, field: Field, path: string, side: Side, optional: boolean): string {
  const type = typeOf(types, field, side);
  return `${comment(field, path)}\n  ${key}${optional ? "?" : ""}: ${side === "input" ? `pulumi.Input<${type}>` : type};`;
}

function typeOf(types: NamedTypes, field: Field, side: Side): string {
  switch (field.type) {
    case "string":
      return choiceOf(types, field)?.name ?? "string";
    case "array": {
      const item = typeOf(types, field.items, side);
      return side === "input" ? `pulumi.Input<${item}>[]` : `${item}[]`;
    }
    case "oneOrMany":
      return `${typeOf(types, field.items, side)}[]`;
    case "object":
      return side === "input" ? `${field.name}Args` : field.name;
    case "json":
      return "Record<string, unknown>";
    default:
      return field.type;
  }
}

function comment(field: Field, path: string): string {
  const deprecation = deprecationOf(field);
  const lines = [sentencesOf(field, path).join(" "), ...(deprecation ? [`@deprecated ${deprecation}`] : [])];
  if (lines.length === 1) return `  /** ${lines[0]} */`;
  return `  /**\n${lines.map((line) => `   * ${line}`).join("\n")}\n   */`;
}
