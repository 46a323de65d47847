/**
 * Describes the default client for an import of its application: as `firstClient`, and not by the deprecated inputs.
 */
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty } from "../../fields/shape.ts";
import { isInScope, minimalInputs } from "../equivalence/minimalInputs.ts";
import type { Description, Importing } from "../hooks.ts";
import type { Transport } from "../transport.ts";
import { translateErrors } from "../wire/errorTranslation.ts";
import { fetchClient } from "./defaultClient.ts";
import { explainLost } from "./lostClient.ts";

export async function describeClient(
  resource: Resource,
  api: Transport,
  actual: Values,
  { previous, reported, state, isOneOfMany }: Importing,
): Promise<Description> {
  const [name, field] = embeddedIn(resource) ?? [];
  const { appId, clientId } = actual;
  if (!name || !field || isEmpty(clientId) || !isInScope(previous, name)) return { inputs: {} };
  const found = await translateErrors(field.embeds ?? resource, {}, () =>
    fetchClient(api, { appId, clientId }, undefined, isOneOfMany),
  );
  if (found) return { inputs: { [name]: minimalInputs(field, found, previous?.[name] as Values | undefined) } };
  if (!previous) return { inputs: {} };
  const currentDefaultId = reported.clientId === clientId ? undefined : reported.clientId;
  return { lost: await explainLost(resource, api, actual, { ...state, clientId }, currentDefaultId) };
}
