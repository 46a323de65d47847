/** Adopts an exported project into a stack of its own, in a folder of its own, and looks whether anything differs. */

import type { Transport } from "../../../provider/lifecycle/index.ts";
import { adopt } from "../../adopt/adoption.ts";
import { type Difference, differencesIn } from "../../adopt/differences.ts";
import type { Deployment } from "../../stack/deployment.ts";
import { previewSteps } from "../../stack/preview.ts";
import { runPulumi } from "../../stack/pulumi.ts";
import type { Project } from "../program/declared.ts";
import type { Scratch } from "./scratch.ts";

export interface Verification {
  project: Project;
  scratch: Scratch;
  begin(): Transport;
  progress(step: string): void;
}

/** @returns What the next preview, or the next refresh, would change. @throws CommandError if the program cannot be run */
export async function verify({ project, scratch: { call }, begin, progress }: Verification): Promise<Difference[]> {
  progress("Verifying: a stack of its own");
  await runPulumi(["stack", "init", "verification"], call);
  progress("Verifying: the program");
  const steps = await previewSteps(["preview"], call);
  const adopted = project.modules.flatMap(({ declared }) =>
    declared.map(({ definition, name, id }) => ({ type: definition.name, name, id })),
  );
  const empty = JSON.parse(await runPulumi(["stack", "export"], call)) as Deployment;
  const deployment = await adopt({ deployment: empty, steps, adopted, begin, now: new Date().toISOString() });
  await runPulumi(["stack", "import"], { ...call, input: JSON.stringify(deployment) });
  progress("Verifying: preview");
  const previewed = differencesIn(await previewSteps(["preview"], call), "preview");
  progress("Verifying: refresh");
  const refreshed = differencesIn(await previewSteps(["refresh", "--preview-only"], call), "refresh");
  const seen = new Set(previewed.map(({ urn }) => urn));
  return [...previewed, ...refreshed.filter(({ urn }) => !seen.has(urn))];
}
