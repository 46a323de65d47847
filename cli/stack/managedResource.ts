/** The resources of this provider in a state, of both adapters. */
import { addedKeys } from "../../provider/engine/specialValues.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import { merge, type Secrets, secretsNamed } from "../../provider/fields/secrets.ts";
import { secretStringsWithin, withoutNulls } from "../../provider/lifecycle/index.ts";
import { resources } from "../../provider/resources/all.ts";
import type { Deployment, StoredResource } from "./deployment.ts";
import { decodeStored } from "./values.ts";

export interface ManagedResource {
  stored: StoredResource;
  definition: Resource;
  face: "dynamic" | "plugin";
  /** The name in the program. */
  name: string;
  urn: string;
  id: string;
  /** The outputs, without the host's own key. */
  state: Values;
  /** The program's inputs, without what the engine and the SDK add. */
  inputs: Values;
  /** The inputs that the program marks as secret. */
  secrets: Secrets;
}

const tokenStarts = { dynamic: "pulumi-nodejs:dynamic/transmit:", plugin: "transmit:index:" } as const;

/** Those that exist: without what is replaced or being deleted. */
export const managedIn = ({ deployment }: Deployment): ManagedResource[] =>
  (deployment.resources ?? [])
    .filter((stored) => stored.id && !stored.delete && !stored.pendingReplacement)
    .flatMap((stored) => decodeResource(stored) ?? []);

/** @returns undefined for a resource of another provider. */
export function decodeResource(stored: StoredResource): ManagedResource | undefined {
  const found = definitionOf(stored.type);
  if (!found) return undefined;
  const { values: outputs, secrets: ofOutputs } = decodeStored(stored.outputs);
  const { values: given, secrets } = decodeStored(stored.inputs);
  const { __provider: _, ...state } = outputs;
  const inputs = Object.entries(withoutNulls(given)).filter(([name]) => !addedKeys.has(name));
  return {
    stored,
    ...found,
    name: nameIn(stored.urn),
    urn: stored.urn,
    id: stored.id ?? "",
    state,
    inputs: Object.fromEntries(inputs),
    // The classes of `sdk/dynamic` name what the program marks, since the host drops the marks.
    secrets: [secrets, secretsNamed(given.__secrets), ofOutputs].reduce(merge, undefined),
  };
}

export function definitionOf(type: string): Pick<ManagedResource, "definition" | "face"> | undefined {
  for (const face of ["dynamic", "plugin"] as const) {
    const start = tokenStarts[face];
    const definition = resources.find(({ name }) => type === start + name);
    if (definition) return { definition, face };
  }
  return undefined;
}

/** A name may contain the separator. */
export const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The strings that no message may show. */
export const secretStringsOf = ({ definition, state, inputs, secrets }: ManagedResource): string[] =>
  [state, inputs].flatMap((values) => secretStringsWithin(definition, values, secrets));
