/**
 * The state in which a stack has what exists already, as if its program had made it: for what a preview on an empty stack
 * registers, the live objects are read, and nothing is sent that changes anything.
 */
import { randomUUID } from "node:crypto";
import { addedKeys } from "../../provider/engine/specialValues.ts";
import { hasUnknown, withOneUnknown } from "../../provider/fields/unknowns.ts";
import { importResource, secretPartsOf, type Transport } from "../../provider/lifecycle/index.ts";
import { version } from "../../provider/version.ts";
import { mapConcurrently } from "../concurrently.ts";
import type { Deployment, StoredResource } from "../stack/deployment.ts";
import { decodeResource, type ManagedResource } from "../stack/managedResource.ts";
import type { PreviewStep } from "../stack/preview.ts";
import { inOrder } from "../stack/references.ts";
import { storedAs } from "../stack/stored.ts";
import { encodeStored } from "../stack/values.ts";

/** What a program declares, and which object it is. */
export interface Adopted {
  /** `Application`, `Client` or `SigningKey`. */
  type: string;
  /** The name in the program. */
  name: string;
  id: string;
}

export interface Adoption {
  /** What the stack has: nothing of what is adopted. */
  deployment: Deployment;
  /** A preview of the program on this stack: what it would create is adopted, as far as it exists. */
  steps: readonly PreviewStep[];
  adopted: readonly Adopted[];
  /** Opens the requests of one operation. */
  begin(): Transport;
  /** When it happens, RFC 3339. */
  now: string;
  /** The stack's configuration of the provider, as a default provider has it. */
  providerInputs?: Record<string, unknown>;
}

/** @returns The whole state, with those that are to be adopted and exist, in the order of the program. */
export async function adopt({ deployment, steps, adopted, begin, now, providerInputs }: Adoption): Promise<Deployment> {
  const known = deployment.deployment.resources ?? [];
  const registered = steps.flatMap(({ op, newState }) => (op === "create" && newState ? [plain(newState)] : []));
  const ids = new Map(adopted.map(({ type, name, id }) => [`${type} ${name}`, id]));
  const found = await mapConcurrently(registered, async (resource) => {
    const pending = decodeResource(resource);
    if (!pending) return resource.custom ? undefined : { ...resource, created: now, modified: now };
    const id = ids.get(`${pending.definition.name} ${pending.name}`);
    return id === undefined ? undefined : adoptOne(pending, id, begin, now);
  });
  const made = found.filter((one) => one !== undefined);
  const providers = providersOf(made, known, now, providerInputs);
  const withProvider = made.map((one) => ({ ...one, ...providers.rename(one) }));
  const resources = inOrder([...known, ...providers.made, ...withProvider]);
  return { ...deployment, deployment: { ...deployment.deployment, resources } };
}

/** Without what only the engine's own displays need. */
function plain(resource: StoredResource): StoredResource {
  const { sourcePosition: _, stackTrace: _trace, ...others } = resource as StoredResource & Record<string, unknown>;
  return others as unknown as StoredResource;
}

async function adoptOne(
  pending: ManagedResource,
  id: string,
  begin: () => Transport,
  now: string,
): Promise<StoredResource | undefined> {
  const { definition, secrets, stored } = pending;
  const given = withOneUnknown(pending.inputs);
  const first = await importResource(definition, begin(), id, undefined, { isOneOfMany: true });
  if (!first) return undefined;
  // What the program computes is taken to be what is there. The preview that follows compares it.
  const inputs = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, hasUnknown(value) ? first.state[name] : value]),
  );
  const found = await importResource(definition, begin(), id, { inputs, state: {} }, { isOneOfMany: true });
  if (!found) return undefined;
  const added = Object.entries(stored.inputs ?? {}).filter(([name]) => addedKeys.has(name));
  return {
    ...storedAs(pending, id, found.state, now),
    inputs: {
      ...encodeStored(found.inputs, secretPartsOf(definition, found.inputs, secrets)),
      ...Object.fromEntries(added),
    },
  };
}

/** Providers that the engine makes by itself: a preview shows none, only which one each resource has. */
function providersOf(
  resources: readonly StoredResource[],
  known: readonly StoredResource[],
  now: string,
  inputs: Record<string, unknown> = {},
): { made: StoredResource[]; rename(one: StoredResource): Pick<StoredResource, "provider"> } {
  const made = new Map<string, StoredResource>();
  for (const { provider } of resources) {
    const urn = provider?.replace(/::[^:]*$/, "");
    if (!urn || made.has(urn)) continue;
    const type = urn.split("::")[2] as string;
    const own = known.find((one) => one.urn === urn);
    const versioned = urn.endsWith(`::default_${version.replaceAll(/[.+-]/g, "_")}`) ? { version } : {};
    const values = type === "pulumi:providers:transmit" ? { ...inputs, ...versioned } : {};
    made.set(
      urn,
      own ?? {
        urn,
        custom: true,
        id: randomUUID(),
        type,
        inputs: values,
        outputs: values,
        created: now,
        modified: now,
      },
    );
  }
  return {
    made: [...made.values()].filter(({ urn }) => !known.some((one) => one.urn === urn)),
    rename: ({ provider }) => {
      const found = provider && made.get(provider.replace(/::[^:]*$/, ""));
      return found ? { provider: `${found.urn}::${found.id}` } : {};
    },
  };
}
