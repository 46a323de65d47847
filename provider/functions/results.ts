/** What a function tells of a resource: all that answers have of it, and nothing that only who sets it has to know. */

import { list, object } from "../fields/builders.ts";
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { fieldsOf, isAlwaysThere, isObject } from "../fields/shape.ts";

/** The resource, as it is read alone. */
export const answerOf = (resource: Resource): Shape => ({ fields: answered(resource, () => true) });

/** All of a list, under a name. */
export function listOf(resource: Resource, name: string): Shape {
  const isListed = ({ omittedFromLists }: Field) => !omittedFromLists;
  const item = object(`Listed${resource.name}`, answered(resource, isListed), resource.description);
  return { fields: { [name]: list(item, "The oldest first.", { output: true, required: true }) } };
}

const answered = (resource: Resource, isTold: (field: Field) => boolean): Shape["fields"] =>
  Object.fromEntries(
    fieldsOf(resource)
      .filter(([, field]) => field.writeOnly !== true && isTold(field))
      .map(([name, field]) => [name, asOutput(field)]),
  );

/** Here, `required` says that answers always have it. */
function asOutput(field: Field): Field {
  const required = isAlwaysThere(field) || undefined;
  return { ...field, ...nothingToSet, output: true, required, ...unmirrored(field) };
}

const nothingToSet = {
  replaceOnChanges: undefined,
  sent: undefined,
  resetTo: undefined,
  unique: undefined,
  minLength: undefined,
  minimum: undefined,
};

/** What repeats a setting of the default client has nothing better beside it in an answer. */
const unmirrored = ({ mirrorsClientField, deprecated }: Field) => ({
  mirrorsClientField: undefined,
  deprecated: mirrorsClientField ? undefined : deprecated,
});

/** The values that a shape has, and no others: an API may answer what it says that it does not. */
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
