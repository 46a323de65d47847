/** The settings, from the stack's configuration or the environment, validated before any request. */
import { isAbsolute, normalize } from "node:path";
import { ConfigurationError } from "../../errors.ts";
import { closestName } from "../../fields/suggest.ts";
import type { ExistingTwin } from "../../lifecycle/transport.ts";
import { readAddresses } from "./address.ts";
import { type Credentials, joinMissingPair, readCredentials } from "./credentials.ts";
import { withHome } from "./homeFolder.ts";
import { type Setting, settingNames, settings } from "./settings.ts";
import {
  type Environment,
  find,
  type Inputs,
  openSources,
  type Place,
  quoted,
  type ReadSetting,
  type SettingProblem,
} from "./sources.ts";
import { reportUnknownSettings, type StackKeys } from "./unknownSettings.ts";

export interface Configuration {
  /** The API's base URL, without a slash at the end: `https://api.transmitsecurity.io/cis`. */
  baseUrl: string;
  tokenUrl: string;
  /** What gave the addresses, for messages: `transmit:region`, `TRANSMIT_BASE_URL`. */
  baseUrlFrom?: string;
  tokenUrlFrom?: string;
  credentials: Credentials;
  /** What gave the secret of the credentials, for messages: `transmit:clientSecret`, or `TRANSMIT_ACCESS_TOKEN`. */
  secretFrom?: string;
  /** The tenant that the credentials must be of; any if absent. */
  tenantId?: string;
  /** Absolute path of the folder of the journal of creates. Default: in the Pulumi home folder. */
  journalFolder?: string;
  /** What a create does where an equal object exists already. Default: stop. */
  existingTwin?: ExistingTwin;
  /** Bytes of one response, after decompression; the client's default if absent. */
  maxResponseBytes?: number;
  /** Requests at the same time. */
  maxConcurrentRequests: number;
  /** Requests started within any minute; no limit if absent. */
  requestsPerMinute?: number;
}

export interface ReadResult {
  /** Absent if there are problems. */
  configuration?: Configuration;
  problems: readonly SettingProblem[];
  /** What is odd in the settings, and stops nothing. */
  warnings: readonly string[];
}

/**
 * @param stack Reads `transmit:<setting>` of the stack's configuration, which wins over the environment.
 * @throws ConfigurationError with all problems
 */
export function configure(stack: ReadSetting, environment: Environment, stackKeys?: StackKeys): Configuration {
  const { configuration, problems } = readConfiguration(stack, environment, stackKeys);
  if (!configuration) throw new ConfigurationError(problems);
  return configuration;
}

/** @param place What messages take the stack's settings for. */
export function readConfiguration(
  stack: ReadSetting,
  environment: Environment,
  stackKeys?: StackKeys,
  place?: Place,
): ReadResult {
  const problems: SettingProblem[] = [];
  const warnings: string[] = [];
  const inputs: Inputs = {
    sources: openSources(stack, environment, place),
    report: (setting, kind, message) => void problems.push({ setting, kind, message }),
    warn: (message) => void warnings.push(message),
  };
  const { credentials, secret } = readCredentials(inputs);
  const addresses = readAddresses(inputs, secret);
  const tenantId = find(inputs, "tenantId")?.value;
  const journalFolder = readFolder(inputs, "journalFolder");
  const existingTwin = readChoice(inputs, "existingTwin", settings.existingTwin.enum);
  const maxConcurrentRequests = readCount(inputs, "maxConcurrentRequests") ?? defaultConcurrency;
  const maxResponseSize = readCount(inputs, "maxResponseSize");
  const maxResponseBytes = maxResponseSize && maxResponseSize * 1024 * 1024;
  const requestsPerMinute = readCount(inputs, "requestsPerMinute");
  warnOfBlanks(stack, warnings);
  warnOfTls(environment, warnings);
  const all = joinMissingPair(inputs, reportUnknownSettings(inputs, problems, environment, stackKeys));
  if (!addresses || !credentials || all.length > 0) return { problems: all, warnings };
  const limits = { maxConcurrentRequests, requestsPerMinute };
  const configuration = {
    ...addresses,
    credentials,
    secretFrom: secret?.name,
    tenantId,
    journalFolder,
    existingTwin,
    maxResponseBytes,
    ...limits,
  };
  return { configuration, problems: all, warnings };
}

const defaultConcurrency = 16;

function readCount(inputs: Inputs, setting: Setting): number | undefined {
  const given = find(inputs, setting);
  if (!given) return undefined;
  if (/^[1-9]\d{0,8}$/.test(given.value)) return Number(given.value);
  const message = `${given.name} is ${quoted(given.value)}, but must be an integer of 1 or more.`;
  return inputs.report(setting, "invalid", message);
}

function readChoice<T extends string>(inputs: Inputs, setting: Setting, choices: readonly T[]): T | undefined {
  const given = find(inputs, setting);
  if (!given) return undefined;
  const chosen = choices.find((choice) => choice === given.value);
  if (chosen) return chosen;
  const meant = closestName(given.value, choices);
  const advice = meant ? ` Did you mean ${meant}?` : "";
  const message = `${given.name} is ${quoted(given.value)}, which is none of ${choices.join(", ")}.${advice}`;
  return inputs.report(setting, "invalid", message);
}

/** The engine starts providers in other folders than the program's, so a relative path would mean another one. */
function readFolder(inputs: Inputs, setting: Setting): string | undefined {
  const given = find(inputs, setting);
  if (!given) return undefined;
  const path = withHome(given.value);
  if (isAbsolute(path)) return normalize(path).replace(/(.)[/\\]+$/, "$1");
  const message = `${given.name} is ${quoted(given.value)}, but must be an absolute path, or begin with ~/.`;
  return inputs.report(setting, "invalid", message);
}

/** An empty value is usually that of a variable that was not set. In the environment, it is the usual way to unset one. */
function warnOfBlanks(stack: ReadSetting, warnings: string[]): void {
  const blank = settingNames.filter((setting) => stack(setting)?.trim() === "").map((setting) => `transmit:${setting}`);
  if (blank.length > 0) warnings.push(`${blank.join(", ")}: empty, and so taken as not set.`);
}

/** Node.js itself takes no other value than 0. */
function warnOfTls({ NODE_TLS_REJECT_UNAUTHORIZED: value }: Environment, warnings: string[]): void {
  if (value !== "0") return;
  warnings.push(
    "NODE_TLS_REJECT_UNAUTHORIZED is 0: no certificate is verified, so whoever is in between can read the credentials and " +
      "secrets. Unset it; for an authority of your own, set NODE_EXTRA_CA_CERTS to the file of its certificate.",
  );
}
