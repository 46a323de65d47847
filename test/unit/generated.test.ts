/** What is generated says all that the tables say, to the engine and to whoever reads it. */

import { settings } from "../../provider/api/settings.ts";
import type { Field, Resource, Shape } from "../../provider/fields/field.ts";
import { inputsOf } from "../../provider/fields/shape.ts";
import { resources } from "../../provider/resources/index.ts";
import schema from "../../schema.json";
import * as outputs from "../../sdk/dynamic/outputs.ts";

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
  description?: string;
  secret?: boolean;
  replaceOnChanges?: boolean;
  willReplaceOnChanges?: boolean;
  deprecationMessage?: string;
  defaultInfo?: { environment: string[] };
}

interface Type {
  description?: string;
  type?: string;
  properties?: Record<string, Property>;
  enum?: { value: string }[];
}

interface ResourceType {
  properties: Record<string, Property>;
  required: string[];
  inputProperties: Record<string, Property>;
  requiredInputs: string[];
  aliases: { type: string }[];
}

const types = schema.types as Record<string, Type>;
const typeNamed = (name: string): Type => types[`transmit:index:${name}`] as Type;
const resourceNamed = ({ name }: Resource) =>
  (schema.resources as unknown as Record<string, ResourceType>)[`transmit:index:${name}`] as ResourceType;

/** Every field that programs can see, with the property that the schema makes of it. */
function everyField(): [path: string, field: Field, property: Property | undefined][] {
  const within = (shape: Shape, path: string, properties: Type["properties"], isShown: (field: Field) => boolean) =>
    Object.entries(shape.fields)
      .filter(([, field]) => isShown(field))
      .flatMap(([name, field]): [string, Field, Property | undefined][] => {
        const inner = "items" in field ? field.items : field;
        const below =
          inner.type === "object"
            ? within(inner, `${path}.${name}`, typeNamed(inner.name)?.properties, (one) => !inner.embeds || !one.output)
            : [];
        return [[`${path}.${name}`, field, properties?.[name]], ...below];
      });
  return resources.flatMap((resource) =>
    within(resource, resource.name, resourceNamed(resource).properties, () => true),
  );
}

const named = (wrong: (field: Field, property: Property | undefined) => boolean): string[] =>
  everyField().flatMap(([path, field, property]) => (wrong(field, property) ? [path] : []));

test("every field of every table is a property of the schema, with a description", () => {
  expect(named((_, property) => !property?.description)).toEqual([]);
});

test("what is secret in a table is secret in the schema, and nothing else is", () => {
  expect(named((field, property) => property?.secret !== (field.type === "object" ? undefined : field.secret))).toEqual(
    [],
  );
});

test("an object that is secret has its secrets marked within, so that the rest of it stays readable", () => {
  const secrets = everyField().flatMap(([path, , property]) => (property?.secret ? [path] : []));
  const methods = "Application.loginPreferences.authMethods";
  expect(secrets).toEqual([
    "Application.clientSecret",
    ...["google", "facebook", "apple", "line"].map((method) => `${methods}.${method}.clientSecret`),
    `${methods}.push.apn.key`,
    `${methods}.push.fcm.key`,
    `${methods}.tiktok.clientSecret`,
    "Client.clientSecret",
  ]);
});

test("what replaces a resource does so in the schema", () => {
  const flags = (property?: Property) => [property?.replaceOnChanges, property?.willReplaceOnChanges];
  const wrong = named((field, property) => flags(property).some((flag) => flag !== field.replaceOnChanges));
  expect(wrong).toEqual([]);
});

test("what is deprecated says what to use instead", () => {
  const says = (field: Field, { deprecationMessage = "" }: Property) =>
    (field.deprecated ?? []).every((other) => deprecationMessage.includes(other)) &&
    (field.deprecated !== undefined) === (deprecationMessage !== "");
  expect(named((field, property) => !says(field, property as Property))).toEqual([]);
});

test("a choice is an enum of the same values", () => {
  const valuesOf = (property?: Property) =>
    types[property?.$ref?.replace("#/types/", "") ?? ""]?.enum?.map(({ value }) => value);
  const wrong = named((field, property) => {
    const [choice, shown] = field.type === "array" ? [field.items, property?.items] : [field, property];
    return choice.type === "string" && JSON.stringify(valuesOf(shown)) !== JSON.stringify(choice.enum);
  });
  expect(wrong).toEqual([]);
});

describe.each(resources.map((resource): [string, Resource] => [resource.name, resource]))("%s", (name, resource) => {
  const generated = resourceNamed(resource);

  test("takes what the table takes, and requires what every variant requires", () => {
    const inputs = inputsOf(resource);
    expect(Object.keys(generated.inputProperties)).toEqual(inputs.map(([key]) => key));
    expect(generated.requiredInputs).toEqual(
      inputs.flatMap(([key, field]) => (field.required && !field.only ? [key] : [])),
    );
  });

  test("is known by the name that it has as a dynamic resource", () => {
    expect(generated.aliases).toEqual([{ type: `pulumi-nodejs:dynamic/transmit:${name}` }]);
  });

  test("gives its class every property, and tells the engine which are secret", () => {
    const lists = outputs as unknown as Record<string, readonly string[]>;
    const secrets = Object.entries(resource.fields as Record<string, Field>).filter(([, field]) => field.secret);
    expect(lists[`${name.toLowerCase()}Outputs`]).toEqual(Object.keys(resource.fields));
    expect(lists[`${name.toLowerCase()}Secrets`]).toEqual(secrets.map(([key]) => key));
  });
});

test.each([
  ["the configuration", schema.config.variables],
  ["the provider", schema.provider.inputProperties],
])("%s has every setting, secret where the table says so, each with its variable", (_, properties) => {
  const shown = Object.entries(properties as Record<string, Property>);
  const variableOf = ({ defaultInfo, description }: Property) =>
    defaultInfo?.environment.join() ?? description?.match(/Or (\w+) in the environment/)?.[1];
  expect(shown.map(([name, property]) => [name, property.secret, variableOf(property)])).toEqual(
    Object.entries(settings).map(([name, setting]) => [name, "secret" in setting || undefined, setting.env]),
  );
});

test("no two types share a name with a resource", () => {
  expect(Object.keys(types).filter((name) => name in schema.resources)).toEqual([]);
});
