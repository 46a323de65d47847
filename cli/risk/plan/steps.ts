/** The steps of a plan that concern resources of this provider: one for each resource that changes. */
import { CommandError } from "../../commandError.ts";
import { exitCodes } from "../../exitCodes.ts";
import { decodeResource, definitionOf, type ManagedResource } from "../../stack/managedResource.ts";
import type { Preview, PreviewStep } from "../../stack/preview.ts";

export interface PlannedChange {
  action: "create" | "update" | "replace" | "delete";
  urn: string;
  /** As the run finds it, after a refresh if the preview did one. */
  old?: ManagedResource;
  /** As the program wants it. */
  now?: ManagedResource;
  /** Before the refresh. */
  refreshed?: ManagedResource;
  /** What the engine says that changes: paths, or names of inputs. */
  paths: string[];
}

/**
 * What becomes of a resource, by the engine's operation (`display.StepOp` of Pulumi). A replacement has one step, or, in some
 * versions, a step for each of its parts.
 */
const actions: Readonly<Record<string, PlannedChange["action"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
  "read-replacement": "replace",
  delete: "delete",
};

/** @param what The subject of messages. @throws CommandError for the plan of a refresh */
export function plannedChanges({ steps = [] }: Preview, what: string): PlannedChange[] {
  const ours = steps.filter(({ urn }) => definitionOf(typeIn(urn)));
  const refreshed = new Map(ours.filter(({ op }) => op === "refresh").map((step) => [step.urn, step.oldState]));
  const changes = new Map<string, PlannedChange>();
  for (const step of ours) {
    // Unprotecting a resource is no change of it.
    const action = actions[step.op] ?? (step.op === "same" && losesProtection(step) ? "update" : undefined);
    if (action === undefined) continue;
    const earlier = changes.get(step.urn);
    // The engine may show what a refresh has changed as an update or a deletion, before what the program changes.
    const isOfRefresh = earlier !== undefined && action !== "replace" && earlier.action !== "replace";
    const known = isOfRefresh ? undefined : earlier;
    const before = refreshed.get(step.oldState?.urn ?? step.urn);
    const past = isOfRefresh ? earlier.old : before && decodeResource(before);
    const old = known?.old ?? (step.oldState && decodeResource(step.oldState));
    const now = known?.now ?? (step.newState && decodeResource(step.newState));
    changes.set(step.urn, {
      action: known?.action ?? action,
      urn: step.urn,
      ...(old && { old }),
      ...(now && { now }),
      ...(past && { refreshed: past }),
      paths: [...(known?.paths ?? []), ...pathsOf(step)],
    });
  }
  refuseRefresh([...changes.values()], refreshed.size > 0, what);
  return [...changes.values()];
}

/** Of a refresh alone, the changes are those that others made: it refreshes what it does not show as changed. */
function refuseRefresh(changes: readonly PlannedChange[], refreshes: boolean, what: string): void {
  const isRefresh = changes.every(
    ({ action, refreshed }) => !refreshed && (action === "update" || action === "delete"),
  );
  if (!refreshes || changes.length === 0 || !isRefresh) return;
  throw new CommandError(
    `${what} is of pulumi refresh: it has what was changed outside of Pulumi, and not what the program changes.`,
    exitCodes.wrongCall,
    "Run npx pulumi-transmit drift for that, or give the plan of pulumi preview --json.",
  );
}

const losesProtection = ({ oldState, newState }: PreviewStep): boolean =>
  oldState?.protect === true && newState !== undefined && !newState.protect;

const pathsOf = ({ detailedDiff, diffReasons = [], replaceReasons = [] }: PreviewStep): string[] =>
  detailedDiff ? Object.keys(detailedDiff) : [...diffReasons, ...replaceReasons];

/** The last of the types that a URN names: those before it are of the parents. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** `[stack, project]` of the plan; undefined if it has no steps. */
export function placeOf({ steps = [] }: Preview): readonly [stack: string, project: string] | undefined {
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(steps[0]?.urn ?? "") ?? [];
  return stack === undefined || project === undefined ? undefined : [stack, project];
}
