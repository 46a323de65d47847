/** What the checks have found so far, for those that follow. */
import type { Configuration, Reached, TokenFacts } from "../../provider/api/index.ts";
import type { Values } from "../../provider/fields/field.ts";
import type { Deployment, Stack } from "../stack/deployment.ts";
import type { ConfigValue } from "../stack/settings.ts";
import type { Tenant } from "../stack/tenants.ts";
import type { Secretive } from "./check.ts";

export interface Patient extends Secretive {
  stack: Stack;
  environment: Readonly<Record<string, string | undefined>>;
  /** The stack's configuration; absent if it was not read. */
  config?: Record<string, ConfigValue>;
  deployment?: Deployment;
  /** No stack was named, and none is selected. */
  isWithoutStack?: boolean;
  configuration?: Configuration;
  reached?: Reached;
  token?: TokenFacts;
  tenant?: Tenant;
  /** What lists have shown. */
  applications?: readonly Values[];
}

/** Milliseconds for a request with its retries: who waits at a terminal wants to know. */
export const patienceMs = 20_000;
