/** The reference: a page for each resource, with its inputs and outputs, and one for all functions. */
import type { Field, ObjectField, Resource, Shape } from "../../provider/fields/field.ts";
import { listed, nounOf, wireName } from "../../provider/fields/naming.ts";
import { requestsOf } from "../../provider/fields/requests.ts";
import { fieldsOf, inputsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { aboutType, choicesIn, deprecationOf, describeFunction, protocols, rulesOf, sentencesOf } from "./describe.mts";
import { blockOf, examplesOf } from "./examples.mts";
import { headOf, table } from "./markdown.mts";

/** The name of a resource's page: `signing-key.md`. */
export const fileOf = ({ name }: Resource): string => `${nounOf(name).replaceAll(" ", "-")}.md`;

export function generateReference(resource: Resource): string {
  const inputs = inputsOf(resource);
  const outputs = fieldsOf(resource).filter(([, field]) => field.output);
  const objects = objectsIn([...inputs, ...outputs]);
  const choices = longChoicesIn([
    ...[...inputs, ...outputs],
    ...[...objects.values()].flatMap(({ field }) => fieldsOf(field)),
  ]);
  return [
    headOf(
      resource.name,
      `Inputs, outputs, permissions and examples of the resource ${resource.name} of Transmit Security.`,
    ),
    `${[resource.description, ...rulesOf(resource)].join(" ")}\n`,
    `Id: \`${resource.id.join("/")}\`, which \`${resource.name}.get(name, id)\` takes, and [an import](../import.md).\n`,
    ...programsOf(resource),
    "## Inputs\n",
    propertyTable(inputs, wireName, resource),
    "## Outputs\n",
    "Every input is also an output. The others:\n",
    propertyTable(outputs, wireName),
    ...permissionsOf(resource),
    ...(objects.size > 0 ? ["## Objects\n"] : []),
    ...[...objects.values()].flatMap(({ field, camelCase }) => [
      `### ${field.name}\n`,
      `${[aboutType(field), ...rulesOf(field)].join(" ")}\n`,
      propertyTable(fieldsOf(field), (key, inner) => wireName(key, inner, camelCase), field),
    ]),
    ...(choices.length > 0 ? ["## Choices\n"] : []),
    ...choices.map(({ name, values }) => `### ${name}\n\n${coded(values)}\n`),
  ].join("\n");
}

/** A program in each language. */
function programsOf({ name }: Resource): string[] {
  const examples = examplesOf(name);
  if (examples.length === 0) return [];
  const programs = examples.map(({ language, fence, text }) => {
    // The package for TypeScript has the same classes and values as the plugin's SDK.
    const own = text.replace('"pulumi-transmit-plugin"', '"pulumi-transmit"');
    return `### ${language}\n\n${blockOf({ fence: fence === "typescript" ? "ts" : fence, text: own })}\n`;
  });
  return ["## Example\n", `${spelling}\n`, ...programs];
}

const spelling =
  "The tables below have the names of TypeScript and YAML. Python writes `app_name` for `appName`, and Go `AppName`.";

/** The permissions for each request; nothing if the API's description lists none. */
function permissionsOf(resource: Resource): string[] {
  const requests = requestsOf(resource).filter(({ permissions }) => permissions.length > 0);
  if (requests.length === 0) return [];
  const rows = requests.map(({ kind, method, path, permissions }) => {
    const names = permissions.map((permission) => `\`${permission}\``).join(", ");
    return [kind, `\`${method} ${path}\``, names];
  });
  return [
    "## Permissions\n",
    "The API's description lists these permissions for each request. It does not say whether one of them is enough. They are " +
      "for applications with roles: a management application, whose credentials the provider usually has, needs no role.\n",
    table(["operation", "request", "permissions"], rows),
  ];
}

/** One page for all functions. The properties of their results are on the pages of the resources. */
export const generateFunctionsReference = (functions: readonly ProviderFunction[]): string =>
  [
    headOf("functions", "Functions that find applications, clients and signing keys of Transmit Security."),
    preface,
    ...functions.map(describe),
  ].join("\n");

const preface = `Functions find what exists and is managed elsewhere. They do not manage what they find.

## Example

### TypeScript

\`\`\`ts
import * as transmit from "pulumi-transmit";

const shop = transmit.getApplication({ appName: "Shop" });
const website = transmit.getClient({ appId: shop.appId, name: "Shop website" });

export const clientId = website.clientId;
export const clientSecret = website.clientSecret; // a secret
\`\`\`

### Python

\`\`\`python
import pulumi
import pulumi_transmit as transmit

shop = transmit.get_application_output(app_name="Shop")
website = transmit.get_client_output(app_id=shop.app_id, name="Shop website")

pulumi.export("clientId", website.client_id)
pulumi.export("clientSecret", website.client_secret)
\`\`\`

### Go

\`\`\`go
package main

import (
	"github.com/pulumi-transmit/pulumi-transmit/sdk/go/transmit"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		shop := transmit.LookupApplicationOutput(ctx, transmit.LookupApplicationOutputArgs{
			AppName: pulumi.String("Shop"),
		})
		website := transmit.LookupClientOutput(ctx, transmit.LookupClientOutputArgs{
			AppId: shop.AppId(),
			Name:  pulumi.String("Shop website"),
		})
		ctx.Export("clientId", website.ClientId())
		ctx.Export("clientSecret", website.ClientSecret())
		return nil
	})
}
\`\`\`

### YAML

\`\`\`yaml
variables:
  shop:
    fn::invoke:
      function: transmit:getApplication
      arguments:
        appName: Shop
  website:
    fn::invoke:
      function: transmit:getClient
      arguments:
        appId: \${shop.appId}
        name: Shop website
outputs:
  clientId: \${website.clientId}
  clientSecret: \${website.clientSecret}
\`\`\`

## Rules

Functions also send their requests in a preview. While an argument is unknown, the result is unknown. If nothing matches, or
several have the same name, the program ends with a message that says what exists.

In \`pulumi-transmit\`, a function takes inputs and returns one output, and each property of the result is an output as
well. Only secret properties are secrets there, but the whole result is one, and so is a list whose items hold secrets: use
\`pulumi.unsecret\` for what is not secret in such a list. In the SDKs of the plugin, \`getApplicationOutput\` takes inputs,
and everything that it returns is a secret; the plain \`getApplication\` returns secrets unprotected.
`;

function describe(one: ProviderFunction): string {
  const { name, resource, args, result, lists } = one;
  const inputs = fieldsOf(args);
  const item = lists && result.fields[lists];
  const returned = item && "items" in item && "fields" in item.items ? item.items.fields : result.fields;
  const missing = Object.keys(resource.fields).filter((key) => !Object.hasOwn(returned, key));
  const page = `[${resource.name}](${fileOf(resource)})`;
  const what = `of ${page} except ${listed(
    missing.map((key) => `\`${key}\``),
    "and",
  )}`;
  return [
    `## ${name}\n`,
    `${describeFunction(one)}\n`,
    ...(inputs.length > 0 ? [propertyTable(inputs, wireName, args)] : []),
    lists
      ? `Result: \`${lists}\`, the oldest first, each with all inputs and outputs ${what}.\n`
      : `Result: all inputs and outputs ${what}.\n`,
  ].join("\n");
}

/** @param shape The object that has the fields, for its rules. Not of outputs alone. */
function propertyTable(
  fields: readonly [string, Field][],
  called: (key: string, field: Field) => string,
  shape: Shape = { fields: {} },
): string {
  const rows = fields.map(([key, field]) => {
    const deprecation = deprecationOf(field);
    const flags = [necessityOf(key, field, shape), field.secret && "secret", deprecation && "deprecated"].filter(
      Boolean,
    );
    const text = [...sentencesOf(field, called(key, field)), ...(deprecation ? [deprecation] : [])].join(" ");
    return [`\`${key}\`${flags.length > 0 ? ` (${flags.join(", ")})` : ""}`, typeName(field), text];
  });
  return table(["property", "type", "meaning"], rows);
}

/** Whether a program must set it. */
function necessityOf(key: string, field: Field, shape: Shape): string | undefined {
  const choices = choicesIn(shape);
  if (choices.includes(key)) return `exactly one of ${coded(choices)}`;
  if (!field.required) return undefined;
  return field.only && shape.variant ? `required for ${protocols[field.only]}` : "required";
}

/** So many choices would stand in the way where a table repeats them. */
const longChoices = 20;

type Choice = { name: string; values: readonly string[] };

const choiceOf = (field: Field): Choice | undefined =>
  field.type === "string" && field.name !== undefined && field.enum && field.enum.length >= longChoices
    ? { name: field.name, values: field.enum }
    : undefined;

function longChoicesIn(fields: readonly [string, Field][]): Choice[] {
  const found = fields.flatMap(([, field]) => choiceOf("items" in field ? field.items : field) ?? []);
  return [...new Map(found.map((choice) => [choice.name, choice])).values()];
}

const coded = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const linkTo = (name: string): string => `[${name}](#${name.toLowerCase()})`;

function typeName(field: Field): string {
  const choice = choiceOf(field);
  if (choice) return linkTo(choice.name);
  switch (field.type) {
    case "string":
      return field.enum ? coded(field.enum) : "string";
    case "boolean":
      return "boolean";
    case "array":
      return `list of ${typeName(field.items)}`;
    case "oneOrMany":
      return `${typeName(field.items)}, or a list of them`;
    case "object":
      return linkTo(field.name);
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
