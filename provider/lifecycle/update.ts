import { HalfDoneError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isSent as isInBody, variantOf } from "../fields/shape.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { clientTimeKey, defaultClientIn, isDisturbed, updateDefaultClient } from "./defaultClient.ts";
import { compare } from "./diff.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";
import { resetsFor } from "./reset.ts";
import { inputsIn, mannerIn, mannerOf, stateOf, withFilled } from "./state.ts";
import { warningsAfter } from "./warning.ts";
import { fromWire, toWire, unwrap } from "./wire.ts";
import { write } from "./write.ts";

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
  const { changed } = compare(resource, state, inputs);
  const parts = { ...partsOf(resource, id), clientId: state.clientId };
  const variant = variantOf(resource, inputs);
  const updated: Updated = { state: restated(resource, state, inputs), warnings: [] };
  const managed = defaultClientIn(resource, inputs);
  let clientChanged = managed !== undefined && changed.includes(managed.name);

  const isSent = changed.some((name) => isSentByItself(resource, name));
  if (isSent) {
    const reset = resetsFor(resource, before, inputs, variant);
    const body = toWire(resource, { ...inputs, ...reset.values }, "update");
    const path = pathTo(resource.item, parts);
    const answer = await explaining(resource, inputs, () =>
      write(api, "PUT", path, { body, writtenAt: state.updatedAt, complain: complaintAbout(resource, parts) }),
    );
    const live: Values = { ...parts, ...fromWire(resource, unwrap(resource, answer), variant) };
    const written = stateOf(resource, inputs, live, variant, mannerOf(resource, inputs, live, variant));
    updated.state = managed ? withFilled(written, { [managed.name]: mannerIn(state).filled[managed.name] }) : written;
    updated.warnings.push(...warningsAfter(resource, inputs, reset, live, variant));
    // An API that takes what is left out for cleared may have changed the default client as well.
    clientChanged ||= managed !== undefined && isDisturbed(resource, managed, inputs, state, live);
  }

  if (managed && clientChanged) {
    const { mirrored, filled, updatedAt, warnings } = await updateDefaultClient(
      resource,
      api,
      managed,
      parts,
      before,
      inputs,
    ).catch((error: Error) => {
      const asBefore = { ...updated.state, [managed.name]: before[managed.name] };
      throw isSent ? new HalfDoneError(id, withoutUndefined(asBefore), error) : error;
    });
    const known = withoutUndefined({ ...mirrored, [clientTimeKey]: updatedAt });
    updated.state = withFilled({ ...updated.state, ...known }, { [managed.name]: filled });
    updated.warnings.push(...warnings);
  }
  return updated;
}

/** Whether the resource's own update carries the field, and not that of the default client. */
const isSentByItself = (resource: Resource, name: string): boolean => {
  const field = resource.fields[name];
  return field !== undefined && isInBody(field, "update");
};

/** The same outputs, with the inputs that hold from now on, and without those that no longer do. */
function restated(resource: Resource, state: Values, inputs: Values): Values {
  const outputs = { ...state };
  for (const name of Object.keys(inputsIn(resource, state))) delete outputs[name];
  return stateOf(resource, inputs, { ...outputs, ...inputs }, undefined, mannerIn(state));
}

const withoutUndefined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
