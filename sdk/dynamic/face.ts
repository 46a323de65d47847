/** What the classes share: how a resource of this package presents itself to the engine. */
import * as pulumi from "@pulumi/pulumi";

export type Kind = "Application" | "Client";

/** Dynamic resources belong to the provider that every Node program has. */
export const typeOf = (kind: Kind): string => `pulumi-nodejs:dynamic/transmit:${kind}`;

/**
 * How the engine finds the provider, kept in state twice a resource. A constant instead of a serialised closure: it
 * loads nothing to make, captures no credentials, and does not change from one version of this package to the next.
 */
const providerOf = (kind: Kind): string =>
  `exports.handler = () => require("pulumi-transmit/provider").${kind.toLowerCase()}`;

/**
 * Properties as the engine is given them. Outputs are named as well, or the resource would have no such property.
 * An existing resource that is only read in has no inputs.
 */
export function properties(
  kind: Kind,
  args: object | undefined,
  outputs: readonly string[],
  options: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  return {
    ...Object.fromEntries(outputs.map((name) => [name, undefined])),
    ...(options.id === undefined && args),
    __provider: providerOf(kind),
  };
}

/**
 * The host of dynamic providers forgets which values are secret; the engine is told again here. And a resource that the
 * plugin manages becomes one of this package without being replaced.
 */
export const optionsFor = (
  kind: Kind,
  options: pulumi.CustomResourceOptions,
  secrets: readonly string[],
): pulumi.CustomResourceOptions =>
  pulumi.mergeOptions(options, {
    additionalSecretOutputs: [...secrets],
    aliases: [{ type: `transmit:index:${kind}` }],
  });
