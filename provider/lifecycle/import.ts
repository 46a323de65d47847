/** Imports an existing resource, with the fewest inputs that describe it. */
import type { Field, Resource, Shape, Values } from "../fields/field.ts";
import { inputsOf, isEmpty, isObject, namesSet, variantOf, withoutUndefined } from "../fields/shape.ts";
import { keepKnown } from "./consistency/backfill.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { warningsOfSecrets } from "./diff/warnings.ts";
import { isEquivalent } from "./equivalence/equivalence.ts";
import { isWritable, minimalInputs } from "./equivalence/minimalInputs.ts";
import { emptyProfile } from "./equivalence/responseProfile.ts";
import { withOwner } from "./ownership/tenants.ts";
import { type ReadResult, read } from "./read.ts";
import { decodeMetadata, withMetadata } from "./state/metadata.ts";
import { inputsIn, stateOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";

/** Whether a state is of an import, and nothing has been written since. */
export const isImported = (state: Values): boolean => decodeMetadata(state).imported;

/** What the engine keeps of a resource that was imported. */
export interface Described {
  /** Inputs that described it. */
  inputs: Values;
  state: Values;
}

/**
 * @param known What the engine has of an imported resource that is refreshed: equal values keep their old form, and inputs that
 * the program never set are not added. Absent at an import.
 * @returns Its state and inputs; undefined if there is no such resource.
 * @throws WrongTenantError if the token is of another tenant than the state
 */
export async function importResource(
  resource: Resource,
  api: Transport,
  id: string,
  known?: Described,
): Promise<Required<ReadResult> | undefined> {
  const state = withMetadata(known?.state ?? {}, { userInputs: undefined });
  const found = await read(resource, api, id, state);
  if (!found) return undefined;
  const said = isEmpty(known?.inputs) ? undefined : known?.inputs;
  const hooks = hooksOf(resource);
  const actual = keepKnown(resource, hooks.withoutForeign(resource, found.state, state), state);
  const embedded = await hooks.describe(resource, api, actual, said, found.state, known?.state ?? {});
  if ("lost" in embedded && known) return { ...known, warnings: [embedded.lost] };
  const fewest = minimalInputs(resource, actual, said, "lost" in embedded ? {} : embedded.inputs);
  const inputs = said ? withFixed(resource, inWordsOf(resource, fewest, said), said) : fewest;
  const imported = stateOf(resource, inputs, actual, variantOf(resource, actual), emptyProfile);
  return {
    state: withOwner(resource, withMetadata(imported, { imported: true }), await api.claims()),
    inputs,
    warnings: [...leftOut(resource, actual, inputs), ...warningsOfSecrets(resource, state, actual)],
  };
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
 * The state of an imported resource, with the inputs in the program's words. What the program says in other words than the
 * import did is no change: a default that the import left out, another order of a set.
 */
export function reconcileImported(resource: Resource, state: Values, inputs: Values): Values {
  if (!isImported(state)) return state;
  // Inputs that the import left out are compared with the live values.
  const left = Object.fromEntries(namesSet(inputs).map((name) => [name, state[name]]));
  const agreed = inWordsOf(resource, { ...left, ...inputsIn(resource, state) }, inputs);
  return withMetadata({ ...state, ...agreed }, { userInputs: namesSet(agreed) });
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
