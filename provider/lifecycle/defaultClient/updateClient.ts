/**
 * The default client's part in the update of an application. The client has its own request, which is sent after the
 * application's: if it fails, the state has the new application and the old client.
 */
import { is404 } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { withoutUndefined } from "../../fields/shape.ts";
import type { Change, Outcome, Prepared } from "../hooks.ts";
import { metadataOf, withMetadata } from "../state/metadata.ts";
import { asPartial } from "../state/partialUpdate.ts";
import { inputsIn, possibleInputs } from "../state/state.ts";
import {
  type DefaultClient,
  defaultClientIn,
  restoreClient,
  updateDefaultClient,
  withWrittenClient,
} from "./defaultClient.ts";
import { explainIfLost } from "./lostClient.ts";

/** @throws PartialUpdateError with the state up to the failed request */
export async function updateWithClient(
  resource: Resource,
  change: Change,
  updated: Outcome,
  prepared: Prepared,
): Promise<Outcome> {
  const managed = defaultClientIn(resource, change.inputs);
  if (!managed) return updated;
  return change.changed.includes(managed.name)
    ? updateManaged(resource, change, managed, updated, prepared)
    : leaveManaged(resource, change, managed, updated, prepared);
}

/** Updates the client, since its settings in the program have changed. */
async function updateManaged(
  resource: Resource,
  { api, id, parts, inputs, isSent }: Change,
  managed: DefaultClient,
  updated: Outcome,
  { state }: Prepared,
): Promise<Outcome> {
  const { name } = managed;
  const before = inputsIn(resource, state);
  const possible = possibleInputs(before, state);
  const client = await updateDefaultClient(
    resource,
    api,
    managed,
    { ...parts, clientId: state.clientId },
    { ...state, [name]: possible[name] },
    inputs,
  ).catch(async (error: Error) => {
    const reason = is404(error) ? await explainIfLost(resource, api, id, state, error) : error;
    const reached = isSent ? withOldClient(updated.state, managed, state, before) : state;
    throw asPartial(id, reached, { [name]: inputs[name] }, reason, isSent);
  });
  return {
    state: withWrittenClient(updated.state, managed, client),
    warnings: [...updated.warnings, ...client.warnings],
  };
}

/** The state of the updated application, with the client as it was before the update, which may itself be uncertain. */
function withOldClient(updated: Values, { name }: DefaultClient, state: Values, before: Values): Values {
  const differsFromInputs = metadataOf(updated, "differsFromInputs");
  const uncertain = metadataOf(state, "uncertain");
  return withMetadata(withoutUndefined({ ...updated, [name]: before[name] }), {
    differsFromInputs: [...new Set([...differsFromInputs, name])],
    uncertain: uncertain.filter((path) => path.split(".")[0] === name),
  });
}

/** Restores the client after an update of the application alone, which must leave it as it was. */
async function leaveManaged(
  resource: Resource,
  { api, id, inputs }: Change,
  managed: DefaultClient,
  updated: Outcome,
  { state, repeated }: Prepared,
): Promise<Outcome> {
  if (!repeated) return updated;
  const clientUpdatedAt = await restoreClient(resource, api, managed, repeated, updated.state, inputs, state).catch(
    (error: Error) => {
      throw asPartial(id, updated.state, { [managed.name]: inputs[managed.name] }, error, true);
    },
  );
  return clientUpdatedAt === undefined
    ? updated
    : { ...updated, state: withMetadata(updated.state, { clientUpdatedAt }) };
}
