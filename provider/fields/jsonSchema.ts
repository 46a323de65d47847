/** A shape as JSON Schema, for whoever has to say whether values fit it. */
import type { Field, JsonField, Shape, Variant } from "./field.ts";
import { wireName } from "./naming.ts";
import { fieldsOf, isSent, isWriteOnly } from "./shape.ts";

export type Schema = Record<string, unknown>;

/** Whose view of a shape: the user's inputs, a request's body, or an answer. */
export type View = "inputs" | "create" | "update" | "answer";

const carries: Record<View, (field: Field, variant?: Variant) => boolean> = {
  inputs: (field) => !field.output,
  create: (field) => !field.output && isSent(field, "create"),
  update: (field) => !field.output && isSent(field, "update"),
  answer: (field, variant) => !field.responsePath && !isWriteOnly(field, variant),
};

function mustHave(view: View, field: Field, nested: boolean): boolean {
  if (nested || view === "inputs" || view === "create") return field.required === true;
  return view === "answer" && !field.optionalInResponse;
}

/** @param embedded Variant of the resource that is embedded in the shape, if one is. */
export function objectSchema(
  shape: Shape & { camelCase?: true },
  view: View,
  variant?: Variant,
  embedded?: Variant,
  above: { camelCase?: boolean } | undefined = undefined,
): Schema {
  const camelCase = shape.camelCase ?? above?.camelCase;
  const carried = fieldsOf(shape, variant).filter(([, field]) => carries[view](field, variant));
  const called = ([name, field]: [string, Field]) => (view === "inputs" ? name : wireName(name, field, camelCase));
  return {
    type: "object",
    properties: Object.fromEntries(
      carried.map((entry) => [called(entry), fieldSchema(entry[1], view, embedded, camelCase)]),
    ),
    required: carried.filter(([, field]) => mustHave(view, field, above !== undefined)).map(called),
    ...(view !== "answer" && { additionalProperties: false }),
  };
}

function fieldSchema(field: Field, view: View, embedded?: Variant, camelCase?: boolean): Schema {
  const items = (item: Field) => fieldSchema(item, view, embedded, camelCase);
  switch (field.type) {
    case "string":
      return {
        ...pick(field, ["type", "enum", "format"]),
        ...(view === "inputs" && field.receives === "oauthResponse" && { format: "redirect-uri" }),
        ...(field.minLength && { pattern: "\\S" }),
      };
    case "number":
      return {
        ...pick(field, ["type", "minimum", "maximum"]),
        ...(view === "inputs" && field.integer && { multipleOf: 1 }),
      };
    case "boolean":
      return { type: "boolean" };
    case "array":
      return { type: "array", items: items(field.items) };
    case "object":
      // Which variant an embedded resource is of, only its own values can tell: it is looked at by itself.
      if (field.variant && view === "inputs") return { type: "object" };
      return objectSchema(field, view, field.variant && embedded, undefined, { camelCase });
    case "json":
      return view === "inputs" ? { type: "object", ...neededIn(field) } : { type: "object" };
    case "oneOrMany":
      return { anyOf: [items(field.items), { type: "array", items: items(field.items) }] };
  }
}

/** What to ask of free-form JSON before it is sent. The API is asked for no more than that it is an object. */
function neededIn({ needs = {} }: JsonField): Schema {
  const keys = Object.keys(needs);
  const text = { type: "string", pattern: "\\S" };
  return { properties: Object.fromEntries(keys.map((key) => [key, text])), required: keys };
}

const pick = (field: Field, keys: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(field).filter(([key, value]) => keys.includes(key) && value !== undefined));
