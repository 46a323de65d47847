/** A resource as the engine stores it once a create or an update of it has ended. */
import type { Values } from "../../provider/fields/field.ts";
import { merge, type Secrets, secretsAt } from "../../provider/fields/secrets.ts";
import { secretPartsOf } from "../../provider/lifecycle/index.ts";
import type { StoredResource } from "./deployment.ts";
import type { ManagedResource } from "./managedResource.ts";
import { encodeStored } from "./values.ts";

/**
 * @param pending As the engine noted it when it began: with the inputs, options and references of the program.
 * @param created When it was created, RFC 3339. Default: now, as the engine takes the moment at which it hears of it.
 */
export function storedAs(
  pending: ManagedResource,
  id: string,
  state: Values,
  now: string,
  created: string = now,
): StoredResource {
  return { ...pending.stored, id, outputs: outputsOf(pending, state), created, modified: now };
}

/** The outputs with their marks, and with the host's own key if it is a dynamic resource. */
export function outputsOf({ definition, stored, secrets }: ManagedResource, state: Values): Record<string, unknown> {
  const parts = secretPartsOf(definition, state, secrets);
  const encoded = encodeStored(state, merge(parts, wholly(stored, state)));
  const provider = stored.inputs?.__provider;
  return provider === undefined ? encoded : { ...encoded, __provider: provider };
}

/** Outputs that the SDKs name as secret: the engine marks each as a whole. */
const wholly = ({ additionalSecretOutputs = [] }: StoredResource, state: Values): Secrets =>
  secretsAt(additionalSecretOutputs.filter((name) => state[name] !== undefined).map((name) => [name]));
