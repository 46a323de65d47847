/**
 * What the default client of an application adds to each verb. The client is identified by the id in the state, never
 * by its role: if that client is gone, the one that the API calls the default is not touched.
 */

import { refuseAdoption } from "../diff/adoption.ts";
import type { Hooks } from "../hooks.ts";
import { parseId } from "../wire/resourceId.ts";
import { adoptClient } from "./adoptClient.ts";
import { matchesCreated, observeWithClient } from "./createdClient.ts";
import { defaultClientIn } from "./defaultClient.ts";
import { deleteWithClient } from "./deleteClient.ts";
import { describeClient } from "./describeClient.ts";
import { expectDefaultClient, refuseIfClientReplaced } from "./lostClient.ts";
import { findInitialClientId, mirroredIn, withMirroredFields, withoutForeignMirrors } from "./mirroredFields.ts";
import { readWithClient } from "./readClient.ts";
import { updateWithClient } from "./updateClient.ts";

export const applicationHooks: Hooks = {
  beforeCreate: refuseAdoption,
  matches: matchesCreated,
  afterCreate: observeWithClient,
  withoutForeign: (resource, actual, state) => withoutForeignMirrors(resource, actual, state.clientId),

  backfill: async (resource, api, actual, desired, _variant, writtenAt, before) => {
    const backfilled = await withMirroredFields(resource, api, actual, desired, writtenAt);
    return backfilled.isGone && before
      ? { ...backfilled, actual: { ...backfilled.actual, ...mirroredIn(resource, before) } }
      : backfilled;
  },

  afterRead: readWithClient,

  isSent: (resource, inputs, changed) => {
    const managed = defaultClientIn(resource, inputs);
    return managed !== undefined && changed.includes(managed.name);
  },

  beforeUpdate: async (resource, { api, id, parts, state: before, inputs, changed, isSent }) => {
    const managed = defaultClientIn(resource, inputs);
    const state = { ...(managed ? await adoptClient(resource, api, parts, managed, before, inputs) : before) };
    if (managed && changed.includes(managed.name)) {
      // No response to the create had the client's id.
      state.clientId ??= await findInitialClientId(api, { ...parts, createdAt: state.createdAt });
    }
    if (!isSent) return { state };
    return { state, repeated: await expectDefaultClient(resource, api, id, state, managed !== undefined) };
  },

  afterUpdate: updateWithClient,
  beforeDelete: refuseIfClientReplaced,
  delete: (resource, api, id, { clientId }, request) =>
    deleteWithClient(resource, api, { ...parseId(resource, id), clientId }, request),
  describe: describeClient,
};
