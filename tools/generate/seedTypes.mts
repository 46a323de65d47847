/** The types of the emulator's seeds: `Seed`, which may leave things out, and `Contents`, which the emulator returns. */
import { type Form, openForms } from "../../emulator/seed/form.ts";
import type { Field, ObjectField, Resource } from "../../provider/fields/field.ts";
import { aboutType } from "./describe.mts";
import { mark } from "./property.mts";

export function generateSeedTypes(resources: readonly Resource[]): string {
  const forms = openForms(resources);
  const objects = new Map<string, ObjectField>();
  for (const { fields } of flatten(forms)) for (const field of Object.values(fields)) collect(objects, field);
  return [
    mark,
    ...[...objects.values()].map((field) =>
      interfaceOf(`Seed${field.name}`, aboutType(field), linesOf(field.fields, Object.keys(field.fields))),
    ),
    ...flatten(forms).flatMap(typesOf),
    interfaceOf("Seed", "What a tenant holds, as JSON. Everything may be left out.", [
      line("$schema", "string", true, "For editors: the path or the address of the package's `seed.schema.json`."),
      line("version", "1", true, "Version of the format."),
      line("tenantId", "string", true, 'Id of the tenant. Default "emulated-tenant".'),
      line("managementAppId", "string", true, "Id of the application that the credentials and signing keys belong to."),
      line("credentials", "{ clientId: string; clientSecret: string }", true, "What access tokens are given out for."),
      ...forms.map((form) => listLine(form, "Seed", true)),
    ]),
    interfaceOf("Contents", "What a tenant holds, secrets included. It is a `Seed`, too.", [
      line("version", "1", false, "Version of the format."),
      line("tenantId", "string", false, "Id of the tenant."),
      line("managementAppId", "string", false, "Id of the application that the credentials belong to."),
      ...forms.map((form) => listLine(form, "Contents", false)),
    ]),
  ].join("\n");
}

const flatten = (forms: readonly Form[]): Form[] => forms.flatMap((form) => [...flatten(form.children), form]);

function collect(objects: Map<string, ObjectField>, field: Field): void {
  if ("items" in field) collect(objects, field.items);
  if (field.type !== "object" || objects.has(field.name)) return;
  for (const inner of Object.values(field.fields)) collect(objects, inner);
  objects.set(field.name, field);
}

function typesOf(form: Form): string[] {
  const { name, description, nameField } = form.resource;
  const marker = form.hasDefault
    ? [line("default", "boolean", true, "Whether it is the default one. Without a mark, the first is.")]
    : [];
  const extended = (kind: "Seed" | "Contents") => form.children.map((child) => listLine(child, kind, kind === "Seed"));
  const always = [form.id[0], nameField, ...Object.keys(form.fields).filter((key) => isAlwaysKnown(form, key))];
  const known = Object.fromEntries(Object.entries(form.fields).filter(([key]) => always.includes(key)));
  return [
    interfaceOf(`Seed${name}`, description, [
      ...marker,
      ...linesOf(
        form.fields,
        Object.keys(form.fields).filter((key) => key !== nameField),
      ),
      ...extended("Seed"),
    ]),
    `/** The same with what the emulator always knows. */\nexport interface ${name}Contents extends Seed${name} {\n${[
      ...linesOf(known, []),
      ...extended("Contents"),
    ].join("\n")}\n}\n`,
  ];
}

/** Secrets, and the times of all changes. */
const isAlwaysKnown = ({ fields }: Form, key: string): boolean => {
  const field = fields[key] as Field;
  return (
    ["createdAt", "updatedAt"].includes(key) ||
    (field.output === true && field.secret === true && field.type === "string")
  );
};

const listLine = ({ key, resource }: Form, kind: "Seed" | "Contents", optional: boolean): string =>
  line(key, `${kind === "Seed" ? `Seed${resource.name}` : `${resource.name}Contents`}[]`, optional, "Oldest first.");

const interfaceOf = (name: string, description: string, lines: readonly string[]): string =>
  `/** ${description} */\nexport interface ${name} {\n${lines.join("\n")}\n}\n`;

const linesOf = (fields: Readonly<Record<string, Field>>, optional: readonly string[]): string[] =>
  Object.entries(fields).map(([key, field]) => line(key, typeOf(field), optional.includes(key), field.description));

const line = (key: string, type: string, optional: boolean, description: string): string =>
  `  /** ${description} */\n  ${key}${optional ? "?" : ""}: ${type};`;

function typeOf(field: Field): string {
  switch (field.type) {
    case "string":
      return field.enum ? field.enum.map((value) => JSON.stringify(value)).join(" | ") : "string";
    case "array":
      return listOf(field.items);
    case "oneOrMany":
      return `${typeOf(field.items)} | ${listOf(field.items)}`;
    case "object":
      return `Seed${field.name}`;
    case "json":
      return "Record<string, unknown>";
    default:
      return field.type;
  }
}

const listOf = (items: Field): string => {
  const type = typeOf(items);
  return type.includes("|") ? `(${type})[]` : `${type}[]`;
};
