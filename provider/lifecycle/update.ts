import type { Resource, Values } from "../fields/field.ts";
import { variantOf } from "../fields/shape.ts";
import type { Api } from "./api.ts";
import { defaultClientIn, updateDefaultClient } from "./defaultClient.ts";
import { diff } from "./diff.ts";
import { isEquivalent } from "./equivalence.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";
import { resetsFor } from "./reset.ts";
import { inputsIn, stateOf, unansweredBy, unansweredIn } from "./state.ts";
import { fromWire, isSent, toWire, unwrap } from "./wire.ts";

export interface Updated {
  state: Values;
  /** What the user should know of: removed inputs that the API still holds. */
  warnings: string[];
}

/** Sends the whole of what the program says, and for what it no longer says, what undoes it. */
export async function update(
  resource: Resource,
  api: Api,
  id: string,
  state: Values,
  inputs: Values,
): Promise<Updated> {
  const before = inputsIn(resource, state);
  const { changed } = diff(resource, state, inputs);
  const parts = { ...partsOf(resource, id), clientId: state.clientId };
  const variant = variantOf(resource, inputs);
  const updated: Updated = { state: restated(resource, state, inputs), warnings: [] };

  if (changed.some((name) => isSentByItself(resource, name))) {
    const reset = resetsFor(resource, before, inputs, variant);
    const body = toWire(resource, { ...inputs, ...reset.values }, "update");
    const answer = await explaining(resource, inputs, () => api.send("PUT", pathTo(resource.item, parts), body));
    const live: Values = { ...parts, ...fromWire(resource, unwrap(resource, answer), variant) };
    updated.state = stateOf(resource, inputs, live, variant, unansweredBy(resource, inputs, live, variant));
    updated.warnings.push(...warnOfKept(resource, reset.values, reset.kept, live));
  }

  const managed = defaultClientIn(resource, inputs);
  if (managed && changed.includes(managed.name)) {
    const { mirrored, kept } = await updateDefaultClient(resource, api, managed, parts, before, inputs);
    Object.assign(updated.state, withoutUndefined(mirrored));
    updated.warnings.push(...kept.map(warnOf));
  }
  return updated;
}

/** Whether the resource's own update carries the field, and not that of the default client. */
const isSentByItself = (resource: Resource, name: string): boolean => {
  const field = resource.fields[name];
  return field !== undefined && isSent(field, "update");
};

/** The same outputs, with the inputs that hold from now on. */
function restated(resource: Resource, state: Values, inputs: Values): Values {
  return stateOf(resource, inputs, { ...state, ...inputs }, undefined, unansweredIn(state));
}

function warnOfKept(resource: Resource, reset: Values, kept: readonly string[], live: Values): string[] {
  const refused = Object.keys(reset).filter((name) => {
    const field = resource.fields[name];
    return field && !field.writeOnly && !isEquivalent(field, reset[name], live[name]);
  });
  const still = kept.filter((name) => live[name] !== undefined);
  return [...refused, ...still].map(warnOf);
}

const warnOf = (name: string): string =>
  `${name} was removed from the program, but the API keeps its value, which is no longer managed. ` +
  `To change it, set ${name} to the value that you want.`;

const withoutUndefined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
