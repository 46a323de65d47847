/** What a tenant has and none of the stacks knows. */
import { ApiError } from "../../provider/errors.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import { camel, nounOf } from "../../provider/fields/naming.ts";
import { isEmpty } from "../../provider/fields/shape.ts";
import { idOf, list } from "../../provider/lifecycle/index.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { mapConcurrently } from "../concurrently.ts";
import { openNames, slugOf } from "../export/program/slug.ts";
import { decodeResource, definitionOf, nameIn } from "../stack/managedResource.ts";
import type { OpenStack } from "../stack/openStack.ts";
import type { Tenant } from "../stack/tenants.ts";
import type { Finding, UnmanagedObject } from "./report.ts";

export interface Unmanaged {
  objects: UnmanagedObject[];
  /** What could not be listed. */
  findings: Finding[];
}

export async function findUnmanaged(
  stacks: readonly OpenStack[],
  tenants: readonly Tenant[],
  progress: (step: string) => void,
): Promise<Unmanaged> {
  const known = knownIn(stacks);
  const describe = describeFor(stacks);
  const all: Unmanaged = { objects: [], findings: [] };
  // The objects of a tenant are the same with all settings that reach it.
  const seen = new Set<string>();
  const add = (resource: Resource, items: readonly Values[]) => {
    for (const item of items) {
      const id = idOf(resource, item);
      const key = `${resource.name} ${id}`;
      if (known.has(key) || seen.has(key)) continue;
      seen.add(key);
      all.objects.push(describe(resource, id, item));
    }
  };
  for (const tenant of tenants) {
    const listAll = async (resource: Resource, parts: Values): Promise<Values[]> => {
      try {
        return await list(resource, tenant.begin(), parts);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // An application that was deleted since has nothing.
        if (error.status !== 404) all.findings.push(notListed(rootOf(stacks), resource, parts, error));
        return [];
      }
    };
    progress("Listing applications");
    const applications = await listAll(application, {});
    add(application, applications);
    let done = 0;
    const clients = await mapConcurrently(applications, async ({ appId, clientId }) => {
      const found = await listAll(client, { appId });
      progress(`Listing the clients of applications: ${++done} of ${applications.length}`);
      // The default client of an application that no stack knows is a part of it.
      return known.has(`${application.name} ${appId}`) ? found : found.filter((one) => one.clientId !== clientId);
    });
    for (const found of clients) add(client, found);
    add(signingKey, await listAll(signingKey, {}));
  }
  return all;
}

/** Resources of all kinds, those that are replaced or only looked up as well, by type and id. */
function knownIn(stacks: readonly OpenStack[]): Set<string> {
  const known = new Set<string>();
  for (const stored of stacks.flatMap(({ deployment }) => deployment.deployment.resources ?? [])) {
    const one = stored.id ? decodeResource(stored) : undefined;
    if (!one) continue;
    known.add(`${one.definition.name} ${one.id}`);
    const { appId, clientId } = one.state;
    if (one.definition === application && !isEmpty(clientId)) known.add(`${client.name} ${appId}/${clientId}`);
  }
  return known;
}

const rootOf = ([first]: readonly OpenStack[]): string =>
  first?.deployment.deployment.resources?.[0]?.urn ?? `urn:pulumi:${first?.name}`;

/** One stack takes it over in its own way; of several, a person chooses. */
function describeFor(stacks: readonly OpenStack[]) {
  const [only, ...others] = stacks;
  const isDynamic = stacks.some(({ resources }) => resources.some(({ face }) => face === "dynamic"));
  const names = new Map<string, ReturnType<typeof openNames>>(
    [application, client, signingKey].map((one) => [one.name, openNames(namesIn(stacks, one))]),
  );
  const stackOption = only?.stack.name !== undefined && others.length === 0 ? ` --stack ${only.stack.name}` : "";
  return (resource: Resource, id: string, item: Values): UnmanagedObject => {
    const name = String(item[resource.nameField] ?? "");
    const unique = names.get(resource.name)?.(nameFor(resource, name), id);
    const word = `transmit:index:${resource.name} ${unique}`;
    const command = `pulumi import${stackOption} ${id.startsWith("-") ? `-- ${word} ${id}` : `${word} ${id}`}`;
    return {
      type: resource.name,
      id,
      name,
      ...(resource === client && { appId: String(item.appId) }),
      ...(typeof item.createdAt === "string" && { createdAt: item.createdAt }),
      ...(resource === application && typeof item.createdBy === "string" && { createdBy: item.createdBy }),
      // The adapter for dynamic resources cannot import by itself; npx finds the plugin of this package.
      adopt: isDynamic ? `npx --call "${command}"` : command,
    };
  };
}

/** A name in the program: the words of the object's own name that any language takes. */
const nameFor = (resource: Resource, name: string): string => slugOf(name) || camel(resource.name);

/** The names that resources of a type have in the stacks: the engine imports no second one of that name. */
const namesIn = (stacks: readonly OpenStack[], { name }: Resource): string[] =>
  stacks
    .flatMap(({ deployment }) => deployment.deployment.resources ?? [])
    .filter(({ type }) => definitionOf(type)?.definition.name === name)
    .map(({ urn }) => nameIn(urn));

const notListed = (urn: string, resource: Resource, { appId }: Values, error: ApiError): Finding => ({
  code: "notListed",
  urn,
  message:
    `The ${nounOf(resource.name)}s${isEmpty(appId) ? "" : ` of application ${appId}`} could not be listed, so what of ` +
    `them is unmanaged is not known: ${error.message}`,
});
