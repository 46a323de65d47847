/**
 * The default client of an application that was created a moment ago, or that may have been created by an ambiguous
 * create.
 */
import { isNotFound } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { isEmpty, isObject, isUnknownEnumValue } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { differsFromDesired } from "../equivalence/responseProfile.ts";
import { isSetByOthers } from "../equivalence/setByOthers.ts";
import type { Outcome } from "../hooks.ts";
import { withMetadata } from "../state/metadata.ts";
import type { Transport } from "../transport.ts";
import { decode, variantInResponse } from "../wire/codec.ts";
import { expandPath } from "../wire/resourceId.ts";
import { validateListResponse, validateResponse } from "../wire/responseValidation.ts";
import {
  defaultClientIn,
  isFullyMirrored,
  observeDefaultClient,
  timeFrom,
  withWrittenClient,
} from "./defaultClient.ts";

/**
 * Adds the default client to the state after a create. It is read, unless the application's response repeats all of its
 * settings. A client that is not visible yet is left to the next read.
 */
export async function observeWithClient(
  resource: Resource,
  api: Transport,
  inputs: Values,
  observed: Outcome,
): Promise<Outcome> {
  const managed = defaultClientIn(resource, inputs);
  const { state, warnings } = observed;
  if (!managed || state.clientId === undefined) return observed;
  if (isFullyMirrored(resource, managed, inputs, state)) {
    const clientUpdatedAt = timeFrom(state.updatedAt ?? state.createdAt);
    return { state: withMetadata(state, { clientUpdatedAt }), warnings };
  }
  const seen = await observeDefaultClient(resource, api, managed, state, inputs);
  if (!seen) return observed;
  return { state: withWrittenClient(state, managed, seen), warnings: [...warnings, ...seen.warnings] };
}

/**
 * Whether a candidate for an ambiguous create has a client with the settings that were sent: one create makes both.
 * @returns Undefined if no client is visible yet
 */
export async function matchesCreated(
  resource: Resource,
  api: Transport,
  inputs: Values,
  actual: Values,
): Promise<boolean | undefined> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed) return true;
  const settings = inputs[managed.name] as Values;
  const clients = await clientsOf(api, actual);
  if (clients.length === 0) return undefined;
  return clients.some((response) => {
    const variant = variantInResponse(client, response);
    const decoded = decode(client, response, variant);
    // The API may have its own value for what was sent, which this version does not know.
    const isUnknown = (name: string) => isUnknownEnumValue(managed.shape.fields[name] as Field, decoded[name]);
    return (
      differsFromDesired(managed.shape, settings, decoded, variant).every(isUnknown) &&
      !isSetByOthers(managed.shape, settings, decoded, variant)
    );
  });
}

/**
 * The default client of an application, or all of its clients if the response does not name the default one. Empty
 * while they are not visible yet, which may be later than the application is.
 */
async function clientsOf(api: Transport, application: Values): Promise<Values[]> {
  const isNamed = !isEmpty(application.clientId);
  const request = isNamed
    ? api.send("GET", expandPath(client.item, application), undefined, validateResponse(client, application))
    : api.send("GET", expandPath(client.collection, application), undefined, validateListResponse(client));
  const response = await request.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
  return [response].flat().filter(isObject);
}
