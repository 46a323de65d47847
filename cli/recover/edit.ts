/** Edits of a state, so that it is what the engine would have written. */
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Deployment, StoredResource } from "../stack/deployment.ts";
import { referencesIn } from "../stack/references.ts";

export type Edit =
  /** A resource that a create has made. */
  | { kind: "take"; resource: StoredResource }
  /** A resource with other values. */
  | { kind: "restate"; resource: StoredResource }
  /** A resource that no longer exists. */
  | { kind: "remove"; resource: StoredResource };

/** @returns The state with these edits, and without pending operations. @throws CommandError if it would not be whole */
export function edited(found: Deployment, edits: readonly Edit[]): Deployment {
  const { pending_operations: _, ...rest } = found.deployment;
  const resources = edits.reduce(apply, rest.resources ?? []);
  return { ...found, deployment: { ...rest, resources } };
}

function apply(resources: readonly StoredResource[], { kind, resource }: Edit): StoredResource[] {
  switch (kind) {
    case "take":
      return take(resources, resource);
    case "restate":
      return resources.map((one) => (isSame(one, resource) ? resource : one));
    case "remove":
      return remove(resources, resource);
  }
}

const isSame = (a: StoredResource, b: StoredResource): boolean =>
  a.urn === b.urn && a.id === b.id && Boolean(a.delete) === Boolean(b.delete);

/**
 * Where a resource has the URN already, the new one is its replacement: the old one is deleted next, or was before
 * (`CreateStep` in pkg/resource/deploy/step.go of Pulumi).
 */
function take(resources: readonly StoredResource[], made: StoredResource): StoredResource[] {
  const others = resources
    .filter(({ urn, delete: isDeleted, pendingReplacement }) => isDeleted || urn !== made.urn || !pendingReplacement)
    .map((one) => (one.urn === made.urn ? { ...one, delete: true } : one));
  const place = placeFor(made, others);
  return [...others.slice(0, place), made, ...others.slice(place)];
}

/** Behind all that it refers to, and so before what refers to the resource that it replaces. */
function placeFor(made: StoredResource, resources: readonly StoredResource[]): number {
  const places = referencesIn(made).map((reference) => {
    const place = resources.findIndex((one) => isMeantBy(reference, one) && !one.delete);
    if (place >= 0) return place;
    throw new CommandError(
      `${made.urn} cannot be taken into the state, since it refers to ${reference}, which is not there.`,
      exitCodes.failed,
      "Nothing was changed. Check the state with pulumi stack export.",
    );
  });
  return Math.max(-1, ...places) + 1;
}

const isMeantBy = (reference: string, { urn, id }: StoredResource): boolean =>
  reference === urn || reference === `${urn}::${id}`;

/** What others refer to stays, as one that was deleted and is replaced next: so does the engine keep it. */
function remove(resources: readonly StoredResource[], gone: StoredResource): StoredResource[] {
  const others = resources.filter((one) => !isSame(one, gone));
  const isNeeded = others.some(
    (one, index) => referencesIn(one).includes(gone.urn) && !others.slice(0, index).some(({ urn }) => urn === gone.urn),
  );
  return isNeeded ? resources.map((one) => (isSame(one, gone) ? { ...one, pendingReplacement: true } : one)) : others;
}
