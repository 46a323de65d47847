import { HalfDoneError, is404 } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, isSent as isInBody, variantOf, withoutUndefined } from "../fields/shape.ts";
import { explainingConflict } from "./conflict.ts";
import { confirm } from "./consistency/confirmWrite.ts";
import { write } from "./consistency/mutate.ts";
import { takeOver } from "./defaultClient/adoptClient.ts";
import { remembering, withMissing } from "./defaultClient/backfill.ts";
import {
  clientTimeKey,
  type DefaultClient,
  defaultClientIn,
  putBack,
  type UpdatedClient,
  updateDefaultClient,
} from "./defaultClient/defaultClient.ts";
import { expectDefaultClient, sayingIfLost } from "./defaultClient/lostClient.ts";
import { findFirstId, withoutForeignMirrors } from "./defaultClient/mirroredFields.ts";
import { diff } from "./diff/diff.ts";
import { resetsFor } from "./diff/resets.ts";
import { warningsAfter } from "./diff/warnings.ts";
import { mannerOf, mannerWithin } from "./equivalence/responseProfile.ts";
import { expectOwner, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { inputsIn, mannerIn, stateOf, unlikeIn, withMannerOf, withUnlike } from "./state/state.ts";
import { leavingUnsure, possiblyBefore } from "./state/uncertain.ts";
import type { Api } from "./transport.ts";
import { fromWire, toWire, unwrap } from "./wire/codec.ts";
import { explaining } from "./wire/errorTranslation.ts";
import { partsOf, pathTo } from "./wire/resourceId.ts";
import { complaintAbout } from "./wire/responseValidation.ts";

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
  api: Api,
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
  const parts = partsOf(resource, id);
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
  api: Api;
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
  const reset = resetsFor(resource, possiblyBefore(inputsIn(resource, state), state), inputs, variant);
  const body = toWire(resource, { ...inputs, ...reset.values }, "update");
  const path = pathTo(resource.item, parts);
  const request = () =>
    write(api, "PUT", path, { body, writtenAt: state.updatedAt, complain: complaintAbout(resource, parts) });
  const answer = await explaining(resource, inputs, () => explainingConflict(resource, api, inputs, request)).catch(
    (error) => {
      throw leavingUnsure(id, state, pick(inputs, changed), error);
    },
  );
  const told = await confirm(resource, api, fromWire(resource, unwrap(resource, answer), variant), {
    variant,
    parts,
    asked: { ...inputs, ...reset.values },
    isSilent: !isEmpty(reset.kept),
    manner: mannerIn(state),
    before: state.updatedAt,
  });
  const own = remembering(resource, withoutForeignMirrors(resource, told, state.clientId), state);
  const { live: seen } = await withMissing(resource, api, own, inputs, variant, told.updatedAt);
  // Every resource has a time of creation: an answer without one is but a part, from which nothing is learnt.
  const isWhole = seen.createdAt !== undefined;
  const live = isWhole ? seen : { ...inputs, ...seen };
  const manner = isWhole ? mannerOf(resource, inputs, live, variant, inputsIn(resource, state)) : mannerIn(state);
  const written = stateOf(resource, inputs, live, variant, manner);
  return {
    state: managed ? withMannerOf(written, managed.name, mannerWithin(mannerIn(state), managed.name)) : written,
    warnings: warningsAfter(resource, inputs, reset, live, variant),
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
  const possible = possiblyBefore(before, state);
  const its: UpdatedClient = await updateDefaultClient(
    resource,
    api,
    managed,
    { ...parts, clientId: state.clientId },
    { ...state, [managed.name]: possible[managed.name] },
    inputs,
  ).catch(async (error: Error) => {
    const reason = is404(error) ? await sayingIfLost(resource, api, id, state, error) : error;
    const restored = withoutUndefined({ ...updated.state, [managed.name]: before[managed.name] });
    const asBefore = withUnlike(restored, [...new Set([...unlikeIn(restored), managed.name])]);
    const unsure = leavingUnsure(id, isHalfDone ? asBefore : state, pick(inputs, [managed.name]), reason);
    throw unsure === reason && isHalfDone ? new HalfDoneError(id, asBefore, reason) : unsure;
  });
  const known = withoutUndefined({ ...updated.state, ...its.mirrored, [clientTimeKey]: its.updatedAt });
  return {
    state: withMannerOf(known, managed.name, its.manner),
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
  const writtenAt = await putBack(resource, api, managed, before, updated.state, inputs, state).catch(
    (error: Error) => {
      const unsure = leavingUnsure(id, updated.state, pick(inputs, [managed.name]), error);
      throw unsure === error ? new HalfDoneError(id, updated.state, error) : unsure;
    },
  );
  return writtenAt === undefined ? updated : { ...updated, state: { ...updated.state, [clientTimeKey]: writtenAt } };
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
  return stateOf(resource, inputs, { ...outputs, ...inputs }, undefined, mannerIn(state));
}

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]));
