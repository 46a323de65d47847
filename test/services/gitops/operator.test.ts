/** The manifests for the Pulumi Kubernetes Operator, against the schema that its release has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse, parseAllDocuments } from "yaml";
import type { Json } from "../../../tools/engine/api.ts";
import { root } from "../../support/root.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const manifests = parseAllDocuments(read("examples/gitops/operator/identity.yaml")).map((one) => one.toJS() as Json);
const schema = exact(parse(read("test/fixtures/operator/stack.schema.yaml")));
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema as Json);

/** As `kubectl apply --validate=strict` reads it: a field that there is not is an error. */
function exact(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(exact);
  if (typeof node !== "object" || node === null) return node;
  const result = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, exact(value)])) as Json;
  const isClosed = typeof result.properties === "object" && !result["x-kubernetes-preserve-unknown-fields"];
  return isClosed && "type" in result ? { additionalProperties: false, ...result } : result;
}

interface Stack extends Json {
  metadata: { name: string };
  spec: {
    stack: string;
    branch: string;
    backend: string;
    envRefs: Record<string, { secret: { name: string; key: string } }>;
    workspaceTemplate: { spec: { podTemplate: { spec: { initContainers: Json[] } } } };
  };
}

/** What every object of Kubernetes may have. */
const withoutMetadata = ({ metadata: _, ...rest }: Json) => rest;
const stacks = manifests.filter(({ kind }) => kind === "Stack") as Stack[];

test("each stack is what the operator's schema allows, and a misspelt field would not be", () => {
  expect(stacks.map(({ spec }) => spec.stack)).toEqual(["eu", "us"]);
  for (const stack of stacks) {
    validate(withoutMetadata(stack));
    expect(validate.errors ?? []).toEqual([]);
  }
  const [{ spec }] = stacks as [Stack];
  const template = spec.workspaceTemplate.spec;
  for (const wrong of [
    { ...spec, resyncFrequency: 60 },
    { ...spec, refresh: "true" },
    { ...spec, envRefs: { A: { type: "Secret", secret: { name: "a" } } } },
    { ...spec, workspaceTemplate: { spec: { ...template, podTemplate: { spec: { initContainer: [] } } } } },
  ])
    expect(validate({ apiVersion: "pulumi.com/v1", kind: "Stack", spec: wrong })).toBe(false);
});

test("the stacks of the tenants differ in their names alone, and no secret is in them", () => {
  const [eu, us] = stacks as [Stack, Stack];
  const { prerequisites, ...rest } = us.spec as Json;
  expect(prerequisites).toEqual([{ name: "identity-eu", requirement: { succeededWithinDuration: "2h" } }]);
  expect(
    JSON.parse(
      JSON.stringify(rest)
        .replaceAll("transmit-us", "transmit-eu")
        .replaceAll(/\bus\b/g, "eu"),
    ),
  ).toEqual(eu.spec);
  expect(JSON.stringify(manifests)).not.toMatch(/literal|stringData/);
});

test("a pod settles what another one has left before its first update, on the same state", () => {
  for (const { spec } of stacks) {
    const [container] = spec.workspaceTemplate.spec.podTemplate.spec.initContainers as [Json];
    expect(container.args).toEqual([
      expect.stringContaining(`npx pulumi-transmit recover --stack ${spec.stack} --yes`),
    ]);
    expect(container.env).toEqual([{ name: "PULUMI_BACKEND_URL", value: spec.backend }]);
    expect(container.envFrom).toEqual([{ secretRef: { name: `transmit-${spec.stack}` } }]);
  }
});
