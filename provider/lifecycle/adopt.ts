/** A resource that exists already, with inputs that describe it: the fewest that will do. */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { embeddedIn, inputsOf, isEmpty, isObject, isWriteOnly, variantOf, withoutUndefined } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import type { Api } from "./api.ts";
import { isEquivalent } from "./equivalence.ts";
import { idOf } from "./identity.ts";
import { namesSet, noManner } from "./manner.ts";
import { type Found, read } from "./read.ts";
import { isExcluded, isTakenOver } from "./reset.ts";
import { inputsIn, namesKey, namesText, stateOf } from "./state.ts";

/** Marks a state whose inputs are not the user's words, until something is written. */
const adoptedKey = "__adopted";

/** Whether a state is what was found, and nothing has been written since. */
export const isAdopted = (state: Values): boolean => state[adoptedKey] !== undefined;

/**
 * @param said Inputs that described it before: what they say still, they may say in their words, and of what they never
 * said, others may make what they like.
 * @returns Its state, and its inputs; undefined if there is no such resource.
 */
export async function adopt(
  resource: Resource,
  api: Api,
  id: string,
  said?: Values,
): Promise<Required<Found> | undefined> {
  const live = (await read(resource, api, id, {}))?.state;
  if (!live) return undefined;
  const before = isEmpty(said) ? undefined : said;
  const fewest = minimal(resource, live, before, await readEmbedded(resource, api, live, before));
  const inputs = before ? inWordsOf(resource, fewest, before) : fewest;
  const state = stateOf(resource, inputs, live, variantOf(resource, live), noManner);
  return { state: { ...state, [adoptedKey]: true }, inputs };
}

/** An application's default client is described where a program does it, and not by the deprecated inputs. */
async function readEmbedded(resource: Resource, api: Api, live: Values, said: Values | undefined): Promise<Values> {
  const [name, field] = embeddedIn(resource) ?? [];
  if (!name || !field || isEmpty(live.clientId) || !isSaid(said, name)) return {};
  const found = await read(client, api, idOf(client, live), {});
  return found ? { [name]: minimal(field, found.state, said?.[name] as Values | undefined) } : {};
}

/** Before anything was said, all is of interest. */
const isSaid = (said: Values | undefined, name: string): boolean => !said || said[name] !== undefined;

/** Inputs that have to be there, and those that are neither empty nor what the API documents as their default. */
function minimal(shape: Shape, live: Values, said: Values | undefined, given: Values = {}): Values {
  const variant = variantOf(shape, live);
  const inputs = { ...given };
  // What is deprecated comes last: it is needed only where nothing else says the same.
  const fields = inputsOf(shape, variant).sort(([, a], [, b]) => Number(isDeprecated(a)) - Number(isDeprecated(b)));
  for (const [name, field] of fields) {
    if (inputs[name] !== undefined || !isSaid(said, name)) continue;
    if (isWriteOnly(field, variant) || isTakenOver(field, inputs)) continue;
    const value = minimalValue(field, live[name]);
    if (value !== undefined) inputs[name] = value;
  }
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !isExcluded(shape, name, inputs)));
}

function minimalValue(field: Field, live: unknown): unknown {
  if (field.required && isEmpty(live)) return needed(field, live);
  if (!field.required && isEquivalent(field, undefined, live)) return undefined;
  return field.type === "object" && isObject(live) ? minimalObject(field, live) : live;
}

/** What has to be there, of what the API leaves out because it is empty. */
const needed = (field: Field, live: unknown): unknown => (field.type === "array" ? [] : (live ?? field.default));

/** Within an object, which is sent whole, a zero may be meant. */
const minimalObject = (shape: Shape, live: Values): Values =>
  Object.fromEntries(
    inputsOf(shape).flatMap(([name, field]) => {
      const value = field.required ? (live[name] ?? needed(field, undefined)) : live[name];
      const isSaid = field.required || value === 0 || !isEquivalent(field, undefined, value);
      return value !== undefined && isSaid ? [[name, value]] : [];
    }),
  );

const isDeprecated = (field: Field): boolean => field.deprecated !== undefined;

/**
 * The state as seen by a program that takes an adopted resource over. What it says in other words than we did is no
 * change: a default that we left out, another order of a set.
 */
export function agree(resource: Resource, state: Values, inputs: Values): Values {
  if (!isAdopted(state)) return state;
  // What was left out is compared with what there is, which may have changed since.
  const left = Object.fromEntries(namesSet(inputs).map((name) => [name, state[name]]));
  const agreed = inWordsOf(resource, { ...left, ...inputsIn(resource, state) }, inputs);
  return { ...state, ...agreed, [namesKey]: namesText(namesSet(agreed)) };
}

const inWordsOf = (shape: Shape, before: Values, now: Values): Values =>
  withoutUndefined(
    Object.fromEntries(inputsOf(shape).map(([name, field]) => [name, valueInWordsOf(field, before[name], now[name])])),
  );

function valueInWordsOf(field: Field, before: unknown, now: unknown): unknown {
  // Nobody can tell what it was, and to make the resource anew for that would be worse than to take the program's word.
  if (before === undefined && field.writeOnly === true && field.replaceOnChanges) return now;
  if (isEquivalent(field, now, before)) return now;
  return field.type === "object" && isObject(before) && isObject(now) ? inWordsOf(field, before, now) : before;
}
