/**
 * Which tenants the states of a run name. All resources of a stack are in one tenant, but no operation sees the whole
 * stack: each one adds what its own state names. A create has no state, and is checked against what the others have
 * added.
 */
import type { Resource, Values } from "../../fields/field.ts";
import type { Owner, Tenants } from "../run.ts";
import { metadataOf, withMetadata } from "../state/metadata.ts";

/**
 * @param former Finds the tenant of the previous run's settings, if they differ from the current ones and no state
 * names any.
 */
export function openTenants(former?: () => Promise<string | undefined>): Tenants {
  const known = new Map<string, string>();
  let settled: Promise<void> | undefined;
  const wait = async (registrations: () => Promise<void>) => {
    await registrations();
    if (known.size > 0) return;
    const tenantId = await former?.().catch(() => undefined);
    if (tenantId !== undefined) known.set(tenantId, "the tenant of the previous run's settings");
  };
  return {
    known,
    reached: new Set(),
    created: [],
    note: ({ tenantId }, what) => {
      if (tenantId !== undefined && !known.has(tenantId)) known.set(tenantId, what);
    },
    awaitRegistrations: async (registrations) => {
      if (known.size > 0) return;
      settled ??= wait(registrations);
      await settled;
    },
  };
}

/** The owner that a state names: by the token that wrote it, else by the API's responses. */
export function ownerIn(resource: Resource, state: Values): Owner {
  const byToken = metadataOf(state, "owner") ?? {};
  const owner: Owner = {};
  const tenantId = byToken.tenantId ?? state.tenantId;
  if (typeof tenantId === "string" && tenantId !== "") owner.tenantId = tenantId;
  const appId = byToken.appId ?? state.appId;
  if (resource.belongsToTokenApp && typeof appId === "string" && appId !== "") owner.appId = appId;
  return owner;
}

/**
 * The state, with the owner by the claims of the token that reached the resource. Responses may omit the owner, or name
 * it in another way than claims do. Then the metadata keeps the claims, so that the next run compares claims with
 * claims.
 */
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
