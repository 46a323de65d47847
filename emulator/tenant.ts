/** What the API's operations work on: the documents of the one tenant, and how the API behaves. */
import { type Behaviour, plain } from "./behaviour.ts";
import { rememberVersions, type Versions } from "./lag.ts";
import type { Store } from "./store.ts";

export interface Tenant {
  store: Store;
  behaviour: Behaviour;
  /** Milliseconds since the epoch. */
  now(): number;
}

export const tenantId = "emulated-tenant";

/** The application that the credentials belong to. It is not among those that are managed. */
export const managementAppId = "emulated-management-application";

const versions = new WeakMap<Store, Versions>();

export function openTenant(store: Store, behaviour: Behaviour = plain, now: () => number = Date.now): Tenant {
  const remembered = rememberVersions(store, now);
  versions.set(remembered.store, remembered);
  return { store: remembered.store, behaviour, now };
}

/** The tenant as a request of this method sees it: what is only read may lag behind what was written. */
export function seenBy(tenant: Tenant, method: string): Tenant {
  const { lag } = tenant.behaviour;
  const remembered = lag > 0 && method === "GET" ? versions.get(tenant.store) : undefined;
  return remembered ? { ...tenant, store: remembered.asOf(tenant.now() - lag) } : tenant;
}

export const timeIn = (tenant: Tenant): string => new Date(tenant.now()).toISOString();
