/** Answers may leave out what the API alone knows and what everything later needs: ids, and secrets. */
import type { Field, Resource, Values, Variant } from "../../fields/field.ts";
import { embeddedIn, fieldsOf, isEmpty } from "../../fields/shape.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import type { Transport } from "../transport.ts";
import { decode } from "../wire/codec.ts";
import { idPartsFrom } from "../wire/resourceId.ts";
import { type Backfilled, withMirroredFields } from "./mirroredFields.ts";

/** Outputs that do not go away: an answer without one says nothing. */
const isLasting = ([, field]: [string, Field]): boolean =>
  field.output === true && field.type === "string" && (field.secret === true || field.mirrorsClientField !== undefined);

const missingIn = (resource: Resource, actual: Values, variant?: Variant): string[] =>
  fieldsOf(resource, variant)
    .filter((entry) => isLasting(entry) && isEmpty(actual[entry[0]]))
    .map(([name]) => name);

/** What was answered, with what was known before of what it leaves out. */
export const keepKnown = (resource: Resource, actual: Values, before: Values): Values => ({
  ...actual,
  ...Object.fromEntries(
    missingIn(resource, actual).flatMap((name) => (isEmpty(before[name]) ? [] : [[name, before[name]]])),
  ),
});

/**
 * What was answered, with what has to be asked for besides.
 * @param desired Inputs that it should repeat. @param writtenAt When it was last known to be written, RFC 3339.
 */
export async function backfill(
  resource: Resource,
  api: Transport,
  actual: Values,
  desired: Values,
  variant: Variant | undefined,
  writtenAt: unknown,
): Promise<Backfilled> {
  const known = { actual, isGone: false };
  if (embeddedIn(resource)) return withMirroredFields(resource, api, actual, desired, writtenAt);
  if (missingIn(resource, actual, variant).length === 0) return known;
  const parts = { ...idPartsFrom(resource, actual), ...idIn(resource, actual) };
  const content = await fetchResource(resource, api, { parts, writtenAt, listed: false });
  return content ? { ...known, actual: keepKnown(resource, actual, decode(resource, content, variant)) } : known;
}

const idIn = (resource: Resource, actual: Values): Values =>
  Object.fromEntries(resource.id.map((name) => [name, actual[name]]));
