/**
 * The client that an application is created with. It stays managed through the application's `firstClient`, by requests
 * of its own, and the application's answers repeat some of its fields.
 */
import { isNotFound } from "../errors.ts";
import type { Resource, Shape, Values } from "../fields/field.ts";
import { embeddedIn, isObject, variantOf } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { pathTo } from "./identity.ts";
import { resetsFor } from "./reset.ts";
import { project } from "./state.ts";
import { answeredVariant, fromWire, toWire } from "./wire.ts";

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

/** Live values of the settings that the program gives; undefined if the client is gone. */
export async function readDefaultClient(
  api: Api,
  shape: Shape,
  parts: Values,
  asked: Values,
): Promise<Values | undefined> {
  try {
    const answer = (await api.send("GET", pathTo(client.item, parts))) as Values;
    const variant = answeredVariant(client, answer);
    return project(shape, asked, fromWire(client, answer, variant), variant);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export interface UpdatedClient {
  /** What the application's own fields say of the client from now on. */
  mirrored: Values;
  /** Removed settings that nothing is known to undo. */
  kept: string[];
}

export async function updateDefaultClient(
  application: Resource,
  api: Api,
  { name, shape }: DefaultClient,
  parts: Values,
  before: Values,
  inputs: Values,
): Promise<UpdatedClient> {
  const settings = inputs[name] as Values;
  const variant = variantOf(shape, settings);
  const reset = resetsFor(shape, isObject(before[name]) ? before[name] : {}, settings, variant);
  const body = toWire(shape, { ...settings, ...reset.values }, "update");
  const answer = await explaining(client, settings, () => api.send("PUT", pathTo(client.item, parts), body));
  const live = fromWire(client, isObject(answer) ? answer : {}, variant);
  return { mirrored: mirror(application, live), kept: reset.kept.map((kept) => `${name}.${kept}`) };
}

function mirror(application: Resource, live: Values): Values {
  const mirrored = Object.entries(application.fields).filter(([, field]) => field.mirrors !== undefined);
  return Object.fromEntries(mirrored.map(([name, field]) => [name, live[field.mirrors as string]]));
}
