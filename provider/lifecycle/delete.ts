import { ApiError, is404 } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { isListed } from "./consistency/fetchResource.ts";
import { mutate } from "./consistency/mutate.ts";
import { meansDeleted } from "./consistency/notFound.ts";
import { consistencyWindowMs, untilAbsent } from "./consistency/readAfterWrite.ts";
import { clientsNow, namesOf, refuseForeignDefault } from "./defaultClient/lostClient.ts";
import { protectedFrom } from "./diff/diff.ts";
import { expectOwner, proveAbsence } from "./ownership/ownership.ts";
import type { Transport } from "./transport.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, parseId } from "./wire/resourceId.ts";

/**
 * Deletes a resource; one that is gone already is deleted as well.
 * @throws WrongTenantError, and Error where something that is not of this state would go with it, before anything is sent
 */
export async function deleteResource(resource: Resource, api: Transport, id: string, state: Values): Promise<void> {
  // A previous run was killed after it had created the replacement, and this run adopted it: this id is the live resource.
  if (api.run.journal.wasAdopted(id)) return;
  if (state.deletionProtection === true) throw new Error(protectedFrom("deleted", resource, id));
  await expectOwner(resource, api, id, state, "deleted");
  await refuseForeignDefault(resource, api, id, state);
  const parts = { ...parseId(resource, id), clientId: state.clientId };
  const request = () => deleteAt(api, expandPath(resource.item, parts), state.updatedAt);
  try {
    await translateErrors(resource, {}, () =>
      embeddedIn(resource) ? withItsClient(resource, api, parts, request) : request(),
    );
  } catch (error) {
    const isGone = (await meansGone(resource, api, parts, error)) || (await isGoneAlready(resource, api, parts, error));
    if (isGone) return proveAbsence(resource, api, id, state);
    throw isRefusal(error) && resource === (client as Resource) ? goesWithApplication(error) : error;
  }
}

const deleteAt = (api: Transport, path: string, writtenAt?: unknown): Promise<unknown> =>
  mutate(api, "DELETE", path, { writtenAt, validate: validateDeletion });

/** What was deleted a moment ago may still be listed. */
const meansGone = async (resource: Resource, api: Transport, parts: Values, error: unknown): Promise<boolean> =>
  is404(error) && untilAbsent(api, async () => !(await meansDeleted(resource, api, parts, error)));

/** Something that answers for the API may know of no deletion. To delete again does no harm. */
const validateDeletion = (_: unknown, status: number): string | undefined =>
  status === 204 ? undefined : "the answer does not say that it was deleted, as 204 does";

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 400 || error.status === 409 || error.status === 422);

/**
 * Where there is no request for a single one, the API need not say that something is not there: a deletion that was done,
 * and is sent again because its answer was lost, may be refused like a wrong one.
 */
const isGoneAlready = async (resource: Resource, api: Transport, parts: Values, error: unknown): Promise<boolean> =>
  isRefusal(error) &&
  resource.noGetEndpoint === true &&
  (await untilAbsent(api, () => isListed(resource, api, parts)).catch(() => false));

/**
 * An API may refuse to delete an application that has clients. Its default client came with it and goes with it, but only
 * where the API says that clients are in the way, and lists have no other: they would be somebody else's.
 */
async function withItsClient(
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
    if (await meansGone(client, api, parts, error)) return;
    if (!isRefusal(error) || !saysItMustStay(error)) throw error;
    // Lists had no other while a lag passed; the one of this moment must not have one either.
    const others = await othersThan(api, parts);
    if (others.length > 0) throw naming(resource, parts, error, others);
    await deleteAt(api, expandPath(client.collection, parts));
  }
}

const goesWithApplication = ({ failure }: ApiError): ApiError =>
  new ApiError({
    ...failure,
    advice:
      "If this is the application's default or last client, it goes with its application: delete that, " +
      "and take the client out of the stack with pulumi state delete.",
  });
