/** Examines what a run needs. Nothing is changed: neither the state nor the tenant. */
import type { Stack } from "../stack/deployment.ts";
import { type Check, type Examined, examineAll } from "./check.ts";
import { address, clock, proxy, tls } from "./checks/network.ts";
import { plugin } from "./checks/plugin.ts";
import { applications, listing, reading, writing } from "./checks/rights.ts";
import { settings } from "./checks/settings.ts";
import { stack } from "./checks/stack.ts";
import { tenant, token } from "./checks/token.ts";
import { cli, installedPackage, node } from "./checks/tools.ts";
import type { Patient } from "./patient.ts";

const checks: readonly Check<Patient>[] = [
  node,
  cli,
  installedPackage,
  plugin,
  stack,
  settings,
  proxy,
  address,
  tls,
  clock,
  token,
  tenant,
  listing,
  reading,
  writing,
  applications,
];

/** @param progress Shows what is being done. */
export const examineStack = (
  of: Stack,
  environment: NodeJS.ProcessEnv,
  progress: (step: string) => void,
): Promise<Examined[]> => examineAll(checks, { stack: of, environment, secrets: [] }, progress);
