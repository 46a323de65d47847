/** What a table says of bodies and answers, in the form in which the contract's word is taken. */

import { time } from "../../provider/fields/builders.ts";
import type { Field, Resource, Shape, Variant } from "../../provider/fields/field.ts";
import { snake, wireName } from "../../provider/fields/naming.ts";
import { fieldsOf, isSent, isWriteOnly } from "../../provider/fields/shape.ts";
import type { Fact, Facts } from "./facts.ts";

export type View = "create" | "update" | "answer";

/** @param variant Of the resource, or of the one that is embedded in it. */
export function factsOf(resource: Resource, view: View, variant: Variant): Facts {
  const facts: Facts = {};
  const factOf = (field: Field) => factIn(field, view);
  const visit = (field: Field, path: string, required: boolean, camelCase: boolean): void => {
    facts[path] = { ...factOf(field), required };
    if ("items" in field) visit(field.items, `${path}[]`, false, camelCase);
    if (field.type === "object") visitAll(field, `${path}.`, field.camelCase ?? camelCase);
  };
  const visitAll = (shape: Shape, above: string, camelCase: boolean): void => {
    const carried = fieldsOf(shape, shape.variant && variant).filter(([, field]) => isCarried(field, view, variant));
    for (const [key, field] of carried) {
      const place = above + wireName(key, field, camelCase);
      if (view === "answer" && field.responsePath) facts[field.responsePath] ??= { ...factOf(field), required: true };
      else visit(field, place, isRequired(field, view, above !== ""), camelCase);
    }
  };
  visitAll(resource, "", false);
  if (view === "answer" && resource.deletedAtField)
    visit(time("When it was deleted."), snake(resource.deletedAtField), true, false);
  return facts;
}

function isCarried(field: Field, view: View, variant: Variant): boolean {
  if (view === "answer") return !isWriteOnly(field, variant);
  return !field.output && isSent(field, view);
}

function isRequired(field: Field, view: View, nested: boolean): boolean {
  if (nested || view === "create") return field.required === true;
  return view === "answer" && !field.optionalInResponse;
}

function factIn(field: Field, view: View): Omit<Fact, "required"> {
  return {
    type: field.type,
    deprecated: field.deprecated !== undefined,
    enum: field.type === "string" ? field.enum : undefined,
    default: (view === "answer" ? field.responseDefault : undefined) ?? field.default,
    minimum: field.type === "number" ? field.minimum : undefined,
    maximum: field.type === "number" ? field.maximum : undefined,
    // Of formats, the contract knows times alone; that a text is a URI it says in prose.
    format: field.type === "string" && field.format === "date-time" ? field.format : undefined,
  };
}
