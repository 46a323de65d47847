/**
 * Reads the default client of an application, by the id in the state, and warns if that client is gone or not the
 * default one.
 */
import type { Resource, Values } from "../../fields/field.ts";
import { isEmpty } from "../../fields/shape.ts";
import { findingsOf } from "../finding.ts";
import type { EmbeddedReading, Outcome, Reading } from "../hooks.ts";
import { metadataOf, withMetadata } from "../state/metadata.ts";
import { withProfileOf } from "../state/state.ts";
import { type DefaultClient, defaultClientIn, readDefaultClient } from "./defaultClient.ts";
import { explainLost } from "./lostClient.ts";
import { mirroredIn } from "./mirroredFields.ts";

/** @param found The state by the application's own response. */
export async function readWithClient(resource: Resource, reading: Reading, found: Values): Promise<EmbeddedReading> {
  const { api, parts, state, desired, reported, isGone } = reading;
  const managed = defaultClientIn(resource, desired);
  const { isLost, updatedAt, ...outcome } = managed
    ? await readManaged(resource, reading, managed, found)
    : { state: found, warnings: [], isLost: false, updatedAt: undefined };
  const warnings =
    isGone || isLost
      ? [
          `${await explainLost(resource, api, parts, state, reported.clientId)} Until then, the state stays as it ` +
            `is, and this ${resource.name.toLowerCase()} cannot be updated, nor deleted while it has other clients.`,
        ]
      : warnOfOtherDefault(state.clientId, reported.clientId);
  return {
    state: outcome.state,
    warnings: [...outcome.warnings, ...warnings],
    findings: findingsOf("defaultClientReplaced", warnings),
    embeddedUpdatedAt: updatedAt,
  };
}

/** Live values of a managed default client. If the client is gone, its part of the state stays as it was. */
async function readManaged(
  resource: Resource,
  { api, state, desired, actual }: Reading,
  managed: DefaultClient,
  found: Values,
): Promise<Outcome & { isLost: boolean; updatedAt: unknown }> {
  const clientId = actual.clientId ?? state.clientId;
  const clientUpdatedAt = metadataOf(state, "clientUpdatedAt");
  const client = isEmpty(clientId)
    ? undefined
    : await readDefaultClient(resource, api, managed, { appId: actual.appId, clientId }, desired, state);
  if (!client) {
    const before = { ...found, ...mirroredIn(resource, state), [managed.name]: desired[managed.name] };
    return {
      state: withMetadata(before, { clientUpdatedAt }),
      warnings: [],
      isLost: !isEmpty(clientId),
      updatedAt: undefined,
    };
  }
  const { mirrored, settings, profile, warnings, updatedAt } = client;
  const whole = withProfileOf({ ...found, ...mirrored, [managed.name]: settings }, managed.name, profile);
  return { state: withMetadata(whole, { clientUpdatedAt }), warnings, isLost: false, updatedAt };
}

/** Another client may become the default one while the known one still exists. The state keeps the known id. */
const warnOfOtherDefault = (known: unknown, reported: unknown): string[] =>
  isEmpty(known) || isEmpty(reported) || known === reported
    ? []
    : [`The default client is ${reported} now. This stack keeps managing ${known}, which still exists.`];
