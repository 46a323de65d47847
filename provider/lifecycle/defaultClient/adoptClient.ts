/** `firstClient.adopt`: another client of the application becomes its default client. */
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
import { clientsNow, namesOf } from "./lostClient.ts";
import { mirroredFrom } from "./mirroredFields.ts";

/**
 * @returns The state, with that client as the default client; the same state if the client stays the same one.
 * @throws Error if the application has no such client, or one of another protocol
 */
export async function takeOver(
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
      `${refused}, but the default client ${state.clientId} is there, and ${name} manages that one. It is for a default client ` +
        `that is gone. Remove ${name}.adopt.`,
    );
  }
  const answer = await fetchResource(client, api, {
    parts: { ...parts, clientId },
    writtenAt: undefined,
    listed: false,
  });
  if (!answer) {
    const others = await clientsNow(api, parts);
    const known = others.length === 0 ? "It has no client." : `Its clients are ${namesOf(others)}.`;
    throw new Error(`${refused}, which is no client of ${resource.name} ${idOf(resource, parts)}. ${known}`);
  }
  const answered = variantInResponse(client, answer);
  const wanted = variantOf(shape, inputs[name] as Values);
  if (answered !== undefined && answered !== wanted) {
    throw new Error(
      `${refused}, a client whose protocol is ${answered}, and ${name} describes one of ${wanted}: a ` +
        "client's protocol cannot be changed. Adopt a client of the same protocol.",
    );
  }
  const actual = decode(client, answer, answered ?? wanted);
  const { clientSecret } = actual;
  return withMetadata(withoutUndefined({ ...state, ...mirroredFrom(resource, actual), clientId, clientSecret }), {
    clientUpdatedAt: timeFrom(actual.updatedAt),
  });
}
