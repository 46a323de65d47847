/** How a resource of this package is registered with the engine. */
import * as pulumi from "@pulumi/pulumi";
import { mocksInUse } from "./mocks.ts";
import { checkOptions } from "./options.ts";
import { checkArgs } from "./plainArgs.ts";
import { warnOfPlainSecrets } from "./plainSecrets.ts";
import { providerText } from "./providerText.ts";

/** What a class knows of its resource, generated from the resource's definition. */
export interface ResourceClass {
  /** The last part of its type: `SigningKey`. */
  name: string;
  /** Names of the properties that its id is made of, in order. */
  id: readonly string[];
  /** The resource that it belongs to, if any: the part of the id before its own is that resource's id. */
  parent?: string;
  /** Names of all its properties. */
  outputs: readonly string[];
  /** Names of the properties that are secret. */
  secrets: readonly string[];
}

/** Dynamic resources belong to the provider that every Node.js program has. */
const typeOf = (name: string): string => `pulumi-nodejs:dynamic/transmit:${name}`;

/** Whether the value is a resource of this type, also if another copy of the package or of the SDK made it. */
export const isOfClass = ({ name }: ResourceClass, value: unknown): boolean =>
  pulumi.CustomResource.isInstance(value) && pulumi.resourceType(value) === typeOf(name);

/**
 * Names the arguments that the program marks as secret, since the host of dynamic providers drops the marks. The provider
 * keeps their values out of messages, and marks what the API repeats of them.
 */
export const secretsKey = "__secrets";

/** What a class passes to the constructor of `CustomResource`. */
export const registration = (
  resource: ResourceClass,
  name: string,
  args: pulumi.Inputs | undefined,
  options: pulumi.CustomResourceOptions,
): [string, string, pulumi.Inputs, pulumi.CustomResourceOptions] => [
  typeOf(resource.name),
  name,
  propertiesFor(resource, name, args, options),
  optionsFor(resource, name, options),
];

/**
 * The SDK defines only the properties that it is given. Beside the inputs these are the parts of the id, as undefined; the
 * other outputs are read on demand. Mocks answer once, and may be replaced by others afterwards, so a test gets all outputs
 * at once. Secret inputs are marked as secrets at once. A resource that is only read has no inputs.
 */
function propertiesFor(
  resource: ResourceClass,
  called: string,
  args: pulumi.Inputs | undefined,
  options: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  const { name, id, outputs, secrets } = resource;
  const inputs = options.id === undefined && args ? args : {};
  const secretPlaces = checkArgs(resource, called, inputs);
  const secretInputs = secrets.filter((key) => inputs[key] !== undefined);
  return {
    ...Object.fromEntries((mocksInUse() ? outputs : id).map((key) => [key, undefined])),
    ...inputs,
    ...Object.fromEntries(secretInputs.map((key) => [key, pulumi.secret(inputs[key])])),
    ...(secretPlaces && { [secretsKey]: secretPlaces }),
    __provider: providerText(name.charAt(0).toLowerCase() + name.slice(1)),
  };
}

/**
 * The host of dynamic providers drops the marks of secrets, so the engine needs the names of the secret outputs. The alias
 * lets a resource of the plugin's type become one of this type without a replacement.
 */
function optionsFor(
  resource: ResourceClass,
  name: string,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  checkOptions(resource.name, name, options);
  warnOfPlainSecrets();
  const type = `transmit:index:${resource.name}`;
  // An alias for another name or parent must also match the plugin's resource of that name or parent.
  const withPluginType = (options.aliases ?? []).filter(isOfThisType).map((alias) => ({ ...alias, type }));
  return pulumi.mergeOptions(options, {
    additionalSecretOutputs: [...resource.secrets],
    aliases: [{ type }, ...withPluginType],
  });
}

const isOfThisType = (alias: pulumi.Input<pulumi.URN | pulumi.Alias>): alias is pulumi.Alias =>
  typeof alias === "object" && !pulumi.Output.isInstance(alias) && !(alias instanceof Promise) && !("type" in alias);
