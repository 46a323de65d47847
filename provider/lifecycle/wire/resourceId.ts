/** A resource's id and its paths: `appId/clientId` and `/v1/applications/{appId}/clients/{clientId}`. */
import type { Resource, Values } from "../../fields/field.ts";
import { resources } from "../../resources/all.ts";

export function idOf(resource: Resource, values: Values): string {
  const parts = resource.id.map((part) => values[part]);
  if (!parts.every((part) => typeof part === "string" && part !== "")) {
    throw new Error(`${resource.name}: the answer has no ${resource.id[parts.findIndex((part) => !part)]}.`);
  }
  return parts.join("/");
}

export const hasId = (resource: Resource, values: Values): boolean =>
  resource.id.every((part) => typeof values[part] === "string");

/** The id's parts under the names of their fields. */
export function parseId(resource: Resource, id: string): Record<string, string> {
  const parts = id.split("/");
  if (parts.length !== resource.id.length || parts.includes("")) {
    throw new Error(`${resource.name}: "${id}" is not an id. Write it as ${resource.id.join("/")}.`);
  }
  return Object.fromEntries(resource.id.map((name, index) => [name, parts[index] as string]));
}

export const isUploaded = ({ upload }: Resource, inputs: Values): boolean =>
  upload !== undefined && inputs[upload.whenSet] !== undefined;

/** Where a resource of these inputs is created. */
export const creationPath = (resource: Resource, inputs: Values): string =>
  expandPath((isUploaded(resource, inputs) && resource.upload?.path) || resource.collection, inputs);

/** The parts of the id that stand in the collection's path, which need not stand in an answer. */
export const idPartsFrom = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));

/** What a resource lies in, if it lies in one. */
export const parentOf = ({ id }: Resource): Resource | undefined =>
  resources.find((other) => other.id.join() === id.slice(0, -1).join());

/** Where a collection lies: an application that was made a moment ago may not be there yet for its clients. */
export const pathAbove = (collection: string): string => collection.slice(0, collection.lastIndexOf("/"));

/** A path with its `{name}`s filled in. */
export const expandPath = (template: string, parts: Values): string =>
  template.replace(/\{(\w+)\}/g, (_, name) => {
    if (typeof parts[name] === "string" && parts[name] !== "") return encodeURIComponent(parts[name]);
    throw new Error(`${template} cannot be asked for: the API has not told the ${name}. Run pulumi refresh.`);
  });
