/**
 * When the operations that a state lists as pending can have been carried out.
 *
 * The engine writes the state when an operation begins and when it ends, and each time into the manifest when that was. An
 * operation that is still listed in the last state had begun by then, and had not ended.
 *
 * - Not before: a request follows what it depends on, so nothing can have been made by it before the stack and the resources
 *   that it names were themselves created.
 * - From: an operation ends within its deadline. So if the run that wrote the state was interrupted, its operations were begun
 *   no more than a deadline before. If that run ended, it may only have carried on what an earlier one had begun: the engine
 *   does so with pending creates, and says nothing of their age. Then only "not before" is known.
 * - To: the run may have lived on after the last state that it wrote. After its deadline, an operation begins no request but
 *   those that settle an earlier one: at most four, each with a response within 30 s and a search within a minute.
 * - Settled: a run that is alive holds the lock of the stack, so the import at the end is refused. If it is not, the run was
 *   dead when this command began; its provider outlives the engine by 10 s at most, and a request that was sent longer than a
 *   minute ago was carried out, and is visible, or never will be.
 */
import type { CreateTimes } from "../../provider/lifecycle/index.ts";
import type { Deployment, StoredResource } from "../stack/deployment.ts";

export interface PendingTimes extends CreateTimes {
  /** From then on, what cannot be found was not made. */
  settledAt: number;
}

const leastDeadlineMs = 120_000;
const lastAttemptsMs = 4 * 90_000;
const outlivesMs = 10_000;
const requestLifetimeMs = 60_000;
/** The history of a stack has whole seconds. */
const historyStepMs = 1_000;

/** @param begunAt When this command began, in milliseconds since the epoch. @param lastEnd When the last run ended that did. */
export function timesOf(
  { deployment }: Deployment,
  pending: StoredResource,
  begunAt: number,
  lastEnd = Number.NEGATIVE_INFINITY,
): PendingTimes {
  // A state without a time says nothing of when its operations began.
  const written = Date.parse(deployment.manifest?.time ?? "");
  const deadline = Math.max(leastDeadlineMs, (pending.customTimeouts?.create ?? 0) * 1000);
  const isDated = written > 0;
  const to = isDated ? written + deadline + lastAttemptsMs : begunAt;
  const notBefore = Math.max(0, ...neededBy(pending, deployment.resources ?? []).map(createdAt));
  const isCarriedOn = written < lastEnd + historyStepMs;
  return {
    notBefore,
    from: isDated ? (isCarriedOn ? notBefore : written - deadline) : Number.POSITIVE_INFINITY,
    to,
    settledAt: Math.min(to, begunAt + outlivesMs) + requestLifetimeMs,
  };
}

/** The stack itself, and what the program says that the resource depends on. */
function neededBy(
  { parent, dependencies = [], propertyDependencies = {} }: StoredResource,
  resources: readonly StoredResource[],
): StoredResource[] {
  const needed = new Set([parent, ...dependencies, ...Object.values(propertyDependencies).flat()]);
  return resources.filter(
    (resource) =>
      resource.type === "pulumi:pulumi:Stack" || (needed.has(resource.urn) && !resource.delete && !resource.external),
  );
}

const createdAt = ({ created }: StoredResource): number => Date.parse(created ?? "") || 0;
