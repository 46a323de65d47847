/** Which hooks the verbs call for a resource. */
import type { Resource } from "../../fields/field.ts";
import { embeddedIn } from "../../fields/shape.ts";
import { backfillLasting } from "../consistency/backfill.ts";
import type { Hooks } from "../hooks.ts";
import { applicationHooks } from "./applicationHooks.ts";

/** @returns The hooks of the default client, for a definition that embeds one; otherwise hooks that add nothing. */
export const hooksOf = (resource: Resource): Hooks => (embeddedIn(resource) ? applicationHooks : noHooks);

const noHooks: Hooks = {
  beforeCreate: () => {},
  matches: async () => true,
  afterCreate: async (_resource, _api, _inputs, observed) => observed,
  withoutForeign: (_, actual) => actual,
  backfill: (resource, api, actual, _desired, variant, writtenAt) =>
    backfillLasting(resource, api, actual, variant, writtenAt),
  afterRead: async (_resource, _reading, found) => ({ state: found, warnings: [], findings: [] }),
  isSent: () => false,
  beforeUpdate: async (_, { state }) => ({ state }),
  afterUpdate: async (_resource, _change, updated) => updated,
  beforeDelete: async () => {},
  delete: async (_resource, _api, _id, _state, request) => void (await request()),
  describe: async () => ({ inputs: {} }),
};
