/**
 * What became of an update of which the engine knows only that it had begun. An update sends all inputs whole, so whether it
 * was carried out shows in the values of those that it was to change. What others changed meanwhile stays out of the state,
 * for a refresh to show. Nothing here sends a request that changes anything.
 */
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, isInResponse, isObject, isSent, variantOf } from "../fields/shape.ts";
import { diff } from "./diff/diff.ts";
import { resetsFor } from "./diff/resets.ts";
import { isEquivalent } from "./equivalence/equivalence.ts";
import { differsFromDesired, profileOf, profileWithin, type ResponseProfile } from "./equivalence/responseProfile.ts";
import { type Described, reconcileImported } from "./import.ts";
import { read } from "./read.ts";
import { decodeMetadata, withMetadata } from "./state/metadata.ts";
import { withOldInputs } from "./state/oldInputs.ts";
import { inputsIn, markUncertain, possibleInputs, stateOf, withProfileOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";

export type SettledUpdate =
  /** All that it was to change has the new value. */
  | { kind: "updated"; state: Values }
  /** The old values hold, or it cannot be told which do: then the state says that the next update must send them. */
  | { kind: "notUpdated"; state: Values; isUncertain: boolean }
  /** There is no such object any more. */
  | { kind: "gone" };

/**
 * @param known What the engine has from before. @param inputs Those that the update was to set.
 * @param mayBeUnderWay A request may still be carried out. @throws As `read`
 */
export async function settleUpdate(
  resource: Resource,
  api: Transport,
  id: string,
  known: Described,
  inputs: Values,
  mayBeUnderWay: boolean,
): Promise<SettledUpdate> {
  const before = withOldInputs(resource, known.state, known.inputs);
  const state = reconcileImported(resource, before, inputs);
  const old = inputsIn(resource, state);
  const sent = diff(resource, state, inputs).changed.filter((name) => isSentByUpdate(resource, name));
  const found = await read(resource, api, id, withOldInputs(resource, { ...state, ...inputs }, inputs));
  if (!found) return { kind: "gone" };
  const { state: live } = found;
  const { resets } = resetsFor(resource, possibleInputs(old, state), inputs, variantOf(resource, inputs));
  const shown = sent.filter((name) => isShown(resource, name, inputs));
  const hasNew = (name: string) => hasValue(resource, name, inputs[name] ?? resets[name], live);
  if (shown.length > 0 && shown.every(hasNew))
    return { kind: "updated", state: updated(resource, state, inputs, live, sent) };
  const hasOld = (name: string) => hasValue(resource, name, old[name], live);
  const isUncertain = sent.length > 0 && (mayBeUnderWay || shown.length < sent.length || !shown.every(hasOld));
  const wanted = Object.fromEntries(sent.map((name) => [name, inputs[name]]));
  return { kind: "notUpdated", state: isUncertain ? markUncertain(before, wanted) : before, isUncertain };
}

/** Whether an update sends it, by the resource's own request or by that of the embedded one. */
function isSentByUpdate(resource: Resource, name: string): boolean {
  const field = resource.fields[name];
  return field !== undefined && (isSent(field, "update") || isEmbedded(resource, name));
}

const isEmbedded = (resource: Resource, name: string): boolean => embeddedIn(resource)?.[0] === name;

/** Whether responses show the value. */
function isShown(resource: Resource, name: string, inputs: Values): boolean {
  const field = resource.fields[name];
  return field !== undefined && (isEmbedded(resource, name) || isInResponse(field, variantOf(resource, inputs)));
}

/** Whether the tenant has this value of an input. @param live As it was read. */
function hasValue(resource: Resource, name: string, value: unknown, live: Values): boolean {
  const field = resource.fields[name];
  if (field === undefined) return false;
  if (isEmpty(value)) return isEmpty(live[name]) || isEquivalent(field, value, live[name]);
  if (field.type !== "object" || !isEmbedded(resource, name))
    return differsFromDesired(resource, { [name]: value }, live, variantOf(resource, live)).length === 0;
  const [wanted, has] = [value, live[name]];
  return (
    isObject(wanted) && isObject(has) && differsFromDesired(field, wanted, has, variantOf(field, wanted)).length === 0
  );
}

/** The state after the update: of the inputs, only those that it changed are taken from what was read. */
function updated(resource: Resource, state: Values, inputs: Values, live: Values, changed: readonly string[]): Values {
  const variant = variantOf(resource, inputs);
  const old = inputsIn(resource, state);
  const kept = Object.keys(old).filter((name) => !changed.includes(name));
  const actual = { ...live, ...Object.fromEntries(kept.map((name) => [name, old[name]])) };
  const metadata = decodeMetadata(state);
  const seen = profileOf(resource, inputs, actual, variant, old);
  const profile = extended(metadata.profile, seen, changed);
  const { clientUpdatedAt, owner } = decodeMetadata(live);
  const whole = withMetadata(stateOf(resource, inputs, actual, variant, profile), { clientUpdatedAt, owner });
  const [name, shape] = embeddedIn(resource) ?? [];
  if (name === undefined || shape === undefined || !changed.includes(name)) return whole;
  const [wanted, has] = [inputs[name], live[name]];
  if (!isObject(wanted) || !isObject(has)) return whole;
  const within = profileOf(shape, wanted, has, variantOf(shape, wanted));
  const settings = extended(profileWithin(metadata.profile, name), within, Object.keys(wanted));
  return withProfileOf({ ...whole, [name]: wanted }, name, settings);
}

/**
 * The profile, with what the changed inputs add to it. What was read is spelled by the old profile, so it does not show again
 * what that one knows.
 */
function extended(profile: ResponseProfile, seen: ResponseProfile, names: readonly string[]): ResponseProfile {
  const extend = <T>(before: Readonly<Record<string, T>>, now: Readonly<Record<string, T>>): Record<string, T> => ({
    ...before,
    ...Object.fromEntries(names.flatMap((name) => (name in now ? [[name, joined(before[name], now[name]) as T]] : []))),
  });
  return {
    omitted: extend(profile.omitted, seen.omitted),
    serverDefaults: extend(profile.serverDefaults, seen.serverDefaults),
    uriSpellings: extend(profile.uriSpellings, seen.uriSpellings),
  };
}

const joined = (before: unknown, now: unknown): unknown =>
  isObject(before) && isObject(now)
    ? { ...before, ...Object.fromEntries(Object.entries(now).map(([key, value]) => [key, joined(before[key], value)])) }
    : now;
