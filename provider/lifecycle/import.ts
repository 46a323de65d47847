/**
 * Imports an existing resource, with the fewest inputs that describe it, and refreshes an imported resource that no
 * program has updated yet. The values of such a state come from the API: the first `pulumi up` must not show the same
 * values in another form, such as an explicit default or a reordered set, as changes.
 */
import type { Resource, Shape, Values } from "../fields/field.ts";
import { definedNames, inputsOf, isEmpty, isObject, variantOf, withoutUndefined } from "../fields/shape.ts";
import { keepKnown } from "./consistency/backfill.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { warningsOfSecrets } from "./diff/warnings.ts";
import { isEquivalent } from "./equivalence/equivalence.ts";
import { isWritable, minimalInputs } from "./equivalence/minimalInputs.ts";
import { pairEquivalent } from "./equivalence/pairing.ts";
import { emptyProfile } from "./equivalence/responseProfile.ts";
import { type Comparison, spelledLike } from "./equivalence/spelledLike.ts";
import { findingsOf } from "./finding.ts";
import { withOwner } from "./ownership/tenants.ts";
import { type ReadOptions, type ReadResult, read } from "./read.ts";
import { metadataOf, withMetadata } from "./state/metadata.ts";
import { inputsIn, stateOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";

/** Whether a state comes from an import, and no update has been sent since. */
export const isImported = (state: Values): boolean => metadataOf(state, "imported");

/** What the engine keeps of an imported resource. */
export interface Described {
  /** The inputs that the import found. */
  inputs: Values;
  state: Values;
}

/**
 * @param known What the engine has of an imported resource that is refreshed. Equal values keep their old form, and no
 * inputs are added to the known ones. Absent at an import.
 * @returns Its state and inputs; undefined if there is no such resource.
 * @throws WrongTenantError if the token is of another tenant than the state
 */
export async function importResource(
  resource: Resource,
  api: Transport,
  id: string,
  known?: Described,
  options?: ReadOptions,
): Promise<(ReadResult & { inputs: Values }) | undefined> {
  const state = withMetadata(known?.state ?? {}, { userInputs: undefined });
  const found = await read(resource, api, id, state, options);
  if (!found) return undefined;
  const previous = isEmpty(known?.inputs) ? undefined : known?.inputs;
  const hooks = hooksOf(resource);
  const actual = keepKnown(resource, hooks.withoutForeign(resource, found.state, state), state);
  const embedded = await hooks.describe(resource, api, actual, {
    previous,
    reported: found.state,
    state: known?.state ?? {},
    isOneOfMany: options?.isOneOfMany,
  });
  if ("lost" in embedded && known) {
    return { ...known, warnings: [embedded.lost], findings: findingsOf("defaultClientReplaced", [embedded.lost]) };
  }
  const fewest = minimalInputs(resource, actual, previous, "lost" in embedded ? {} : embedded.inputs);
  const inputs = previous ? keepImmutable(resource, spelledAs(resource, fewest, previous), previous) : fewest;
  const imported = stateOf(resource, inputs, actual, variantOf(resource, actual), emptyProfile);
  const ofSecrets = warningsOfSecrets(resource, state, actual);
  return {
    state: withOwner(resource, withMetadata(imported, { imported: true }), await api.claims()),
    inputs,
    warnings: [...warnOfOmitted(resource, actual, inputs), ...ofSecrets],
    findings: findingsOf("secretChanged", ofSecrets),
  };
}

/**
 * Inputs that the API cannot change keep their old value: another value must not replace the resource. A read warns of
 * it.
 */
function keepImmutable(shape: Shape, inputs: Values, previous: Values): Values {
  const fixed = inputsOf(shape).flatMap(([name, field]): [string, unknown][] => {
    const [now, before] = [inputs[name], previous[name]];
    if (field.replaceOnChanges && before !== undefined) return [[name, before]];
    return field.type === "object" && field.embeds && isObject(now) && isObject(before)
      ? [[name, keepImmutable(field, now, before)]]
      : [];
  });
  return { ...inputs, ...Object.fromEntries(fixed) };
}

/** Warns of values that cannot become inputs, since validation would refuse them. */
const warnOfOmitted = (shape: Shape, actual: Values, inputs: Values): string[] =>
  inputsOf(shape, variantOf(shape, actual))
    .filter(([name, field]) => inputs[name] === undefined && !isWritable(field, actual[name]))
    .map(
      ([name]) => `The API returned a value of ${name} that this version does not know. It is left out of the inputs.`,
    );

/**
 * The state of an imported resource, with its inputs in the form in which the program has them. A program that writes
 * an equal value in another form than the import makes no change: a default that the import left out, or another order
 * of a set.
 */
export function reconcileImported(resource: Resource, state: Values, inputs: Values): Values {
  if (!isImported(state)) return state;
  // Inputs that the import left out are compared with the live values.
  const left = Object.fromEntries(definedNames(inputs).map((name) => [name, state[name]]));
  const agreed = spelledAs(resource, { ...left, ...inputsIn(resource, state) }, inputs);
  return withMetadata({ ...state, ...agreed }, { userInputs: definedNames(agreed) });
}

/** The values of `before`, each in the form that it has in `now`, as far as both are equivalent. */
const spelledAs = (shape: Shape, before: Values, now: Values): Values =>
  withoutUndefined(
    Object.fromEntries(
      inputsOf(shape).map(([name, field]) => [name, spelledLike(asInProgram, field, now[name], before[name])]),
    ),
  );

const asInProgram: Comparison = {
  // The API never returns this value, so the import could not find it. Taking it for a change would replace the resource.
  isSame: (field, now, before) =>
    (before === undefined && field.writeOnly === true && field.replaceOnChanges === true) ||
    isEquivalent(field, now, before),
  pair: pairEquivalent,
  within: () => asInProgram,
  isOfJson: true,
};
