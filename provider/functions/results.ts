/** The results of functions: every field of a resource's definition that responses carry, as an output. */
import { list, object } from "../fields/builders.ts";
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { fieldsOf, isAlwaysThere, isObject } from "../fields/shape.ts";

/** The shape of one resource, as the response about it alone has it. */
export const resourceResult = (resource: Resource): Shape => ({ fields: outputsOf(resource, () => true) });

/** The shape of an object whose only field is the list. */
export function listResult(resource: Resource, name: string): Shape {
  const isListed = ({ omittedFromLists }: Field) => !omittedFromLists;
  const item = object(`Listed${resource.name}`, outputsOf(resource, isListed), resource.description);
  return { fields: { [name]: list(item, "The oldest first.", { output: true, required: true }) } };
}

const outputsOf = (resource: Resource, isIncluded: (field: Field) => boolean): Shape["fields"] =>
  Object.fromEntries(
    fieldsOf(resource)
      .filter(([, field]) => field.writeOnly !== true && isIncluded(field))
      .map(([name, field]) => [name, asOutput(field)]),
  );

/** In a result, `required` means that every response has the field. */
function asOutput(field: Field): Field {
  const required = isAlwaysThere(field) || undefined;
  return { ...field, ...withoutInputTraits, output: true, required, ...withoutMirror(field) };
}

const withoutInputTraits = {
  replaceOnChanges: undefined,
  sent: undefined,
  resetTo: undefined,
  unique: undefined,
  minLength: undefined,
  minimum: undefined,
};

/**
 * A field that mirrors one of the default client is deprecated as an input, in favour of `firstClient`. A result has no
 * `firstClient`, so nothing is to be used instead.
 */
const withoutMirror = ({ mirrorsClientField, deprecated }: Field) => ({
  mirrorsClientField: undefined,
  deprecated: mirrorsClientField ? undefined : deprecated,
});

/** Only the values that the shape has: a response may contain fields that its contract does not name. */
export const trim = ({ fields }: Shape, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => Object.hasOwn(fields, name))
      .map(([name, value]) => [name, trimItems(fields[name] as Field, value)]),
  );

function trimItems(field: Field, value: unknown): unknown {
  if (field.type !== "array" || field.items.type !== "object" || !Array.isArray(value)) return value;
  const { items } = field;
  return value.map((item) => (isObject(item) ? trim(items, item) : item));
}
