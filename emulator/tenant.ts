/** What the API's operations work on: the documents of the one tenant, and how the API behaves. */
import type { Behaviour } from "./behaviour.ts";
import type { Store } from "./store.ts";

export interface Tenant {
  store: Store;
  behaviour: Behaviour;
}

export const tenantId = "emulated-tenant";
