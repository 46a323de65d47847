/**
 * Settles pending updates, deletions, reads and imports. Pulumi itself forgets them at the next run of the stack, whatever
 * became of them (`Snap` in pkg/backend/snapshot.go of Pulumi): of all pending operations, it carries only creates on. So
 * those of other providers are cleared here as well, and said; of ours, a read shows what became of them.
 */
import { refresh, settleUpdate } from "../../provider/lifecycle/index.ts";
import type { PendingOperation, StoredResource } from "../stack/deployment.ts";
import { decodeResource, type ManagedResource } from "../stack/managedResource.ts";
import { outputsOf, storedAs } from "../stack/stored.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { InterruptedStack } from "./interruptedStack.ts";
import type { Recovered } from "./pendingCreates.ts";
import { labelOf } from "./report.ts";
import { timesOf } from "./times.ts";

export async function recoverOthers(
  stack: InterruptedStack,
  begunAt: number,
  terminal: Terminal,
): Promise<Recovered[]> {
  const results: Recovered[] = [];
  for (const operation of stack.operations.filter(({ type }) => type !== "creating")) {
    terminal.progress(`Reading ${labelOf(operation.resource)}`);
    results.push(await recoverOne(stack, operation, begunAt));
  }
  return results;
}

async function recoverOne(
  stack: InterruptedStack,
  { type, resource }: PendingOperation,
  begunAt: number,
): Promise<Recovered> {
  const known = stack.resources.find(
    ({ urn, id, stored }) =>
      urn === resource.urn && (type === "deleting" ? id === resource.id : !stored.delete && !stored.pendingReplacement),
  );
  if (!decodeResource(resource)) return ofOtherProvider({ type, resource });
  if (type === "updating" && known) return recoverUpdate(stack, resource, known, begunAt);
  if (type === "deleting" && known) return recoverDeletion(stack, resource, known);
  return { settled: { resource, outcome: "cleared", found: again[type] } };
}

const again: Record<PendingOperation["type"], string> = {
  creating: "",
  updating: "an update of it was interrupted, and the state does not have it; pulumi up begins again",
  deleting: "its deletion was interrupted, and the state does not have it any more",
  reading: "the read of it was interrupted; pulumi up repeats it",
  importing: "its import was interrupted; pulumi up, or pulumi import, repeats it",
};

const ofOtherProvider = ({ type, resource }: PendingOperation): Recovered => ({
  settled: {
    resource,
    outcome: "cleared",
    found:
      `a run was interrupted while it was ${type} it. Its state is as it was before, and pulumi up goes on from there; ` +
      "pulumi refresh shows what the provider has",
  },
});

async function recoverUpdate(
  stack: InterruptedStack,
  resource: StoredResource,
  known: ManagedResource,
  begunAt: number,
): Promise<Recovered> {
  const { id, definition, stored } = known;
  const pending = decodeResource({ ...resource, id }) as ManagedResource;
  const isYoung = begunAt < timesOf(stack.deployment, resource, begunAt).to;
  const result = await settleUpdate(definition, stack.begin(known), id, known, pending.inputs, isYoung);
  const now = new Date().toISOString();
  switch (result.kind) {
    case "updated":
      return {
        settled: {
          resource,
          outcome: "updated",
          id,
          found: "was updated",
          change: { done: "the state has the new values now", planned: "the state will get the new values" },
        },
        edit: { kind: "restate", resource: storedAs(pending, id, result.state, now, stored.created ?? now) },
      };
    case "notUpdated":
      if (!result.isUncertain)
        return { settled: { resource, outcome: "notUpdated", id, found: "was not updated; pulumi up does it" } };
      return {
        settled: {
          resource,
          outcome: "notUpdated",
          id,
          found: "its update is not, or not wholly, to be seen in the tenant; the next pulumi up sends it in any case",
        },
        edit: { kind: "restate", resource: { ...stored, outputs: outputsOf(known, result.state), modified: now } },
      };
    case "gone":
      return {
        settled: {
          resource,
          outcome: "notUpdated",
          id,
          found: "was to be updated, but it is not in the tenant any more; run pulumi refresh",
        },
      };
  }
}

async function recoverDeletion(
  stack: InterruptedStack,
  resource: StoredResource,
  known: ManagedResource,
): Promise<Recovered> {
  const { id, definition, stored } = known;
  const found = await refresh(definition, stack.begin(known), id, known);
  return found
    ? {
        settled: {
          resource,
          outcome: "notDeleted",
          id,
          found: "was not deleted; it stays in the state, and pulumi up deletes it if the program says so",
        },
      }
    : {
        settled: {
          resource,
          outcome: "deleted",
          id,
          found: "was deleted",
          change: { done: "it is no longer in the state", planned: "it will be removed from the state" },
        },
        edit: { kind: "remove", resource: stored },
      };
}
