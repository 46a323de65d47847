/** The order in which the engine accepts a state. */
import type { StoredResource } from "../../../../cli/stack/deployment.ts";
import { inOrder } from "../../../../cli/stack/references.ts";

const one = (urn: string, more: Partial<StoredResource> = {}): StoredResource => ({
  urn,
  type: "t",
  custom: true,
  id: `id of ${urn}`,
  ...more,
});

const orderOf = (...resources: StoredResource[]) => inOrder(resources).map(({ urn }) => urn);

test("each comes behind its parent, its provider, and what it depends on", () => {
  const leaf = one("leaf", {
    parent: "root",
    provider: "provider::id of provider",
    dependencies: ["base"],
    propertyDependencies: { name: ["other"] },
  });
  expect(orderOf(leaf, one("other"), one("base"), one("provider"), one("root"))).toEqual([
    "root",
    "provider",
    "base",
    "other",
    "leaf",
  ]);
});

test("what is in order stays as it is, and nothing is lost", () => {
  const old = one("a", { delete: true });
  const now = one("a", { id: "new" });
  const resources = [one("root"), now, old, one("b", { dependencies: ["a"] })];
  expect(inOrder(resources)).toEqual(resources);
});

test("a reference to nothing, and a ring, end nowhere", () => {
  expect(orderOf(one("a", { dependencies: ["gone"] }))).toEqual(["a"]);
  expect(orderOf(one("a", { dependencies: ["b"] }), one("b", { dependencies: ["a"] })).toSorted()).toEqual(["a", "b"]);
});
