/** The module that the engine's host of dynamic resources loads: a provider for each resource. */
import type { Resource } from "../../provider/fields/field.ts";
import { camel } from "../../provider/fields/naming.ts";
import { mark } from "./property.mts";

export const generateProviders = (resources: readonly Resource[]): string =>
  [
    mark,
    `/**
 * The adapter for dynamic resources. States name this module and its exports in their \`__provider\` text, so both must keep
 * their names: one export for each resource, a dynamic provider as the engine's Node.js host expects it.
 */
import "./requireNode.ts";
import type * as dynamic from "@pulumi/pulumi/dynamic";
import * as definitions from "../resources/index.ts";
import { provide } from "./adapter.ts";
`,
    ...resources.map(
      ({ name }) => `export const ${camel(name)}: dynamic.ResourceProvider = provide(definitions.${camel(name)});`,
    ),
  ].join("\n");
