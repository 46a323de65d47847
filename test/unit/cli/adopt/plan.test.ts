/** What becomes of each object, by a preview: which are adopted, which are there, and what stands in the way. */

import { planOf } from "../../../../cli/adopt/plan.ts";
import type { Deployment, StoredResource } from "../../../../cli/stack/deployment.ts";
import type { PreviewStep } from "../../../../cli/stack/preview.ts";

const urnOf = (type: string, name: string) => `urn:pulumi:test::infra::${type}::${name}`;

const resource = (type: string, name: string, more: Partial<StoredResource> = {}): StoredResource => ({
  urn: urnOf(type, name),
  type,
  custom: true,
  ...more,
});

const dynamic = "pulumi-nodejs:dynamic/transmit:Application";
const plugin = "transmit:index:Application";

const step = (op: string, newState?: StoredResource, oldState?: StoredResource): PreviewStep => ({
  op,
  urn: (newState ?? oldState)?.urn as string,
  ...(newState && { newState }),
  ...(oldState && { oldState }),
});

const listed = { type: "Application", name: "shop", id: "a" };

const plan = (steps: PreviewStep[], resources: StoredResource[] = []) => {
  const deployment: Deployment = { version: 3, deployment: { resources } };
  return planOf([listed], steps, deployment);
};

const shop = resource(plugin, "shop");
const held = { ...shop, id: "a" };

test.each<[string, PreviewStep[], object]>([
  ["the stack lacks it", [step("create", shop)], { outcome: "new" }],
  ["nothing is left to do", [step("same", shop, held)], { outcome: "there" }],
  ["only its protection differs", [step("same", shop, { ...held, protect: true })], { outcome: "imported" }],
  ["an import differs in form", [step("update", shop, held)], { outcome: "imported" }],
  ["the stack has another one", [step("same", shop, { ...held, id: "b" })], { outcome: "otherObject", idInStack: "b" }],
  ["the program lacks it", [], { outcome: "undeclared" }],
  ["the program lacks it, and it would be deleted", [step("delete", undefined, held)], { outcome: "undeclared" }],
])("if %s, the plan says so", (_, steps, expected) => {
  expect(plan(steps).objects).toEqual([{ ...listed, ...expected }]);
});

test("what the preview would change beyond the list is told", () => {
  const other = resource("aws:s3/bucket:Bucket", "logs");
  const { others, steps } = plan([step("create", shop), step("create", other)]);
  expect(others).toMatchObject([{ name: "logs", op: "create" }]);
  expect(steps.map(({ urn }) => urn)).toEqual([shop.urn]);
});

test("the root of the stack and components are made with it", () => {
  const root = resource("pulumi:pulumi:Stack", "infra-test", { custom: false });
  const { others, steps } = plan([step("create", root), step("create", shop)]);
  expect([others, steps.map(({ op }) => op)]).toEqual([[], ["create", "create"]]);
});

test("what the plugin has imported for a program of dynamic resources is handed over, with what refers to it", () => {
  const imported = resource(plugin, "shop", { id: "a", protect: true });
  const declared = resource(dynamic, "shop");
  const reader = resource("aws:s3/bucket:Bucket", "logs", {
    id: "logs",
    dependencies: [imported.urn],
    propertyDependencies: { name: [imported.urn] },
  });
  const { objects, steps, others, rest } = plan([step("update", declared, imported)], [imported, reader]);
  expect(objects).toEqual([{ ...listed, outcome: "imported" }]);
  expect([steps.map(({ op, urn }) => [op, urn]), others]).toEqual([[["create", declared.urn]], []]);
  expect(rest.deployment.resources).toEqual([
    { ...reader, dependencies: [declared.urn], propertyDependencies: { name: [declared.urn] } },
  ]);
});
