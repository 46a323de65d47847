/**
 * Fills in the ids and secrets that a response omits. The API alone assigns them, and every later request and program
 * output needs them, so a response without one never removes it from the state.
 */
import type { Field, Resource, Values, Variant } from "../../fields/field.ts";
import { fieldsOf, isEmpty } from "../../fields/shape.ts";
import type { Backfilled } from "../hooks.ts";
import type { Transport } from "../transport.ts";
import { decode } from "../wire/codec.ts";
import { idPartsFrom } from "../wire/resourceId.ts";
import { fetchResource } from "./fetchResource.ts";

/**
 * Outputs that never disappear once they are set: secrets, and the id that an application repeats of its default
 * client.
 */
const isLasting = ([, field]: [string, Field]): boolean =>
  field.output === true && field.type === "string" && (field.secret === true || field.mirrorsClientField !== undefined);

const missingIn = (resource: Resource, actual: Values, variant?: Variant): string[] =>
  fieldsOf(resource, variant)
    .filter((entry) => isLasting(entry) && isEmpty(actual[entry[0]]))
    .map(([name]) => name);

/** The response, with the values that the state has for the lasting outputs that the response omits. No request. */
export const keepKnown = (resource: Resource, actual: Values, before: Values): Values => ({
  ...actual,
  ...Object.fromEntries(
    missingIn(resource, actual).flatMap((name) => (isEmpty(before[name]) ? [] : [[name, before[name]]])),
  ),
});

/**
 * The response to a write, with the lasting outputs that it omits, from a separate read.
 * @param writtenAt RFC 3339: a read that returns an older resource is stale.
 */
export async function backfillLasting(
  resource: Resource,
  api: Transport,
  actual: Values,
  variant: Variant | undefined,
  writtenAt: unknown,
): Promise<Backfilled> {
  if (missingIn(resource, actual, variant).length === 0) return { actual, isGone: false };
  const parts = { ...idPartsFrom(resource, actual), ...idIn(resource, actual) };
  const content = await fetchResource(resource, api, { parts, writtenAt, listed: false });
  return { actual: content ? keepKnown(resource, actual, decode(resource, content, variant)) : actual, isGone: false };
}

const idIn = (resource: Resource, actual: Values): Values =>
  Object.fromEntries(resource.id.map((name) => [name, actual[name]]));
