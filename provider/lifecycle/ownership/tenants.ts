/**
 * What a run knows of tenants. No operation sees the whole stack, so each one adds what its state says: all objects of a
 * stack lie in one tenant, and a token of another one sees an empty tenant where they are.
 */
import type { Resource, Values } from "../../fields/field.ts";
import type { Claims } from "../transport.ts";

/** Where a resource lies, as far as a state or a token says. */
export type Owner = Claims;

export interface Tenants {
  /** Tenants that states of this run name, each with one resource that lies there. */
  readonly known: ReadonlyMap<string, string>;
  /** Tenants that the API has answered for in this run, through the token that is used. */
  readonly reached: Set<string>;
  /** What the run has created, for people. */
  readonly created: string[];
  /** Tenant of the token that the run uses, once it is known. */
  token?: string;
  /** The look at what the API lists, which a token that does not say its tenant needs once a run. */
  look?: Promise<void>;
  /** Adds what a state says. @param what The resource, for people. */
  note(owner: Owner, what: string): void;
  /** Waits, once a run, for the states of resources that are registered at the same moment. */
  settle(wait: () => Promise<void>): Promise<void>;
}

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

/** Where the API calls the owner otherwise than the token does: what the token said when the state was written. */
const ownerKey = "__owner";

export function ownerIn(resource: Resource, state: Values): Owner {
  const said = (state[ownerKey] ?? {}) as Owner;
  const owner: Owner = {};
  const tenantId = said.tenantId ?? state.tenantId;
  if (typeof tenantId === "string" && tenantId !== "") owner.tenantId = tenantId;
  const appId = said.appId ?? state.appId;
  if (resource.belongsToTokenApp && typeof appId === "string" && appId !== "") owner.appId = appId;
  return owner;
}

/** The state, with its owner as the token that reached it says: the API need not repeat it, nor call it the same. */
export function withOwner(resource: Resource, state: Values, claims: Claims): Values {
  const { [ownerKey]: _, ...owned } = state;
  const differing: Owner = {};
  for (const name of resource.belongsToTokenApp ? (["tenantId", "appId"] as const) : (["tenantId"] as const)) {
    if (claims[name] === undefined || !resource.fields[name]) continue;
    owned[name] ??= claims[name];
    if (owned[name] !== claims[name]) differing[name] = claims[name];
  }
  return Object.keys(differing).length > 0 ? { ...owned, [ownerKey]: differing } : owned;
}
