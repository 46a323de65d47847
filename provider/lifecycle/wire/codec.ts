/**
 * Encodes inputs as request bodies, and decodes responses. The API's names are snake_case but for a few camelCase
 * objects; bodies and responses are translated here alone.
 */
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { snake, wireName } from "../../fields/naming.ts";
import { fieldsOf, inputsOf, isEmpty, isObject, isSent, variantOf } from "../../fields/shape.ts";

type Body = "create" | "update";
type Named = Shape & { camelCase?: true };

/** A request body. Inputs that are not set, and those that this kind of request does not carry, are left out. */
export function encode(shape: Named, inputs: Values, body: Body, camelCase = shape.camelCase ?? false): Values {
  const wire: Values = {};
  for (const [name, field] of inputsOf(shape, variantOf(shape, inputs))) {
    const value = inputs[name];
    if (value === undefined || value === null || !isSent(field, body)) continue;
    wire[wireName(name, field, camelCase)] = valueToWire(field, value, body, camelCase);
  }
  return wire;
}

function valueToWire(field: Field, value: unknown, body: Body, camelCase: boolean): unknown {
  if (field.type === "object" && isObject(value)) return encode(field, value, body, field.camelCase ?? camelCase);
  if (field.type === "array" && Array.isArray(value)) {
    return value.map((item) => valueToWire(field.items, item, body, camelCase));
  }
  return value;
}

/**
 * Decodes a response. Nulls, empty strings and empty containers count as absent, since the API uses each of them for
 * "not set". Unknown keys are left out. A value of another type than its field's is kept as it is, so that a warning
 * can name it.
 */
export function decode(
  shape: Named,
  response: Values,
  variant?: Variant,
  camelCase = shape.camelCase ?? false,
): Values {
  const values: Values = {};
  for (const [name, field] of fieldsOf(shape, variant)) {
    const value = valueFromWire(field, wireValueOf(response, name, field, camelCase), variant, camelCase);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/**
 * The value of a field. `responsePath` leads into an object; an API that returns the bare value in its place works as
 * well.
 */
function wireValueOf(response: Values, name: string, field: Field, camelCase: boolean): unknown {
  if (!field.responsePath) return response[wireName(name, field, camelCase)];
  return field.responsePath
    .split(".")
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : value), response);
}

function valueFromWire(field: Field, value: unknown, variant: Variant | undefined, camelCase: boolean): unknown {
  if (value === undefined || value === null) return undefined;
  const item = (one: unknown) =>
    "items" in field ? (valueFromWire(field.items, one, variant, camelCase) ?? one) : one;
  switch (field.type) {
    case "object": {
      if (!isObject(value)) return isEmpty(value) ? undefined : value;
      const values = decode(field, value, variant, field.camelCase ?? camelCase);
      return isEmpty(values) ? undefined : values;
    }
    case "array":
      if (!Array.isArray(value)) return isEmpty(value) ? undefined : value;
      return value.length > 0 ? value.map(item) : undefined;
    case "oneOrMany":
      return (Array.isArray(value) ? value : [value]).map(item);
    default:
      return value === "" ? undefined : value;
  }
}

/**
 * Whether a response is a tombstone: of a resource that was deleted, and that lists still contain. A deletion time at
 * or before the epoch is a zero value, and means that the resource was not deleted.
 */
export function isTombstone({ deletedAtField }: Resource, response: Values): boolean {
  const time = deletedAtField && response[snake(deletedAtField)];
  return !isEmpty(time) && !(Date.parse(String(time)) <= 0);
}

/**
 * The content of a response, without the envelope that some resources' responses have. Empty if it is not an object.
 */
export function unwrapEnvelope(resource: Resource, response: unknown): Values {
  const content = resource.envelope && isObject(response) ? response[resource.envelope] : response;
  return isObject(content) ? content : {};
}

/** Decodes a response as the variant that it names. */
export const decodeResponse = (shape: Shape, response: Values): Values =>
  decode(shape, response, variantInResponse(shape, response));

/** The variant that a response names; undefined if it names none, or one that this version does not know. */
export function variantInResponse(shape: Shape, response: Values): Variant | undefined {
  if (!shape.variant) return undefined;
  const { by } = shape.variant;
  const reported = response[wireName(by, shape.fields[by] as Field)];
  return isEmpty(reported) ? undefined : variantOf(shape, { [by]: reported });
}
