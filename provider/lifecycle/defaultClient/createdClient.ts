/** The default client of an application that has just been created. */
import { isNotFound } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { isEmpty, isObject, isUnknownWord } from "../../fields/shape.ts";
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

/** Reads the client where the application's response does not say all of it. */
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

/** An application is ours only if its default client is ours, too. Undefined where that is not visible yet. */
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
    const its = decode(client, response, variant);
    const isUnknown = (name: string) => isUnknownWord(managed.shape.fields[name] as Field, its[name]);
    return (
      differsFromDesired(managed.shape, settings, its, variant).every(isUnknown) &&
      !isSetByOthers(managed.shape, settings, its, variant)
    );
  });
}

/** The default client, or all of them if the application does not name it. They may become visible later than it. */
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
