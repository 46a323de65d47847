/**
 * The API, emulated: all that the contract says of applications and clients, with a memory. For tests of
 * infrastructure code, offline; its answers and its refusals are those of a strict server.
 */
import type { AddressInfo } from "node:net";
import { randomId } from "./document.ts";
import { createApiServer } from "./server.ts";
import { openStore, type Store } from "./store.ts";
import { type Credentials, openTokens } from "./token.ts";

export interface EmulatorOptions {
  /** Port on 127.0.0.1. Default 0: any that is free. */
  port?: number;
  /** SQLite file to keep everything in, the credentials too. Default: kept in memory. */
  data?: string;
  /** Told of every request as `METHOD /path STATUS`. */
  log?: (line: string) => void;
  /** Seconds that an access token is valid. Default 3600. */
  tokenLifetime?: number;
}

export interface Emulator {
  /** Where it listens, `http://127.0.0.1:<port>`. */
  url: string;
  /** The provider's settings for it, as variables of the environment. */
  environment: Record<"TRANSMIT_BASE_URL" | "TRANSMIT_CLIENT_ID" | "TRANSMIT_CLIENT_SECRET", string>;
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const store = openStore(options.data);
  const credentials = credentialsIn(store);
  const server = createApiServer({
    store,
    tokens: openTokens(credentials, options.tokenLifetime ?? 3600),
    log: options.log,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: {
      TRANSMIT_BASE_URL: `${url}/cis`,
      TRANSMIT_CLIENT_ID: credentials.clientId,
      TRANSMIT_CLIENT_SECRET: credentials.clientSecret,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The credentials of last time, so that a restart goes unnoticed. */
function credentialsIn(store: Store): Credentials {
  const kept = store.get("setting", "credentials");
  if (kept) return kept as unknown as Credentials;
  const credentials = { clientId: "emulated-client", clientSecret: `emulated-credential-${randomId()}` };
  store.put("setting", "credentials", credentials);
  return credentials;
}
