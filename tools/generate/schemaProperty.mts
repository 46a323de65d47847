/** Fields and functions in the Pulumi package schema. */
import type { Field, Shape } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf } from "../../provider/fields/shape.ts";
import type { ProviderFunction } from "../../provider/functions/index.ts";
import { deprecationOf, describeFunction, sentencesOf } from "./describe.mts";
import { choiceOf, type NamedTypes } from "./types.mts";

export type Json = Record<string, unknown>;

export const token = (name: string) => `transmit:index:${name}`;

export function functionOf(types: NamedTypes, one: ProviderFunction): Json {
  const { args, result, lists } = one;
  const object = (shape: Shape, called: (key: string, field: Field) => string | undefined): Json => {
    const fields = fieldsOf(shape);
    return {
      type: "object",
      properties: Object.fromEntries(fields.map(([key, field]) => [key, propertyOf(types, field, called(key, field))])),
      ...requiredOf(fields.filter(([, field]) => field.required)),
    };
  };
  return {
    description: describeFunction(one),
    ...(fieldsOf(args).length > 0 && { inputs: object(args, wireName) }),
    outputs: object(result, lists ? () => undefined : wireName),
  };
}

export const requiredOf = (fields: [string, Field][]): Json =>
  fields.length > 0 ? { required: fields.map(([key]) => key) } : {};

export function propertyOf(types: NamedTypes, field: Field, path: string | undefined): Json {
  const deprecation = deprecationOf(field);
  return {
    ...typeSpec(types, field),
    description: sentencesOf(field, path).join(" "),
    ...(field.replaceOnChanges && { replaceOnChanges: true, willReplaceOnChanges: true }),
    // Within an object only its secret fields are marked, so that the others stay readable.
    ...(field.secret && field.type !== "object" && { secret: true }),
    ...(deprecation && { deprecationMessage: deprecation }),
  };
}

function typeSpec(types: NamedTypes, field: Field): Json {
  switch (field.type) {
    case "string": {
      const choice = choiceOf(types, field);
      return choice ? { $ref: `#/types/${token(choice.name)}` } : { type: "string" };
    }
    case "array":
    case "oneOrMany":
      return { type: "array", items: typeSpec(types, field.items) };
    case "object":
      return { $ref: `#/types/${token(field.name)}` };
    case "json":
      return { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };
    case "number":
      return { type: field.integer ? "integer" : "number" };
    default:
      return { type: field.type };
  }
}
