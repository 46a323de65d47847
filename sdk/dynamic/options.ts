/** Resource options that dynamic resources do not have. The engine ignores them without a message. */
import * as pulumi from "@pulumi/pulumi";

/**
 * The options of a resource of this package: those of all resources without `import`. To import what exists, run
 * `npx --call "pulumi import transmit:index:<type> <name> <id>"`: from the next `pulumi up` on, the program manages it.
 */
export interface DynamicResourceOptions extends Omit<pulumi.CustomResourceOptions, "import"> {
  // The compiler's messages name an interface only if it has a property of its own.
  /** Whether the engine refuses to delete the resource. Default: `false`. */
  protect?: pulumi.CustomResourceOptions["protect"];
}

/** The package of the provider of dynamic resources. The engine has a default one; a program may construct others. */
const dynamicPackage = "pulumi-nodejs";

const usePlugin = "Remove it, or use the package pulumi-transmit-plugin, whose resources have it";
const sameHost = "the engine only starts one more process of the same host for it. Remove it";

const settingsOfStack =
  "Remove the option, and give the settings to the stack:\n" +
  "  pulumi config set transmit:clientId <id>\n" +
  "If a program manages several tenants, use the package pulumi-transmit-plugin: its ";

/** Options without an effect: the reason, and what to do. */
const ineffective: Partial<Record<keyof pulumi.CustomResourceOptions, string>> = {
  customTimeouts: `the engine's host of dynamic resources does not pass it on to the provider. ${usePlugin}`,
  version: sameHost,
  pluginDownloadURL: sameHost,
};

/**
 * Sees only the options that the program gives to this resource itself. Those of its parent or of a transformation are not
 * here.
 * @throws RunError if the option `import` or `provider` is set to something that dynamic resources cannot do
 */
export function checkOptions(type: string, name: string, options: pulumi.CustomResourceOptions): void {
  if (options.import !== undefined) throw cannotImport(type, name, options.import);
  if (options.provider) checkProvider(type, name, options.provider);
  for (const [option, reason] of Object.entries(ineffective)) {
    if (isSet(options[option as keyof pulumi.CustomResourceOptions]))
      void pulumi.log.warn(`${type} "${name}": the option \`${option}\` has no effect, since ${reason}.`);
  }
}

/**
 * Of a function's options, `dependsOn` works, and `parent` only gives defaults of options that have no effect here.
 * @param call What the program calls: `transmit.getApplication`.
 * @throws RunError if the option `provider` gives settings that the function would not use
 */
export function checkFunctionOptions(call: string, options: pulumi.InvokeOutputOptions): void {
  if (options.provider) {
    const given = packageOf(options.provider);
    if (given !== dynamicPackage) throw new pulumi.RunError(cannotUseProvider(call, given));
  }
  for (const option of ["version", "pluginDownloadURL"] as const) {
    if (isSet(options[option]))
      void pulumi.log.warn(`${call}: the option \`${option}\` has no effect, since it runs in the program. Remove it.`);
  }
}

const cannotUseProvider = (call: string, given: string): string =>
  `${call} cannot use a provider of the package ${given}, which its option \`provider\` gives it: it runs in the ` +
  `program, with the settings of the stack. ${settingsOfStack}functions have this option.`;

const isSet = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/** The engine reads what it imports before it has the code of the dynamic provider, so the host cannot answer. */
const cannotImport = (type: string, name: string, id: pulumi.ID): Error =>
  new pulumi.RunError(
    `${type} "${name}" cannot be imported with its option \`import\`, which dynamic resources do not have. ` +
      "Remove the option, and import the resource with the plugin that comes with this package:\n" +
      `  npx --call "pulumi import transmit:index:${type} ${name} ${id}"\n` +
      "From the next pulumi up on, this program manages it.",
  );

/** Dynamic resources would ignore that provider's settings, and so might be created in another tenant than it names. */
function checkProvider(type: string, name: string, provider: pulumi.ProviderResource): void {
  const given = packageOf(provider);
  if (given === dynamicPackage) return;
  throw new pulumi.RunError(
    `${type} "${name}" cannot have a provider of the package ${given}, which its option \`provider\` gives it: dynamic ` +
      `resources run in the engine's Node.js host, with the settings of the stack. ${settingsOfStack}resources have this option.`,
  );
}

const packageOf = (provider: pulumi.ProviderResource): string =>
  pulumi.resourceType(provider).replace("pulumi:providers:", "");
