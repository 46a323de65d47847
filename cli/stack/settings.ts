/**
 * The settings that a stack's resources are read with: those of an explicit provider of the plugin from the state, all others
 * from the stack's configuration, and from the environment, as in a run.
 */
import { type Configuration, type ReadResult, readConfiguration } from "../../provider/api/index.ts";
import { ConfigurationError } from "../../provider/errors.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Deployment, Stack } from "./deployment.ts";
import { stackOption } from "./deployment.ts";
import type { ManagedResource } from "./managedResource.ts";
import { runPulumi } from "./pulumi.ts";
import { decodeStored } from "./values.ts";

export interface StackSettings {
  /** @throws CommandError if settings are missing or invalid */
  of(resource: Pick<ManagedResource, "face" | "stored">): Configuration;
  /** Those of the stack's configuration. @throws CommandError */
  ofStack(): Configuration;
}

export interface ConfigValue {
  value?: string;
  objectValue?: unknown;
  /** It is encrypted. */
  secret?: boolean;
}

/** By key, secrets in plain. @throws CommandError */
export async function readStackConfig(stack: Stack): Promise<Record<string, ConfigValue>> {
  return JSON.parse(await runPulumi(["config", "--json", "--show-secrets", ...stackOption(stack)], stack));
}

/** @param warn Shows the user what is odd in the settings, and stops nothing. */
export async function readSettings(
  stack: Stack,
  { deployment }: Deployment,
  warn: (message: string) => void,
): Promise<StackSettings> {
  const config = await readStackConfig(stack);
  const providers = new Map(
    (deployment.resources ?? [])
      .filter(({ type }) => type === "pulumi:providers:transmit")
      .map((provider) => [`${provider.urn}::${provider.id}`, provider]),
  );
  const told = new Set<string>();
  const warnOnce = (message: string) => {
    if (!told.has(message)) warn(message);
    told.add(message);
  };
  const hint = (isMissing: boolean) =>
    isMissing ? "The command needs the settings that pulumi refresh needs." : undefined;
  const accepted = new Map<string, Configuration>();
  /** Each is read and validated once, however many resources have it. */
  const once = (provider: string, read: () => ReadResult): Configuration => {
    const found = accepted.get(provider) ?? acceptSettings(read(), warnOnce, hint);
    accepted.set(provider, found);
    return found;
  };
  const ofStack = () =>
    once("", () =>
      readConfiguration(
        (setting) => config[`transmit:${setting}`]?.value,
        process.env,
        { keys: Object.keys(config), project: projectIn(deployment) },
        "configuration",
      ),
    );
  return {
    ofStack,
    of: ({ face, stored }) => {
      const provider = face === "plugin" ? providers.get(stored.provider ?? "") : undefined;
      if (!provider || isDefault(provider.urn)) return ofStack();
      return once(stored.provider ?? "", () => {
        const { values } = decodeStored(provider.inputs);
        const read = (setting: string) => {
          const value = values[setting];
          return value === undefined || value === null ? undefined : String(value);
        };
        return readConfiguration(read, process.env, undefined, "arguments");
      });
    },
  };
}

/** @param hint What to do, if settings are missing or if some are invalid. @throws CommandError if settings are missing or invalid */
export function acceptSettings(
  { configuration, problems, warnings }: ReadResult,
  warn: (message: string) => void,
  hint: (isMissing: boolean) => string | undefined,
): Configuration {
  for (const warning of warnings) warn(warning);
  if (configuration) return configuration;
  const isMissing = problems.every(({ kind }) => kind === "missing");
  const { message } = new ConfigurationError(problems);
  throw new CommandError(message, isMissing ? exitCodes.unreachable : exitCodes.failed, hint(isMissing));
}

/** As the URNs name it. */
const projectIn = ({ resources }: Deployment["deployment"]): string | undefined => resources?.[0]?.urn.split("::")[1];

/** The engine makes a provider of the stack's configuration for programs that make none, and names it itself. */
const isDefault = (urn: string): boolean => /::default(?:_.*)?$/.test(urn);
