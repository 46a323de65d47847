/** What a resource in a state refers to, and the order that follows from it. */
import type { StoredResource } from "./deployment.ts";

/** URNs, and that of its provider together with the provider's id. */
export const referencesIn = ({
  parent,
  provider,
  dependencies = [],
  propertyDependencies = {},
  deletedWith,
  replaceWith = [],
}: StoredResource): string[] =>
  [
    parent,
    provider,
    ...dependencies,
    ...Object.values(propertyDependencies).flat(),
    deletedWith,
    ...replaceWith,
  ].filter((reference) => reference !== undefined && reference !== "") as string[];

/** Each behind what it refers to, and otherwise in the order that they have: the engine refuses a state without it. */
export function inOrder(resources: readonly StoredResource[]): StoredResource[] {
  const byName = new Map<string, StoredResource>();
  for (const one of resources.filter((resource) => !resource.delete)) {
    byName.set(one.urn, one);
    byName.set(`${one.urn}::${one.id}`, one);
  }
  const placed = new Set<StoredResource>();
  const begun = new Set<StoredResource>();
  const place = (one: StoredResource) => {
    if (begun.has(one)) return;
    begun.add(one);
    for (const reference of referencesIn(one)) {
      const other = byName.get(reference);
      if (other) place(other);
    }
    placed.add(one);
  };
  for (const one of resources) place(one);
  return [...placed];
}

/** @param urns New names by old ones. */
export function renamed(resource: StoredResource, urns: ReadonlyMap<string, string>): StoredResource {
  const name = (urn: string): string => urns.get(urn) ?? urn;
  return {
    ...resource,
    ...(resource.parent !== undefined && { parent: name(resource.parent) }),
    ...(resource.dependencies && { dependencies: resource.dependencies.map(name) }),
    ...(resource.propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([input, list]) => [input, list?.map(name)]),
      ),
    }),
    ...(resource.deletedWith !== undefined && { deletedWith: name(resource.deletedWith) }),
    ...(resource.replaceWith && { replaceWith: resource.replaceWith.map(name) }),
  };
}
