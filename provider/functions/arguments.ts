/** What a function is asked with: fields of the resource's own table, to find it by. */

import { name as text } from "../fields/builders.ts";
import type { Field, Resource, Shape } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";

/** What it lies in. */
export const within = (resource: Resource): Shape => ({
  fields: Object.fromEntries(
    resource.id.slice(0, -1).map((part) => [part, { ...argument(resource, part), required: true }]),
  ),
});

/** Besides, its id or its title, of which exactly one is given. */
export function byIdOrTitle(resource: Resource): Shape {
  const { nameField, name } = resource;
  const id = resource.id.at(-1) as string;
  return {
    fields: {
      ...within(resource).fields,
      [id]: argument(resource, id),
      [nameField]: argument(resource, nameField, " Compared letter by letter."),
    },
    rules: [{ exactlyOneOf: [id, nameField], because: `either says which ${nounOf(name)} is meant` }],
  };
}

function argument({ fields }: Resource, name: string, more = ""): Field {
  const { description, apiName } = fields[name] as Field;
  return text(description + more, { apiName });
}
