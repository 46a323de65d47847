/**
 * The API, emulated: all that the contract says of applications, clients and signing keys, with a memory. For tests of
 * infrastructure code, offline; its answers and its refusals are those of a strict server.
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Resource } from "../provider/fields/field.ts";
import { openApi } from "./api.ts";
import { type Behaviour, readBehaviour } from "./behaviour.ts";
import { randomId } from "./document.ts";
import { type Rule, readRules } from "./faultRule.ts";
import { openFaults } from "./faults.ts";
import { createApiServer } from "./server.ts";
import { openStore, type Store } from "./store.ts";
import { openTenant } from "./tenant.ts";
import { type Credentials, openTokens, tokenPath } from "./token.ts";

export { type Behaviour, type Credentials, type Rule, readBehaviour };

export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default 0: any that is free. */
  port?: number;
  /** SQLite file to keep everything in, the credentials too. Default: kept in memory. */
  data?: string;
  /** Told of every request as `METHOD /path STATUS`. */
  log?: (line: string) => void;
  /** What access tokens are given out for. Default: what the file holds, else a secret that is made up. */
  credentials?: Credentials;
  /** Seconds that an access token is valid. Default 3600. */
  tokenLifetime?: number;
  /** What it does where the contract leaves it open; see `readBehaviour`. */
  behaviour?: Behaviour;
  /** Requests that go wrong, by rule. */
  faults?: readonly Rule[];
  /** Milliseconds before each answer. Default 0. */
  latency?: number;
  /** Id of the tenant, in all that is made and in access tokens. Default "emulated-tenant". */
  tenant?: string;
  /**
   * Id of the application that the credentials, and with them signing keys, belong to. Default
   * "emulated-management-application". The keys of another one stay in a file, and are not seen.
   */
  managementApp?: string;
  /** Milliseconds that its clock is ahead, or behind if negative. Default 0. */
  clockAhead?: number;
  /** Its clock, in milliseconds since the epoch. Default: the machine's, with `clockAhead`. */
  now?(): number;
  /** Definitions to serve. Default: all of the provider's. */
  resources?: readonly Resource[];
  /** Whether `/admin/` paths change faults and behaviour while it runs. Default: no. */
  admin?: boolean;
}

export interface Emulator {
  /** Where it listens, `http://127.0.0.1:<port>`. */
  url: string;
  /** The provider's settings for it. */
  baseUrl: string;
  tokenUrl: string;
  credentials: Credentials;
  /** Id of the tenant. */
  tenant: string;
  /** Id of the application that the credentials belong to. */
  managementApp: string;
  /** The settings, as variables of the environment. */
  environment: Record<"TRANSMIT_BASE_URL" | "TRANSMIT_CLIENT_ID" | "TRANSMIT_CLIENT_SECRET", string>;
  /** Replaces the rules of faults; counts begin anew. @throws Error that names what is wrong */
  setFaults(rules: readonly Rule[]): void;
  /** Requests so far, by `METHOD /template`. */
  requests(): Record<string, number>;
  /** Ends it, and the connections that are open. */
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const api = openApi(options.resources);
  const faults = openFaults(readRules(options.faults ?? [], api.templates), options.latency);
  const store = openStore(options.data);
  const credentials = credentialsIn(store, options.credentials);
  const now = options.now ?? (() => Date.now() + (options.clockAhead ?? 0));
  const ids = { id: options.tenant, managementApp: options.managementApp };
  const tenant = openTenant(store, options.behaviour, now, ids);
  const counts = new Map<string, number>();
  const server = createApiServer({
    api,
    tenant,
    tokens: openTokens(tenant, credentials, options.tokenLifetime ?? 3600),
    faults,
    counts,
    admin: options.admin,
    log: options.log,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
    });
  } catch (error) {
    store.close();
    throw error;
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let closed: Promise<void> | undefined;
  const baseUrl = `${url}/cis`;
  return {
    url,
    baseUrl,
    tokenUrl: url + tokenPath,
    credentials,
    tenant: tenant.id,
    managementApp: tenant.managementApp,
    environment: {
      TRANSMIT_BASE_URL: baseUrl,
      TRANSMIT_CLIENT_ID: credentials.clientId,
      TRANSMIT_CLIENT_SECRET: credentials.clientSecret,
    },
    setFaults: (rules) => faults.set(readRules(rules, api.templates)),
    requests: () => Object.fromEntries(counts),
    close: () => {
      closed ??= close(server, store);
      return closed;
    },
  };
}

function close(server: Server, store: Store): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      store.close();
      resolve();
    });
    server.closeAllConnections();
  });
}

/** The given credentials, else those of last time, so that a restart goes unnoticed. */
function credentialsIn(store: Store, given?: Credentials): Credentials {
  const kept = given ?? (store.get("setting", "credentials") as Credentials | undefined);
  const credentials = kept ?? { clientId: "emulated-client", clientSecret: `emulated-credential-${randomId()}` };
  store.put("setting", "credentials", { ...credentials });
  return credentials;
}
