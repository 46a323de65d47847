/** A copy of a project in a temporary folder, with a backend, a home and settings of its own, and the package that runs. */

import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Configuration } from "../../../provider/api/index.ts";
import type { PulumiCall } from "../../stack/pulumi.ts";
import type { Files } from "../languages/language.ts";

export interface Scratch {
  call: PulumiCall;
  remove(): void;
}

/** @param equip Gives the program what it needs to run, in its folder; nothing is downloaded. @returns Variables for it */
export function openScratch(
  files: Files,
  configuration: Configuration,
  equip: (folder: string) => NodeJS.ProcessEnv,
): Scratch {
  const root = mkdtempSync(join(tmpdir(), "pulumi-transmit-export-"));
  const endings = new Map(
    (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => [
      signal,
      () => {
        remove();
        // Without a handler, it ends the process as if there had been none.
        process.kill(process.pid, signal);
      },
    ]),
  );
  const remove = () => {
    for (const [signal, end] of endings) process.off(signal, end);
    rmSync(root, { recursive: true, force: true });
  };
  for (const [signal, end] of endings) process.once(signal, end);
  try {
    const program = join(root, "program");
    for (const name of ["program", "home", "backend"]) mkdirSync(join(root, name));
    for (const [path, text] of files) {
      const file = join(program, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const inherited = Object.entries(process.env).filter(([name]) => !/^(?:PULUMI|TRANSMIT)_/.test(name));
    const environment = {
      ...Object.fromEntries(inherited),
      ...settingsOf(configuration),
      PULUMI_HOME: join(root, "home"),
      PULUMI_BACKEND_URL: pathToFileURL(join(root, "backend")).href,
      PULUMI_CONFIG_PASSPHRASE: randomUUID(),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ...equip(program),
    };
    return { call: { cwd: program, environment }, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** As variables: no file has them. */
function settingsOf(configuration: Configuration): Record<string, string> {
  const { baseUrl, tokenUrl, credentials, tenantId, maxResponseBytes, maxConcurrentRequests, requestsPerMinute } =
    configuration;
  const settings = {
    BASE_URL: baseUrl,
    TOKEN_URL: tokenUrl,
    TENANT_ID: tenantId,
    MAX_RESPONSE_SIZE: maxResponseBytes && maxResponseBytes / 1024 / 1024,
    MAX_CONCURRENT_REQUESTS: maxConcurrentRequests,
    REQUESTS_PER_MINUTE: requestsPerMinute,
    ...("clientId" in credentials
      ? { CLIENT_ID: credentials.clientId, CLIENT_SECRET: credentials.clientSecret }
      : "accessToken" in credentials
        ? { ACCESS_TOKEN: credentials.accessToken }
        : { ACCESS_TOKEN_FILE: credentials.accessTokenFile }),
  };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [`TRANSMIT_${name}`, String(value)]));
}
