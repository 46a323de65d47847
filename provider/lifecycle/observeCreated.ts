/** What was made, seen from all sides: its answer may lack something, and says little of a default client. */
import type { Resource, Values } from "../fields/field.ts";
import { variantOf, withoutUndefined } from "../fields/shape.ts";
import { confirmWrite } from "./consistency/confirmWrite.ts";
import { backfill, keepKnown } from "./defaultClient/backfill.ts";
import {
  clientUpdatedAtKey,
  defaultClientIn,
  isFullyMirrored,
  observeDefaultClient,
} from "./defaultClient/defaultClient.ts";
import { noResets } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { emptyProfile, profileOf } from "./equivalence/responseProfile.ts";
import { stateOf, withProfileOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";

export interface Observation {
  state: Values;
  /** What the user should know of. */
  warnings: string[];
}

/** @param reported What its answer said. @param parts Of its id. */
export async function observeCreated(
  resource: Resource,
  api: Transport,
  inputs: Values,
  reported: Values,
  parts: Values,
): Promise<Observation> {
  const variant = variantOf(resource, inputs);
  const seen = (answered: Values): Observation => {
    // Every resource has a time of creation: an answer without one is but a part, from which nothing is learnt.
    const isWhole = answered.createdAt !== undefined;
    const actual = isWhole ? answered : { ...inputs, ...answered };
    return {
      state: stateOf(
        resource,
        inputs,
        actual,
        variant,
        isWhole ? profileOf(resource, inputs, actual, variant) : emptyProfile,
      ),
      warnings: warningsAfter(resource, inputs, noResets, actual, variant),
    };
  };
  let look = seen(reported);
  try {
    const whole = keepKnown(
      resource,
      await confirmWrite(resource, api, reported, { variant, parts, desired: inputs }),
      reported,
    );
    const writtenAt = new Date(api.now()).toISOString();
    look = seen((await backfill(resource, api, whole, inputs, variant, writtenAt)).actual);
    return await withDefaultClient(resource, api, inputs, look);
  } catch (error) {
    // It is there all the same.
    const warning = `It was made, but could not be read: ${(error as Error).message} Run pulumi refresh.`;
    return { ...look, warnings: [...look.warnings, warning] };
  }
}

async function withDefaultClient(
  resource: Resource,
  api: Transport,
  inputs: Values,
  look: Observation,
): Promise<Observation> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed || look.state.clientId === undefined) return look;
  const { updatedAt, createdAt } = look.state;
  if (isFullyMirrored(resource, managed, inputs, look.state)) {
    return { ...look, state: withoutUndefined({ ...look.state, [clientUpdatedAtKey]: updatedAt ?? createdAt }) };
  }
  const seen = await observeDefaultClient(resource, api, managed, look.state, inputs);
  if (!seen) return look;
  return {
    state: withProfileOf(
      withoutUndefined({ ...look.state, ...seen.mirrored, [clientUpdatedAtKey]: seen.updatedAt }),
      managed.name,
      seen.manner,
    ),
    warnings: [...look.warnings, ...seen.warnings],
  };
}
