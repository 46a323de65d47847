/** What a person says of pending creates that nothing else decides. */
import type { PendingOperation } from "../stack/deployment.ts";
import { definitionOf } from "../stack/managedResource.ts";
import { UsageError } from "../usageError.ts";

export interface Choices {
  /** The id of what was made, by URN. */
  made: ReadonlyMap<string, string>;
  /** URNs of creates that made nothing. */
  nothingMade: ReadonlySet<string>;
}

/** @param text `URN=ID`: a URN may contain the sign, and an id never does. */
export function addMade(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const at = text.lastIndexOf("=");
  const [urn, id] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || !urn.startsWith("urn:pulumi:") || id === "")
    throw new Error("it must be a URN, an equals sign and the id of what was made.");
  if (before.has(urn)) throw new Error("that URN is given twice.");
  return new Map(before).set(urn, id);
}

export function addNothingMade(text: string, before: ReadonlySet<string> = new Set()): Set<string> {
  if (!text.startsWith("urn:pulumi:")) throw new Error("it must be a URN, which begins with urn:pulumi:.");
  return new Set(before).add(text);
}

/** @throws UsageError for a choice that is about no pending create, or that cannot be made */
export function checkChoices({ made, nothingMade }: Choices, operations: readonly PendingOperation[]): void {
  const creates = operations.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const pending = new Map(creates.map((resource) => [resource.urn, resource]));
  for (const [option, urns] of [
    ["--made", [...made.keys()]],
    ["--nothing-made", [...nothingMade]],
  ] as const) {
    for (const urn of urns.filter((one) => !pending.has(one))) {
      const names = [...pending.keys()].join(", ") || "none";
      throw new UsageError(`${option} names ${urn}, which is not being created. Pending creates: ${names}.`);
    }
  }
  for (const [urn, id] of made) {
    if (nothingMade.has(urn)) throw new UsageError(`--made and --nothing-made both name ${urn}. Give one of them.`);
    if (definitionOf(pending.get(urn)?.type ?? "")) continue;
    throw new UsageError(
      `--made names ${urn}, which belongs to another provider. ` +
        `If ${id} is what was made, run: pulumi refresh --import-pending-creates '${urn}' --import-pending-creates '${id}'.`,
    );
  }
}
