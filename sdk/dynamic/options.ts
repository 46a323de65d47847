/** Options that every resource takes and dynamic resources do not have. The engine does not say so. */
import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "./face.ts";

/** The package of dynamic resources' provider. The engine makes one; a program may make others, with settings of theirs. */
const host = "pulumi-nodejs";

const otherwise = "Remove it, or use the package pulumi-transmit-plugin, whose resources have it";
const sameHost = "the engine only starts one more process of the same host for it. Remove it";

/** Options that change nothing of what they name: why, and what to do. */
const ineffective: Partial<Record<keyof pulumi.CustomResourceOptions, string>> = {
  customTimeouts: `the engine's host of dynamic resources does not hand it on to the provider. ${otherwise}`,
  version: sameHost,
  pluginDownloadURL: sameHost,
};

/**
 * Sees what the program gives to this resource itself, not what comes from its parent or from a transformation.
 * @throws RunError where the resource would not be what the program says
 */
export function checkOptions(kind: Kind, name: string, options: pulumi.CustomResourceOptions): void {
  if (options.import !== undefined) throw cannotImport(kind, name, options.import);
  if (options.provider) refuseProvider(kind, name, options.provider);
  for (const [option, reason] of Object.entries(ineffective)) {
    if (saysSomething(options[option as keyof pulumi.CustomResourceOptions]))
      void pulumi.log.warn(`${kind} "${name}": the option \`${option}\` has no effect, since ${reason}.`);
  }
}

const saysSomething = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/** The engine asks for what it imports before it knows what a dynamic resource is, which its host cannot answer. */
const cannotImport = (kind: Kind, name: string, id: pulumi.ID): Error =>
  new pulumi.RunError(
    `${kind} "${name}" cannot be imported with its option \`import\`, which dynamic resources do not have. ` +
      "Remove the option, and take the resource over with the plugin that comes with this package:\n" +
      `  npx --call "pulumi import transmit:index:${kind} ${name} ${id}"\n` +
      "From the next pulumi up on, this program manages it.",
  );

/** Its settings, and the tenant that they are of, would not be this resource's: no plugin runs dynamic resources. */
function refuseProvider(kind: Kind, name: string, provider: pulumi.ProviderResource): void {
  const given = pulumi.resourceType(provider).replace("pulumi:providers:", "");
  if (given === host) return;
  throw new pulumi.RunError(
    `${kind} "${name}" cannot have a provider of the package ${given}, which its option \`provider\` gives it: dynamic ` +
      "resources run in the engine's Node host, with the settings of the stack. Remove the option, and give the " +
      "settings to the stack:\n" +
      "  pulumi config set transmit:clientId <id>\n" +
      "Where a program manages several tenants, use the package pulumi-transmit-plugin: its resources have this option.",
  );
}
