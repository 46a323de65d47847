/** The reference: a page a resource, with all that can be set and all that comes back. */
import type { Field, ObjectField, Resource } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/names.ts";
import { fieldsOf, inputsOf } from "../../provider/fields/shape.ts";
import { deprecationOf, sentencesOf } from "./describe.mts";

const mark = "<!-- Generated from provider/resources by `make generate`: change the tables instead. -->";

export function generateReference(resource: Resource): string {
  const inputs = inputsOf(resource);
  const outputs = fieldsOf(resource).filter(([, field]) => field.output);
  const objects = objectsIn([...inputs, ...outputs]);
  return [
    `${mark}\n`,
    `# ${resource.name}\n`,
    `${resource.description}\n`,
    `Id: \`${resource.id.join("/")}\`, which \`${resource.name}.get(name, id)\` takes.\n`,
    "## Inputs\n",
    table(inputs, wireName),
    "## Outputs\n",
    "Every input is an output as well. Besides:\n",
    table(outputs, wireName),
    ...(objects.size > 0 ? ["## Objects\n"] : []),
    ...[...objects.values()].flatMap(({ field, camelCase }) => [
      `### ${field.name}\n`,
      `${field.description}\n`,
      table(fieldsOf(field), (key, inner) => wireName(key, inner, camelCase)),
    ]),
  ].join("\n");
}

function table(fields: [string, Field][], called: (key: string, field: Field) => string): string {
  const rows = fields.map(([key, field]) => {
    const deprecation = deprecationOf(field);
    const flags = [field.required && "required", field.secret && "secret", deprecation && "deprecated"].filter(Boolean);
    const text = [...sentencesOf(field, called(key, field)), ...(deprecation ? [deprecation] : [])].join(" ");
    return `| \`${key}\`${flags.length > 0 ? ` (${flags.join(", ")})` : ""} | ${typeName(field)} | ${text} |`;
  });
  return `| property | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

function typeName(field: Field): string {
  switch (field.type) {
    case "string":
      return field.enum ? field.enum.map((value) => `\`${value}\``).join(", ") : "text";
    case "boolean":
      return "flag";
    case "array":
      return `list of ${typeName(field.items)}`;
    case "oneOrMany":
      return `${typeName(field.items)}, or a list of them`;
    case "object":
      return `[${field.name}](#${field.name.toLowerCase()})`;
    case "json":
      return "JSON";
    default:
      return field.type;
  }
}

type Named = Map<string, { field: ObjectField; camelCase: boolean }>;

function objectsIn(fields: [string, Field][], camelCase = false, found: Named = new Map()): Named {
  for (const [, field] of fields) {
    const inner = "items" in field ? field.items : field;
    if (inner.type !== "object" || found.has(inner.name)) continue;
    const below = inner.camelCase ?? camelCase;
    const shown = inner.embeds ? { ...inner, fields: Object.fromEntries(inputsOf(inner)) } : inner;
    found.set(inner.name, { field: shown, camelCase: below });
    objectsIn(fieldsOf(shown), below, found);
  }
  return found;
}
