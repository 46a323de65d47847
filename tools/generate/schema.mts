/** The Pulumi package schema: the resources and functions, for the plugin and for every language. */
import { settings } from "../../provider/api/config/settings.ts";
import type { Field, Resource } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, inputsOf, isAlwaysThere } from "../../provider/fields/shape.ts";
import { listingOf, type ProviderFunction } from "../../provider/functions/index.ts";
import { aboutType, rulesOf } from "./describe.mts";
import { pageOf } from "./page.mts";
import { memberOf } from "./property.mts";
import { type Manifest, publicationOf } from "./publication.ts";
import { functionOf, type Json, propertyOf, requiredOf, token } from "./schemaProperty.mts";
import { choicesOf, collectTypes, type NamedTypes, pascal, pathIn } from "./types.mts";

export function generateSchema(
  resources: readonly Resource[],
  functions: readonly ProviderFunction[],
  manifest: Manifest & { version: string; description: string },
): string {
  const { version, description } = manifest;
  const types = collectTypes(resources, functions);
  const config = configProperties();
  const schema = {
    name: "transmit",
    displayName: "Transmit Security",
    version,
    description,
    keywords: ["pulumi", "transmit", "mosaic", "identity", "oidc", "saml", "category/infrastructure", "kind/native"],
    publisher: "pulumi-transmit",
    ...publicationOf(manifest),
    license: "Apache-2.0",
    attribution: "Independent of Transmit Security. The names are those of its API.",
    meta: { supportPack: true },
    config: { variables: config },
    provider: {
      description: "The connection to a tenant of Transmit Security.",
      inputProperties: config,
      properties: config,
    },
    types: typesOf(types),
    resources: Object.fromEntries(resources.map((resource) => [token(resource.name), resourceOf(types, resource)])),
    functions: Object.fromEntries(functions.map((one) => [token(one.name), functionOf(types, one)])),
    language: {
      nodejs: {
        packageName: "pulumi-transmit-plugin",
        packageDescription: `${description}, through its plugin`,
        readme: readmeFor(version, "Node.js", "npm install pulumi-transmit-plugin @pulumi/pulumi", "ts", nodeProgram),
        respectSchemaVersion: true,
      },
      python: {
        packageName: "pulumi_transmit",
        readme: readmeFor(version, "Python", "pip install pulumi_transmit", "python", pythonProgram),
        respectSchemaVersion: true,
        pyproject: { enabled: true },
      },
      go: {
        importBasePath: "github.com/pulumi-transmit/pulumi-transmit/sdk/go/transmit",
        respectSchemaVersion: true,
        generateResourceContainerTypes: true,
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const nodeProgram = `import * as transmit from "pulumi-transmit-plugin";

const shop = new transmit.Application("shop", {
  appName: "Shop",
  firstClient: { name: "Website", redirectUris: ["https://shop.example/callback"] },
});`;

const pythonProgram = `import pulumi_transmit as transmit

shop = transmit.Application("shop",
    app_name="Shop",
    first_client={"name": "Website", "redirect_uris": ["https://shop.example/callback"]})`;

const readmeFor = (version: string, language: string, install: string, fence: string, program: string): string =>
  `# Transmit Security for ${language}

Applications of Transmit Security (Mosaic) and their OIDC and SAML clients as code.

\`\`\`sh
${install}
pulumi plugin install resource transmit ${version} --file pulumi-resource-transmit-v${version}-linux-amd64.tar.gz
\`\`\`

The archive of the plugin is a file of the release; there is one for each system. The plugin needs Node.js 22 or newer on PATH.

\`\`\`${fence}
${program}
\`\`\`
`;

function configProperties(): Json {
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      {
        type: "type" in setting ? setting.type : "string",
        ...("enum" in setting && { $ref: `#/types/${token(pascal(name))}` }),
        ...("secret" in setting && { secret: true }),
        // Without `defaultInfo`, with which an SDK turns a variable into an argument of the provider: the state would keep it,
        // and it would count as the program's own. The plugin reads the variables itself.
        description: `${setting.description} Or ${setting.env} in the environment.`,
      },
    ]),
  );
}

/** With a name, if the one that a language derives from the value would have an underscore in the middle. */
const choice = (value: string) => (/[^a-z]/i.test(value) ? { name: memberOf(value), value } : { value });

function typesOf(types: NamedTypes): Json {
  const choices = choicesOf(types).map(({ name, values, description }) => [
    token(name),
    { type: "string", description, enum: values.map(choice) },
  ]);
  const objects = [...types.objects.values()].map((object) => {
    const { name, field } = object;
    const isShown = ([, inner]: [string, Field]) => !field.embeds || !inner.output;
    const shown = fieldsOf(field).filter(isShown);
    return [
      token(name),
      {
        type: "object",
        description: [aboutType(field), ...rulesOf(field)].join(" "),
        properties: Object.fromEntries(
          shown.map(([key, inner]) => [key, propertyOf(types, inner, pathIn(object, key, inner))]),
        ),
        ...requiredOf(shown.filter(([, inner]) => inner.required && !inner.only)),
      },
    ];
  });
  return Object.fromEntries([...choices, ...objects].sort(([a], [b]) => String(a).localeCompare(String(b))));
}

function resourceOf(types: NamedTypes, resource: Resource): Json {
  const properties = (fields: readonly [string, Field][]) =>
    Object.fromEntries(fields.map(([key, field]) => [key, propertyOf(types, field, wireName(key, field))]));
  return {
    description: pageOf(resource),
    properties: properties(fieldsOf(resource)),
    ...requiredOf(fieldsOf(resource).filter(([, field]) => isAlwaysThere(field))),
    inputProperties: properties(inputsOf(resource)),
    requiredInputs: inputsOf(resource)
      .filter(([, field]) => field.required && !field.only)
      .map(([key]) => key),
    listInputs: listInputsOf(types, resource),
    aliases: [{ type: `pulumi-nodejs:dynamic/transmit:${resource.name}` }],
  };
}

/** What `pulumi do … list` needs: the arguments of the function that finds all resources of the kind. */
function listInputsOf(types: NamedTypes, resource: Resource): Json {
  const fields = [...fieldsOf(listingOf(resource).args)];
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(([key, field]) => [key, propertyOf(types, field, wireName(key, field))])),
    ...requiredOf(fields),
  };
}
