/**
 * Whether an answer is one that can be worked with: it says which resource it is of. Values of other types than their fields
 * have are no reason to ask again: they would be the same.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import { fieldsOf, isAnswered, isEmpty, isObject } from "../../fields/shape.ts";
import { unwrapEnvelope } from "./codec.ts";

/** @returns What is wrong with it, without any value, since it may be a secret; undefined if nothing is. */
export const validateResponse =
  (resource: Resource, inPath: Values = {}) =>
  (answer: unknown): string | undefined => {
    const content = unwrapEnvelope(resource, answer);
    for (const name of resource.id) {
      const reported = content[wireName(name, resource.fields[name] as Field)];
      const isKnown = inPath[name] !== undefined;
      // What stands in the path need not be repeated, but for the resource's own id: without it, it could be anything.
      if (isEmpty(reported) && isKnown && name !== resource.id.at(-1)) continue;
      if (typeof reported !== "string" || reported === "") return `the answer has no ${name}`;
      if (isKnown && reported !== inPath[name]) return `the answer is of another ${resource.name.toLowerCase()}`;
    }
    return undefined;
  };

/**
 * What an answer says of what was made, where it is not declared that it says anything: content with an id and with the
 * name that was asked for, bare or wrapped. Undefined for anything else.
 */
export function undocumentedContent(resource: Resource, inputs: Values, answer: unknown): Values | undefined {
  const title = wireName(resource.nameField, resource.fields[resource.nameField] as Field);
  const contents = [answer, isObject(answer) ? answer.result : undefined].filter(isObject);
  return contents.find(
    (one) => one[title] === inputs[resource.nameField] && validateResponse(resource)(one) === undefined,
  );
}

/** Whether content has all that answers always have. */
export const isWhole = (resource: Resource, content: Values): boolean =>
  fieldsOf(resource)
    .filter(([, field]) => isAnswered(field) && !field.optionalInResponse)
    .every(([name, field]) => !isEmpty(content[wireName(name, field)]));

/** Whether there is a list. Its items are looked at one by one: one that is odd does not stop the others. */
export const validateListResponse =
  (resource: Resource) =>
  (answer: unknown): string | undefined =>
    listIn(resource, answer) ? undefined : "the answer is not a list";

/** The items of a list, in the API's names. */
export function listIn(resource: Resource, answer: unknown): Values[] | undefined {
  const content = resource.envelope && isObject(answer) ? answer[resource.envelope] : answer;
  return Array.isArray(content) ? content.map((item) => (isObject(item) ? item : {})) : undefined;
}

/** Whether an item says which one it is. Where one does not, nothing is proven to be missing from the list. */
export function isIdentified(resource: Resource, item: Values): boolean {
  const name = resource.id.at(-1) as string;
  const id = item[wireName(name, resource.fields[name] as Field)];
  return typeof id === "string" && id !== "";
}
