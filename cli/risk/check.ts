/** Reads plans, and finds their risks. */

import { languageOf } from "../languages/language.ts";
import type { Preview } from "../stack/preview.ts";
import { readProject } from "../stack/project.ts";
import { UsageError } from "../usageError.ts";
import { risksOf } from "./find.ts";
import { byLevel, fails } from "./level.ts";
import { type PlannedChange, placeOf, plannedChanges } from "./plan/steps.ts";
import type { RiskReport } from "./report.ts";

export interface Plan {
  /** The subject of messages. */
  what: string;
  preview: Preview;
  /** The stack's name, where the command line says it. */
  stack?: string;
}

/** @param cwd The folder of the project. @throws CommandError for a plan that is none of a preview */
export async function checkPlans(
  plans: readonly Plan[],
  failOn: RiskReport["failOn"],
  cwd: string,
): Promise<RiskReport> {
  const { path } = languageOf((await readProject(cwd)).runtime);
  const names = namesOf(plans);
  const found = plans.map(({ what, preview }, index) => {
    const planned = plannedChanges(preview, what);
    const stack = names[index] as string;
    return { planned, risks: planned.flatMap((one) => risksOf(one, planned, stack, path)) };
  });
  const notes = found.flatMap(({ planned }, index) => notesOn(plans[index] as Plan, planned, names[index] as string));
  const risks = found.flatMap((one) => one.risks).toSorted((one, other) => byLevel(one.level, other.level));
  return {
    stacks: names,
    checkedAt: new Date().toISOString(),
    failOn,
    failed: risks.some(({ level }) => fails(level, failOn)),
    changed: found.flatMap(({ planned }) => planned.filter(({ action }) => action !== "create")).length,
    risks,
    notes,
  };
}

function notesOn({ what, preview }: Plan, planned: readonly PlannedChange[], stack: string): string[] {
  if ((preview.steps ?? []).length === 0) return [`${what} has no steps: its program has no resources.`];
  const created = planned.filter(({ action, refreshed }) => action === "create" && !refreshed).length;
  if (created === 0) return [];
  const which = created === 1 ? "1 resource is new" : `${created} resources are new`;
  return [
    `${which} in ${stack}. Nobody uses what is new, so it has no risk of this kind: the policy pack can check its settings.`,
  ];
}

/** Of each plan, in its order. @throws UsageError if two are of one stack */
function namesOf(plans: readonly Plan[]): string[] {
  const places = plans.map(({ preview, stack = "unknown" }) => placeOf(preview) ?? [stack, ""]);
  const severalProjects = new Set(places.map(([, project]) => project).filter(Boolean)).size > 1;
  const names = places.map(([stack, project]) => (severalProjects && project ? `${project}/${stack}` : stack));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UsageError(`Two of the plans are of stack ${twice}. Give one plan for each stack.`);
  return names;
}
