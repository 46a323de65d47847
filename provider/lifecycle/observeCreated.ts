/** The state after a create. What the response to the create does not contain is read, and never fails the create. */
import type { Resource, Values } from "../fields/field.ts";
import { variantOf } from "../fields/shape.ts";
import { keepKnown } from "./consistency/backfill.ts";
import { confirmWrite } from "./consistency/confirmWrite.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { noResets } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { emptyProfile, profileOf } from "./equivalence/responseProfile.ts";
import type { Outcome } from "./hooks.ts";
import { stateOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";

/** @param reported The decoded response to the create. @param parts Parts of the id. */
export async function observeCreated(
  resource: Resource,
  api: Transport,
  inputs: Values,
  reported: Values,
  parts: Values,
): Promise<Outcome> {
  const variant = variantOf(resource, inputs);
  const hooks = hooksOf(resource);
  const observe = (response: Values): Outcome => {
    // A response without a creation time is only a part of the resource, and shows no profile.
    const isWhole = response.createdAt !== undefined;
    const actual = isWhole ? response : { ...inputs, ...response };
    const profile = isWhole ? profileOf(resource, inputs, actual, variant) : emptyProfile;
    return {
      state: stateOf(resource, inputs, actual, variant, profile),
      warnings: warningsAfter(resource, inputs, noResets, actual, variant),
    };
  };
  let observed = observe(reported);
  try {
    const confirmed = await confirmWrite(resource, api, reported, { variant, parts, desired: inputs });
    const whole = keepKnown(resource, confirmed, reported);
    const writtenAt = new Date(api.now()).toISOString();
    observed = observe((await hooks.backfill(resource, api, whole, inputs, variant, writtenAt)).actual);
    return await hooks.afterCreate(resource, api, inputs, observed);
  } catch (error) {
    // The resource exists all the same, so its id must reach the state.
    const warning = `The resource was created, but could not be read: ${(error as Error).message} Run pulumi refresh.`;
    return { ...observed, warnings: [...observed.warnings, warning] };
  }
}
