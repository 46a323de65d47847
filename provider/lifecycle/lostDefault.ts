/**
 * A default client that was deleted outside of Pulumi. Another client has its role then, and may be anybody's: it is never
 * taken for the one whose id the state knows.
 */
import { ApiError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import type { Api } from "./api.ts";
import { clientTimeKey, observe } from "./defaultClient.ts";
import { find } from "./find.ts";
import { partsOf, pathTo } from "./identity.ts";
import { fetchTogether } from "./snapshot.ts";
import { answeredVariant, fromWire } from "./wire.ts";

/** The clients that an application has at this moment. */
export async function clientsNow(api: Api, parts: Values): Promise<Values[]> {
  const answers = await fetchTogether(client, api, pathTo(client.collection, parts));
  return answers.map((answer) => fromWire(client, answer, answeredVariant(client, answer)));
}

/** `c1 ("Portal") and c2 ("Till")`, for people. */
export const named = (clients: readonly Values[]): string =>
  clients
    .map(({ clientId, name }) => (isEmpty(name) ? String(clientId) : `${clientId} (${JSON.stringify(name)})`))
    .join(", ");

/**
 * @param lost Id of the client that is gone. @param heirId Id of the one that the application calls its default now, if it
 * does. @returns Sentences that say what happened, and the ways out.
 */
export async function explainLost(
  resource: Resource,
  api: Api,
  parts: Values,
  lost: unknown,
  heirId: unknown,
): Promise<string> {
  const others = await clientsNow(api, parts).catch((error): Values[] => {
    if (error instanceof ApiError) return [];
    throw error;
  });
  const heir =
    others.find(({ clientId }) => clientId === heirId) ?? (isEmpty(heirId) ? undefined : { clientId: heirId });
  const gone = `Its default client ${lost} was deleted outside of Pulumi`;
  const [input = ""] = embeddedIn(resource) ?? [];
  const candidate = heir ?? others[0];
  if (!candidate) {
    return (
      `${gone}, and it has no other client. Replace it (pulumi up --replace <its URN>); or create a client in the Admin ` +
      `Portal, and write ${input}: { adopt: "<its id>", … }.`
    );
  }
  const now = heir ? `${named([heir])} is the default now` : `it has other clients: ${named(others)}`;
  return (
    `${gone}; ${now}. ${input} changes no client but its own. To let it manage ${candidate.clientId} from now on, unless a ` +
    `Client of a program does, write ${input}: { adopt: ${JSON.stringify(candidate.clientId)}, … }. Or replace the ` +
    "application (pulumi up --replace <its URN>), with new ids and secrets; before that, clients of others must be deleted."
  );
}

/**
 * Before an application is deleted, which takes its clients with it.
 * @throws Error if its own default client is gone, and another one has its place
 */
export async function refuseForeignDefault(resource: Resource, api: Api, id: string, state: Values): Promise<void> {
  const { clientId } = state;
  if (!embeddedIn(resource) || isEmpty(clientId)) return;
  const parts = partsOf(resource, id);
  const answer = await find(resource, api, { parts, writtenAt: undefined, listed: false });
  const told = answer && fromWire(resource, answer).clientId;
  if (!answer || told === clientId) return;
  const others = await clientsNow(api, parts);
  if (others.length === 0 || others.some((one) => one.clientId === clientId)) return;
  const why = await explainLost(resource, api, parts, clientId, told);
  throw new Error(`${resource.name} ${id} was not deleted, since its clients go with it. ${why}`);
}

/**
 * Before an application is updated, which may change its default client as well.
 * @returns The client as it is now, where the program manages it by itself.
 * @throws Error if it is gone, or if the update would change another one
 */
export async function expectDefaultClient(
  resource: Resource,
  api: Api,
  id: string,
  state: Values,
  isManaged: boolean,
): Promise<Values | undefined> {
  const { clientId } = state;
  if (isEmpty(clientId)) return undefined;
  const parts = partsOf(resource, id);
  const heirId = isManaged ? undefined : await defaultNow(resource, api, parts);
  if (heirId === clientId) return undefined;
  const its = await observe(api, { ...parts, clientId }, state[clientTimeKey] ?? state.createdAt);
  if (its && (isManaged || heirId === undefined)) return its;
  const refused = `${resource.name} ${id} was not updated, and nothing was sent.`;
  if (!its) {
    const named = heirId ?? (await defaultNow(resource, api, parts));
    throw new Error(`${refused} ${await explainLost(resource, api, parts, clientId, named)}`);
  }
  const [input] = embeddedIn(resource) ?? [];
  throw new Error(
    `${refused} The API calls ${heirId} its default client now, and not ${clientId}, which the state knows: the deprecated ` +
      `inputs of the default client would change that one. Say with ${input} what ${clientId} shall be instead.`,
  );
}

/** Id of the client that an application calls its default at this moment. */
async function defaultNow(resource: Resource, api: Api, parts: Values): Promise<unknown> {
  const answer = await find(resource, api, { parts, writtenAt: undefined, listed: false });
  return answer && fromWire(resource, answer).clientId;
}

/** The error of a request for the default client, or why there is none any more. */
export async function sayingIfLost(
  resource: Resource,
  api: Api,
  id: string,
  state: Values,
  error: Error,
): Promise<Error> {
  const parts = partsOf(resource, id);
  const { clientId } = state;
  try {
    if (isEmpty(clientId) || (await observe(api, { ...parts, clientId }, undefined))) return error;
    const heirId = await defaultNow(resource, api, parts);
    return new Error(`${resource.name} ${id}: ${await explainLost(resource, api, parts, clientId, heirId)}`);
  } catch {
    return error;
  }
}
