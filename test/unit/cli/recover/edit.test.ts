import fc from "fast-check";
import { type Edit, edited } from "../../../../cli/recover/edit.ts";
import type { StoredResource } from "../../../../cli/stack/deployment.ts";
import { client, stateOf, urnOf } from "./states.ts";

const resourcesAfter = (resources: StoredResource[], edits: Edit[]): StoredResource[] =>
  edited(stateOf(resources), edits).deployment.resources as StoredResource[];
const summary = (resources: StoredResource[]): string[] =>
  resources
    .slice(2)
    .map(({ urn, id, delete: isDeleted, pendingReplacement }) =>
      [urn.split("::").at(-1), id, isDeleted && "deleted", pendingReplacement && "replaced"].filter(Boolean).join(" "),
    );

test("a state without edits is as it was, but for what was pending", () => {
  const state = {
    ...stateOf([client("a", { id: "1" })], [{ type: "creating", resource: client("b") }]),
    features: ["x"],
  };
  const { pending_operations: _, ...deployment } = state.deployment;
  expect(edited(state, [])).toEqual({ ...state, deployment });
});

test("what was made comes behind what it depends on", () => {
  const others = [client("a", { id: "1" }), client("b", { id: "2" }), client("c", { id: "3" })];
  const made = client("new", { id: "4", dependencies: [urnOf("b")] });
  expect(summary(resourcesAfter(others, [{ kind: "take", resource: made }]))).toEqual(["a 1", "b 2", "new 4", "c 3"]);
});

test("one that replaces another stands before it and what depends on it, and the old one is deleted next", () => {
  const others = [client("a", { id: "1" }), client("b", { id: "2", dependencies: [urnOf("a")] })];
  const made = client("a", { id: "3" });
  expect(summary(resourcesAfter(others, [{ kind: "take", resource: made }]))).toEqual(["a 3", "a 1 deleted", "b 2"]);
});

test("one whose predecessor was deleted before takes its place", () => {
  const others = [
    client("a", { id: "1", pendingReplacement: true }),
    client("b", { id: "2", dependencies: [urnOf("a")] }),
  ];
  expect(summary(resourcesAfter(others, [{ kind: "take", resource: client("a", { id: "3" }) }]))).toEqual([
    "a 3",
    "b 2",
  ]);
});

test("what is gone goes, unless others refer to it: then it is to be replaced", () => {
  const [a, b] = [client("a", { id: "1" }), client("b", { id: "2", dependencies: [urnOf("a")] })];
  const remove = (resource: StoredResource): Edit => ({ kind: "remove", resource });
  expect(summary(resourcesAfter([a, b], [remove(b)]))).toEqual(["a 1"]);
  expect(summary(resourcesAfter([a, b], [remove(a)]))).toEqual(["a 1 replaced", "b 2"]);
  const old = { ...a, delete: true };
  expect(summary(resourcesAfter([{ ...a, id: "3" }, b, old], [remove(old)]))).toEqual(["a 3", "b 2"]);
});

test("what refers to nothing in the state is not taken", () => {
  const made = client("new", { id: "4", dependencies: [urnOf("lost")] });
  expect(() => resourcesAfter([], [{ kind: "take", resource: made }])).toThrow(`refers to ${urnOf("lost")}`);
});

/** The rules of the engine: what a resource refers to stands before it, and only one of a URN is not deleted. */
function problemsOf(resources: readonly StoredResource[]): string[] {
  const [seen, alive] = [new Set<string>(), new Set<string>()];
  return resources.flatMap((one) => {
    const problems = [one.parent, one.provider, ...(one.dependencies ?? [])]
      .filter((reference) => reference !== undefined && !seen.has(reference))
      .map((reference) => `${one.urn} comes before ${reference}`);
    if (!one.delete && alive.has(one.urn)) problems.push(`two of ${one.urn}`);
    if (!one.delete) alive.add(one.urn);
    for (const reference of [one.urn, `${one.urn}::${one.id}`]) seen.add(reference);
    return problems;
  });
}

const names = ["a", "b", "c", "d", "e"];

test("whatever is taken, restated and removed, the engine's rules hold, and nothing else changes", () => {
  const arbitraryState = fc
    .array(fc.record({ name: fc.constantFrom(...names), needs: fc.subarray(names), isOld: fc.boolean() }), {
      maxLength: 8,
    })
    .map((items) => {
      const resources: StoredResource[] = [];
      for (const [index, { name, needs, isOld }] of items.entries()) {
        const alive = resources.filter((one) => !one.delete).map(({ urn }) => urn);
        const dependencies = needs.map((one) => urnOf(one)).filter((urn) => alive.includes(urn) && urn !== urnOf(name));
        if (!isOld && alive.includes(urnOf(name))) continue;
        resources.push(client(name, { id: String(index), dependencies, ...(isOld && { delete: true }) }));
      }
      return resources;
    });
  fc.assert(
    fc.property(
      arbitraryState,
      fc.constantFrom(...names),
      fc.subarray(names),
      fc.nat(),
      (resources, name, needs, nth) => {
        const alive = resources.filter((one) => !one.delete).map(({ urn }) => urn);
        const dependencies = needs.map((one) => urnOf(one)).filter((urn) => alive.includes(urn) && urn !== urnOf(name));
        // A program has no cycles: what the new one needs does not itself need what it replaces.
        const isCyclic = (urn: string): boolean =>
          urn === urnOf(name) ||
          resources.some((one) => one.urn === urn && !one.delete && (one.dependencies ?? []).some(isCyclic));
        const made = client(name, { id: "new", dependencies: dependencies.filter((urn) => !isCyclic(urn)) });
        const one = resources[nth % (resources.length || 1)];
        const edits: Edit[] = [
          ...(one ? [{ kind: nth % 2 === 0 ? ("restate" as const) : ("remove" as const), resource: one }] : []),
          ...(one?.urn === made.urn || made.dependencies?.includes(one?.urn ?? "")
            ? []
            : [{ kind: "take" as const, resource: made }]),
        ];
        const before = edited(stateOf(resources), []).deployment.resources as StoredResource[];
        fc.pre(problemsOf(before).length === 0);
        const after = resourcesAfter(resources, edits);
        expect(problemsOf(after)).toEqual([]);
        const touched = new Set([made.urn, one?.urn]);
        const untouched = (list: StoredResource[]) => list.filter(({ urn }) => !touched.has(urn));
        expect(untouched(after)).toEqual(untouched(before));
      },
    ),
    { numRuns: 500 },
  );
});
