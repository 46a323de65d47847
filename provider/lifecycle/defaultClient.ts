/**
 * The client that an application is created with. It stays managed through the application's `firstClient`, by requests
 * of its own, and the application's answers repeat some of its fields.
 */
import type { Resource, Shape, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, isObject, variantOf } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { confirm } from "./confirm.ts";
import { explaining } from "./explain.ts";
import { find } from "./find.ts";
import { pathTo } from "./identity.ts";
import { isUntouched } from "./lag.ts";
import { differing, type Manner, mannerOf, mannerWithin } from "./manner.ts";
import { findFirst, mirror, withMirrors } from "./mirror.ts";
import { nothing, resetsFor } from "./reset.ts";
import { mannerIn, project } from "./state.ts";
import { warningsAfter } from "./warning.ts";
import { answeredVariant, fromWire, toWire } from "./wire.ts";
import { write } from "./write.ts";

export interface DefaultClient {
  /** The input that holds its settings. */
  name: string;
  shape: Shape;
}

/** When we last changed the default client, kept in the application's state: its own times do not tell. */
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
  const variant = answeredVariant(client, answer);
  const live = fromWire(client, answer, variant);
  const manner = isUntouched(live, writtenAt)
    ? mannerOf(shape, asked, live, variant)
    : mannerWithin(mannerIn(state), name);
  const settings = project(shape, asked, live, variant, manner);
  return { mirrored: mirror(application, live), settings, manner };
}

/** Whether an application's answer says all that there is to say of its default client. */
export function isTold(application: Resource, { name }: DefaultClient, inputs: Values, live: Values): boolean {
  const settings = inputs[name] as Values;
  const asked = mirror(application, settings);
  const isWithoutObjects = Object.values(settings).every((value) => !isObject(value));
  const isRepeated = Object.keys(asked).length === Object.keys(settings).length;
  return isWithoutObjects && isRepeated && differing(application, asked, live).length === 0;
}

/** @returns undefined if it cannot be seen yet */
export async function lookAtDefaultClient(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  parts: Values,
  inputs: Values,
): Promise<(ToldClient & { warnings: string[] }) | undefined> {
  const answer = await find(client, api, { parts, writtenAt: undefined, listed: true });
  if (!answer) return undefined;
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const live = fromWire(client, answer, variant);
  return {
    mirrored: mirror(application, live),
    manner: mannerOf(shape, settings, live, variant),
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
  const first = clientId === undefined ? await findFirst(api, { appId }, before).catch(() => undefined) : undefined;
  const parts = { appId, clientId: clientId ?? first?.client_id };
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
  return {
    mirrored: mirror(application, live),
    manner: mannerOf(shape, settings, live, variant),
    updatedAt: live.updatedAt,
    warnings: warningsAfter(shape, settings, reset, live, variant, `${name}.`),
  };
}

/** Whether the default client, as its application tells it, is other than the program says. */
export async function isDisturbed(
  application: Resource,
  api: Api,
  { name }: DefaultClient,
  inputs: Values,
  live: Values,
): Promise<boolean> {
  const asked = mirror(application, inputs[name] as Values);
  const seen = await withMirrors(application, api, live, asked, live.updatedAt);
  return differing(application, asked, seen).length > 0;
}
