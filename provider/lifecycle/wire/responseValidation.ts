/**
 * Whether a successful response is usable, which means that it identifies its resource. A response that fails this
 * validation may come from a proxy, a cache or a gateway, so the transport retries it. A value of an unexpected type
 * passes: the API would return the same again, so the lifecycle warns of it instead of failing.
 */
import type { Field, Resource, Values } from "../../fields/field.ts";
import { wireName } from "../../fields/naming.ts";
import { isPathSegment } from "../../fields/pathSegment.ts";
import { fieldsOf, isEmpty, isInResponse, isObject } from "../../fields/shape.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { unwrapEnvelope } from "./codec.ts";

/**
 * @param inPath The parts of the id that the request's path contains.
 * @returns A function that says what is wrong with a response, without any value, which may be secret; undefined if
 * nothing is.
 */
export const validateResponse =
  (resource: Resource, inPath: Values = {}) =>
  (response: unknown): string | undefined => {
    const content = unwrapEnvelope(resource, response);
    for (const name of resource.id) {
      const reported = content[wireName(name, resource.fields[name] as Field)];
      const isKnown = inPath[name] !== undefined;
      // A response may omit the parent's id, which the path contains, but not the resource's own: without that one, it
      // could be a response of anything.
      if (isEmpty(reported) && isKnown && name !== resource.id.at(-1)) continue;
      if (typeof reported !== "string" || reported === "") return `the response has no ${name}`;
      if (!isPathSegment(reported)) return `the response has a ${name} that cannot be part of a path`;
      if (isKnown && reported !== inPath[name]) return `the response is of another ${resource.name.toLowerCase()}`;
    }
    return undefined;
  };

/**
 * The created resource, in a response for which the contract documents no content: an object with an id and with the
 * name that was sent, bare or in an envelope. Undefined for anything else, which proves nothing about what was created.
 */
export function undocumentedContent(resource: Resource, inputs: Values, response: unknown): Values | undefined {
  const field = resource.fields[resource.nameField] as Field;
  const title = wireName(resource.nameField, field);
  const contents = [response, isObject(response) ? response.result : undefined].filter(isObject);
  return contents.find(
    (one) =>
      isEquivalent(field, inputs[resource.nameField], one[title]) && validateResponse(resource)(one) === undefined,
  );
}

/** Whether content has a value for every field that no response omits. */
export const isComplete = (resource: Resource, content: Values): boolean =>
  fieldsOf(resource)
    .filter(([, field]) => isInResponse(field) && !field.optionalInResponse)
    .every(([name, field]) => !isEmpty(content[wireName(name, field)]));

/** Accepts any list. Each item is judged by those who use it: an unusable item must not hide the others. */
export const validateListResponse =
  (resource: Resource) =>
  (response: unknown): string | undefined =>
    listIn(resource, response) ? undefined : "the response is not a list";

/** The items of a list, under the API's names. An item that is not an object becomes an empty one, which has no id. */
export function listIn(resource: Resource, response: unknown): Values[] | undefined {
  const content = resource.envelope && isObject(response) ? response[resource.envelope] : response;
  return Array.isArray(content) ? content.map((item) => (isObject(item) ? item : {})) : undefined;
}

/** Whether an item has an id that can be requested. A list with an item that has none proves no absence: that item may be any resource. */
export function isIdentified(resource: Resource, item: Values): boolean {
  const name = resource.id.at(-1) as string;
  const id = item[wireName(name, resource.fields[name] as Field)];
  return typeof id === "string" && isPathSegment(id);
}
