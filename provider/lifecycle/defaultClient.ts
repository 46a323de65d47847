/**
 * The client that an application is created with. It stays managed through the application's `firstClient`, by requests
 * of its own, and the application's answers repeat some of its fields.
 */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { embeddedIn, isObject, variantOf } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { isEquivalent } from "./equivalence.ts";
import { explaining } from "./explain.ts";
import { find } from "./find.ts";
import { pathTo } from "./identity.ts";
import { isUntouched } from "./lag.ts";
import { resetsFor } from "./reset.ts";
import { filledBy, mannerIn, noManner, project } from "./state.ts";
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

export interface FoundClient {
  /** Live values of the settings that the program gives. */
  settings: Values;
  /** What the API filled in, by setting. */
  filled: Values;
}

/** @returns undefined if the client is gone */
export async function readDefaultClient(
  api: Api,
  { name, shape }: DefaultClient,
  parts: Values,
  asked: Values,
  state: Values,
): Promise<FoundClient | undefined> {
  const writtenAt = state[clientTimeKey] ?? state.createdAt;
  const answer = await find(client, api, { parts, writtenAt, listed: true });
  if (!answer) return undefined;
  const variant = answeredVariant(client, answer);
  const live = fromWire(client, answer, variant);
  const known = mannerIn(state).filled[name];
  const filled = isUntouched(live, writtenAt) ? filledBy(shape, asked, live, variant) : isObject(known) ? known : {};
  return { settings: project(shape, asked, live, variant, { ...noManner, filled }), filled };
}

export interface UpdatedClient {
  /** What the application's own fields say of the client from now on. */
  mirrored: Values;
  /** What the API filled in, by setting. */
  filled: Values;
  /** When it was changed, by the API's clock. */
  updatedAt: unknown;
  /** What the user should know of. */
  warnings: string[];
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
  const path = pathTo(client.item, parts);
  const answer = await explaining(client, settings, () =>
    write(api, "PUT", path, { body, complain: complaintAbout(client, parts) }),
  );
  const live = fromWire(client, isObject(answer) ? answer : {}, variant);
  return {
    mirrored: mirror(application, live),
    filled: filledBy(shape, settings, live, variant),
    updatedAt: live.updatedAt,
    warnings: warningsAfter(shape, settings, reset, live, variant, `${name}.`),
  };
}

/** Whether the application's answer shows its default client to be other than the program says. */
export function isDisturbed(
  application: Resource,
  { name }: DefaultClient,
  inputs: Values,
  state: Values,
  live: Values,
): boolean {
  const settings = inputs[name] as Values;
  return mirrorsIn(application).some(([own, field]) => {
    const asked = settings[field.mirrors as string];
    return asked !== undefined && state[own] !== undefined && !isEquivalent(field, asked, live[own]);
  });
}

const mirrorsIn = (application: Resource): [string, Field][] =>
  Object.entries(application.fields).filter(([, field]) => field.mirrors !== undefined);

/** What an application repeats of its default client. */
export const mirror = (application: Resource, live: Values): Values =>
  Object.fromEntries(mirrorsIn(application).map(([name, field]) => [name, live[field.mirrors as string]]));
