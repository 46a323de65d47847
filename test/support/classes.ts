/** The class of each resource, and arguments for it. */
import type * as pulumi from "@pulumi/pulumi";
import type { Resource, Values } from "../../provider/fields/field.ts";
import * as sdk from "../../sdk/dynamic/index.ts";
import { everyInput, fewestInputs } from "./every.ts";

interface ResourceClass {
  new (name: string, args: Values, options?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  get(name: string, id: string, options?: pulumi.CustomResourceOptions): pulumi.CustomResource;
}

export const classOf = ({ name }: Resource): ResourceClass =>
  (sdk as unknown as Record<string, ResourceClass>)[name] as never;

/** A value for a part of an id: of `appId`, the string `appId's`. */
export const idPart = (part: string): string => `${part}'s`;

/** The required inputs, with the parts of the id that the program gives. */
export const argsOf = (resource: Resource): Values => ({
  ...fewestInputs(resource, everyInput(resource, 1, resource.variant?.default)),
  ...Object.fromEntries(resource.id.slice(0, -1).map((part) => [part, idPart(part)])),
});
