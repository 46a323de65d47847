/** The reference: a page a resource, with all that can be set and all that comes back. */
import type { Field, ObjectField, Resource } from "../../provider/fields/field.ts";
import { listed, nounOf, wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { deprecationOf, describeFunction, rulesOf, sentencesOf } from "./describe.mts";

const mark = "<!-- Generated from the provider's tables by `make generate`: change the tables instead. -->";

/** The name of a resource's page: `signing-key.md`. */
export const fileOf = ({ name }: Resource): string => `${nounOf(name).replaceAll(" ", "-")}.md`;

export function generateReference(resource: Resource): string {
  const inputs = inputsOf(resource);
  const outputs = fieldsOf(resource).filter(([, field]) => field.output);
  const objects = objectsIn([...inputs, ...outputs]);
  return [
    `${mark}\n`,
    `# ${resource.name}\n`,
    `${[resource.description, ...rulesOf(resource)].join(" ")}\n`,
    `Id: \`${resource.id.join("/")}\`, which \`${resource.name}.get(name, id)\` takes, and [an import](../import.md).\n`,
    "## Inputs\n",
    table(inputs, wireName),
    "## Outputs\n",
    "Every input is an output as well. Besides:\n",
    table(outputs, wireName),
    ...(objects.size > 0 ? ["## Objects\n"] : []),
    ...[...objects.values()].flatMap(({ field, camelCase }) => [
      `### ${field.name}\n`,
      `${[field.description, ...rulesOf(field)].join(" ")}\n`,
      table(fieldsOf(field), (key, inner) => wireName(key, inner, camelCase)),
    ]),
  ].join("\n");
}

/** One page for all: what they tell of a resource is on that resource's own page. */
export const generateFunctionsReference = (functions: readonly ProviderFunction[]): string =>
  [`${mark}\n`, "# Functions\n", preface, ...functions.map(tellOf)].join("\n");

const preface = `What exists already, and is managed elsewhere, a program can ask for. Nothing comes to be managed by that.

\`\`\`ts
const shop = transmit.getApplication({ appName: "Shop" });
const website = transmit.getClient({ appId: shop.appId, name: "Shop website" });

export const clientId = website.clientId;
export const clientSecret = website.clientSecret; // a secret
\`\`\`

The API is asked in previews as well. With an argument that is not known yet, nothing is known yet of the result. What is
not there, and a name that several have, end the program with a message that says what there is.

In \`pulumi-transmit\`, a function takes inputs and returns one output. Its properties are outputs of their own, of which
only the secret ones are secrets; the whole, and a list with secrets in it, are secrets altogether: of a list, take what
is none with \`pulumi.unsecret\`. In the SDKs of the plugin, \`getApplicationOutput\` takes inputs and keeps secrets, all of
its properties among them, and the plain \`getApplication\` returns secrets in clear.
`;

function tellOf(one: ProviderFunction): string {
  const { name, resource, args, result, lists } = one;
  const inputs = fieldsOf(args);
  const item = lists && result.fields[lists];
  const told = item && "items" in item && "fields" in item.items ? item.items.fields : result.fields;
  const untold = Object.keys(resource.fields).filter((key) => !Object.hasOwn(told, key));
  const page = `[${resource.name}](${fileOf(resource)})`;
  const what = `of ${page} but ${listed(
    untold.map((key) => `\`${key}\``),
    "and",
  )}`;
  return [
    `## ${name}\n`,
    `${describeFunction(one)}\n`,
    ...(inputs.length > 0 ? [table(inputs, wireName)] : []),
    lists
      ? `Result: \`${lists}\`, the oldest first, each with all inputs and outputs ${what}.\n`
      : `Result: all inputs and outputs ${what}.\n`,
  ].join("\n");
}

function table(fields: readonly [string, Field][], called: (key: string, field: Field) => string): string {
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

function objectsIn(fields: readonly [string, Field][], camelCase = false, found: Named = new Map()): Named {
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
