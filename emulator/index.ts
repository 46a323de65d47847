/**
 * The API, emulated: all that the contract says of applications, clients and signing keys, with a memory. For tests of
 * infrastructure code, offline; its answers and its refusals are those of a strict server.
 *
 * ```ts
 * import { startEmulator } from "pulumi-transmit/emulator";
 *
 * const emulator = await startEmulator({ seed: { applications: [{ appName: "Shop" }] } });
 * // … run `pulumi up` with the variables `emulator.env` …
 * emulator.contents().applications[0]?.clients[0]?.redirectUris;
 * await emulator.close();
 * ```
 */
import { openApi } from "./api/api.ts";
import { type Rule, readRules } from "./faults/faultRule.ts";
import { openFaults } from "./faults/faults.ts";
import { close, listen } from "./http/listen.ts";
import { createApiServer } from "./http/server.ts";
import { type Credentials, openTokens, tokenPath } from "./http/token.ts";
import { openKeeper, readBeginning } from "./keeper.ts";
import { checkOptions, type EmulatorOptions } from "./options.ts";
import { pagePath } from "./page/assets.ts";
import { openPage, type Shown } from "./page/page.ts";
import { contentsOf } from "./seed/contents.ts";
import type { Contents } from "./seed/types.ts";
import { type ProviderEnvironment, type ProviderSettings, type StackConfig, settingsFor } from "./settings.ts";
import { type BehaviourOptions, readBehaviour } from "./tenant/behaviour.ts";
import { randomId } from "./tenant/document.ts";
import { openStore } from "./tenant/store.ts";
import { openTenant } from "./tenant/tenant.ts";

export * from "./seed/types.ts";
export type {
  BehaviourOptions,
  Credentials,
  EmulatorOptions,
  ProviderEnvironment,
  ProviderSettings,
  Rule,
  StackConfig,
};

declare global {
  // As in @types/node: libraries before TypeScript 5.2 lack it.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}

export interface Emulator {
  /** Where it listens, `http://127.0.0.1:<port>`. */
  url: string;
  /** Base URL of the API, which the provider needs: `http://127.0.0.1:<port>/cis`. */
  baseUrl: string;
  /** Where access tokens are requested; the provider derives it from `baseUrl`. */
  tokenUrl: string;
  /** With the option `page`: the page's address. Its fragment is a token, with which the page shows secrets. */
  pageUrl?: string;
  credentials: Credentials;
  /** Id of the tenant. */
  tenant: string;
  /** Id of the application that the credentials belong to. */
  managementApp: string;
  /** The settings as environment variables, for `pulumi up`, a child process or `Object.assign(process.env, …)`. */
  env: ProviderEnvironment;
  /** The settings as arguments of a provider: `new transmit.Provider("emulator", emulator.settings)`. */
  settings: ProviderSettings;
  /** The settings as configuration of a stack, for the Automation API: `stack.setAllConfig(emulator.config)`. */
  config: StackConfig;
  /**
   * What the tenant holds now, in the names of programs, secrets included: applications with their clients, oldest first, and
   * signing keys. A copy: to change it changes nothing. As `seed` of another emulator it gives the same contents.
   */
  contents(): Contents;
  /**
   * Makes everything as it was after the start: contents, behaviour, faults and the counts of requests. Address, credentials
   * and access tokens stay valid.
   */
  reset(): void;
  /** Replaces the rules of faults; counts begin anew. @throws Error that names what is wrong */
  setFaults(rules: readonly Rule[]): void;
  /** Replaces the behaviour; what is not named has its default. @throws Error that names what is wrong */
  setBehaviour(behaviour: BehaviourOptions): void;
  /** Requests so far, by `METHOD /template`, for example `{ "POST /v1/applications": 1 }`. */
  requests(): Record<string, number>;
  /** Ends it, and the connections that are open. More than one call does no harm. */
  close(): Promise<void>;
  /** The same, for `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts an emulator in this process, on loopback. Many can run at once; they know nothing of each other.
 *
 * @throws Error that names every option that is unknown or has a wrong value, every problem of the seed by its path, the file
 * that cannot be used, or the port that is in use
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const api = openApi(options.resources);
  const rules = readRules(options.faults ?? [], api.templates);
  const behaviour = readBehaviour(options.behaviour);
  const beginning = readBeginning(api.resources, options.seed, options.data);
  const { parsed } = beginning;
  const credentials = options.credentials ?? parsed.credentials ?? madeUp();
  const now = options.now ?? (() => Date.now() + (options.clockAhead ?? 0));
  const page = options.page ? openPage(Date.now, () => shown) : undefined;
  const store = openStore();
  const tenant = openTenant(page?.recorder.watch(store) ?? store, behaviour, now, {
    id: options.tenant ?? parsed.tenantId,
    managementApp: options.managementApp ?? parsed.managementAppId,
  });
  const faults = openFaults(rules, options.latency);
  let shown: Shown;
  const counts = new Map<string, number>();
  try {
    const keeper = openKeeper(beginning, tenant, api, credentials);
    const server = createApiServer({
      api,
      tenant,
      tokens: openTokens(tenant, credentials, options.tokenLifetime ?? 3600),
      faults,
      counts,
      admin: options.admin,
      page,
      log: options.log,
      changed: keeper.save,
    });
    const url = await listen(server, options.port);
    const baseUrl = `${url}/cis`;
    const reset = () => {
      keeper.reset();
      tenant.behaviour = behaviour;
      faults.set(rules);
      counts.clear();
      page?.recorder.clear();
    };
    const known = settingsFor(baseUrl, credentials);
    shown = { api, tenant, faults, settings: known.settings, reset };
    let closed: Promise<void> | undefined;
    const end = () => {
      page?.close();
      closed ??= close(server).then(keeper.close);
      return closed;
    };
    return {
      url,
      baseUrl,
      tokenUrl: url + tokenPath,
      pageUrl: page && `${url}${pagePath}#token=${page.token}`,
      credentials,
      tenant: tenant.id,
      managementApp: tenant.managementApp,
      ...known,
      contents: () => contentsOf(tenant, api),
      reset,
      setFaults: (changed) => {
        faults.set(readRules(changed, api.templates));
        page?.changed();
      },
      setBehaviour: (changed) => {
        tenant.behaviour = readBehaviour(changed);
        page?.changed();
      },
      requests: () => Object.fromEntries(counts),
      close: end,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    beginning.file?.close();
    throw error;
  }
}

const madeUp = (): Credentials => ({
  clientId: "emulated-client",
  clientSecret: `emulated-credential-${randomId()}`,
});
