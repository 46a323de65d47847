/** What a state says together with the inputs that the engine kept beside it. */
import type { Resource, Values } from "../../fields/field.ts";
import { inputsOf, namesSet } from "../../fields/shape.ts";
import { inputsIn, isManaged, namesKey, namesText, profileIn } from "./state.ts";

/**
 * The state, with these inputs for those that the program gave. Where the state names an input as well, its value holds:
 * it is what the API made of it.
 */
export function withOldInputs(resource: Resource, state: Values, inputs: Values | undefined): Values {
  if (!inputs) return state;
  const known = isManaged(state) ? inputsIn(resource, state) : {};
  const { omitted } = profileIn(state);
  const own = new Set(inputsOf(resource).map(([name]) => name));
  const names = namesSet(inputs).filter((name) => own.has(name));
  return {
    ...state,
    ...Object.fromEntries(names.filter((name) => known[name] === undefined).map((name) => [name, inputs[name]])),
    [namesKey]: namesText(names, omitted),
  };
}
