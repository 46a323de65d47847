/** Whether an answer is one that can be worked with: it says which resource it is of, and each field is of its type. */
import type { Field, Resource, Values } from "../fields/field.ts";
import { wireName } from "../fields/names.ts";
import { fieldsOf, isObject } from "../fields/shape.ts";
import { answeredVariant, unwrap } from "./wire.ts";

/** @returns What is wrong with it, without any value, since it may be a secret; undefined if nothing is. */
export const complaintAbout =
  (resource: Resource, inPath: Values = {}) =>
  (answer: unknown): string | undefined => {
    const content = unwrap(resource, answer);
    const parts = resource.id.filter((name) => inPath[name] === undefined);
    for (const name of parts) {
      const called = wireName(name, resource.fields[name] as Field);
      if (typeof content[called] !== "string" || content[called] === "") return `the answer has no ${name}`;
    }
    return complaintAboutFields(fieldsOf(resource, answeredVariant(resource, content)), content);
  };

/** The same of a list. */
export const complaintAboutList =
  (resource: Resource) =>
  (answer: unknown): string | undefined => {
    const list = listIn(resource, answer);
    if (!list) return "the answer is not a list";
    return list.map((item) => complaintAbout({ ...resource, envelope: undefined })(item)).find(Boolean);
  };

export function listIn(resource: Resource, answer: unknown): Values[] | undefined {
  const content = resource.envelope && isObject(answer) ? answer[resource.envelope] : answer;
  return Array.isArray(content) && content.every(isObject) ? content : undefined;
}

function complaintAboutFields(fields: [string, Field][], content: Values): string | undefined {
  const wrong = fields.find(([name, field]) => {
    const value = field.answeredAt ? undefined : content[wireName(name, field)];
    return value !== undefined && value !== null && !isOfType(field, value);
  });
  return wrong && `the answer's ${wrong[0]} is not ${kinds[wrong[1].type]}`;
}

const kinds: Record<Field["type"], string> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  json: "an object",
  oneOrMany: "an object or a list",
};

function isOfType(field: Field, value: unknown): boolean {
  switch (field.type) {
    case "array":
      return Array.isArray(value);
    case "object":
    case "json":
      return isObject(value);
    case "oneOrMany":
      return typeof value === "object";
    default:
      return typeof value === field.type;
  }
}
