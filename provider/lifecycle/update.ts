import { is404, PartialUpdateError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, isSent as isInBody, variantOf, withoutUndefined } from "../fields/shape.ts";
import { translateConflict } from "./conflict.ts";
import { confirmWrite } from "./consistency/confirmWrite.ts";
import { mutate } from "./consistency/mutate.ts";
import { takeOver } from "./defaultClient/adoptClient.ts";
import { backfill, keepKnown } from "./defaultClient/backfill.ts";
import {
  clientUpdatedAtKey,
  type DefaultClient,
  defaultClientIn,
  restoreClient,
  type UpdatedClient,
  updateDefaultClient,
} from "./defaultClient/defaultClient.ts";
import { expectDefaultClient, explainIfLost } from "./defaultClient/lostClient.ts";
import { findFirstId, withoutForeignMirrors } from "./defaultClient/mirroredFields.ts";
import { diff } from "./diff/diff.ts";
import { resetsFor } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { profileOf, profileWithin } from "./equivalence/responseProfile.ts";
import { expectOwner, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { inputsIn, profileIn, stateOf, unlikeIn, withProfileOf, withUnlike } from "./state/state.ts";
import { asUncertain, possibleInputs } from "./state/uncertain.ts";
import type { Transport } from "./transport.ts";
import { decode, encode, unwrapEnvelope } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, parseId } from "./wire/resourceId.ts";
import { validateResponse } from "./wire/responseValidation.ts";

export interface Updated {
  state: Values;
  /** What the user should know of: removed inputs that the API still holds. */
  warnings: string[];
}

/**
 * Sends the whole of what the program says, and for what it no longer says, what undoes it.
 * @throws WrongTenantError before anything is sent; HalfDoneError with the state that holds, after a part was done
 */
export async function update(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  inputs: Values,
): Promise<Updated> {
  const { changed } = diff(resource, state, inputs);
  const managed = defaultClientIn(resource, inputs);
  const isSent = changed.some((name) => isSentByItself(resource, name));
  const isClientSent = managed !== undefined && changed.includes(managed.name);
  const restated: Updated = { state: restate(resource, state, inputs), warnings: [] };
  // A change of what the state alone knows, such as its protection.
  if (!isSent && !isClientSent) return restated;

  const claims = await expectOwner(resource, api, id, state, "updated");
  const parts = parseId(resource, id);
  const adopted = managed && (await takeOver(resource, api, parts, managed, state, inputs));
  const known: Values = { ...state, ...adopted };
  if (isClientSent) known.clientId ??= await findFirstId(api, { ...parts, createdAt: state.createdAt });
  const before =
    isSent && embeddedIn(resource)
      ? await expectDefaultClient(resource, api, id, known, managed !== undefined)
      : undefined;

  const change: Change = { resource, api, id, parts, state: known, inputs, changed, managed };
  const updated = isSent ? await updateItself(change) : { ...restated, state: { ...restated.state, ...adopted } };
  const whole = managed
    ? isClientSent
      ? await updateItsClient(change, managed, updated, isSent)
      : await leaveItsClient(change, managed, updated, before)
    : updated;
  noteReached(api, whole.state);
  return { ...whole, state: withOwner(resource, whole.state, claims) };
}

interface Change {
  resource: Resource;
  api: Transport;
  id: string;
  /** Of its id. */
  parts: Values;
  /** As it was, with the default client that is its own from now on. */
  state: Values;
  inputs: Values;
  /** Names of the inputs that differ. */
  changed: readonly string[];
  managed: DefaultClient | undefined;
}

/** The resource's own request. */
async function updateItself({ resource, api, id, parts, state, inputs, changed, managed }: Change): Promise<Updated> {
  const variant = variantOf(resource, inputs);
  const reset = resetsFor(resource, possibleInputs(inputsIn(resource, state), state), inputs, variant);
  const body = encode(resource, { ...inputs, ...reset.resets }, "update");
  const path = expandPath(resource.item, parts);
  const request = () =>
    mutate(api, "PUT", path, { body, writtenAt: state.updatedAt, complain: validateResponse(resource, parts) });
  const answer = await translateErrors(resource, inputs, () => translateConflict(resource, api, inputs, request)).catch(
    (error) => {
      throw asUncertain(id, state, pick(inputs, changed), error);
    },
  );
  const reported = await confirmWrite(resource, api, decode(resource, unwrapEnvelope(resource, answer), variant), {
    variant,
    parts,
    desired: { ...inputs, ...reset.resets },
    isSilent: !isEmpty(reset.unresettable),
    manner: profileIn(state),
    before: state.updatedAt,
  });
  const own = keepKnown(resource, withoutForeignMirrors(resource, reported, state.clientId), state);
  const { actual: seen } = await backfill(resource, api, own, inputs, variant, reported.updatedAt);
  // Every resource has a time of creation: an answer without one is but a part, from which nothing is learnt.
  const isWhole = seen.createdAt !== undefined;
  const actual = isWhole ? seen : { ...inputs, ...seen };
  const manner = isWhole ? profileOf(resource, inputs, actual, variant, inputsIn(resource, state)) : profileIn(state);
  const written = stateOf(resource, inputs, actual, variant, manner);
  return {
    state: managed ? withProfileOf(written, managed.name, profileWithin(profileIn(state), managed.name)) : written,
    warnings: warningsAfter(resource, inputs, reset, actual, variant),
  };
}

/** The default client's request, as the program wants it. */
async function updateItsClient(
  { resource, api, id, parts, state, inputs }: Change,
  managed: DefaultClient,
  updated: Updated,
  isHalfDone: boolean,
): Promise<Updated> {
  const before = inputsIn(resource, state);
  const possible = possibleInputs(before, state);
  const its: UpdatedClient = await updateDefaultClient(
    resource,
    api,
    managed,
    { ...parts, clientId: state.clientId },
    { ...state, [managed.name]: possible[managed.name] },
    inputs,
  ).catch(async (error: Error) => {
    const reason = is404(error) ? await explainIfLost(resource, api, id, state, error) : error;
    const restored = withoutUndefined({ ...updated.state, [managed.name]: before[managed.name] });
    const asBefore = withUnlike(restored, [...new Set([...unlikeIn(restored), managed.name])]);
    const unsure = asUncertain(id, isHalfDone ? asBefore : state, pick(inputs, [managed.name]), reason);
    throw unsure === reason && isHalfDone ? new PartialUpdateError(id, asBefore, reason) : unsure;
  });
  const known = withoutUndefined({ ...updated.state, ...its.mirrored, [clientUpdatedAtKey]: its.updatedAt });
  return {
    state: withProfileOf(known, managed.name, its.manner),
    warnings: [...updated.warnings, ...its.warnings],
  };
}

/** An update of the application alone leaves its default client as it was. */
async function leaveItsClient(
  { resource, api, id, state, inputs }: Change,
  managed: DefaultClient,
  updated: Updated,
  before: Values | undefined,
): Promise<Updated> {
  if (!before) return updated;
  const writtenAt = await restoreClient(resource, api, managed, before, updated.state, inputs, state).catch(
    (error: Error) => {
      const unsure = asUncertain(id, updated.state, pick(inputs, [managed.name]), error);
      throw unsure === error ? new PartialUpdateError(id, updated.state, error) : unsure;
    },
  );
  return writtenAt === undefined
    ? updated
    : { ...updated, state: { ...updated.state, [clientUpdatedAtKey]: writtenAt } };
}

/** Whether the resource's own update carries the field, and not that of the default client. */
const isSentByItself = (resource: Resource, name: string): boolean => {
  const field = resource.fields[name];
  return field !== undefined && isInBody(field, "update");
};

/** The same outputs, with the inputs that hold from now on, and without those that no longer do. */
function restate(resource: Resource, state: Values, inputs: Values): Values {
  const outputs = { ...state };
  for (const name of Object.keys(inputsIn(resource, state))) delete outputs[name];
  return stateOf(resource, inputs, { ...outputs, ...inputs }, undefined, profileIn(state));
}

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]));
