/**
 * What a run knows of tenants. No operation sees the whole stack, so each one adds what its state says: all objects of a
 * stack lie in one tenant, and a token of another one sees an empty tenant where they are.
 */
import type { Resource, Values } from "../../fields/field.ts";
import type { Owner, Tenants } from "../run.ts";
import { decodeMetadata, withMetadata } from "../state/metadata.ts";

/** @param former Asks the settings of the run before, where they differ from today's, for their tenant. */
export function openTenants(former?: () => Promise<string | undefined>): Tenants {
  const known = new Map<string, string>();
  let settled: Promise<void> | undefined;
  const wait = async (moment: () => Promise<void>) => {
    await moment();
    if (known.size > 0) return;
    const tenantId = await former?.().catch(() => undefined);
    if (tenantId !== undefined) known.set(tenantId, "what the settings of the run before reach");
  };
  return {
    known,
    reached: new Set(),
    created: [],
    note: ({ tenantId }, what) => {
      if (tenantId !== undefined && !known.has(tenantId)) known.set(tenantId, what);
    },
    settle: async (moment) => {
      if (known.size > 0) return;
      settled ??= wait(moment);
      await settled;
    },
  };
}

/** The owner that a state names: by the token that wrote it, else by the API's answers. */
export function ownerIn(resource: Resource, state: Values): Owner {
  const byToken = decodeMetadata(state).owner ?? {};
  const owner: Owner = {};
  const tenantId = byToken.tenantId ?? state.tenantId;
  if (typeof tenantId === "string" && tenantId !== "") owner.tenantId = tenantId;
  const appId = byToken.appId ?? state.appId;
  if (resource.belongsToTokenApp && typeof appId === "string" && appId !== "") owner.appId = appId;
  return owner;
}

/** The state, with its owner by the token that reached the resource: the API may name none, or another one. */
export function withOwner(resource: Resource, state: Values, claims: Owner): Values {
  const owned = { ...state };
  const differing: Owner = {};
  for (const name of resource.belongsToTokenApp ? (["tenantId", "appId"] as const) : (["tenantId"] as const)) {
    if (claims[name] === undefined || !resource.fields[name]) continue;
    owned[name] ??= claims[name];
    if (owned[name] !== claims[name]) differing[name] = claims[name];
  }
  return withMetadata(owned, { owner: differing });
}
