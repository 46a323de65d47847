/**
 * The client that an application is created with. It stays managed through the application's `firstClient`, by requests
 * of its own, and the application's answers repeat some of its fields.
 */
import type { Resource, Shape, Values } from "../../fields/field.ts";
import { embeddedIn, isEmpty, isObject, isWriteOnly, variantOf, withoutUndefined } from "../../fields/shape.ts";
import { client } from "../../resources/client.ts";
import { confirm } from "../consistency/confirmWrite.ts";
import { find } from "../consistency/fetchResource.ts";
import { write } from "../consistency/mutate.ts";
import { isUntouched, rememberThere } from "../consistency/readAfterWrite.ts";
import { nothing, resetsFor } from "../diff/resets.ts";
import { warningsAfter, warningsOfReading } from "../diff/warnings.ts";
import { isEquivalent } from "../equivalence/equivalence.ts";
import { minimal } from "../equivalence/minimalInputs.ts";
import { withSilent } from "../equivalence/omittedValues.ts";
import { type Manner, mannerOf, mannerWithin, noManner, notAsAsked } from "../equivalence/responseProfile.ts";
import { mannerIn, project } from "../state/state.ts";
import type { Api } from "../transport.ts";
import { answeredVariant, fromAnswer, fromWire, toWire } from "../wire/codec.ts";
import { explaining } from "../wire/errorTranslation.ts";
import { pathTo } from "../wire/resourceId.ts";
import { complaintAbout } from "../wire/responseValidation.ts";
import { mirror, mirrorsIn, withMirrors } from "./mirroredFields.ts";

export interface DefaultClient {
  /** The input that holds its settings. */
  name: string;
  shape: Shape;
}

/**
 * When we last wrote the default client, kept in the application's state: its own times do not tell. From then on it is known
 * how the API answers; a later answer may have been changed by others.
 */
export const clientTimeKey = "__client";

/** Whether inputs or a state of this resource manage its default client, and under which name. */
export function defaultClientIn(resource: Resource, values: Values): DefaultClient | undefined {
  const embedded = embeddedIn(resource);
  if (!embedded || !isObject(values[embedded[0]])) return undefined;
  return { name: embedded[0], shape: embedded[1] };
}

interface ToldClient {
  /** What the application's own fields say of the client; its own answer may lag behind. */
  mirrored: Values;
  manner: Manner;
}

export interface FoundClient extends ToldClient {
  /** Live values of the settings that the program gives. */
  settings: Values;
  /** What the user should know of. */
  warnings: string[];
}

/** @returns undefined if the client is gone */
export async function readDefaultClient(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
  state: Values,
): Promise<FoundClient | undefined> {
  const asked = inputs[name] as Values;
  const writtenAt = state[clientTimeKey] ?? state.createdAt;
  const answer = await find(client, api, { parts, writtenAt, listed: true });
  if (!answer) return undefined;
  const before = mannerWithin(mannerIn(state), name);
  const variant = variantOf(shape, asked);
  const answered = answeredVariant(client, answer);
  const live = fromWire(client, answer, answered ?? variant);
  const warnings = warningsOfReading(shape, asked, live, variant, `${name}.`);
  const mirrored = mirror(application, live);
  // Of a client of the other protocol, nothing can be compared.
  if (answered !== undefined && answered !== variant) return { mirrored, settings: asked, manner: before, warnings };
  // Only answers to our own writes tell how the API answers. Where none has been seen, one that nobody has changed does.
  const manner =
    state[clientTimeKey] === undefined && isUntouched(live, writtenAt)
      ? { ...mannerOf(shape, asked, live, variant), respelled: before.respelled }
      : before;
  return { mirrored, settings: project(shape, asked, live, variant, manner), manner, warnings };
}

/** Whether an application's answer says all that there is to say of its default client. */
export function isTold(application: Resource, { name }: DefaultClient, inputs: Values, live: Values): boolean {
  const settings = inputs[name] as Values;
  const asked = mirror(application, settings);
  const isWithoutObjects = Object.values(settings).every((value) => !isObject(value));
  const isRepeated = Object.keys(asked).length === Object.keys(settings).length;
  return isWithoutObjects && isRepeated && notAsAsked(application, asked, live, undefined, noManner).length === 0;
}

/** @returns undefined if it cannot be seen yet */
export async function lookAtDefaultClient(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
): Promise<UpdatedClient | undefined> {
  // It was made with its application a moment ago.
  rememberThere(api, pathTo(client.item, parts));
  const answer = await find(client, api, { parts, writtenAt: undefined, listed: true });
  if (!answer) return undefined;
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const live = fromWire(client, answer, variant);
  return {
    mirrored: mirror(application, live),
    manner: mannerOf(shape, settings, live, variant),
    updatedAt: live.updatedAt,
    warnings: warningsAfter(shape, settings, nothing, live, variant, `${name}.`),
  };
}

export interface UpdatedClient extends ToldClient {
  /** When it was changed, by the API's clock. */
  updatedAt: unknown;
  /** What the user should know of. */
  warnings: string[];
}

export async function updateDefaultClient(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  { appId, clientId }: Values,
  state: Values,
  inputs: Values,
): Promise<UpdatedClient> {
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const reset = resetsFor(shape, isObject(state[name]) ? state[name] : {}, settings, variant);
  const asked = { ...settings, ...reset.values };
  const body = toWire(shape, asked, "update");
  const before = state[clientTimeKey] ?? state.createdAt;
  const parts = { appId, clientId };
  const path = pathTo(client.item, parts);
  // It is there, but may not be to be seen where something else was just written to it.
  const writtenAt = new Date(api.now()).toISOString();
  const answer = await explaining(client, settings, () =>
    write(api, "PUT", path, { body, writtenAt, complain: complaintAbout(client, parts) }),
  );
  const known = { manner: mannerWithin(mannerIn(state), name), before };
  const live = await confirm(client, api, fromWire(client, isObject(answer) ? answer : {}, variant), {
    variant,
    parts,
    asked,
    isSilent: !isEmpty(reset.kept),
    ...known,
  });
  const was = isObject(state[name]) ? state[name] : {};
  return {
    mirrored: mirror(application, live),
    // From an answer that is but a part, nothing is learnt.
    manner: live.createdAt === undefined ? known.manner : mannerOf(shape, settings, live, variant, was),
    updatedAt: live.updatedAt,
    warnings: warningsAfter(shape, settings, reset, live, variant, `${name}.`),
  };
}

/** The default client as it is at this moment. @returns undefined if it is gone */
export async function observe(api: Api, parts: Values, writtenAt: unknown): Promise<Values | undefined> {
  const answer = await find(client, api, { parts, writtenAt, listed: false });
  return answer && fromAnswer(client, answer);
}

/**
 * An update of an application may have changed its default client: an API that takes what is left out for cleared clears what
 * the application repeats of it. That is put back, and nothing else: what others changed before is left to a refresh.
 * @param was What the application repeated before the update. @param live What it says after the update.
 * @returns When the client was written, by the API's clock; undefined if nothing had to be.
 */
export async function putBack(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  was: Values,
  live: Values,
  inputs: Values,
  state: Values,
): Promise<unknown> {
  const { live: seen } = await withMirrors(application, api, live, was, live.updatedAt);
  const changed = mirrorsIn(application).filter(
    ([mirrored, field]) => !field.output && !isEquivalent(field, was[mirrored], seen[mirrored]),
  );
  if (changed.length === 0) return undefined;
  const parts = { appId: live.appId, clientId: live.clientId };
  const now = await observe(api, parts, live.updatedAt);
  if (!now) return undefined;
  const before = { ...now, ...Object.fromEntries(changed.map(([mirrored, field]) => [field.mirrors, was[mirrored]])) };
  const settings = inputs[name] as Values;
  const body = toWire(shape, asItWas(shape, before, settings, mannerWithin(mannerIn(state), name)), "update");
  const answer = await write(api, "PUT", pathTo(client.item, parts), {
    body,
    writtenAt: live.updatedAt,
    complain: complaintAbout(client, parts),
  });
  return fromWire(client, isObject(answer) ? answer : {}).updatedAt;
}

/** What describes a client as it was: what the API told, and the program's word for what it never tells. */
function asItWas(shape: Shape, before: Values, settings: Values, { silent }: Manner): Values {
  const variant = variantOf(shape, settings);
  const told = minimal(shape, { ...before, ...pick(settings, shape.variant?.by) }, undefined);
  const said = Object.entries(settings).map(([name, value]) => {
    const field = shape.fields[name];
    const isHidden = !field || isWriteOnly(field, variant);
    return [name, isHidden ? value : (withSilent(value, before[name], silent[name] ?? []) ?? told[name])];
  });
  return withoutUndefined({ ...told, ...Object.fromEntries(said) });
}

const pick = (values: Values, name: string | undefined): Values =>
  name === undefined || values[name] === undefined ? {} : { [name]: values[name] };
