/** The JSON Schema of the emulator's seeds, for editors and for tools that write them. */
import { type Form, openForms, version } from "../../emulator/seed/form.ts";
import type { Field, Resource, Variant } from "../../provider/fields/field.ts";
import { variantsOf } from "../../provider/fields/shape.ts";

type Schema = Record<string, unknown>;

export function generateSeedSchema(resources: readonly Resource[]): string {
  const forms = openForms(resources);
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Seed of the emulator of pulumi-transmit",
    description:
      "What a tenant holds. The emulator starts with it and returns it; names must be given, all else may be left out.",
    ...object({
      $schema: { type: "string" },
      version: { const: version, description: "Version of the format." },
      tenantId: { ...text, description: 'Id of the tenant. Default "emulated-tenant".' },
      managementAppId: {
        ...text,
        description: "Id of the application that the credentials and signing keys belong to.",
      },
      credentials: {
        ...object({ clientId: text, clientSecret: text }, ["clientId", "clientSecret"]),
        description: "What access tokens are given out for. Default: made up.",
      },
      ...lists(forms),
    }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const text: Schema = { type: "string", pattern: "\\S" };

const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

const lists = (forms: readonly Form[]): Schema =>
  Object.fromEntries(forms.map((form) => [form.key, { type: "array", items: itemOf(form) }]));

/** Another variant has other fields. */
function itemOf(form: Form): Schema {
  const { variant, description } = form.resource;
  const names = variantsOf(form.resource);
  if (!variant || names.length === 0) return { description, ...bodyOf(form) };
  return { description, oneOf: names.map((name) => variantOf(form, variant, name)) };
}

function variantOf(form: Form, { by, default: absent }: { by: string; default: Variant }, name: Variant): Schema {
  const body = bodyOf(form, name) as { properties: Schema; required: string[] };
  const named = { ...(body.properties[by] as Schema), enum: [name] };
  const required = name === absent ? body.required : [...body.required, by];
  return { ...body, properties: { ...body.properties, [by]: named }, required };
}

function bodyOf(form: Form, variant?: Variant): Schema {
  const fields = Object.entries(form.fields).filter(([, { only }]) => !only || !variant || only === variant);
  const parents = form.parents.map(([name]) => [
    name,
    { ...text, description: "Of what it lies in: it may be left out." },
  ]);
  return object(
    {
      ...(form.hasDefault && {
        default: { type: "boolean", description: "Whether it is the default one. Without a mark, the first is." },
      }),
      ...Object.fromEntries(parents),
      ...Object.fromEntries(
        fields.map(([name, field]) => [name, { ...schemaOf(field), description: field.description }]),
      ),
      ...lists(form.children),
    },
    [form.resource.nameField],
  );
}

function schemaOf(field: Field): Schema {
  switch (field.type) {
    case "string":
      return { type: "string", ...(field.enum && { enum: field.enum }), ...formatOf(field.format) };
    case "number":
      return {
        type: "number",
        ...(field.minimum !== undefined && { minimum: field.minimum }),
        ...(field.maximum !== undefined && { maximum: field.maximum }),
      };
    case "boolean":
      return { type: "boolean" };
    case "array":
      return { type: "array", items: schemaOf(field.items) };
    case "oneOrMany":
      return { anyOf: [schemaOf(field.items), { type: "array", items: schemaOf(field.items) }] };
    case "json":
      return { type: "object" };
    case "object":
      return object(
        Object.fromEntries(
          Object.entries(field.fields).map(([name, inner]) => [
            name,
            { ...schemaOf(inner), description: inner.description },
          ]),
        ),
      );
  }
}

/** The formats that JSON Schema knows. An empty text stands for none. */
const formatOf = (format: string | undefined): Schema =>
  format === "date-time" ? { format } : format === "uri" ? { anyOf: [{ format }, { maxLength: 0 }] } : {};
