/** Exports a tenant as a project of Pulumi: reads it, writes the project, and verifies that nothing differs. */
import { writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Configuration, readConfiguration } from "../../provider/api/index.ts";
import { ApiError } from "../../provider/errors.ts";
import type { Transport } from "../../provider/lifecycle/index.ts";
import type { Difference } from "../adopt/differences.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { exportDeployment } from "../stack/deployment.ts";
import { acceptSettings, readSettings } from "../stack/settings.ts";
import { openTenants } from "../stack/tenants.ts";
import { UsageError } from "../usageError.ts";
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
  /** Also writes what the tenant holds as a seed of the emulator into this file. */
  snapshot?: string;
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
  if (wanted.snapshot !== undefined) await writeSnapshot(wanted.snapshot, found, tenant.begin(), wanted);
  writeFiles(out, files);
  if (!wanted.isVerified) return { project, tenant: found, files };
  const from = [wanted.cwd, out].map((folder) => resolve(folder));
  let scratch: Scratch | undefined;
  try {
    scratch = openScratch(files, configuration, (folder) => equip(wanted.language, folder, { from }));
    const differences = await verify({ project, scratch, begin: reader.begin, progress });
    return { project, tenant: found, files, differences };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { project, tenant: found, files, unverified: notVerified(error) };
  } finally {
    scratch?.remove();
  }
}

/** The project is there, whatever became of its verification. */
const notVerified = ({ message, ...error }: Error & { hint?: CommandError["hint"] }): CommandError =>
  new CommandError(
    `The project was written, and not verified. ${message}`,
    exitCodes.failed,
    error.hint ?? "Run pulumi preview in the folder of the project, or leave the verification out with --no-verify.",
  );

async function writeSnapshot(
  file: string,
  { documents }: ExportedTenant,
  api: Transport,
  { force, warn }: Export,
): Promise<void> {
  const { snapshotOf } = await import("./snapshot.ts");
  const { tenantId, appId } = await api.claims();
  const key = documents.signingKey?.find(({ app_id: owner }) => typeof owner === "string");
  const named = [...(documents.application ?? []), ...(documents.client ?? [])].find(
    ({ tenant_id: id }) => typeof id === "string",
  );
  const { text, lost } = snapshotOf({
    tenantId: tenantId ?? (named?.tenant_id as string | undefined),
    managementAppId: appId ?? (key?.app_id as string | undefined),
    documents,
  });
  for (const sentence of lost) warn(`Not in ${file}: ${sentence}`);
  try {
    writeFileSync(file, text, { flag: force ? "w" : "wx", mode: 0o600 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw new UsageError(`--snapshot is "${file}", which exists. Name another file, or add --force.`);
    throw new CommandError(`${file} could not be written: ${message}.`, exitCodes.failed);
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
    return acceptSettings(
      readConfiguration(() => undefined, process.env),
      warn,
      () => "The settings come from the environment. With --stack NAME, they are those of a stack's configuration.",
    );
  const stack = { name, cwd };
  return (await readSettings(stack, await exportDeployment(stack), warn)).ofStack();
}

const unreachable = (error: ApiError): CommandError => new CommandError(error.message, exitCodes.unreachable);
