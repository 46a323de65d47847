import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, isSent as isInBody, isObject, variantOf } from "../fields/shape.ts";
import { translateConflict } from "./conflict.ts";
import { keepKnown } from "./consistency/backfill.ts";
import { confirmWrite } from "./consistency/confirmWrite.ts";
import { mutate } from "./consistency/mutate.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { diff } from "./diff/diff.ts";
import { resetsFor } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { profileOf, profileWithin, type ResponseProfile } from "./equivalence/responseProfile.ts";
import type { Change, Outcome } from "./hooks.ts";
import { expectOwner, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { decodeMetadata, metadataOf, withMetadata } from "./state/metadata.ts";
import { asPartial } from "./state/partialUpdate.ts";
import { inputsIn, possibleInputs, stateOf, withProfileOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";
import { expectKnown } from "./validation/known.ts";
import { decode, encode, unwrapEnvelope } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, parseId } from "./wire/resourceId.ts";
import { validateResponse } from "./wire/responseValidation.ts";

/**
 * Sends all inputs of the program, and what resets those that it no longer sets.
 * @throws WrongTenantError or UnknownValueError before anything is sent; PartialUpdateError with the state that holds, after a part was
 * done, or after an ambiguous result
 */
export async function update(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  inputs: Values,
): Promise<Outcome> {
  expectKnown(`${resource.name} ${id} is not updated`, { id, ...inputs });
  const { changed } = diff(resource, state, inputs);
  const hooks = hooksOf(resource);
  const isSent = changed.some((name) => isSentByItself(resource, name));
  // The API does not know some inputs, such as deletionProtection.
  if (!isSent && !hooks.isSent(resource, inputs, changed)) {
    return { state: restate(resource, state, inputs), warnings: [] };
  }
  const claims = await expectOwner(resource, api, id, state, "updated");
  const change: Change = { api, id, parts: parseId(resource, id), state, inputs, changed, isSent };
  const prepared = await hooks.beforeUpdate(resource, change);
  const own = isSent
    ? await updateItself(resource, { ...change, state: prepared.state })
    : { state: restate(resource, prepared.state, inputs), warnings: [] };
  // Before the owner by the token is added: only what the API answers shows that its tenant was reached.
  noteReached(api, own.state);
  return hooks.afterUpdate(resource, change, { ...own, state: withOwner(resource, own.state, claims) }, prepared);
}

/** The resource's own request. */
async function updateItself(resource: Resource, { api, id, parts, state, inputs, changed }: Change): Promise<Outcome> {
  const hooks = hooksOf(resource);
  const variant = variantOf(resource, inputs);
  const reset = resetsFor(resource, possibleInputs(inputsIn(resource, state), state), inputs, variant);
  const body = encode(resource, { ...inputs, ...reset.resets }, "update");
  const path = expandPath(resource.item, parts);
  const request = () =>
    mutate(api, "PUT", path, { body, writtenAt: state.updatedAt, validate: validateResponse(resource, parts) });
  const response = await translateErrors(resource, inputs, () =>
    translateConflict(resource, api, inputs, request),
  ).catch((error) => {
    throw asPartial(id, state, pick(inputs, changed), error);
  });
  const known = metadataOf(state, "profile");
  const reported = await confirmWrite(resource, api, decode(resource, unwrapEnvelope(resource, response), variant), {
    variant,
    parts,
    desired: { ...inputs, ...reset.resets },
    isSilent: !isEmpty(reset.unresettable),
    profile: known,
    before: state.updatedAt,
  });
  const own = keepKnown(resource, hooks.withoutForeign(resource, reported, state), state);
  const { actual: seen } = await hooks.backfill(resource, api, own, inputs, variant, reported.updatedAt);
  // A response without a creation time is only a part of the resource, and shows no profile.
  const isWhole = seen.createdAt !== undefined;
  const actual = isWhole ? seen : { ...inputs, ...seen };
  const profile = isWhole ? profileOf(resource, inputs, actual, variant, inputsIn(resource, state)) : known;
  const written = stateOf(resource, inputs, actual, variant, profile);
  return {
    state: withKnownEmbeddedProfile(resource, written, known),
    warnings: warningsAfter(resource, inputs, reset, actual, variant),
  };
}

/** The response is not that of the embedded resource, and shows nothing of its profile. */
function withKnownEmbeddedProfile(resource: Resource, state: Values, known: ResponseProfile): Values {
  const [name] = embeddedIn(resource) ?? [];
  return name === undefined || !isObject(state[name]) ? state : withProfileOf(state, name, profileWithin(known, name));
}

/** Whether the resource's own request carries the field, and not that of an embedded resource. */
const isSentByItself = (resource: Resource, name: string): boolean => {
  const field = resource.fields[name];
  return field !== undefined && isInBody(field, "update");
};

/**
 * The same outputs with the new inputs, for an update that sends nothing: the response profile and the owner still
 * hold.
 */
function restate(resource: Resource, state: Values, inputs: Values): Values {
  const outputs = { ...state };
  for (const name of Object.keys(inputsIn(resource, state))) delete outputs[name];
  const { profile, clientUpdatedAt, owner } = decodeMetadata(state);
  const restated = stateOf(resource, inputs, { ...outputs, ...inputs }, undefined, profile);
  return withMetadata(restated, { clientUpdatedAt, owner });
}

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]));
