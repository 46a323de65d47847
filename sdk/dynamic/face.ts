/** What the classes share: how a resource of this package presents itself to the engine. */
import * as pulumi from "@pulumi/pulumi";
import { checkOptions } from "./options.ts";

export type Kind = "Application" | "Client" | "SigningKey";

/** Dynamic resources belong to the provider that every Node program has. */
const typeOf = (kind: Kind): string => `pulumi-nodejs:dynamic/transmit:${kind}`;

/**
 * How the engine finds the provider, kept in state twice a resource. A constant instead of a serialised closure: it
 * loads nothing to make, captures no credentials, and does not change from one version of this package to the next.
 */
const providerOf = (kind: Kind): string =>
  `exports.handler = () => require("pulumi-transmit/provider").${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;

/** The names that the engine is told of: all properties, and those of them that are secret. */
export interface Names {
  outputs: readonly string[];
  secrets: readonly string[];
}

/**
 * Properties as the engine is given them. Outputs are named as well, or the resource would have no such property; inputs
 * that are secret are so from the start. An existing resource that is only read in has no inputs.
 */
function properties(
  kind: Kind,
  args: pulumi.Inputs | undefined,
  { outputs, secrets }: Names,
  options: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  const inputs = options.id === undefined && args ? args : {};
  const hidden = secrets.filter((name) => inputs[name] !== undefined);
  return {
    ...Object.fromEntries(outputs.map((name) => [name, undefined])),
    ...inputs,
    ...Object.fromEntries(hidden.map((name) => [name, pulumi.secret(inputs[name])])),
    __provider: providerOf(kind),
  };
}

/**
 * The host of dynamic providers forgets which values are secret; the engine is told again here. And a resource that the
 * plugin manages becomes one of this package without being replaced.
 */
function optionsFor(
  kind: Kind,
  name: string,
  options: pulumi.CustomResourceOptions,
  { secrets }: Names,
): pulumi.CustomResourceOptions {
  checkOptions(kind, name, options);
  const type = `transmit:index:${kind}`;
  // Renamed or moved at the same time, it was that under another name or parent.
  const elsewhere = (options.aliases ?? []).filter(isOfThisType).map((alias) => ({ ...alias, type }));
  return pulumi.mergeOptions(options, {
    additionalSecretOutputs: [...secrets],
    aliases: [{ type }, ...elsewhere],
  });
}

const isOfThisType = (alias: pulumi.Input<pulumi.URN | pulumi.Alias>): alias is pulumi.Alias =>
  typeof alias === "object" && !pulumi.Output.isInstance(alias) && !(alias instanceof Promise) && !("type" in alias);

/** What the SDK's constructor is called with. */
export const registration = (
  kind: Kind,
  names: Names,
  name: string,
  args: pulumi.Inputs | undefined,
  options: pulumi.CustomResourceOptions,
): [string, string, pulumi.Inputs, pulumi.CustomResourceOptions] => [
  typeOf(kind),
  name,
  properties(kind, args, names, options),
  optionsFor(kind, name, options, names),
];
