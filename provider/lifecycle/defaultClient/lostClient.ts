/**
 * A default client that was deleted outside of Pulumi. Another client has its role then, and may be anybody's: it is never
 * taken for the one whose id the state knows.
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
import { expandPath, parseId } from "../wire/resourceId.ts";
import { clientWrittenAt, fetchClient } from "./defaultClient.ts";
import { mirroredFrom, mirroredIn } from "./mirroredFields.ts";

/** The clients that an application has at this moment. */
export async function clientsNow(api: Transport, parts: Values): Promise<Values[]> {
  const answers = await coalescedList(client, api, expandPath(client.collection, parts));
  return answers.map((answer) => decodeResponse(client, answer));
}

/** `c1 ("Portal") and c2 ("Till")`, for people. */
export const namesOf = (clients: readonly Values[]): string =>
  clients
    .map(({ clientId, name }) => (isEmpty(name) ? String(clientId) : `${clientId} (${JSON.stringify(name)})`))
    .join(", ");

/**
 * @param state Of the application, whose default client is gone. @param heirId Id of the one that the application calls its
 * default now, if it does. @returns Sentences that say what is there, and the ways out.
 */
export async function explainLost(
  resource: Resource,
  api: Transport,
  parts: Values,
  state: Values,
  heirId: unknown,
): Promise<string> {
  const others = await clientsNow(api, parts).catch((error): Values[] => {
    if (error instanceof ApiError) return [];
    throw error;
  });
  const [input = "", shape] = embeddedIn(resource) ?? [];
  const heir = others.find(({ clientId }) => clientId === heirId);
  const gone = `Its default client ${state.clientId} is not there any more`;
  const now = heir
    ? `; ${namesOf([heir])} is the default now`
    : others.length > 0
      ? `; it has other clients: ${namesOf(others)}`
      : isEmpty(heirId)
        ? ", and it has no other client"
        : `; ${heirId} is the default now`;
  const settings = state[input];
  const ours = shape && isObject(settings) ? variantOf(shape, settings) : undefined;
  const isAlike = (other: Values) => ours === undefined || variantOf(client, other) === ours;
  const successor = [...(heir ? [heir] : []), ...others].find(isAlike);
  const adopt = successor
    ? `To let it manage ${successor.clientId} from now on, unless a Client of a program does, write ${input}: { adopt: ` +
      `${JSON.stringify(successor.clientId)}, … }. Or replace`
    : `Create a client of the same protocol in the Admin Portal, and write ${input}: { adopt: "<its id>", … }. Or replace`;
  const before = others.length > 0 ? "; before that, clients of others must be deleted" : "";
  return (
    `${gone}${now}. ${input} changes no client but its own. ${adopt} the application (pulumi up --replace <its URN>), with new ` +
    `ids and secrets${before}.`
  );
}

/**
 * Before an application is deleted, which takes its clients with it.
 * @throws Error if its own default client is gone, and another one has its place
 */
export async function refuseForeignDefault(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
): Promise<void> {
  const { clientId } = state;
  if (isEmpty(clientId)) return;
  const parts = parseId(resource, id);
  const reported = await applicationNow(resource, api, parts);
  if (!reported || reported.clientId === clientId) return;
  const others = await clientsNow(api, parts);
  if (others.length === 0 || others.some((one) => one.clientId === clientId)) return;
  // A list may lack what is there.
  if (await fetchClient(api, { ...parts, clientId }, undefined)) return;
  const why = await explainLost(resource, api, parts, state, reported.clientId);
  throw new Error(`${resource.name} ${id} was not deleted, since its clients go with it. ${why}`);
}

/**
 * Before an application is updated, which may change what it repeats of its default client.
 * @returns What it repeats, as it is now, where the program manages the client by itself.
 * @throws Error if the client is gone, or if the update may change another one
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
  const reported = await applicationNow(resource, api, parts);
  if (!reported) {
    await proveAbsence(resource, api, id, state);
    throw new Error(
      `${refused} It is not there any more. Run pulumi refresh; the next pulumi up then creates it again.`,
    );
  }
  const repeated = settingsOf(resource, mirroredIn(resource, reported));
  if (reported.clientId === clientId && (!isManaged || !isEmpty(repeated))) return isManaged ? repeated : undefined;
  const its = await fetchClient(api, { ...parts, clientId }, clientWrittenAt(state));
  if (!its) {
    throw new Error(`${refused} ${await explainLost(resource, api, parts, state, reported.clientId)}`);
  }
  if (!isEmpty(reported.clientId) && reported.clientId !== clientId) {
    throw new Error(
      `${refused} The API calls ${reported.clientId} its default client now, and not ${clientId}, which the state knows: an update ` +
        `of the application may change that one. Make ${clientId} the default client again, or replace the application.`,
    );
  }
  return isManaged ? mirroredFrom(resource, its) : undefined;
}

/** What an application repeats of the settings of its default client, beyond its id and secret. */
const settingsOf = ({ fields }: Resource, repeated: Values): Values =>
  Object.fromEntries(Object.entries(repeated).filter(([name]) => !fields[name]?.output));

/** What the API says of an application at this moment; undefined if it is gone. */
async function applicationNow(resource: Resource, api: Transport, parts: Values): Promise<Values | undefined> {
  const answer = await fetchResource(resource, api, { parts, writtenAt: undefined, listed: false });
  return answer && decodeResponse(resource, answer);
}

/** The error of a request for the default client, or why there is none any more. */
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
    const reported = await applicationNow(resource, api, parts);
    if (!reported) return error;
    const why = await explainLost(resource, api, parts, state, reported.clientId);
    return new Error(`${resource.name} ${id}: ${why}`);
  } catch {
    return error;
  }
}
