/** Our names and values to the API's, and back. The one place that knows snake_case. */
import type { Field, Resource, Shape, Values, Variant } from "../../fields/field.ts";
import { snake, wireName } from "../../fields/naming.ts";
import { fieldsOf, inputsOf, isEmpty, isObject, isSent, variantOf } from "../../fields/shape.ts";

type Body = "create" | "update";
type Named = Shape & { camelCase?: true };

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
 * What the answer says, without nulls, empty texts and empty containers. Unknown keys are left out; a value of another type
 * than its field's is told as it is.
 */
export function decode(shape: Named, answer: Values, variant?: Variant, camelCase = shape.camelCase ?? false): Values {
  const values: Values = {};
  for (const [name, field] of fieldsOf(shape, variant)) {
    const value = valueFromWire(field, answered(answer, name, field, camelCase), variant, camelCase);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** `responsePath` leads into an object; an API that answers the bare value there is understood as well. */
function answered(answer: Values, name: string, field: Field, camelCase: boolean): unknown {
  if (!field.responsePath) return answer[wireName(name, field, camelCase)];
  return field.responsePath.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : value), answer);
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
 * Whether an answer is of what was deleted, and is only still listed. A time that is none, or at the beginning of all
 * clocks, says that it was not.
 */
export function isTombstone({ deletedAtField }: Resource, answer: Values): boolean {
  const time = deletedAtField && answer[snake(deletedAtField)];
  return !isEmpty(time) && !(Date.parse(String(time)) <= 0);
}

/** An answer without the envelope that this resource's answers come in. */
export function unwrapEnvelope(resource: Resource, answer: unknown): Values {
  const content = resource.envelope && isObject(answer) ? answer[resource.envelope] : answer;
  return isObject(content) ? content : {};
}

/** What an answer says, under our names, of the variant that it says that it is of. */
export const decodeResponse = (shape: Shape, answer: Values): Values =>
  decode(shape, answer, variantInResponse(shape, answer));

/** The variant that an answer says that it is of; undefined if it does not say, or in a word that is not known. */
export function variantInResponse(shape: Shape, answer: Values): Variant | undefined {
  if (!shape.variant) return undefined;
  const { by } = shape.variant;
  const reported = answer[wireName(by, shape.fields[by] as Field)];
  return isEmpty(reported) ? undefined : variantOf(shape, { [by]: reported });
}
