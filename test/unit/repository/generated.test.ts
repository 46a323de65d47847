/** The generated files say all that the definitions say. */

import * as pulumi from "@pulumi/pulumi";
import { settings } from "../../../provider/api/config/settings.ts";
import * as providers from "../../../provider/dynamic/index.ts";
import type { Field, Resource, Shape } from "../../../provider/fields/field.ts";
import { camel } from "../../../provider/fields/naming.ts";
import { inputsOf } from "../../../provider/fields/shape.ts";
import { functions, type ProviderFunction } from "../../../provider/functions/index.ts";
import { resources } from "../../../provider/resources/all.ts";
import * as definitions from "../../../provider/resources/index.ts";
import schema from "../../../schema.json";
import * as sdk from "../../../sdk/dynamic/index.ts";
import * as outputs from "../../../sdk/dynamic/outputs.ts";
import { providerText } from "../../../sdk/dynamic/providerText.ts";
import { argsOf, classOf } from "../../support/classes.ts";

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
  description?: string;
  secret?: boolean;
  replaceOnChanges?: boolean;
  willReplaceOnChanges?: boolean;
  deprecationMessage?: string;
  defaultInfo?: unknown;
}

interface Type {
  description?: string;
  type?: string;
  properties?: Record<string, Property>;
  enum?: { value: string }[];
}

interface FunctionType {
  description: string;
  inputs?: { properties: Record<string, Property>; required?: string[] };
  outputs: { properties: Record<string, Property>; required?: string[] };
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

const functionNamed = ({ name }: ProviderFunction) =>
  (schema.functions as unknown as Record<string, FunctionType>)[`transmit:index:${name}`] as FunctionType;

/** Every field that programs can see, with its property in the schema. */
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
  return [
    ...resources.flatMap((resource) => within(resource, resource.name, resourceNamed(resource).properties, () => true)),
    ...functions.flatMap((one) => {
      const { inputs, outputs } = functionNamed(one);
      return [
        ...within(one.args, one.name, inputs?.properties, () => true),
        ...within(one.result, one.name, outputs.properties, () => true),
      ];
    }),
  ];
}

const named = (wrong: (field: Field, property: Property | undefined) => boolean): string[] =>
  everyField().flatMap(([path, field, property]) => (wrong(field, property) ? [path] : []));

test("every field of every definition is a property of the schema, with a description", () => {
  expect(named((_, property) => !property?.description)).toEqual([]);
});

test("the schema marks the secret fields of the definitions as secret, and no others", () => {
  expect(named((field, property) => property?.secret !== (field.type === "object" ? undefined : field.secret))).toEqual(
    [],
  );
});

test("in a secret object only the secret fields are marked, so that the others stay readable", () => {
  const marked = everyField().flatMap(([path, , property]) => (property?.secret ? [path] : []));
  for (const [path, field] of everyField())
    if (field.type === "object" && field.secret)
      expect(marked.filter((one) => one.startsWith(`${path}.`))).not.toEqual([]);
  const ofClient = (path: string) => [`${path}.clientSecret`];
  const ofApplication = (path: string) => {
    const methods = `${path}.loginPreferences.authMethods`;
    return [
      `${path}.clientSecret`,
      ...["google", "facebook", "apple", "line"].map((method) => `${methods}.${method}.clientSecret`),
      `${methods}.push.apn.key`,
      `${methods}.push.fcm.key`,
      `${methods}.tiktok.clientSecret`,
    ];
  };
  const expected = {
    Application: ofApplication("Application"),
    Client: ofClient("Client"),
    SigningKey: ["SigningKey.jwk"],
    getApplication: ofApplication("getApplication"),
    getApplications: ofApplication("getApplications.applications"),
    getClient: ofClient("getClient"),
    getClients: ofClient("getClients.clients"),
    getSigningKeys: [],
  };
  for (const [owner, paths] of Object.entries(expected))
    expect(marked.filter((path) => path.startsWith(`${owner}.`))).toEqual(paths);
});

test("a field whose change replaces the resource says so in the schema", () => {
  const flags = (property?: Property) => [property?.replaceOnChanges, property?.willReplaceOnChanges];
  const wrong = named((field, property) => flags(property).some((flag) => flag !== field.replaceOnChanges));
  expect(wrong).toEqual([]);
});

test("a deprecated field says what to use instead", () => {
  const says = (field: Field, { deprecationMessage = "" }: Property) =>
    (field.deprecated ?? []).every((other) => deprecationMessage.includes(other)) &&
    (field.deprecated !== undefined) === (deprecationMessage !== "");
  expect(named((field, property) => !says(field, property as Property))).toEqual([]);
});

test("a field of choices is an enum of the same values", () => {
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

  test("is exported under its own name, as are its class and its provider, which states find by that name", async () => {
    expect(definitions).toHaveProperty(camel(name), resource);
    expect(Object.keys((providers as Record<string, object>)[camel(name)] ?? {}).sort()).toEqual(
      ["check", "configure", "create", "delete", "diff", "read", "update"].sort(),
    );
    const registered: Record<string, unknown>[] = [];
    const newResource = ({ type, inputs }: pulumi.runtime.MockResourceArgs) => {
      registered.push({ type, provider: inputs.__provider });
      return { id: "id", state: inputs };
    };
    pulumi.runtime.setMocks({ newResource, call: () => ({}) });
    const made = new (classOf(resource))("one", argsOf(resource));
    await new Promise((resolve) => made.urn.apply(resolve));
    expect(registered).toEqual([
      {
        type: `pulumi-nodejs:dynamic/transmit:${name}`,
        provider: providerText(camel(name)),
      },
    ]);
  });

  test("has the fields that its id, its name and the lifecycle need, and paths with the parts of its id", () => {
    const needed = [...resource.id, resource.nameField, "tenantId", "createdAt", "updatedAt"];
    expect(Object.keys(resource.fields)).toEqual(expect.arrayContaining(needed));
    const parts = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
    expect(parts(resource.item)).toEqual([...resource.id]);
    expect(parts(resource.collection)).toEqual(resource.id.slice(0, -1));
  });

  test("takes the inputs of its definition, and requires those that every variant requires", () => {
    const inputs = inputsOf(resource);
    expect(Object.keys(generated.inputProperties)).toEqual(inputs.map(([key]) => key));
    expect(generated.requiredInputs).toEqual(
      inputs.flatMap(([key, field]) => (field.required && !field.only ? [key] : [])),
    );
  });

  test("has its type as a dynamic resource as an alias", () => {
    expect(generated.aliases).toEqual([{ type: `pulumi-nodejs:dynamic/transmit:${name}` }]);
  });

  test("has a class that registers every property, and which of them are secret", () => {
    const lists = outputs as unknown as Record<string, readonly string[]>;
    const secrets = Object.entries(resource.fields as Record<string, Field>).filter(([, field]) => field.secret);
    expect(lists[`${camel(name)}Outputs`]).toEqual(Object.keys(resource.fields));
    expect(lists[`${camel(name)}Secrets`]).toEqual(secrets.map(([key]) => key));
  });
});

describe.each(functions.map((one): [string, ProviderFunction] => [one.name, one]))("%s", (name, one) => {
  const { inputs, outputs: found } = functionNamed(one);
  const requiredIn = ({ fields }: Shape) => Object.keys(fields).filter((key) => fields[key]?.required);

  test("has the arguments and results of its definition, and says which arguments need exactly one of them", () => {
    expect(Object.keys(inputs?.properties ?? {})).toEqual(Object.keys(one.args.fields));
    expect(inputs?.required ?? []).toEqual(requiredIn(one.args));
    expect(Object.keys(found.properties)).toEqual(Object.keys(one.result.fields));
    expect(found.required).toEqual(requiredIn(one.result));
    for (const rule of one.args.rules ?? []) {
      if ("exactlyOneOf" in rule) {
        const names = rule.exactlyOneOf.map((key) => `\`${key}\``).join(" and ");
        expect(functionNamed(one).description).toContain(`Exactly one of ${names} must be given`);
      }
    }
  });

  test("is a function of the package, which knows its properties and those that hold secrets", () => {
    expect(sdk).toHaveProperty(name, expect.any(Function));
    const lists = outputs as unknown as Record<string, readonly string[]>;
    expect(lists[`${name}Outputs`]).toEqual(Object.keys(one.result.fields));
    const secrets = everyField().flatMap(([path, , property]) => (property?.secret ? [`${path}.`] : []));
    const own = Object.keys(one.result.fields).filter((key) =>
      secrets.some((path) => path.startsWith(`${name}.${key}.`)),
    );
    expect(lists[`${name}Secrets`]).toEqual(own);
  });

  test("returns no field that responses lack, or that matters only to a program that sets it", () => {
    const returned = everyField().filter(([path]) => path.startsWith(`${name}.`));
    expect(returned.filter(([, field]) => field.writeOnly === true || field.replaceOnChanges)).toEqual([]);
  });
});

test.each([
  ["the configuration", schema.config.variables],
  ["the provider", schema.provider.inputProperties],
])("%s has every setting, marked as secret if it is one, with its environment variable", (_, properties) => {
  const shown = Object.entries(properties as Record<string, Property>);
  const variableOf = ({ description }: Property) => description?.match(/Or (\w+) in the environment/)?.[1];
  // An SDK would make it an argument, which the state keeps and which wins over the other settings of the environment.
  expect(shown.filter(([, { defaultInfo }]) => defaultInfo)).toEqual([]);
  expect(shown.map(([name, property]) => [name, property.secret, variableOf(property)])).toEqual(
    Object.entries(settings).map(([name, setting]) => [name, "secret" in setting || undefined, setting.env]),
  );
});

test("no type shares a name with a resource or a function", () => {
  expect(Object.keys(types).filter((name) => name in schema.resources || name in schema.functions)).toEqual([]);
});
