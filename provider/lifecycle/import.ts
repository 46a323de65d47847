/** A resource that exists already, with inputs that describe it: the fewest that will do. */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { embeddedIn, inputsOf, isEmpty, isObject, namesSet, variantOf, withoutUndefined } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { keepKnown } from "./defaultClient/backfill.ts";
import { explainLost } from "./defaultClient/lostClient.ts";
import { withoutForeignMirrors } from "./defaultClient/mirroredFields.ts";
import { warningsOfSecrets } from "./diff/warnings.ts";
import { isEquivalent } from "./equivalence/equivalence.ts";
import { isSaid, isWritable, minimalInputs } from "./equivalence/minimalInputs.ts";
import { emptyProfile } from "./equivalence/responseProfile.ts";
import { withOwner } from "./ownership/tenants.ts";
import { type ReadResult, read } from "./read.ts";
import { inputsIn, namesKey, namesText, stateOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";
import { idOf } from "./wire/resourceId.ts";

/** Marks a state whose inputs are not the user's words, until something is written. */
const adoptedKey = "__adopted";

/** Whether a state is what was found, and nothing has been written since. */
export const isImported = (state: Values): boolean => state[adoptedKey] !== undefined;

/** What the engine keeps of a resource that was imported. */
export interface Described {
  /** Inputs that described it. */
  inputs: Values;
  state: Values;
}

/**
 * @param known What was known of it before: what its inputs say still, they may say in their words, and of what they never
 * said, others may make what they like. Absent at an import.
 * @returns Its state, and its inputs; undefined if there is no such resource.
 * @throws WrongTenantError where it cannot be told, since the token is of another tenant than the state
 */
export async function importResource(
  resource: Resource,
  api: Transport,
  id: string,
  known?: Described,
): Promise<Required<ReadResult> | undefined> {
  const { [namesKey]: _, ...state } = known?.state ?? {};
  const found = await read(resource, api, id, state);
  if (!found) return undefined;
  const said = isEmpty(known?.inputs) ? undefined : known?.inputs;
  const actual = keepKnown(resource, withoutForeignMirrors(resource, found.state, state.clientId), state);
  const itsClient = await readEmbedded(resource, api, actual, said);
  if (itsClient === "gone" && known) {
    const heirId = found.state.clientId === actual.clientId ? undefined : found.state.clientId;
    return {
      ...known,
      warnings: [await explainLost(resource, api, actual, { ...known.state, clientId: actual.clientId }, heirId)],
    };
  }
  const fewest = minimalInputs(resource, actual, said, itsClient === "gone" ? {} : itsClient);
  const inputs = said ? withFixed(resource, inWordsOf(resource, fewest, said), said) : fewest;
  const adopted = {
    ...stateOf(resource, inputs, actual, variantOf(resource, actual), emptyProfile),
    [adoptedKey]: true,
  };
  return {
    state: withOwner(resource, adopted, await api.claims()),
    inputs,
    warnings: [...leftOut(resource, actual, inputs), ...warningsOfSecrets(resource, state, actual)],
  };
}

/**
 * An application's default client is described where a program does it, and not by the deprecated inputs.
 * @returns "gone" if the client that was known before is not there any more
 */
async function readEmbedded(
  resource: Resource,
  api: Transport,
  actual: Values,
  said: Values | undefined,
): Promise<Values | "gone"> {
  const [name, field] = embeddedIn(resource) ?? [];
  if (!name || !field || isEmpty(actual.clientId) || !isSaid(said, name)) return {};
  const found = await read(client, api, idOf(client, actual), {});
  if (!found) return said ? "gone" : {};
  return { [name]: minimalInputs(field, found.state, said?.[name] as Values | undefined) };
}

/** What the API cannot change is what it was: another value is no drift, and no reason to replace anything. */
function withFixed(shape: Shape, inputs: Values, said: Values): Values {
  const fixed = inputsOf(shape).flatMap(([name, field]): [string, unknown][] => {
    const [now, before] = [inputs[name], said[name]];
    if (field.replaceOnChanges && before !== undefined) return [[name, before]];
    return field.type === "object" && field.embeds && isObject(now) && isObject(before)
      ? [[name, withFixed(field, now, before)]]
      : [];
  });
  return { ...inputs, ...Object.fromEntries(fixed) };
}

/** Inputs that cannot be written down, since the API answers what is not known here. */
const leftOut = (shape: Shape, actual: Values, inputs: Values): string[] =>
  inputsOf(shape, variantOf(shape, actual))
    .filter(([name, field]) => inputs[name] === undefined && !isWritable(field, actual[name]))
    .map(
      ([name]) => `The API answers ${name} with a value that this version does not know. It is left out of the inputs.`,
    );

/**
 * The state as seen by a program that takes an adopted resource over. What it says in other words than we did is no
 * change: a default that we left out, another order of a set.
 */
export function reconcileImported(resource: Resource, state: Values, inputs: Values): Values {
  if (!isImported(state)) return state;
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
