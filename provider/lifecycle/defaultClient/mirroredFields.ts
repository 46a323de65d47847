/**
 * What an application repeats of its default client. The contract asks for none of it, not even for the client's id: what
 * an answer lacks, the client itself is asked for.
 */
import { ApiError } from "../../errors.ts";
import type { Field, Resource, Values } from "../../fields/field.ts";
import { isEmpty, withoutUndefined } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { cachedList, coalescedList } from "../consistency/listCache.ts";
import { isWithinWindow, poll } from "../consistency/readAfterWrite.ts";
import type { Backfilled } from "../hooks.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse } from "../wire/codec.ts";
import { expandPath } from "../wire/resourceId.ts";

/** The fields that do. */
export const mirroredFieldsOf = (application: Resource): [string, Field][] =>
  Object.entries(application.fields).filter(([, field]) => field.mirrorsClientField !== undefined);

/** Of an application's values, those that repeat its default client. */
export const mirroredIn = (application: Resource, values: Values): Values =>
  withoutUndefined(Object.fromEntries(mirroredFieldsOf(application).map(([name]) => [name, values[name]])));

/** What the application says of its default client, as the client says it. */
export const mirroredFrom = (application: Resource, settings: Values): Values =>
  reported(mirroredFieldsOf(application), settings);

const reported = (mirrors: readonly [string, Field][], settings: Values): Values =>
  withoutUndefined(
    Object.fromEntries(mirrors.map(([name, { mirrorsClientField: of }]) => [name, settings[of as string]])),
  );

/**
 * Live values, with those that are missing and wanted: every output, and the inputs that the program gives.
 * @param actual With the id of the default client, if that is known. @param writtenAt When the client was last known to be
 * written, RFC 3339.
 */
export async function withMirroredFields(
  resource: Resource,
  api: Transport,
  actual: Values,
  desired: Values,
  writtenAt: unknown,
): Promise<Backfilled> {
  const mirrors = mirroredFieldsOf(resource);
  // An answer that repeats any setting leaves out those that are empty.
  const isSilent = mirrors.every(([name, field]) => field.output || actual[name] === undefined);
  const missing = mirrors.filter(([name, field]) => {
    const isWanted = field.output || !isEmpty(desired[name]) || (isSilent && desired[name] !== undefined);
    return isWanted && actual[name] === undefined;
  });
  if (missing.length === 0) return { actual, isGone: false };
  const settings = await readDefault(api, actual, writtenAt);
  // What is known of before gives way to what the client says itself, such as another secret.
  const outputs = mirrors.filter(([, field]) => field.output);
  const own = settings ? { ...reported(missing, settings), ...reported(outputs, settings) } : {};
  return { actual: { ...actual, ...own }, isGone: !settings && actual.clientId !== undefined };
}

/** Live values without what they repeat of another client than the one whose id is known. */
export function withoutForeignMirrors(application: Resource, actual: Values, clientId: unknown): Values {
  if (isEmpty(clientId) || isEmpty(actual.clientId) || actual.clientId === clientId) return actual;
  const own = { ...actual };
  for (const [name] of mirroredFieldsOf(application)) delete own[name];
  return { ...own, clientId };
}

async function readDefault(api: Transport, parts: Values, writtenAt: unknown): Promise<Values | undefined> {
  const answer =
    parts.clientId === undefined
      ? await findFirst(api, parts, writtenAt)
      : await fetchResource(client, api, { parts, writtenAt, listed: true });
  return answer && decodeResponse(client, answer);
}

/**
 * The client that was made with the application, where nothing has told its id yet: the oldest, if it is as old as the
 * application. One that was made later is somebody's, whatever place it has taken.
 * @param parts Of the application's id, with the time of its creation if that is known.
 */
export async function findFirst(api: Transport, parts: Values, writtenAt: unknown): Promise<Values | undefined> {
  const oldest = (clients: readonly Values[]) => firstOf(clients, parts.createdAt);
  const path = expandPath(client.collection, parts);
  const ask = async () => {
    const clients = await coalescedList(client, api, path).catch((error): Values[] => {
      // There is no list of what is not there yet.
      if (error instanceof ApiError && (error.status === 400 || error.status === 404)) return [];
      throw error;
    });
    return oldest(clients);
  };
  return oldest(await cachedList(client, api, path)) ?? (isWithinWindow(api, writtenAt) ? poll(api, ask) : ask());
}

/** Its id, if it is to be had. */
export async function findFirstId(api: Transport, parts: Values): Promise<unknown> {
  const first = await findFirst(api, parts, parts.createdAt).catch(() => undefined);
  return first && decodeResponse(client, first).clientId;
}

/** Milliseconds between the times that one request gives to the two things that it makes. */
const oneRequest = 5_000;

function firstOf(clients: readonly Values[], createdAt: unknown): Values | undefined {
  const timeOf = (answer: Values): number => Date.parse(String(decodeResponse(client, answer).createdAt));
  const [first] = [...clients].sort((a, b) => timeOf(a) - timeOf(b));
  // Where one of the times is not told, nothing shows that they were made together.
  const isSameAge = first && timeOf(first) - Date.parse(String(createdAt)) <= oneRequest;
  return isSameAge ? first : undefined;
}
