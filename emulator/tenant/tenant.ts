/** What the API's operations work on: the documents of the one tenant, and how the API behaves. */
import { type Behaviour, plain } from "./behaviour.ts";
import { randomId } from "./document.ts";
import { rememberVersions, type Versions } from "./lag.ts";
import type { Store } from "./store.ts";

export interface Tenant {
  /** All that is made in it carries this as `tenant_id`. */
  id: string;
  /** Id of the application that the credentials belong to. It is not among those that are managed. */
  managementApp: string;
  store: Store;
  behaviour: Behaviour;
  /** Milliseconds since the epoch. */
  now(): number;
  /** An id that nothing has yet. Ids and secrets of what is created are made of it. */
  newId(): string;
}

const versions = new WeakMap<Store, Versions>();

export function openTenant(
  store: Store,
  behaviour: Behaviour = plain,
  now: () => number = Date.now,
  ids: Partial<Pick<Tenant, "id" | "managementApp">> = {},
): Tenant {
  const { id = "emulated-tenant", managementApp = "emulated-management-application" } = ids;
  const remembered = rememberVersions(store, now);
  versions.set(remembered.store, remembered);
  return { id, managementApp, store: remembered.store, behaviour, now, newId: randomId };
}

/** The tenant as a request of this method sees it: what is only read may lag behind what was written. */
export function seenBy(tenant: Tenant, method: string): Tenant {
  const { lag } = tenant.behaviour;
  const remembered = lag > 0 && method === "GET" ? versions.get(tenant.store) : undefined;
  return remembered ? { ...tenant, store: remembered.asOf(tenant.now() - lag) } : tenant;
}

/** No read lags behind what is there now. */
export const settle = ({ store }: Tenant): void => versions.get(store)?.settle();

export const timeIn = (tenant: Tenant): string => new Date(tenant.now()).toISOString();
