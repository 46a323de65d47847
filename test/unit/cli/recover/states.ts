/** States of stacks, as `pulumi stack export` prints them. */
import type { Deployment, PendingOperation, StoredResource } from "../../../../cli/stack/deployment.ts";

export const root = "urn:pulumi:test::program::pulumi:pulumi:Stack::program-test";
export const providerUrn = "urn:pulumi:test::program::pulumi:providers:transmit::default_0_1_0";
export const provider = `${providerUrn}::1`;
export const urnOf = (name: string, type = "transmit:index:Client"): string =>
  `urn:pulumi:test::program::${type}::${name}`;

export const client = (name: string, more: Partial<StoredResource> = {}): StoredResource => ({
  urn: urnOf(name),
  type: "transmit:index:Client",
  custom: true,
  parent: root,
  provider,
  inputs: { appId: "app", name, redirectUris: [] },
  ...more,
});

const stack: StoredResource[] = [
  { urn: root, type: "pulumi:pulumi:Stack", custom: false, created: "2030-01-01T00:00:00Z" },
  { urn: providerUrn, type: "pulumi:providers:transmit", custom: true, id: "1", created: "2030-01-01T00:00:01Z" },
];

export const stateOf = (
  resources: StoredResource[] = [],
  operations: PendingOperation[] = [],
  time = "2030-01-02T00:00:00Z",
): Deployment => ({
  version: 3,
  deployment: { manifest: { time }, resources: [...stack, ...resources], pending_operations: operations },
});
