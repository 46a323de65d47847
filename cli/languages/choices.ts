/** The names that the SDKs have for the types of a field's choices: each set of values has one, wherever it first is. */
import type { Field, StringField } from "../../provider/fields/field.ts";
import { memoize } from "../../provider/fields/memoize.ts";
import { resources } from "../../provider/resources/all.ts";
import { pascal } from "./names.ts";

/** @returns undefined for a text of no choices. */
export const choiceOf = (field: StringField): string | undefined => names().get(field.enum?.join() ?? "");

const collected = memoize((_: "all") => {
  const found = new Map<string, string>();
  for (const { fields } of resources) for (const [name, field] of Object.entries(fields)) collect(found, name, field);
  return found;
});

const names = () => collected("all");

function collect(found: Map<string, string>, name: string, field: Field): void {
  if ("items" in field) collect(found, name.replace(/s$/, ""), field.items);
  else if (field.type === "object") for (const [key, inner] of Object.entries(field.fields)) collect(found, key, inner);
  else if (field.type === "string" && field.enum && !found.has(field.enum.join()))
    found.set(field.enum.join(), field.name ?? pascal(name));
}
