/** The deletion of an application that the API refuses because of its clients. */
import { ApiError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { isEmpty } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { deleteAt, isDeleted, isRefusal } from "../consistency/deletion.ts";
import { consistencyWindowMs, untilAbsent } from "../consistency/readAfterWrite.ts";
import type { Transport } from "../transport.ts";
import { expandPath } from "../wire/resourceId.ts";
import { clientsNow, namesOf } from "./lostClient.ts";

/**
 * An API may refuse to delete an application that has clients. Its default client came with it and goes with it, but only
 * where the API says that clients are in the way, and lists have no other: they would be somebody else's.
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
    if (!saysClientsExist(refusal)) throw await namingOthers(resource, api, parts, refusal);
    const isThere = await expectAlone(resource, api, parts, refusal);
    if (isThere) await deleteItsClient(resource, api, parts);
    await request().catch((error) => {
      throw error instanceof ApiError && isThere ? afterItsClient(error, parts) : error;
    });
  }
}

/** Other refusals may speak of a client as well: of the one that asks, or of a field's name. */
const saysClientsExist = ({ failure: { messages, code = "" } }: ApiError): boolean =>
  /clients/i.test(code) ||
  messages.some((message) => /\bclients\b|\bclient\(s\)|\bhas (\w+ ){0,3}client\b/i.test(message));

const afterItsClient = ({ failure }: ApiError, { clientId }: Values): ApiError =>
  new ApiError({
    ...failure,
    advice: `Its default client ${clientId}, which the API had named as the reason before, is deleted. Run it again.`,
  });

const othersThan = async (api: Transport, parts: Values): Promise<Values[]> =>
  (await clientsNow(api, parts)).filter(({ clientId }) => clientId !== parts.clientId);

/**
 * What was deleted a moment ago may still be listed, and what was made a moment ago may not be yet: nobody's client is taken
 * for gone before a lag has passed.
 * @returns Whether its own client is there. @throws ApiError that names the clients in the way
 */
async function expectAlone(resource: Resource, api: Transport, parts: Values, refusal: ApiError): Promise<boolean> {
  const isOwn = ({ clientId }: Values) => clientId === parts.clientId;
  let clients: Values[] = [];
  const isAlone = await untilAbsent(api, async () => {
    clients = await clientsNow(api, parts);
    return !clients.every(isOwn);
  });
  if (isAlone) {
    await api.wait(consistencyWindowMs, "clients that were made a moment ago may not be listed yet");
    clients = await clientsNow(api, parts);
  }
  const others = clients.filter((one) => !isOwn(one));
  if (others.length > 0) throw naming(resource, parts, refusal, others);
  if (isEmpty(parts.clientId)) throw refusal;
  return clients.length > 0;
}

/** A refusal that gives no cause: the clients may be one, and are told. */
async function namingOthers(resource: Resource, api: Transport, parts: Values, refusal: ApiError): Promise<ApiError> {
  const others = await othersThan(api, parts).catch(() => []);
  return others.length === 0 ? refusal : naming(resource, parts, refusal, others);
}

const naming = (resource: Resource, parts: Values, { failure }: ApiError, others: readonly Values[]): ApiError =>
  new ApiError({
    ...failure,
    advice:
      `${resource.name} ${parts.appId} has other clients than its default one: ${namesOf(others)}. Nothing was deleted. Delete ` +
      "them where they are managed, or in the Admin Portal, and try again.",
  });

const saysItMustStay = ({ failure }: ApiError): boolean =>
  failure.messages.some((message) => /\b(last|only|default|first)\b/i.test(message));

/** By the request for one client; where that one has to stay because it is the last, by the one for all that there are. */
async function deleteItsClient(resource: Resource, api: Transport, parts: Values): Promise<void> {
  try {
    await deleteAt(api, expandPath(client.item, parts));
  } catch (error) {
    if (await isDeleted(client, api, parts, error)) return;
    if (!isRefusal(error) || !saysItMustStay(error)) throw error;
    // Lists had no other while a lag passed; the one of this moment must not have one either.
    const others = await othersThan(api, parts);
    if (others.length > 0) throw naming(resource, parts, error, others);
    await deleteAt(api, expandPath(client.collection, parts));
  }
}
