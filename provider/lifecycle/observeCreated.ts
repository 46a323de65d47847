/** What was made, seen from all sides: its answer may lack something, and says little of a default client. */
import type { Resource, Values } from "../fields/field.ts";
import { variantOf, withoutUndefined } from "../fields/shape.ts";
import { confirm } from "./consistency/confirmWrite.ts";
import { remembering, withMissing } from "./defaultClient/backfill.ts";
import { clientTimeKey, defaultClientIn, isTold, lookAtDefaultClient } from "./defaultClient/defaultClient.ts";
import { nothing } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { mannerOf, noManner } from "./equivalence/responseProfile.ts";
import { stateOf, withMannerOf } from "./state/state.ts";
import type { Api } from "./transport.ts";

export interface Look {
  state: Values;
  /** What the user should know of. */
  warnings: string[];
}

/** @param told What its answer said. @param parts Of its id. */
export async function lookAt(resource: Resource, api: Api, inputs: Values, told: Values, parts: Values): Promise<Look> {
  const variant = variantOf(resource, inputs);
  const seen = (answered: Values): Look => {
    // Every resource has a time of creation: an answer without one is but a part, from which nothing is learnt.
    const isWhole = answered.createdAt !== undefined;
    const live = isWhole ? answered : { ...inputs, ...answered };
    return {
      state: stateOf(resource, inputs, live, variant, isWhole ? mannerOf(resource, inputs, live, variant) : noManner),
      warnings: warningsAfter(resource, inputs, nothing, live, variant),
    };
  };
  let look = seen(told);
  try {
    const whole = remembering(resource, await confirm(resource, api, told, { variant, parts, asked: inputs }), told);
    const writtenAt = new Date(api.now()).toISOString();
    look = seen((await withMissing(resource, api, whole, inputs, variant, writtenAt)).live);
    return await withDefaultClient(resource, api, inputs, look);
  } catch (error) {
    // It is there all the same.
    const warning = `It was made, but could not be read: ${(error as Error).message} Run pulumi refresh.`;
    return { ...look, warnings: [...look.warnings, warning] };
  }
}

async function withDefaultClient(resource: Resource, api: Api, inputs: Values, look: Look): Promise<Look> {
  const managed = defaultClientIn(resource, inputs);
  if (!managed || look.state.clientId === undefined) return look;
  const { updatedAt, createdAt } = look.state;
  if (isTold(resource, managed, inputs, look.state)) {
    return { ...look, state: withoutUndefined({ ...look.state, [clientTimeKey]: updatedAt ?? createdAt }) };
  }
  const seen = await lookAtDefaultClient(resource, api, managed, look.state, inputs);
  if (!seen) return look;
  return {
    state: withMannerOf(
      withoutUndefined({ ...look.state, ...seen.mirrored, [clientTimeKey]: seen.updatedAt }),
      managed.name,
      seen.manner,
    ),
    warnings: [...look.warnings, ...seen.warnings],
  };
}
