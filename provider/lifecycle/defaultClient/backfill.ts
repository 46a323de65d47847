/** Answers may leave out what the API alone knows and what everything later needs: ids, and secrets. */
import type { Field, Resource, Values, Variant } from "../../fields/field.ts";
import { embeddedIn, fieldsOf, isEmpty } from "../../fields/shape.ts";
import { find } from "../consistency/fetchResource.ts";
import type { Api } from "../transport.ts";
import { fromWire } from "../wire/codec.ts";
import { partsInPath } from "../wire/resourceId.ts";
import { type Mirrored, withMirrors } from "./mirroredFields.ts";

/** Outputs that do not go away: an answer without one says nothing. */
const isLasting = ([, field]: [string, Field]): boolean =>
  field.output === true && field.type === "string" && (field.secret === true || field.mirrors !== undefined);

const missingIn = (resource: Resource, live: Values, variant?: Variant): string[] =>
  fieldsOf(resource, variant)
    .filter((entry) => isLasting(entry) && isEmpty(live[entry[0]]))
    .map(([name]) => name);

/** What was answered, with what was known before of what it leaves out. */
export const remembering = (resource: Resource, live: Values, before: Values): Values => ({
  ...live,
  ...Object.fromEntries(
    missingIn(resource, live).flatMap((name) => (isEmpty(before[name]) ? [] : [[name, before[name]]])),
  ),
});

/**
 * What was answered, with what has to be asked for besides.
 * @param asked Inputs that it should repeat. @param writtenAt When it was last known to be written, RFC 3339.
 */
export async function withMissing(
  resource: Resource,
  api: Api,
  live: Values,
  asked: Values,
  variant: Variant | undefined,
  writtenAt: unknown,
): Promise<Mirrored> {
  const known = { live, isGone: false };
  if (embeddedIn(resource)) return withMirrors(resource, api, live, asked, writtenAt);
  if (missingIn(resource, live, variant).length === 0) return known;
  const parts = { ...partsInPath(resource, live), ...idIn(resource, live) };
  const content = await find(resource, api, { parts, writtenAt, listed: false });
  return content ? { ...known, live: remembering(resource, live, fromWire(resource, content, variant)) } : known;
}

const idIn = (resource: Resource, live: Values): Values =>
  Object.fromEntries(resource.id.map((name) => [name, live[name]]));
