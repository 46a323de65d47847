/** A stack as this command needs it: what its state knows, and requests for its resources. */
import type { Resource } from "../../provider/fields/field.ts";
import { isEmpty } from "../../provider/fields/shape.ts";
import { type KnownObjects, noteOwner, type Transport } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { type Deployment, type PendingOperation, type Stack, stackOption } from "../stack/deployment.ts";
import { lastEndOf } from "../stack/history.ts";
import { decodeResource, type ManagedResource, secretStringsOf } from "../stack/managedResource.ts";
import { readSettings } from "../stack/settings.ts";
import { openTenants, type Tenant } from "../stack/tenants.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface InterruptedStack {
  deployment: Deployment;
  operations: readonly PendingOperation[];
  /** When the last run ended that did, in milliseconds since the epoch. */
  lastEnd: number | undefined;
  /** Options of commands that are about this stack. */
  stackOption: readonly string[];
  /** All of this provider that the state has, also what is replaced or only looked up. */
  resources: readonly ManagedResource[];
  tenantOf(resource: ManagedResource): Tenant;
  begin(resource: ManagedResource): Transport;
  /** @param taken Ids that are taken into the state next. */
  known(resource: Resource, taken: Iterable<string>): KnownObjects;
  /** What no message may show. */
  secrets(): string[];
}

/** @throws CommandError if the settings cannot be read */
export async function openInterrupted(
  stack: Stack,
  deployment: Deployment,
  terminal: Terminal,
): Promise<InterruptedStack> {
  const operations = deployment.deployment.pending_operations ?? [];
  const resources = (deployment.deployment.resources ?? []).flatMap((stored) =>
    stored.id ? (decodeResource(stored) ?? []) : [],
  );
  const pending = operations.flatMap(({ resource }) => decodeResource(resource) ?? []);
  const settings = pending.length > 0 ? await readSettings(stack, deployment, terminal.warn) : undefined;
  const hasCreates = operations.some(({ type, resource }) => type === "creating" && decodeResource(resource));
  const lastEnd = hasCreates ? await lastEndOf(stack) : undefined;
  const open = openTenants(terminal.progress);
  const tenantOf = (resource: ManagedResource): Tenant => {
    if (!settings) throw new Error("No operation of this provider is pending.");
    return open(settings.of(resource));
  };
  const secrets = () => [...resources, ...pending].flatMap(secretStringsOf);
  if (pending.length > 0) {
    for (const one of resources) noteOwner(one.definition, tenantOf(one).run.tenants, one.id, one.state);
  }
  return {
    deployment,
    operations,
    lastEnd,
    stackOption: stackOption(stack),
    resources,
    tenantOf,
    begin: (resource) => tenantOf(resource).begin({ secrets, stack: stackIn(resource.urn) }),
    known: (resource, taken) => ({
      ids: new Set([...idsOf(resource, resources), ...taken]),
      creators: creatorsIn(resources),
    }),
    secrets,
  };
}

/** The default client of an application is a part of it. */
const idsOf = (resource: Resource, resources: readonly ManagedResource[]): string[] =>
  resources.flatMap(({ definition, id, state: { appId, clientId } }) => {
    if (definition === resource) return [id];
    return resource === client && definition === application && !isEmpty(clientId) ? [`${appId}/${clientId}`] : [];
  });

const creatorsIn = (resources: readonly ManagedResource[]): Set<string> =>
  new Set(resources.flatMap(({ state: { createdBy } }) => (isEmpty(createdBy) ? [] : [String(createdBy)])));

/** As runs of the stack name it in the journal: `stack::project`. */
const stackIn = (urn: string): string | undefined => /^urn:pulumi:(.+?::.+?)::/.exec(urn)?.[1];
