/**
 * Mirrored fields: fields of an application that repeat fields of its default client. The contract promises none of
 * them in responses, not even the client's id, so what a response omits is read from the client itself.
 */
import { ApiError } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { isEmpty, withoutUndefined } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { cachedItems, coalescedList } from "../consistency/listCache.ts";
import { isWithinWindow, poll } from "../consistency/readAfterWrite.ts";
import type { Backfilled } from "../hooks.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse } from "../wire/codec.ts";

/** The fields of a definition that mirror the default client. */
export const mirroredFieldsOf = (application: Resource): [string, Field][] =>
  Object.entries(application.fields).filter(([, field]) => field.mirrorsClientField !== undefined);

/** The values of an application's mirrored fields. */
export const mirroredIn = (application: Resource, values: Values): Values =>
  withoutUndefined(Object.fromEntries(mirroredFieldsOf(application).map(([name]) => [name, values[name]])));

/** The values that the mirrored fields of an application have if its client has these settings. */
export const mirroredFrom = (application: Resource, settings: Values): Values =>
  mirror(mirroredFieldsOf(application), settings);

const mirror = (mirrors: readonly [string, Field][], settings: Values): Values =>
  withoutUndefined(
    Object.fromEntries(mirrors.map(([name, { mirrorsClientField: of }]) => [name, settings[of as string]])),
  );

/**
 * Adds to an application's live values the mirrored fields that the response omits: all outputs, and the inputs that
 * the program sets. Sends a request only if some are missing.
 * @param actual With the id of the default client, if it is known. @param writtenAt When the client was last known to
 * be written, RFC 3339.
 */
export async function withMirroredFields(
  resource: Resource,
  api: Transport,
  actual: Values,
  desired: Values,
  writtenAt: unknown,
): Promise<Backfilled> {
  const mirrors = mirroredFieldsOf(resource);
  // A response that has any mirrored setting omits the others because they are empty; one that has none omits them all.
  const isSilent = mirrors.every(([name, field]) => field.output || actual[name] === undefined);
  const missing = mirrors.filter(([name, field]) => {
    const isWanted = field.output || !isEmpty(desired[name]) || (isSilent && desired[name] !== undefined);
    return isWanted && actual[name] === undefined;
  });
  if (missing.length === 0) return { actual, isGone: false };
  const settings = await readDefault(api, actual, writtenAt);
  // The client's own values replace those that are known from before, such as a secret that has been rotated.
  const outputs = mirrors.filter(([, field]) => field.output);
  const own = settings ? { ...mirror(missing, settings), ...mirror(outputs, settings) } : {};
  return { actual: { ...actual, ...own }, isGone: !settings && actual.clientId !== undefined };
}

/**
 * Live values of an application, without the mirrored fields if they are those of another client than the known one:
 * otherwise the state would take over the settings and the secret of somebody else's client.
 */
export function withoutForeignMirrors(application: Resource, actual: Values, clientId: unknown): Values {
  if (isEmpty(clientId) || isEmpty(actual.clientId) || actual.clientId === clientId) return actual;
  const own = { ...actual };
  for (const [name] of mirroredFieldsOf(application)) delete own[name];
  return { ...own, clientId };
}

async function readDefault(api: Transport, parts: Values, writtenAt: unknown): Promise<Values | undefined> {
  const response =
    parts.clientId === undefined
      ? await findInitialClient(api, parts, writtenAt)
      : await fetchResource(client, api, { parts, writtenAt, listed: true });
  return response && decodeResponse(client, response);
}

/**
 * Finds the client that was created with the application, if no response has had its id yet: the oldest, if it is as
 * old as the application. A client that was created later belongs to somebody else, even if it is the default one now.
 * @param parts Parts of the application's id, and its creation time if that is known.
 */
export async function findInitialClient(
  api: Transport,
  parts: Values,
  writtenAt: unknown,
): Promise<Values | undefined> {
  const oldest = (clients: readonly Values[]) => initialAmong(clients, parts.createdAt);
  const attempt = async () => {
    const list = await coalescedList(client, api, parts).catch((error) => {
      // The application itself is not visible yet.
      if (error instanceof ApiError && (error.status === 400 || error.status === 404)) return undefined;
      throw error;
    });
    return list && oldest(list.items);
  };
  const listed = oldest(await cachedItems(client, api, parts, `the first client of ${parts.appId}`));
  return listed ?? (isWithinWindow(api, writtenAt) ? poll(api, attempt) : attempt());
}

/**
 * The id of that client; undefined if it is not found, or if the request fails: the update that needs it then says so.
 */
export async function findInitialClientId(api: Transport, parts: Values): Promise<unknown> {
  const first = await findInitialClient(api, parts, parts.createdAt).catch(() => undefined);
  return first && decodeResponse(client, first).clientId;
}

/** Milliseconds between the creation times of the application and the client that one request creates. */
const oneRequestMs = 5_000;

function initialAmong(clients: readonly Values[], createdAt: unknown): Values | undefined {
  const timeOf = (item: Values): number => Date.parse(String(decodeResponse(client, item).createdAt));
  const [first] = [...clients].sort((a, b) => timeOf(a) - timeOf(b));
  // If one of the times is missing, the difference is NaN, and nothing shows that one request created both.
  const isSameAge = first && timeOf(first) - Date.parse(String(createdAt)) <= oneRequestMs;
  return isSameAge ? first : undefined;
}
