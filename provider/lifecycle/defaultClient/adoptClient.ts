/**
 * `firstClient.adopt`: the program names a client that takes the place of a default client that was deleted outside of
 * Pulumi. The provider never chooses one by itself: the client that has become the default may belong to somebody else.
 */
import type { Resource, Values } from "../../fields/field.ts";
import { isEmpty, variantOf, withoutUndefined } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { pendingAdoption } from "../diff/adoption.ts";
import { withMetadata } from "../state/metadata.ts";
import type { Transport } from "../transport.ts";
import { decode, variantInResponse } from "../wire/codec.ts";
import { idOf } from "../wire/resourceId.ts";
import { type DefaultClient, fetchClient, timeFrom } from "./defaultClient.ts";
import { formatClients, listClients } from "./lostClient.ts";
import { mirroredFrom } from "./mirroredFields.ts";

/**
 * @returns The state, with the adopted client as the default client; the same state if nothing is to be adopted.
 * @throws Error if the known default client still exists, or if the application has no such client or one of another
 * protocol
 */
export async function adoptClient(
  resource: Resource,
  api: Transport,
  parts: Values,
  { name, shape }: DefaultClient,
  state: Values,
  inputs: Values,
): Promise<Values> {
  const adoption = pendingAdoption(resource, state, inputs);
  if (!adoption) return state;
  const { id: clientId } = adoption;
  const refused = `${name}.adopt is ${JSON.stringify(clientId)}`;
  if (!isEmpty(state.clientId) && (await fetchClient(api, { ...parts, clientId: state.clientId }, undefined))) {
    throw new Error(
      `${refused}, but the default client ${state.clientId} still exists, and ${name} manages it. Only a default ` +
        `client that no longer exists can be replaced by another one. Remove ${name}.adopt.`,
    );
  }
  const response = await fetchResource(client, api, {
    parts: { ...parts, clientId },
    writtenAt: undefined,
    listed: false,
  });
  if (!response) {
    const others = await listClients(api, parts);
    const known = others.length === 0 ? "It has no clients." : `Its clients are ${formatClients(others)}.`;
    throw new Error(`${refused}, which is not a client of ${resource.name} ${idOf(resource, parts)}. ${known}`);
  }
  const actualVariant = variantInResponse(client, response);
  const desiredVariant = variantOf(shape, inputs[name] as Values);
  if (actualVariant !== undefined && actualVariant !== desiredVariant) {
    throw new Error(
      `${refused}, a client with the protocol ${actualVariant}, but ${name} describes one with ${desiredVariant}. ` +
        "The protocol of a client cannot be changed. Adopt a client with the same protocol.",
    );
  }
  const actual = decode(client, response, actualVariant ?? desiredVariant);
  const { clientSecret } = actual;
  return withMetadata(withoutUndefined({ ...state, ...mirroredFrom(resource, actual), clientId, clientSecret }), {
    clientUpdatedAt: timeFrom(actual.updatedAt),
  });
}
