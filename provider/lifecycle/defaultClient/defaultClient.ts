/**
 * The client that an application is created with. It stays managed through the application's `firstClient`, by requests
 * of its own, and the application's answers repeat some of its fields.
 */
import type { Resource, Shape, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty, isObject, isWriteOnly, variantOf, withoutUndefined } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { confirmWrite } from "../consistency/confirmWrite.ts";
import { fetchResource } from "../consistency/fetchResource.ts";
import { mutate } from "../consistency/mutate.ts";
import { isUntouched, noteWriteTo } from "../consistency/readAfterWrite.ts";
import { noResets, resetsFor } from "../diff/resets.ts";
import { warningsAfter, warningsOfReading } from "../diff/warnings.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { minimalInputs } from "../equivalence/minimalInputs.ts";
import { restoreOmitted } from "../equivalence/omittedValues.ts";
import {
  emptyProfile,
  notAsDesired,
  profileOf,
  profileWithin,
  type ResponseProfile,
} from "../equivalence/responseProfile.ts";
import { profileIn, project } from "../state/state.ts";
import type { Transport } from "../transport.ts";
import { decode, decodeResponse, encode, variantInResponse } from "../wire/codec.ts";
import { translateErrors } from "../wire/errorTranslation.ts";
import { expandPath } from "../wire/resourceId.ts";
import { validateResponse } from "../wire/responseValidation.ts";
import { mirroredFieldsOf, mirroredFrom, withMirroredFields } from "./mirroredFields.ts";

export interface DefaultClient {
  /** The input that holds its settings. */
  name: string;
  shape: Shape;
}

/**
 * When we last wrote the default client, kept in the application's state: its own times do not tell. From then on it is known
 * how the API answers; a later answer may have been changed by others.
 */
export const clientUpdatedAtKey = "__client";

/** Whether inputs or a state of this resource manage its default client, and under which name. */
export function defaultClientIn(resource: Resource, values: Values): DefaultClient | undefined {
  const embedded = embeddedIn(resource);
  if (!embedded || !isObject(values[embedded[0]])) return undefined;
  return { name: embedded[0], shape: embedded[1] };
}

interface MirroredClient {
  /** What the application's own fields say of the client; its own answer may lag behind. */
  mirrored: Values;
  manner: ResponseProfile;
}

export interface ActualClient extends MirroredClient {
  /** Live values of the settings that the program gives. */
  settings: Values;
  /** What the user should know of. */
  warnings: string[];
}

/** @returns undefined if the client is gone */
export async function readDefaultClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
  state: Values,
): Promise<ActualClient | undefined> {
  const desired = inputs[name] as Values;
  const writtenAt = state[clientUpdatedAtKey] ?? state.createdAt;
  const answer = await fetchResource(client, api, { parts, writtenAt, listed: true });
  if (!answer) return undefined;
  const before = profileWithin(profileIn(state), name);
  const variant = variantOf(shape, desired);
  const answered = variantInResponse(client, answer);
  const actual = decode(client, answer, answered ?? variant);
  const warnings = warningsOfReading(shape, desired, actual, variant, `${name}.`);
  const mirrored = mirroredFrom(application, actual);
  // Of a client of the other protocol, nothing can be compared.
  if (answered !== undefined && answered !== variant) return { mirrored, settings: desired, manner: before, warnings };
  // Only answers to our own writes tell how the API answers. Where none has been seen, one that nobody has changed does.
  const manner =
    state[clientUpdatedAtKey] === undefined && isUntouched(actual, writtenAt)
      ? { ...profileOf(shape, desired, actual, variant), uriSpellings: before.uriSpellings }
      : before;
  return { mirrored, settings: project(shape, desired, actual, variant, manner), manner, warnings };
}

/** Whether an application's answer says all that there is to say of its default client. */
export function isFullyMirrored(
  application: Resource,
  { name }: DefaultClient,
  inputs: Values,
  actual: Values,
): boolean {
  const settings = inputs[name] as Values;
  const desired = mirroredFrom(application, settings);
  const isWithoutObjects = Object.values(settings).every((value) => !isObject(value));
  const isRepeated = Object.keys(desired).length === Object.keys(settings).length;
  return (
    isWithoutObjects && isRepeated && notAsDesired(application, desired, actual, undefined, emptyProfile).length === 0
  );
}

/** @returns undefined if it cannot be seen yet */
export async function observeDefaultClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
): Promise<UpdatedClient | undefined> {
  // It was made with its application a moment ago.
  noteWriteTo(api, expandPath(client.item, parts));
  const answer = await fetchResource(client, api, { parts, writtenAt: undefined, listed: true });
  if (!answer) return undefined;
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const actual = decode(client, answer, variant);
  return {
    mirrored: mirroredFrom(application, actual),
    manner: profileOf(shape, settings, actual, variant),
    updatedAt: actual.updatedAt,
    warnings: warningsAfter(shape, settings, noResets, actual, variant, `${name}.`),
  };
}

export interface UpdatedClient extends MirroredClient {
  /** When it was changed, by the API's clock. */
  updatedAt: unknown;
  /** What the user should know of. */
  warnings: string[];
}

export async function updateDefaultClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  { appId, clientId }: Values,
  state: Values,
  inputs: Values,
): Promise<UpdatedClient> {
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const reset = resetsFor(shape, isObject(state[name]) ? state[name] : {}, settings, variant);
  const desired = { ...settings, ...reset.resets };
  const body = encode(shape, desired, "update");
  const before = state[clientUpdatedAtKey] ?? state.createdAt;
  const parts = { appId, clientId };
  const path = expandPath(client.item, parts);
  // It is there, but may not be to be seen where something else was just written to it.
  const writtenAt = new Date(api.now()).toISOString();
  const answer = await translateErrors(client, settings, () =>
    mutate(api, "PUT", path, { body, writtenAt, complain: validateResponse(client, parts) }),
  );
  const known = { manner: profileWithin(profileIn(state), name), before };
  const actual = await confirmWrite(client, api, decode(client, isObject(answer) ? answer : {}, variant), {
    variant,
    parts,
    desired,
    isSilent: !isEmpty(reset.unresettable),
    ...known,
  });
  const was = isObject(state[name]) ? state[name] : {};
  return {
    mirrored: mirroredFrom(application, actual),
    // From an answer that is but a part, nothing is learnt.
    manner: actual.createdAt === undefined ? known.manner : profileOf(shape, settings, actual, variant, was),
    updatedAt: actual.updatedAt,
    warnings: warningsAfter(shape, settings, reset, actual, variant, `${name}.`),
  };
}

/** The default client as it is at this moment. @returns undefined if it is gone */
export async function fetchClient(api: Transport, parts: Values, writtenAt: unknown): Promise<Values | undefined> {
  const answer = await fetchResource(client, api, { parts, writtenAt, listed: false });
  return answer && decodeResponse(client, answer);
}

/**
 * An update of an application may have changed its default client: an API that takes what is left out for cleared clears what
 * the application repeats of it. That is put back, and nothing else: what others changed before is left to a refresh.
 * @param was What the application repeated before the update. @param actual What it says after the update.
 * @returns When the client was written, by the API's clock; undefined if nothing had to be.
 */
export async function restoreClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  was: Values,
  actual: Values,
  inputs: Values,
  state: Values,
): Promise<unknown> {
  const { actual: seen } = await withMirroredFields(application, api, actual, was, actual.updatedAt);
  const changed = mirroredFieldsOf(application).filter(
    ([mirrored, field]) => !field.output && !isEquivalent(field, was[mirrored], seen[mirrored]),
  );
  if (changed.length === 0) return undefined;
  const parts = { appId: actual.appId, clientId: actual.clientId };
  const now = await fetchClient(api, parts, actual.updatedAt);
  if (!now) return undefined;
  const before = {
    ...now,
    ...Object.fromEntries(changed.map(([mirrored, field]) => [field.mirrorsClientField, was[mirrored]])),
  };
  const settings = inputs[name] as Values;
  const body = encode(shape, asItWas(shape, before, settings, profileWithin(profileIn(state), name)), "update");
  const answer = await mutate(api, "PUT", expandPath(client.item, parts), {
    body,
    writtenAt: actual.updatedAt,
    complain: validateResponse(client, parts),
  });
  return decode(client, isObject(answer) ? answer : {}).updatedAt;
}

/** What describes a client as it was: what the API told, and the program's word for what it never tells. */
function asItWas(shape: Shape, before: Values, settings: Values, { omitted }: ResponseProfile): Values {
  const variant = variantOf(shape, settings);
  const reported = minimalInputs(shape, { ...before, ...pick(settings, shape.variant?.by) }, undefined);
  const said = Object.entries(settings).map(([name, value]) => {
    const field = shape.fields[name];
    const isHidden = !field || isWriteOnly(field, variant);
    return [name, isHidden ? value : (restoreOmitted(value, before[name], omitted[name] ?? []) ?? reported[name])];
  });
  return withoutUndefined({ ...reported, ...Object.fromEntries(said) });
}

const pick = (values: Values, name: string | undefined): Values =>
  name === undefined || values[name] === undefined ? {} : { [name]: values[name] };
