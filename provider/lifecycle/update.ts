import { HalfDoneError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty, isSent as isInBody, variantOf, withoutUndefined } from "../fields/shape.ts";
import { complaintAbout } from "./answer.ts";
import type { Api } from "./api.ts";
import { confirm } from "./confirm.ts";
import { clientTimeKey, defaultClientIn, isDisturbed, updateDefaultClient } from "./defaultClient.ts";
import { compare } from "./diff.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";
import { mannerOf, mannerWithin } from "./manner.ts";
import { remembering, withMissing } from "./missing.ts";
import { resetsFor } from "./reset.ts";
import { inputsIn, mannerIn, stateOf, withMannerOf } from "./state.ts";
import { leavingUnsure, possiblyBefore } from "./unsure.ts";
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
  const possible = possiblyBefore(before, state);
  const { changed } = compare(resource, state, inputs);
  const parts = partsOf(resource, id);
  const variant = variantOf(resource, inputs);
  const updated: Updated = { state: restated(resource, state, inputs), warnings: [] };
  const managed = defaultClientIn(resource, inputs);
  let clientChanged = managed !== undefined && changed.includes(managed.name);

  const isSent = changed.some((name) => isSentByItself(resource, name));
  if (isSent) {
    const reset = resetsFor(resource, possible, inputs, variant);
    const body = toWire(resource, { ...inputs, ...reset.values }, "update");
    const path = pathTo(resource.item, parts);
    const answer = await explaining(resource, inputs, () =>
      write(api, "PUT", path, { body, writtenAt: state.updatedAt, complain: complaintAbout(resource, parts) }),
    ).catch((error) => {
      throw leavingUnsure(id, state, pick(inputs, changed), error);
    });
    const told = await confirm(resource, api, fromWire(resource, unwrap(resource, answer), variant), {
      variant,
      parts,
      asked: { ...inputs, ...reset.values },
      isSilent: !isEmpty(reset.kept),
      manner: mannerIn(state),
      before: state.updatedAt,
    });
    const live = await withMissing(resource, api, remembering(resource, told, state), inputs, variant, told.updatedAt);
    const written = stateOf(resource, inputs, live, variant, mannerOf(resource, inputs, live, variant));
    updated.state = managed
      ? withMannerOf(written, managed.name, mannerWithin(mannerIn(state), managed.name))
      : written;
    updated.warnings.push(...warningsAfter(resource, inputs, reset, live, variant));
    // An API that takes what is left out for cleared may have changed the default client as well.
    clientChanged ||= managed !== undefined && (await isDisturbed(resource, api, managed, inputs, live));
  }

  if (managed && clientChanged) {
    const { mirrored, manner, updatedAt, warnings } = await updateDefaultClient(
      resource,
      api,
      managed,
      { ...parts, clientId: updated.state.clientId },
      { ...state, [managed.name]: possible[managed.name] },
      inputs,
    ).catch((error: Error) => {
      const asBefore = withoutUndefined({ ...updated.state, [managed.name]: before[managed.name] });
      const unsure = leavingUnsure(id, isSent ? asBefore : state, pick(inputs, [managed.name]), error);
      throw unsure === error && isSent ? new HalfDoneError(id, asBefore, error) : unsure;
    });
    const known = withoutUndefined({ ...updated.state, ...mirrored, [clientTimeKey]: updatedAt });
    updated.state = withMannerOf(known, managed.name, manner);
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

const pick = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]));
