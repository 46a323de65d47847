/** The settings, from the stack's configuration or the environment, validated before any request. */
import { ConfigurationError, type ConfigurationProblem } from "../../errors.ts";
import { isLoopback } from "../http/loopback.ts";
import { type Setting, settings } from "./settings.ts";

export interface Configuration {
  /** The API's base URL, without a slash at the end: `https://api.transmitsecurity.io/cis`. */
  baseUrl: string;
  tokenUrl: string;
  credentials: { accessToken: string } | { clientId: string; clientSecret: string };
  /** The tenant that the credentials must be of; any if absent. */
  tenantId?: string;
  /** Requests at the same time. */
  maxConcurrentRequests: number;
  /** Requests started within any minute; no limit if absent. */
  requestsPerMinute?: number;
}

export interface SettingProblem extends ConfigurationProblem {
  setting: Setting;
}

/** Reads a setting from one source. */
type Read = (setting: Setting) => string | undefined;
type Environment = Record<string, string | undefined>;

/**
 * @param stack Reads `transmit:<setting>` of the stack's configuration, which wins over the environment.
 * @throws ConfigurationError with all problems
 */
export function configure(stack: Read, environment: Environment): Configuration {
  const { configuration, problems } = readConfiguration(stack, environment);
  if (!configuration) throw new ConfigurationError(problems);
  return configuration;
}

/** @returns The configuration; or, if it is absent, all problems that prevent one. */
export function readConfiguration(
  stack: Read,
  environment: Environment,
): { configuration?: Configuration; problems: readonly SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const inputs: Inputs = {
    sources: [stack, (setting: Setting) => environment[settings[setting].env]].map(
      (read): Read =>
        (setting) =>
          read(setting)?.trim() || undefined,
    ),
    report: (setting, kind, message) => void problems.push({ setting, kind, message }),
  };
  const baseUrl = readBaseUrl(inputs);
  const tokenUrl = readTokenUrl(inputs, baseUrl);
  const credentials = readCredentials(inputs);
  const tenantId = first(inputs, "tenantId");
  const maxConcurrentRequests = readCount(inputs, "maxConcurrentRequests") ?? defaultConcurrency;
  const requestsPerMinute = readCount(inputs, "requestsPerMinute");
  if (!baseUrl || !tokenUrl || !credentials || problems.length > 0) return { problems };
  const limits = { maxConcurrentRequests, requestsPerMinute };
  return { configuration: { baseUrl, tokenUrl, credentials, tenantId, ...limits }, problems };
}

const defaultConcurrency = 16;

interface Inputs {
  /** The first source wins. */
  sources: readonly Read[];
  report(setting: Setting, kind: SettingProblem["kind"], message: string): undefined;
}

const first = ({ sources }: Inputs, setting: Setting): string | undefined =>
  sources.map((read) => read(setting)).find((value) => value !== undefined);

function readCount(inputs: Inputs, setting: Setting): number | undefined {
  const value = first(inputs, setting);
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  return inputs.report(setting, "invalid", `transmit:${setting} is "${value}", but must be an integer of 1 or more.`);
}

/** Both ways to give a setting, in words. */
function waysTo(setting: Setting, value: string): string {
  const flag = "secret" in settings[setting] ? " --secret" : "";
  return `pulumi config set transmit:${setting} ${value}${flag}, or set ${settings[setting].env}`;
}

const hosts: Record<(typeof settings.region.enum)[number], string> = {
  us: "https://api.transmitsecurity.io",
  eu: "https://api.eu.transmitsecurity.io",
  ca: "https://api.ca.transmitsecurity.io",
  au: "https://api.au.transmitsecurity.io",
  sandbox: "https://api.sbx.transmitsecurity.io",
};

/** Within a source, an address wins over a region. */
function readBaseUrl(inputs: Inputs): string | undefined {
  const regions = settings.region.enum;
  for (const read of inputs.sources) {
    const [baseUrl, region] = [read("baseUrl"), read("region")];
    if (baseUrl) return checkBaseUrl(inputs, baseUrl);
    if (!region) continue;
    const known = regions.find((name) => name === region);
    if (known) return `${hosts[known]}/cis`;
    const message = `transmit:region is "${region}", which is none of ${regions.join(", ")}.`;
    return inputs.report("region", "invalid", `${message} Run ${waysTo("region", "<region>")}.`);
  }
  return inputs.report(
    "region",
    "missing",
    `No API endpoint is configured: set transmit:region or transmit:baseUrl. For one of the regions ${regions.join(", ")}, ` +
      `run ${waysTo("region", "<region>")}. For another address, run ${waysTo("baseUrl", "https://<host>/cis")}.`,
  );
}

function checkBaseUrl(inputs: Inputs, value: string): string | undefined {
  const url = checkUrl(inputs, "baseUrl", value);
  if (!url) return undefined;
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith("/cis")) return url.origin + path;
  const message = `transmit:baseUrl is "${url.origin}${path}", which does not end in /cis. Write ${url.origin}/cis.`;
  return inputs.report("baseUrl", "invalid", message);
}

function readTokenUrl(inputs: Inputs, baseUrl: string | undefined): string | undefined {
  const value = first(inputs, "tokenUrl");
  if (value) return checkUrl(inputs, "tokenUrl", value)?.href;
  return baseUrl && new URL("/oidc/token", baseUrl).href;
}

/** Requests carry credentials, so they must be encrypted, except those that do not leave this machine. */
function checkUrl(inputs: Inputs, setting: Setting, value: string): URL | undefined {
  const url = /^https?:/i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  // A password before the host, and a token in the query, must not be shown.
  const shown = url ? `${url.origin}${url.pathname}` : value.replace(/^.*@/s, "").replace(/[?#].*$/s, "");
  const refuse = (why: string) => inputs.report(setting, "invalid", `transmit:${setting} is "${shown}", ${why}`);
  if (!url) {
    return refuse("which is not an absolute https URL. Write it like https://api.transmitsecurity.io/cis.");
  }
  if (url.username || url.password) {
    return refuse("with a user name or a password in it. Remove them: credentials have their own settings.");
  }
  if (url.search || url.hash) return refuse("with a query or a fragment after it. Remove them.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return refuse("over plain http, which is allowed for loopback addresses only. Write it with https.");
  }
  return url;
}

/** Within a source, an access token wins over the client's credentials; their two parts may be from different sources. */
function readCredentials(inputs: Inputs): Configuration["credentials"] | undefined {
  for (const read of inputs.sources) {
    const accessToken = read("accessToken");
    if (accessToken) return { accessToken };
    if (read("clientId") || read("clientSecret")) break;
  }
  const clientId = first(inputs, "clientId");
  const clientSecret = first(inputs, "clientSecret");
  if (clientId && clientSecret) return { clientId, clientSecret };
  const none =
    "No credentials are configured: set transmit:clientId and transmit:clientSecret, or transmit:accessToken.";
  const idMissing = clientSecret ? "transmit:clientId is not set." : none;
  if (!clientId) inputs.report("clientId", "missing", `${idMissing} Run ${waysTo("clientId", "<id>")}.`);
  const secretMissing = `transmit:clientSecret is not set. Run ${waysTo("clientSecret", "<secret>")}.`;
  return clientSecret ? undefined : inputs.report("clientSecret", "missing", secretMissing);
}
