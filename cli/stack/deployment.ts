/** The state of a stack as the backend keeps it (`DeploymentV3` in sdk/go/common/apitype/core.go of Pulumi). */

import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { runPulumi } from "./pulumi.ts";

/** Values in it are in the stored form: see values.ts. */
export interface StoredResource {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  parent?: string;
  /** `<urn>::<id>` of its provider. */
  provider?: string;
  dependencies?: string[];
  /** By input. */
  propertyDependencies?: Record<string, string[]>;
  deletedWith?: string;
  replaceWith?: string[];
  /** The id that the option `import` names. */
  importID?: string;
  /** It is deleted once its replacement exists. */
  delete?: boolean;
  /** It was deleted, and its replacement does not exist yet. */
  pendingReplacement?: boolean;
  /** The program only looks it up. */
  external?: boolean;
  protect?: boolean;
  /** Once it leaves the program, it leaves the state, and is not deleted. */
  retainOnDelete?: boolean;
  ignoreChanges?: string[];
  additionalSecretOutputs?: string[];
  /** In seconds. */
  customTimeouts?: { create?: number };
  /** RFC 3339. */
  created?: string;
  modified?: string;
}

/** What an interrupted run had begun. */
export interface PendingOperation {
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
  /** Of a create, an update or an import: as it will be. */
  resource: StoredResource;
}

export interface Deployment {
  version: number;
  deployment: {
    /** When it was written, RFC 3339. */
    manifest?: { time?: string };
    resources?: StoredResource[];
    pending_operations?: PendingOperation[];
  };
}

export interface Stack {
  /** As `--stack` takes it; undefined for the selected one. */
  name: string | undefined;
  /** The folder of the project. */
  cwd: string;
}

/** The option that selects the stack. */
export const stackOption = ({ name }: Stack): string[] => (name === undefined ? [] : ["--stack", name]);

/** Reads the state, its secrets in plain, through a pipe. @throws CommandError */
export async function exportDeployment(stack: Stack): Promise<Deployment> {
  const text = await runPulumi(["stack", "export", "--show-secrets", ...stackOption(stack)], stack);
  const found = JSON.parse(text) as Deployment;
  if (found.version === 3 && typeof found.deployment === "object") return found;
  throw new CommandError(
    `The state has version ${found.version}, and this command reads version 3.`,
    exitCodes.failed,
    "Install a newer pulumi-transmit.",
  );
}

/** The stack's name, in messages and reports. */
export async function nameOf(stack: Stack, { deployment }: Deployment): Promise<string> {
  if (stack.name !== undefined) return stack.name;
  const [, ofState] = /^urn:pulumi:(.+?)::/.exec(deployment.resources?.[0]?.urn ?? "") ?? [];
  return ofState ?? (await runPulumi(["stack", "--show-name"], stack)).trim();
}
