/** The index by id of a list that the API returned: a refresh looks up each resource of a stack in the same list. */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import type { ResourceList } from "../run.ts";
import { isIdentified } from "../wire/responseValidation.ts";

export function indexed(resource: Resource, items: readonly Values[]): ResourceList {
  const name = resource.id.at(-1) as string;
  const key = wireName(name, resource.fields[name] as Field);
  const byId = new Map<unknown, Values>();
  // The first one counts, as a list may have a resource twice where one page ends and the next begins.
  for (const item of items) if (!byId.has(item[key])) byId.set(item[key], item);
  return {
    items,
    find: (parts) => byId.get(parts[name]),
    isComplete: items.every((item) => isIdentified(resource, item)),
  };
}
