/**
 * The default client of an application: reads and updates of it. The API creates it together with the application. The
 * program describes it as `firstClient`; the API has separate requests for it, and repeats some of its fields in the
 * application's responses.
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
import { decodeMetadata, metadataOf, withMetadata } from "../state/metadata.ts";
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

/** @returns Undefined if these inputs, or this state, do not manage the default client. */
export function defaultClientIn(resource: Resource, values: Values): DefaultClient | undefined {
  const embedded = embeddedIn(resource);
  if (!embedded || !isObject(values[embedded[0]])) return undefined;
  return { name: embedded[0], shape: embedded[1] };
}

/**
 * When the default client was last known to be written, RFC 3339: by its own last update, or else with the application.
 */
export const clientWrittenAt = (state: Values): unknown => metadataOf(state, "clientUpdatedAt") ?? state.createdAt;

interface MirroredClient {
  /**
   * The application's fields that repeat the client's, taken from the client: the application's own response may be
   * older.
   */
  mirrored: Values;
  /** The response profile of the client's settings. */
  profile: ResponseProfile;
}

export interface ActualClient extends MirroredClient {
  /** Live values of the settings that the program sets. */
  settings: Values;
  warnings: string[];
  /** When the API last changed the client, if it says so. */
  updatedAt?: unknown;
}

/** Reads the client for a refresh. @returns Undefined if it is gone */
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
  const response = await fetchResource(client, api, { parts, writtenAt, listed: true });
  if (!response) return undefined;
  const metadata = decodeMetadata(state);
  const before = profileWithin(metadata.profile, name);
  const variant = variantOf(shape, desired);
  const actualVariant = variantInResponse(client, response);
  const actual = decode(client, response, actualVariant ?? variant);
  const warnings = warningsOfReading(shape, desired, actual, variant, `${name}.`);
  const mirrored = mirroredFrom(application, actual);
  const { updatedAt } = actual;
  // A client of the other protocol cannot be compared. The warnings name the protocol.
  if (actualVariant !== undefined && actualVariant !== variant) {
    return { mirrored, settings: desired, profile: before, warnings, updatedAt };
  }
  // Only the response to an own write shows the profile. The client was written with its application, whose response
  // may not have contained it: while nobody has changed the client since, a read shows the same.
  const profile =
    metadata.clientUpdatedAt === undefined && isUntouched(actual, writtenAt)
      ? { ...profileOf(shape, desired, actual, variant), uriSpellings: before.uriSpellings }
      : before;
  return { mirrored, settings: project(shape, desired, actual, variant, profile), profile, warnings, updatedAt };
}

/**
 * Whether the application's response repeats every setting of its default client as desired, so that no read is needed.
 */
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

/** Reads the client after its application was created. @returns Undefined if it is not visible yet */
export async function observeDefaultClient(
  application: Resource,
  api: Transport,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
): Promise<UpdatedClient | undefined> {
  // The create of the application wrote the client as well: a 404 may be a stale response.
  noteWriteTo(api, expandPath(client.item, parts));
  const response = await fetchResource(client, api, { parts, writtenAt: undefined, listed: true });
  if (!response) return undefined;
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const actual = decode(client, response, variant);
  return {
    mirrored: mirroredFrom(application, actual),
    profile: profileOf(shape, settings, actual, variant),
    updatedAt: timeFrom(actual.updatedAt),
    warnings: warningsAfter(shape, settings, noResets, actual, variant, `${name}.`),
  };
}

export interface UpdatedClient extends MirroredClient {
  /** When it was written, by the API's clock. */
  updatedAt: string | undefined;
  warnings: string[];
}

/** A time in a response; undefined if it is not a string. */
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

/**
 * Sends all settings of the program, and resets for those that it no longer sets.
 * @param state The application's old state.
 */
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
  // The client exists, but the update of its application a moment ago may make a replica answer 404 for a while.
  const writtenAt = new Date(api.now()).toISOString();
  const response = await translateErrors(client, settings, () =>
    mutate(api, "PUT", path, { body, writtenAt, validate: validateResponse(client, parts) }),
  );
  const known = profileWithin(metadataOf(state, "profile"), name);
  const actual = await confirmWrite(client, api, decode(client, isObject(response) ? response : {}, variant), {
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

/** Reads the client: by a request of its own, unless an item of a list is enough. @returns Undefined if it is gone */
export async function fetchClient(
  api: Transport,
  parts: Values,
  writtenAt: unknown,
  listed = false,
): Promise<Values | undefined> {
  const response = await fetchResource(client, api, { parts, writtenAt, listed });
  return response && decodeResponse(client, response);
}

/**
 * Restores the settings that an update of the application cleared. If PUT clears omitted fields, the update of an
 * application also clears the fields that repeat its default client's settings, and with them the settings. Only what
 * differs from before the update is restored: what others changed earlier is left to a refresh.
 * @param was The fields of the application that repeat the client's, before the update. @param actual The application
 * after it.
 * @returns When the client was written, by the API's clock; undefined if nothing was restored.
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
  const profile = profileWithin(metadataOf(state, "profile"), name);
  const body = encode(shape, settingsBefore(shape, before, settings, profile), "update");
  const response = await mutate(api, "PUT", expandPath(client.item, parts), {
    body,
    writtenAt: actual.updatedAt,
    validate: validateResponse(client, parts),
  });
  return timeFrom(decode(client, isObject(response) ? response : {}).updatedAt);
}

/**
 * All settings that a PUT needs to leave a client as it was: the API's values, and the program's values for settings
 * that responses never contain or are known to omit.
 */
function settingsBefore(shape: Shape, before: Values, settings: Values, { omitted }: ResponseProfile): Values {
  const variant = variantOf(shape, settings);
  const reported = minimalInputs(shape, { ...before, ...pick(settings, shape.variant?.by) }, undefined);
  const ofProgram = Object.entries(settings).map(([name, value]) => {
    const field = shape.fields[name];
    const isHidden = !field || isWriteOnly(field, variant);
    return [name, isHidden ? value : (restoreOmitted(value, before[name], omitted[name]) ?? reported[name])];
  });
  return withoutUndefined({ ...reported, ...Object.fromEntries(ofProgram) });
}

const pick = (values: Values, name: string | undefined): Values =>
  name === undefined || values[name] === undefined ? {} : { [name]: values[name] };
