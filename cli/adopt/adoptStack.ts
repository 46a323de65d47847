/** Takes what exists into a stack, as if its program had made it. It sends nothing that changes anything. */
import { isDeepStrictEqual } from "node:util";
import { ApiError, redact } from "../../provider/errors.ts";
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import { type Deployment, exportDeployment, nameOf, type Stack, stackOption } from "../stack/deployment.ts";
import { importState } from "../stack/importState.ts";
import { managedIn, secretStringsOf } from "../stack/managedResource.ts";
import { previewSteps } from "../stack/preview.ts";
import { readSettings, readStackConfig } from "../stack/settings.ts";
import { openTenants, type Tenant } from "../stack/tenants.ts";
import { encodeStored } from "../stack/values.ts";
import { type Adopted, adopt } from "./adoption.ts";
import { differencesIn } from "./differences.ts";
import { foresee } from "./foresee.ts";
import { readImportFile } from "./importFile.ts";
import { type Plan, planOf } from "./plan.ts";
import { type AdoptReport, isPending, isReady } from "./report.ts";

export interface StackAdoption {
  stack: Stack;
  /** Another stack of the project: what it has is listed, in the place of the file. */
  like?: string;
  progress(step: string): void;
  warn(message: string): void;
  /** Whether the state may be changed. @param report What would be done. */
  confirm(report: AdoptReport): Promise<boolean>;
}

/** @throws CommandError; then the state is as it was, unless the message says otherwise */
export async function adoptIntoStack({ stack, like, progress, warn, confirm }: StackAdoption): Promise<AdoptReport> {
  const listed = like === undefined ? readImportFile(stack.cwd) : await listedIn({ name: like, cwd: stack.cwd });
  progress("Reading the state");
  const deployment = await exportDeployment(stack);
  expectSettled(deployment);
  const name = await nameOf(stack, deployment);
  progress("Previewing the program");
  const call = { cwd: stack.cwd };
  const preview = () => previewSteps(["preview", "--show-sames", ...stackOption(stack)], call);
  const plan = planOf(listed, await preview(), deployment);
  const report = { stack: name, objects: plan.objects, differences: plan.others, changed: false };
  if (!isPending(report)) return report;
  const tenant = openTenants(progress)((await readSettings(stack, deployment, warn)).ofStack());
  const adopted = await adoptPlanned(plan, listed, { stack, name, tenant, deployment, progress });
  const found = new Map(managedIn(adopted).map(({ definition, name, id }) => [`${definition.name} ${name}`, id]));
  const objects = plan.objects.map((one) => {
    const isThere =
      !(one.outcome === "new" || one.outcome === "imported") || found.get(`${one.type} ${one.name}`) === one.id;
    return isThere ? one : { ...one, outcome: "notFound" as const };
  });
  const planned = { ...report, objects, differences: [...report.differences, ...foresee(adopted, plan.steps)] };
  if (!isReady(planned) || !(await confirm(planned))) return planned;
  progress("Reading the state again");
  if (!isDeepStrictEqual(await exportDeployment(stack), deployment)) throw changedMeanwhile();
  progress("Writing the state");
  await importState(stack, adopted);
  progress("Previewing the program again");
  return { ...planned, changed: true, differences: differencesIn(await preview()) };
}

/** Those that the program only looks up are no part of it. */
const listedIn = async (stack: Stack): Promise<Adopted[]> =>
  managedIn(await exportDeployment(stack))
    .filter(({ stored }) => !stored.external)
    .map(({ definition, name, id }) => ({ type: definition.name, name, id }));

interface Place {
  stack: Stack;
  name: string;
  tenant: Tenant;
  deployment: Deployment;
  progress(step: string): void;
}

async function adoptPlanned(
  { objects, steps, rest }: Plan,
  listed: readonly Adopted[],
  { stack, name, tenant, deployment, progress }: Place,
): Promise<Deployment> {
  const secrets = managedIn(deployment).flatMap(secretStringsOf);
  const begin = () => tenant.begin({ secrets: () => secrets, stack: name });
  try {
    await expectTenant(begin, deployment);
    const count = objects.filter(({ outcome }) => outcome === "new" || outcome === "imported").length;
    progress(`Reading ${count} object${count === 1 ? "" : "s"}`);
    return await adopt({
      deployment: rest,
      steps,
      adopted: listed,
      begin,
      now: new Date().toISOString(),
      providerInputs: await providerInputsOf(stack),
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new CommandError(redact(error.message, secrets), exitCodes.unreachable, "Nothing was changed.");
  }
}

/** As the engine gives them to the provider that it makes by itself. */
async function providerInputsOf(stack: Stack): Promise<Record<string, unknown>> {
  const config = Object.entries(await readStackConfig(stack)).filter(([key]) => key.startsWith("transmit:"));
  const values = config.map(([key, { value }]) => [key.slice("transmit:".length), value] as const);
  const secrets = config.filter(([, { secret }]) => secret).map(([key]) => [key.slice("transmit:".length), true]);
  return encodeStored(Object.fromEntries(values), Object.fromEntries(secrets));
}

function expectSettled({ deployment }: Deployment): void {
  if ((deployment.pending_operations ?? []).length === 0) return;
  throw new CommandError(
    "A run of the stack was interrupted, and what it left is pending.",
    exitCodes.failed,
    "Run pulumi-transmit recover first, then this command again.",
  );
}

/** All resources of a stack are in one tenant. */
async function expectTenant(begin: () => ReturnType<Tenant["begin"]>, deployment: Deployment): Promise<void> {
  const { tenantId } = await begin().claims();
  const others = managedIn(deployment).map(({ state }) => state.tenantId);
  const other = others.find((one) => typeof one === "string" && one !== "" && one !== tenantId);
  if (tenantId === undefined || other === undefined) return;
  throw new CommandError(
    `The stack's resources are in tenant ${other}, and the access token is of tenant ${tenantId}. Nothing was changed.`,
    exitCodes.failed,
    "Correct the credentials or the region.",
  );
}

const changedMeanwhile = (): CommandError =>
  new CommandError(
    "The state of the stack was changed meanwhile. Nothing was changed by this command.",
    exitCodes.failed,
    "Run this command again once no other run is at work.",
  );
