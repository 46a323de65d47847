/** What the default client of an application adds to each verb. */

import { refuseAdoption } from "../diff/adoption.ts";
import type { Hooks } from "../hooks.ts";
import { parseId } from "../wire/resourceId.ts";
import { takeOver } from "./adoptClient.ts";
import { matchesCreated, observeWithClient } from "./createdClient.ts";
import { defaultClientIn } from "./defaultClient.ts";
import { deleteWithClient } from "./deleteClient.ts";
import { describeClient } from "./describeClient.ts";
import { expectDefaultClient, refuseForeignDefault } from "./lostClient.ts";
import { findFirstId, mirroredIn, withMirroredFields, withoutForeignMirrors } from "./mirroredFields.ts";
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
    const state = { ...(managed ? await takeOver(resource, api, parts, managed, before, inputs) : before) };
    if (managed && changed.includes(managed.name)) {
      state.clientId ??= await findFirstId(api, { ...parts, createdAt: state.createdAt });
    }
    if (!isSent) return { state };
    return { state, repeated: await expectDefaultClient(resource, api, id, state, managed !== undefined) };
  },

  afterUpdate: updateWithClient,
  beforeDelete: refuseForeignDefault,
  delete: (resource, api, id, { clientId }, request) =>
    deleteWithClient(resource, api, { ...parseId(resource, id), clientId }, request),
  describe: describeClient,
};
