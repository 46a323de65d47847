/** The arguments of functions: the fields of a resource's definition that identify it. */
import { name as nonEmptyString } from "../fields/builders.ts";
import type { Field, Resource, Shape } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";

/** The parts of the id that identify the parent: none if the resource has no parent. */
export const parentArguments = (resource: Resource): Shape => ({
  fields: Object.fromEntries(
    resource.id.slice(0, -1).map((part) => [part, { ...argument(resource, part), required: true }]),
  ),
});

/** The arguments that identify one resource: those of its parent, and either the last part of its id or its name. */
export function identifyingArguments(resource: Resource): Shape {
  const { nameField, name } = resource;
  const id = resource.id.at(-1) as string;
  return {
    fields: {
      ...parentArguments(resource).fields,
      [id]: argument(resource, id),
      [nameField]: argument(resource, nameField, " Compared letter by letter, whatever the Unicode form."),
    },
    rules: [{ exactlyOneOf: [id, nameField], because: `either says which ${nounOf(name)} is meant` }],
  };
}

/** The field with its description alone: its other traits are about requests and responses. */
function argument({ fields }: Resource, name: string, addition = ""): Field {
  const { description, apiName } = fields[name] as Field;
  return nonEmptyString(description + addition, { apiName });
}
