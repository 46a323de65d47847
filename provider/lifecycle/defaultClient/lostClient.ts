/**
 * A default client that was deleted outside of Pulumi. The API then gives its role to another client, which may belong
 * to anybody. Identity is the id in the state, not the role: nothing that the state describes may be sent to that other
 * client. What cannot be done without a default client is refused, with the ways out.
 */
import { ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty, isObject, variantOf } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { coalescedList } from "../consistency/listCache.ts";
import { proveAbsence } from "../ownership/ownership.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse } from "../wire/codec.ts";
import { parseId } from "../wire/resourceId.ts";
import { clientWrittenAt, fetchClient } from "./defaultClient.ts";
import { mirroredFrom, mirroredIn } from "./mirroredFields.ts";

/** The clients that an application has, from a fresh list. */
export async function listClients(api: Transport, parts: Values): Promise<Values[]> {
  const { items } = await coalescedList(client, api, parts);
  return items.map((item) => decodeResponse(client, item));
}

/** For messages: `c1 ("Portal"), c2 ("Till")`. */
export const formatClients = (clients: readonly Values[]): string =>
  clients
    .map(({ clientId, name }) => (isEmpty(name) ? String(clientId) : `${clientId} (${JSON.stringify(name)})`))
    .join(", ");

/**
 * @param state The state of an application whose default client is gone.
 * @param currentDefaultId Id of the client that the API calls the default one now, if it names any.
 * @returns Sentences for the user: which client is gone, which others there are, and what can be done.
 */
export async function explainLost(
  resource: Resource,
  api: Transport,
  parts: Values,
  state: Values,
  currentDefaultId: unknown,
): Promise<string> {
  const others = await listClients(api, parts).catch((error): Values[] => {
    if (error instanceof ApiError) return [];
    throw error;
  });
  const [input = "", shape] = embeddedIn(resource) ?? [];
  const currentDefault = others.find(({ clientId }) => clientId === currentDefaultId);
  const gone = `Its default client ${state.clientId} no longer exists`;
  const now = currentDefault
    ? `; ${formatClients([currentDefault])} is the default now`
    : others.length > 0
      ? `; it has other clients: ${formatClients(others)}`
      : isEmpty(currentDefaultId)
        ? ", and it has no other client"
        : `; ${currentDefaultId} is the default now`;
  const settings = state[input];
  const variant = shape && isObject(settings) ? variantOf(shape, settings) : undefined;
  const hasSameProtocol = (other: Values) => variant === undefined || variantOf(client, other) === variant;
  const adoptable = [...(currentDefault ? [currentDefault] : []), ...others].find(hasSameProtocol);
  const adopt = adoptable
    ? `To manage ${adoptable.clientId} from now on, unless it is already a Client of a program, write ${input}: { ` +
      `adopt: ${JSON.stringify(adoptable.clientId)}, … }. Or replace`
    : `Create a client of the same protocol in the Admin Portal, and write ${input}: { adopt: "<its id>", … }. Or ` +
      "replace";
  const before = others.length > 0 ? "; before that, clients of others must be deleted" : "";
  return (
    `${gone}${now}. ${input} never changes another client. ${adopt} the application (pulumi up --replace <its URN>), ` +
    `with new ids and secrets${before}.`
  );
}

/**
 * Called before an application is deleted, which may delete its clients as well.
 * @throws Error if its own default client is gone and another client has become the default
 */
export async function refuseIfClientReplaced(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
): Promise<void> {
  const { clientId } = state;
  if (isEmpty(clientId)) return;
  const parts = parseId(resource, id);
  const reported = await fetchApplication(resource, api, parts);
  if (!reported || reported.clientId === clientId) return;
  const others = await listClients(api, parts);
  if (others.length === 0 || others.some((one) => one.clientId === clientId)) return;
  // A list may be stale: absence needs a request of its own.
  if (await fetchClient(api, { ...parts, clientId }, undefined)) return;
  const why = await explainLost(resource, api, parts, state, reported.clientId);
  throw new Error(`${resource.name} ${id} was not deleted, because its clients would be deleted with it. ${why}`);
}

/**
 * Called before an application is updated. If PUT clears omitted fields, the update may also change the settings of
 * whatever client the API calls the default one.
 * @returns The settings of the default client as the API has them now, by the application's fields that repeat them, if
 * the program manages the client: see restoreClient.
 * @throws Error if the client is gone, or if another client has become the default and could be changed
 */
export async function expectDefaultClient(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  isManaged: boolean,
): Promise<Values | undefined> {
  const { clientId } = state;
  if (isEmpty(clientId)) return undefined;
  const parts = parseId(resource, id);
  const refused = `${resource.name} ${id} was not updated, and nothing was sent.`;
  const reported = await fetchApplication(resource, api, parts);
  if (!reported) {
    await proveAbsence(resource, api, id, state);
    throw new Error(`${refused} It no longer exists. Run pulumi refresh; the next pulumi up then creates it again.`);
  }
  const repeated = settingsOf(resource, mirroredIn(resource, reported));
  if (reported.clientId === clientId && (!isManaged || !isEmpty(repeated))) return isManaged ? repeated : undefined;
  const found = await fetchClient(api, { ...parts, clientId }, clientWrittenAt(state));
  if (!found) {
    throw new Error(`${refused} ${await explainLost(resource, api, parts, state, reported.clientId)}`);
  }
  if (!isEmpty(reported.clientId) && reported.clientId !== clientId) {
    throw new Error(
      `${refused} Its default client is ${reported.clientId} now, and not ${clientId}, which the state has: an ` +
        `update of the application could change ${reported.clientId}. Make ${clientId} the default client again, or ` +
        "replace the application.",
    );
  }
  return isManaged ? mirroredFrom(resource, found) : undefined;
}

/** The mirrored fields that are settings: without the client's id and secret, which are outputs. */
const settingsOf = ({ fields }: Resource, repeated: Values): Values =>
  Object.fromEntries(Object.entries(repeated).filter(([name]) => !fields[name]?.output));

/** Reads an application by a request of its own, not from a list; undefined if it is gone. */
async function fetchApplication(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const response = await fetchResource(resource, api, { parts, writtenAt: undefined, listed: false });
  return response && decodeResponse(resource, response);
}

/**
 * The error to throw for a 404 of the default client: explainLost if the client is proven to be gone, else the same
 * error.
 */
export async function explainIfLost(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  error: Error,
): Promise<Error> {
  const parts = parseId(resource, id);
  const { clientId } = state;
  try {
    if (isEmpty(clientId) || (await fetchClient(api, { ...parts, clientId }, undefined))) return error;
    const reported = await fetchApplication(resource, api, parts);
    if (!reported) return error;
    const why = await explainLost(resource, api, parts, state, reported.clientId);
    return new Error(`${resource.name} ${id}: ${why}`);
  } catch {
    return error;
  }
}
