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
import {
  emptyProfile,
  notAsDesired,
  profileOf,
  profileWithin,
  type ResponseProfile,
  restoreOmitted,
} from "../equivalence/responseProfile.ts";
import { decodeMetadata, withMetadata } from "../state/metadata.ts";
import { project, withProfileOf } from "../state/state.ts";
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

/** Whether inputs or a state of this resource manage its default client, and under which name. */
export function defaultClientIn(resource: Resource, values: Values): DefaultClient | undefined {
  const embedded = embeddedIn(resource);
  if (!embedded || !isObject(values[embedded[0]])) return undefined;
  return { name: embedded[0], shape: embedded[1] };
}

/** When the default client was last known to be written, RFC 3339: with its application, if not by itself since. */
export const clientWrittenAt = (state: Values): unknown => decodeMetadata(state).clientUpdatedAt ?? state.createdAt;

interface MirroredClient {
  /** Fields of the application that repeat the client's settings; the application's own response may be older. */
  mirrored: Values;
  /** How the API answers the client's settings. */
  profile: ResponseProfile;
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
  const writtenAt = clientWrittenAt(state);
  const answer = await fetchResource(client, api, { parts, writtenAt, listed: true });
  if (!answer) return undefined;
  const metadata = decodeMetadata(state);
  const before = profileWithin(metadata.profile, name);
  const variant = variantOf(shape, desired);
  const answered = variantInResponse(client, answer);
  const actual = decode(client, answer, answered ?? variant);
  const warnings = warningsOfReading(shape, desired, actual, variant, `${name}.`);
  const mirrored = mirroredFrom(application, actual);
  // A client of the other protocol cannot be compared.
  if (answered !== undefined && answered !== variant) return { mirrored, settings: desired, profile: before, warnings };
  // Only responses to our own writes show the profile. Until there was one, a client that nobody has changed shows it.
  const profile =
    metadata.clientUpdatedAt === undefined && isUntouched(actual, writtenAt)
      ? { ...profileOf(shape, desired, actual, variant), uriSpellings: before.uriSpellings }
      : before;
  return { mirrored, settings: project(shape, desired, actual, variant, profile), profile, warnings };
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
    profile: profileOf(shape, settings, actual, variant),
    updatedAt: timeFrom(actual.updatedAt),
    warnings: warningsAfter(shape, settings, noResets, actual, variant, `${name}.`),
  };
}

export interface UpdatedClient extends MirroredClient {
  /** When it was changed, by the API's clock. */
  updatedAt: string | undefined;
  /** What the user should know of. */
  warnings: string[];
}

/** A time as a response says it; undefined if it is not a string. */
export const timeFrom = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The application's state after its default client was written. */
export const withWrittenClient = (
  state: Values,
  { name }: DefaultClient,
  { mirrored, profile, updatedAt }: UpdatedClient,
): Values =>
  withMetadata(withProfileOf(withoutUndefined({ ...state, ...mirrored }), name, profile), {
    clientUpdatedAt: updatedAt,
  });

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
  const parts = { appId, clientId };
  const path = expandPath(client.item, parts);
  // It is there, but may not be to be seen where something else was just written to it.
  const writtenAt = new Date(api.now()).toISOString();
  const answer = await translateErrors(client, settings, () =>
    mutate(api, "PUT", path, { body, writtenAt, validate: validateResponse(client, parts) }),
  );
  const known = profileWithin(decodeMetadata(state).profile, name);
  const actual = await confirmWrite(client, api, decode(client, isObject(answer) ? answer : {}, variant), {
    variant,
    parts,
    desired,
    isSilent: !isEmpty(reset.unresettable),
    profile: known,
    before: clientWrittenAt(state),
  });
  const was = isObject(state[name]) ? state[name] : {};
  return {
    mirrored: mirroredFrom(application, actual),
    // A response without a time of creation is only a part of the client, and shows no profile.
    profile: actual.createdAt === undefined ? known : profileOf(shape, settings, actual, variant, was),
    updatedAt: timeFrom(actual.updatedAt),
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
 * @returns When the client was written, by the API's clock; undefined if nothing had to be put back.
 */
export async function restoreClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  was: Values,
  actual: Values,
  inputs: Values,
  state: Values,
): Promise<string | undefined> {
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
  const body = encode(
    shape,
    asItWas(shape, before, settings, profileWithin(decodeMetadata(state).profile, name)),
    "update",
  );
  const answer = await mutate(api, "PUT", expandPath(client.item, parts), {
    body,
    writtenAt: actual.updatedAt,
    validate: validateResponse(client, parts),
  });
  return timeFrom(decode(client, isObject(answer) ? answer : {}).updatedAt);
}

/** What describes a client as it was: what the API told, and the program's word for what it never tells. */
function asItWas(shape: Shape, before: Values, settings: Values, { omitted }: ResponseProfile): Values {
  const variant = variantOf(shape, settings);
  const reported = minimalInputs(shape, { ...before, ...pick(settings, shape.variant?.by) }, undefined);
  const said = Object.entries(settings).map(([name, value]) => {
    const field = shape.fields[name];
    const isHidden = !field || isWriteOnly(field, variant);
    return [name, isHidden ? value : (restoreOmitted(value, before[name], omitted[name]) ?? reported[name])];
  });
  return withoutUndefined({ ...reported, ...Object.fromEntries(said) });
}

const pick = (values: Values, name: string | undefined): Values =>
  name === undefined || values[name] === undefined ? {} : { [name]: values[name] };
