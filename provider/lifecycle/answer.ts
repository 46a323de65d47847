/** Whether an answer is one that can be worked with: it says which resource it is of, and each field is of its type. */
import type { Field, Resource, Values } from "../fields/field.ts";
import { wireName } from "../fields/names.ts";
import { fieldsOf, isEmpty, isObject } from "../fields/shape.ts";
import { isAnswered } from "./manner.ts";
import { answeredVariant, unwrap } from "./wire.ts";

/** @returns What is wrong with it, without any value, since it may be a secret; undefined if nothing is. */
export const complaintAbout =
  (resource: Resource, inPath: Values = {}) =>
  (answer: unknown): string | undefined => {
    const content = unwrap(resource, answer);
    for (const name of resource.id) {
      const told = content[wireName(name, resource.fields[name] as Field)];
      const isKnown = inPath[name] !== undefined;
      // What stands in the path need not be repeated, but for the resource's own id: without it, it could be anything.
      if (isEmpty(told) && isKnown && name !== resource.id.at(-1)) continue;
      if (typeof told !== "string" || told === "") return `the answer has no ${name}`;
      if (isKnown && told !== inPath[name]) return `the answer is of another ${resource.name.toLowerCase()}`;
    }
    return complaintAboutFields(fieldsOf(resource, answeredVariant(resource, content)), content);
  };

/**
 * What an answer says of what was made, where it is not declared that it says anything: content with an id and with the
 * name that was asked for, bare or wrapped. Undefined for anything else.
 */
export function undeclaredIn(resource: Resource, inputs: Values, answer: unknown): Values | undefined {
  const title = wireName(resource.title, resource.fields[resource.title] as Field);
  const contents = [answer, isObject(answer) ? answer.result : undefined].filter(isObject);
  return contents.find((one) => one[title] === inputs[resource.title] && complaintAbout(resource)(one) === undefined);
}

/** Whether content has all that answers always have. */
export const isWhole = (resource: Resource, content: Values): boolean =>
  fieldsOf(resource)
    .filter(([, field]) => isAnswered(field) && field.answered !== "sometimes")
    .every(([name, field]) => !isEmpty(content[wireName(name, field)]));

/** Whether each item of a list can be worked with. */
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

function complaintAboutFields(fields: readonly [string, Field][], content: Values): string | undefined {
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
