/**
 * Resource ids, such as `appId/clientId`, and request paths, such as `/v1/applications/{appId}/clients/{clientId}`.
 * Together with the tenant, the id is the only identity of a resource: names and positions in a list are not.
 */
import type { Resource, Values } from "../../fields/field.ts";
import { isPathSegment, pathSegmentRule } from "../../fields/pathSegment.ts";
import { resources } from "../../resources/all.ts";

/** @throws Error if a part is missing */
export function idOf(resource: Resource, values: Values): string {
  const parts = resource.id.map((part) => values[part]);
  if (!parts.every((part) => typeof part === "string" && part !== "")) {
    throw new Error(`${resource.name}: the response has no ${resource.id[parts.findIndex((part) => !part)]}.`);
  }
  return parts.join("/");
}

export const hasId = (resource: Resource, values: Values): boolean =>
  resource.id.every((part) => typeof values[part] === "string" && values[part] !== "");

/**
 * The parts of an id, by the names of their fields.
 * @throws Error if the user wrote something else, as for an import
 */
export function parseId(resource: Resource, id: string): Record<string, string> {
  const parts = id.split("/");
  if (parts.length !== resource.id.length || !parts.every(isPathSegment)) {
    const rule = parts.length === resource.id.length && !parts.includes("") ? ` ${pathSegmentRule}` : "";
    throw new Error(`${resource.name}: ${quoted(id)} is not an id. Write it as ${resource.id.join("/")}.${rule}`);
  }
  return Object.fromEntries(resource.id.map((name, index) => [name, parts[index] as string]));
}

/** Whether these inputs create the resource by the upload request, which is an endpoint of its own. */
export const isUploaded = ({ upload }: Resource, inputs: Values): boolean =>
  upload !== undefined && inputs[upload.whenSet] !== undefined;

/** The path that a create with these inputs is sent to. */
export const creationPath = (resource: Resource, inputs: Values): string =>
  expandPath((isUploaded(resource, inputs) && resource.upload?.path) || resource.collection, inputs);

/** The parts of the id that the inputs contain. They are in the path of the collection, and responses may omit them. */
export const idPartsFrom = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));

/** The definition of the resource that this one belongs to, if any: the application of a client. */
export const parentOf = ({ id }: Resource): Resource | undefined =>
  resources.find((other) => other.id.join() === id.slice(0, -1).join());

/**
 * The path of the parent of a collection. A create fails while its parent, created a moment ago, is not visible yet.
 */
export const pathAbove = (collection: string): string => collection.slice(0, collection.lastIndexOf("/"));

/**
 * Fills in the `{name}`s of a path. All paths of requests come from here.
 * @throws Error if a part of an id is missing, or cannot be a segment of a path
 */
export const expandPath = (template: string, parts: Values): string =>
  template.replace(/\{(\w+)\}/g, (_, name) => {
    const part = parts[name];
    if (typeof part !== "string" || part === "") {
      throw new Error(
        `${template} cannot be requested: no response of the API had the ${name} yet. Run pulumi refresh.`,
      );
    }
    if (isPathSegment(part)) return encodeURIComponent(part);
    throw new Error(`Nothing was sent to ${template}: ${name} is ${quoted(part)}. ${pathSegmentRule}`);
  });

const maxShown = 100;

const quoted = (id: string): string => JSON.stringify(id.length > maxShown ? `${id.slice(0, maxShown)}…` : id);
