/** The import of an application: its default client is described by `firstClient`, and not by the deprecated inputs. */
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty } from "../../fields/shape.ts";
import { isSaid, minimalInputs } from "../equivalence/minimalInputs.ts";
import type { Description } from "../hooks.ts";
import type { Transport } from "../transport.ts";
import { fetchClient } from "./defaultClient.ts";
import { explainLost } from "./lostClient.ts";

/** @param actual With the ids that the state knows. @param reported What the response says. */
export async function describeClient(
  resource: Resource,
  api: Transport,
  actual: Values,
  said: Values | undefined,
  reported: Values,
  state: Values,
): Promise<Description> {
  const [name, field] = embeddedIn(resource) ?? [];
  const { appId, clientId } = actual;
  if (!name || !field || isEmpty(clientId) || !isSaid(said, name)) return { inputs: {} };
  const found = await fetchClient(api, { appId, clientId }, undefined);
  if (found) return { inputs: { [name]: minimalInputs(field, found, said?.[name] as Values | undefined) } };
  if (!said) return { inputs: {} };
  const heirId = reported.clientId === clientId ? undefined : reported.clientId;
  return { lost: await explainLost(resource, api, actual, { ...state, clientId }, heirId) };
}
