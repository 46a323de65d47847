/**
 * The deletion of an application whose clients the API wants deleted first. This is the one case in which the provider
 * deletes an object that is not itself a resource of the state: the application's own default client. It must be
 * identified by the id in the state, and a list read at that moment must show that it is the only client left. All
 * others belong to somebody else.
 */
import { ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { isEmpty } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { deleteAt, isDeleted, isRefusal } from "../consistency/deletion.ts";
import { consistencyWindowMs, untilAbsent } from "../consistency/readAfterWrite.ts";
import type { Transport } from "../transport.ts";
import { expandPath } from "../wire/resourceId.ts";
import { formatClients, listClients } from "./lostClient.ts";

/**
 * Deletes an application, after its default client if the API requires that: it must have refused because of clients,
 * and the application must have no other client. Otherwise the refusal is thrown, with the other clients named.
 */
export async function deleteWithClient(
  resource: Resource,
  api: Transport,
  parts: Values,
  request: () => Promise<unknown>,
): Promise<void> {
  try {
    await request();
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    if (!saysClientsExist(refusal)) throw await explainRefusal(resource, api, parts, refusal);
    const exists = await expectNoOtherClient(resource, api, parts, refusal);
    if (exists) await deleteDefaultClient(resource, api, parts);
    await request().catch((error) => {
      throw error instanceof ApiError && exists ? withClientDeletedAdvice(error, parts) : error;
    });
  }
}

/**
 * Whether a refusal says that the application still has clients. Other refusals contain the word as well, in the name
 * of a field or for the client that sent the request, so only some phrases count.
 */
const saysClientsExist = ({ failure: { messages, code = "" } }: ApiError): boolean =>
  /clients/i.test(code) ||
  messages.some((message) => /\bclients\b|\bclient\(s\)|\bhas (\w+ ){0,3}client\b/i.test(message));

const withClientDeletedAdvice = ({ failure }: ApiError, { clientId }: Values): ApiError =>
  new ApiError({
    ...failure,
    advice: `Its default client ${clientId}, because of which the API had refused before, is deleted. Run it again.`,
  });

const othersThan = async (api: Transport, parts: Values): Promise<Values[]> =>
  (await listClients(api, parts)).filter(({ clientId }) => clientId !== parts.clientId);

/**
 * Proves that the application has no client but its default one. Lists are eventually consistent in both directions:
 * they may still contain clients that were deleted a moment ago, and not yet contain new ones. So other clients may
 * take the consistency window to disappear, and after that the list must still have none once another window has
 * passed.
 * @returns Whether the default client exists. @throws ApiError that names the other clients
 */
async function expectNoOtherClient(
  resource: Resource,
  api: Transport,
  parts: Values,
  refusal: ApiError,
): Promise<boolean> {
  const isOwn = ({ clientId }: Values) => clientId === parts.clientId;
  let clients: Values[] = [];
  const isAlone = await untilAbsent(api, async () => {
    clients = await listClients(api, parts);
    return !clients.every(isOwn);
  });
  if (isAlone) {
    await api.wait(consistencyWindowMs, "clients that were created a moment ago may not be listed yet");
    clients = await listClients(api, parts);
  }
  const others = clients.filter((one) => !isOwn(one));
  if (others.length > 0) throw withOtherClientsAdvice(resource, parts, refusal, others);
  if (isEmpty(parts.clientId)) throw refusal;
  return clients.length > 0;
}

/** A refusal for another or no reason. Other clients may still be the cause, so the error names them. */
async function explainRefusal(resource: Resource, api: Transport, parts: Values, refusal: ApiError): Promise<ApiError> {
  const others = await othersThan(api, parts).catch(() => []);
  return others.length === 0 ? refusal : withOtherClientsAdvice(resource, parts, refusal, others);
}

const withOtherClientsAdvice = (
  resource: Resource,
  parts: Values,
  { failure }: ApiError,
  others: readonly Values[],
): ApiError =>
  new ApiError({
    ...failure,
    advice:
      `${resource.name} ${parts.appId} has clients besides its default one: ${formatClients(others)}. Nothing was ` +
      "deleted. Delete them where they are managed, or in the Admin Portal, and try again.",
  });

const refusesLastClient = ({ failure }: ApiError): boolean =>
  failure.messages.some((message) => /\b(last|only|default|first)\b/i.test(message));

/**
 * Deletes the default client by its own request. An API that refuses this for the last client deletes all clients at
 * once.
 */
async function deleteDefaultClient(resource: Resource, api: Transport, parts: Values): Promise<void> {
  try {
    await deleteAt(api, expandPath(client.item, parts));
  } catch (error) {
    if (await isDeleted(client, api, parts, error)) return;
    if (!isRefusal(error) || !refusesLastClient(error)) throw error;
    // The next request deletes every client there is: right before it, a fresh list must have no other.
    const others = await othersThan(api, parts);
    if (others.length > 0) throw withOtherClientsAdvice(resource, parts, error, others);
    await deleteAt(api, expandPath(client.collection, parts));
  }
}
