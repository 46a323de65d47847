/** The stack: whether its state and its configuration can be read, and whether a run was interrupted. */
import { CommandError } from "../../commandError.ts";
import { exitCodes } from "../../exitCodes.ts";
import { exportDeployment, nameOf, stackOption } from "../../stack/deployment.ts";
import { managedIn, secretStringsOf } from "../../stack/managedResource.ts";
import { readStackConfig } from "../../stack/settings.ts";
import { type Check, type Finding, failed } from "../check.ts";
import type { Patient } from "../patient.ts";

export const stack: Check<Patient> = {
  name: "stack",
  needs: ["Pulumi CLI"],
  examine: async (patient) => {
    try {
      return await open(patient);
    } catch (error) {
      const isUnnamed = error instanceof CommandError && error.exitCode === exitCodes.wrongCall;
      if (!isUnnamed || patient.stack.name !== undefined) throw error;
      patient.isWithoutStack = true;
      return {
        ...failed(error),
        status: "note",
        found: "None: no stack is selected here, so the environment alone gives the settings.",
      };
    }
  },
};

async function open(patient: Patient): Promise<Finding> {
  const deployment = await exportDeployment(patient.stack);
  patient.deployment = deployment;
  const resources = managedIn(deployment);
  patient.secrets.push(...resources.flatMap(secretStringsOf));
  patient.config = await readStackConfig(patient.stack);
  const name = await nameOf(patient.stack, deployment);
  const found = `${name}, with ${count(resources.length, "resource")} of this provider.`;
  const pending = deployment.deployment.pending_operations?.length ?? 0;
  if (pending === 0) return { status: "ok", found };
  return {
    status: "note",
    found: `${found} A run was interrupted: ${count(pending, "operation")} ${pending === 1 ? "is" : "are"} pending.`,
    advice: `Run ${["npx pulumi-transmit recover", ...stackOption(patient.stack)].join(" ")}.`,
  };
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
