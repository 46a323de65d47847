/** The read of an application whose program manages its default client. */
import type { Resource, Values } from "../../fields/field.ts";
import { isEmpty } from "../../fields/shape.ts";
import type { Outcome, Reading } from "../hooks.ts";
import { decodeMetadata, withMetadata } from "../state/metadata.ts";
import { withProfileOf } from "../state/state.ts";
import { type DefaultClient, defaultClientIn, readDefaultClient } from "./defaultClient.ts";
import { explainLost } from "./lostClient.ts";
import { mirroredIn } from "./mirroredFields.ts";

export async function readWithClient(resource: Resource, reading: Reading, found: Values): Promise<Outcome> {
  const { api, parts, state, desired, reported, isGone } = reading;
  const managed = defaultClientIn(resource, desired);
  const { isLost, ...outcome } = managed
    ? await readManaged(resource, reading, managed, found)
    : { state: found, warnings: [], isLost: false };
  const warnings =
    isGone || isLost
      ? [
          `${await explainLost(resource, api, parts, state, reported.clientId)} Until then the state stays as it is, and this ` +
            `${resource.name.toLowerCase()} is not updated, nor deleted while it has other clients.`,
        ]
      : warnOfOther(state.clientId, reported.clientId);
  return { state: outcome.state, warnings: [...outcome.warnings, ...warnings] };
}

/** A default client that is gone stays in the state as it was. */
async function readManaged(
  resource: Resource,
  { api, state, desired, actual }: Reading,
  managed: DefaultClient,
  found: Values,
): Promise<Outcome & { isLost: boolean }> {
  const clientId = actual.clientId ?? state.clientId;
  const { clientUpdatedAt } = decodeMetadata(state);
  const its = isEmpty(clientId)
    ? undefined
    : await readDefaultClient(resource, api, managed, { appId: actual.appId, clientId }, desired, state);
  if (!its) {
    const before = { ...found, ...mirroredIn(resource, state), [managed.name]: desired[managed.name] };
    return { state: withMetadata(before, { clientUpdatedAt }), warnings: [], isLost: !isEmpty(clientId) };
  }
  const { mirrored, settings, profile, warnings } = its;
  const whole = withProfileOf({ ...found, ...mirrored, [managed.name]: settings }, managed.name, profile);
  return { state: withMetadata(whole, { clientUpdatedAt }), warnings, isLost: false };
}

/** Another client may become the default. The state keeps the id that it knows. */
const warnOfOther = (known: unknown, reported: unknown): string[] =>
  isEmpty(known) || isEmpty(reported) || known === reported
    ? []
    : [`The API calls ${reported} the default client now. This stack goes on with ${known}, which is there as well.`];
