/** Checks stacks for drift. It runs no program, and changes neither state nor tenant. */
import { CommandError } from "../commandError.ts";
import { mapConcurrently } from "../concurrently.ts";
import { exitCodes } from "../exitCodes.ts";
import { languageOf } from "../languages/language.ts";
import { type OpenStack, openStack } from "../stack/openStack.ts";
import { readProject } from "../stack/project.ts";
import { openTenants, type Tenant } from "../stack/tenants.ts";
import { type Compared, compare, isUnreachable } from "./compare.ts";
import { pendingIn } from "./pending.ts";
import type { DriftReport, Finding } from "./report.ts";
import { findUnmanaged } from "./unmanaged.ts";

export interface DriftCheck {
  /** Names of the stacks; the selected one if there are none. */
  stacks: readonly string[];
  /** The folder of the project. */
  cwd: string;
  /** Also lists what none of the stacks knows. */
  unmanaged: boolean;
  /** Shows what is being done. */
  progress(step: string): void;
  /** Shows the user what is odd. */
  warn(message: string): void;
}

/** @throws CommandError if a stack or its settings cannot be read, or if the API answers for none of its resources */
export async function checkDrift({ stacks, cwd, unmanaged, progress, warn }: DriftCheck): Promise<DriftReport> {
  const { runtime, refreshesAlways } = await readProject(cwd);
  const language = languageOf(runtime);
  const opened: OpenStack[] = [];
  for (const name of stacks.length > 0 ? new Set(stacks) : [undefined]) {
    progress(name === undefined ? "Reading the state of the stack" : `Reading the state of stack ${name}`);
    opened.push(await openStack({ name, cwd }, warn));
  }
  const tenantOf = openTenants(progress);
  const jobs = opened.flatMap(({ name: stack, resources, settings }) =>
    resources.map((resource) => ({ stack, resource, tenant: tenantOf(settings.of(resource)) })),
  );
  let done = 0;
  const compared = await mapConcurrently(jobs, async ({ stack, resource, tenant }) => {
    const result = await compare(resource, tenant, { stack, language, refreshesAlways });
    progress(`Reading resources: ${++done} of ${jobs.length}`);
    return result;
  });
  refuseUnreachable(compared);
  const findings: Finding[] = [
    ...opened.flatMap(({ name, deployment }) => pendingIn(name, deployment)),
    ...compared.flatMap((one) => one.findings),
  ];
  const found = unmanaged
    ? await findUnmanaged(opened, tenantsOf(opened, tenantOf), progress)
    : { objects: [], findings: [] };
  findings.push(...found.findings);
  const resources = compared.flatMap(({ drifted }) => drifted ?? []);
  return {
    stacks: opened.map(({ name }) => name),
    checkedAt: new Date().toISOString(),
    inSync: resources.length + findings.length + found.objects.length === 0,
    checked: jobs.length,
    resources,
    unmanaged: found.objects,
    findings,
    notes: [],
  };
}

/** The tenants that the stacks' resources are in; for a stack without any, that of its configuration. */
function tenantsOf(opened: readonly OpenStack[], tenantOf: ReturnType<typeof openTenants>): Tenant[] {
  const tenants = opened.flatMap(({ resources, settings }) =>
    resources.length > 0 ? resources.map((one) => tenantOf(settings.of(one))) : [tenantOf(settings.ofStack())],
  );
  return [...new Set(tenants)];
}

/** If nothing could be read, and always because of the connection or the credentials, there is nothing to report. */
function refuseUnreachable(compared: readonly Compared[]): void {
  const [first] = compared;
  if (!first?.error || !compared.every(({ error }) => error && isUnreachable(error))) return;
  throw new CommandError(first.error.message, exitCodes.unreachable, {
    person: "None of the stack's resources could be read. Check the address and the credentials, and try again.",
    pipeline: "None of the stack's resources could be read. Check the variables of this job, and run it again.",
  });
}
