/** The state together with the old inputs that the engine keeps beside it. */
import type { Resource, Values } from "../../fields/field.ts";
import { definedNames, inputsOf } from "../../fields/shape.ts";
import { withMetadata } from "./metadata.ts";
import { inputsIn, isManaged } from "./state.ts";

/**
 * The state, with these inputs as those that the program set. Where the state has a value for an input, that value
 * holds: it is the live one.
 */
export function withOldInputs(resource: Resource, state: Values, inputs: Values | undefined): Values {
  if (!inputs) return state;
  const known = isManaged(state) ? inputsIn(resource, state) : {};
  const own = new Set(inputsOf(resource).map(([name]) => name));
  const userInputs = definedNames(inputs).filter((name) => own.has(name));
  const missing = userInputs.filter((name) => known[name] === undefined).map((name) => [name, inputs[name]]);
  return withMetadata({ ...state, ...Object.fromEntries(missing) }, { userInputs });
}
