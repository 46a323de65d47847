/** Exports a tenant as a project of Pulumi: reads it, writes the project, and verifies that nothing differs. */
import { basename, resolve } from "node:path";
import { type Configuration, type ReadResult, readConfiguration } from "../../provider/api/index.ts";
import { ApiError, ConfigurationError } from "../../provider/errors.ts";
import type { Difference } from "../adopt/differences.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { exportDeployment } from "../stack/deployment.ts";
import { readSettings } from "../stack/settings.ts";
import { openTenants } from "../stack/tenants.ts";
import type { ExportedTenant } from "./exported.ts";
import { type LanguageName, languages } from "./languages/index.ts";
import type { Files } from "./languages/language.ts";
import { expectFree, writeFiles } from "./output.ts";
import type { Project } from "./program/declared.ts";
import { filesOf } from "./program/files.ts";
import { projectOf } from "./program/project.ts";
import { openReader } from "./read/reader.ts";
import { readTenant } from "./read/tenant.ts";
import { equip } from "./verify/languages.ts";
import { openScratch, type Scratch } from "./verify/scratch.ts";
import { verify } from "./verify/verify.ts";

export interface Export {
  out: string;
  force: boolean;
  language: LanguageName;
  /** Names or ids of applications; empty for all. */
  only: readonly string[];
  /** Whose settings are used; those of the environment if absent. */
  stack?: string;
  /** The folder of the project that the stack belongs to. */
  cwd: string;
  isDry: boolean;
  isVerified: boolean;
  progress(step: string): void;
  warn(message: string): void;
}

export interface Exported {
  project: Project;
  tenant: ExportedTenant;
  files: Files;
  /** Absent if it was not looked for. */
  differences?: Difference[];
  /** Why they could not be looked for, although they should have been. */
  unverified?: CommandError;
}

/** @throws CommandError */
export async function exportTenant(wanted: Export): Promise<Exported> {
  const { out, progress } = wanted;
  if (!wanted.isDry) expectFree(out, wanted.force);
  const configuration = await settingsFor(wanted);
  const tenant = openTenants(progress)(configuration);
  const reader = openReader(() => tenant.begin());
  const found = await readTenant({ reader, only: wanted.only, progress }).catch((error: unknown) => {
    throw error instanceof ApiError ? unreachable(error) : error;
  });
  const project = projectOf(projectName(out), found);
  const files = filesOf(project, languages[wanted.language]);
  if (wanted.isDry) return { project, tenant: found, files };
  writeFiles(out, files);
  if (!wanted.isVerified) return { project, tenant: found, files };
  const from = [wanted.cwd, out].map((folder) => resolve(folder));
  let scratch: Scratch | undefined;
  try {
    scratch = openScratch(files, configuration, (folder) => equip(wanted.language, folder, { from }));
    const differences = await verify({ project, scratch, begin: reader.begin, progress });
    return { project, tenant: found, files, differences };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { project, tenant: found, files, unverified: error };
  } finally {
    scratch?.remove();
  }
}

/** A name that the engine takes for a project. */
function projectName(out: string): string {
  const name = basename(resolve(out))
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  return name.slice(0, 100) || "infra";
}

async function settingsFor({ stack: name, cwd, warn }: Export): Promise<Configuration> {
  if (name === undefined)
    return accepted(
      readConfiguration(() => undefined, process.env),
      warn,
    );
  const stack = { name, cwd };
  return (await readSettings(stack, await exportDeployment(stack), warn)).ofStack();
}

function accepted({ configuration, problems, warnings }: ReadResult, warn: (message: string) => void): Configuration {
  for (const warning of warnings) warn(warning);
  if (configuration) return configuration;
  throw new CommandError(
    new ConfigurationError(problems).message,
    problems.every(({ kind }) => kind === "missing") ? exitCodes.unreachable : exitCodes.failed,
    "The settings come from the environment. With --stack NAME, they are those of a stack's configuration.",
  );
}

const unreachable = (error: ApiError): CommandError => new CommandError(error.message, exitCodes.unreachable);
