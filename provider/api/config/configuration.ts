/** The settings, from the stack's configuration or the environment, checked before anything is sent. */
import { ConfigurationError } from "../../errors.ts";
import { isLoopback } from "../http/loopback.ts";
import { type Setting, settings } from "./settings.ts";

export interface Configuration {
  /** Where the API is, without a slash at the end: `https://api.transmitsecurity.io/cis`. */
  baseUrl: string;
  tokenUrl: string;
  credentials: { accessToken: string } | { clientId: string; clientSecret: string };
  /** Tenant that the credentials must be of; any if absent. */
  tenantId?: string;
  /** Requests under way at the same time. */
  maxConcurrentRequests: number;
  /** Requests begun within any minute; no limit if absent. */
  requestsPerMinute?: number;
}

type Read = (setting: Setting) => string | undefined;

const hosts: Record<string, string> = {
  us: "https://api.transmitsecurity.io",
  eu: "https://api.eu.transmitsecurity.io",
  ca: "https://api.ca.transmitsecurity.io",
  au: "https://api.au.transmitsecurity.io",
  sandbox: "https://api.sbx.transmitsecurity.io",
};

/** @param stack Reads `transmit:<setting>` of the stack's configuration, which wins over the environment. */
export function configure(stack: Read, environment: Record<string, string | undefined>): Configuration {
  const variable: Read = (setting) => environment[settings[setting].env];
  const sources = [stack, variable].map(
    (read): Read =>
      (setting) =>
        read(setting)?.trim() || undefined,
  );
  const problems: string[] = [];
  const baseUrl = readBaseUrl(sources, problems);
  const tokenUrl = readTokenUrl(sources, baseUrl, problems);
  const credentials = readCredentials(sources, problems);
  const tenantId = first(sources, "tenantId");
  const maxConcurrentRequests = readCount(sources, "maxConcurrentRequests", problems) ?? defaultConcurrency;
  const requestsPerMinute = readCount(sources, "requestsPerMinute", problems);
  if (!baseUrl || !tokenUrl || !credentials || problems.length > 0) throw new ConfigurationError(problems);
  return { baseUrl, tokenUrl, credentials, tenantId, maxConcurrentRequests, requestsPerMinute };
}

const defaultConcurrency = 16;

function readCount(sources: Read[], setting: Setting, problems: string[]): number | undefined {
  const value = first(sources, setting);
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  problems.push(`transmit:${setting} is "${value}", but has to be a whole number from 1 on.`);
  return undefined;
}

const first = (sources: Read[], setting: Setting): string | undefined =>
  sources.map((read) => read(setting)).find((value) => value !== undefined);

/** Both ways to give a setting, in words. */
const waysTo = (setting: Setting, value: string): string => {
  const flag = "secret" in settings[setting] ? " --secret" : "";
  return `pulumi config set transmit:${setting} ${value}${flag}, or set ${settings[setting].env}`;
};

function readBaseUrl(sources: Read[], problems: string[]): string | undefined {
  for (const read of sources) {
    const [baseUrl, region] = [read("baseUrl"), read("region")];
    if (baseUrl) return checkBaseUrl(baseUrl, problems);
    if (region && hosts[region]) return `${hosts[region]}/cis`;
    if (region) {
      const known = Object.keys(hosts).join(", ");
      problems.push(`transmit:region is "${region}", which is none of ${known}. Run ${waysTo("region", "<region>")}.`);
      return undefined;
    }
  }
  problems.push(
    `It is not said where the API is. For one of the regions ${Object.keys(hosts).join(", ")}, run ` +
      `${waysTo("region", "<region>")}. For another address, run ${waysTo("baseUrl", "https://<host>/cis")}.`,
  );
  return undefined;
}

function checkBaseUrl(value: string, problems: string[]): string | undefined {
  const url = checkUrl("baseUrl", value, problems);
  if (!url) return undefined;
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith("/cis")) return url.origin + path;
  problems.push(`transmit:baseUrl is "${url.origin}${path}", which does not end in /cis. Write ${url.origin}/cis.`);
  return undefined;
}

function readTokenUrl(sources: Read[], baseUrl: string | undefined, problems: string[]): string | undefined {
  const value = first(sources, "tokenUrl");
  if (value) return checkUrl("tokenUrl", value, problems)?.href;
  return baseUrl && new URL("/oidc/token", baseUrl).href;
}

/** Credentials go over the wire, so it has to be an encrypted one, but within this machine. */
function checkUrl(setting: Setting, value: string, problems: string[]): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // A password in an address would be shown with it.
  const shown = url ? `${url.origin}${url.pathname}` : value;
  const say = (what: string) => problems.push(`transmit:${setting} is "${shown}", ${what}`);
  if (!url || !/^https?:$/.test(url.protocol)) {
    say("which is not an absolute https address. Write it like https://api.transmitsecurity.io/cis.");
  } else if (url.username || url.password) {
    say("with a user or a password in it. Remove them; credentials have settings of their own.");
  } else if (url.search || url.hash) {
    say("with a query or a fragment after it. Remove them.");
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    say("over plain http, which is for loopback addresses only. Write it with https.");
  } else return url;
  return undefined;
}

/** Within a source a token comes before a client's credentials; the pair may be split between sources. */
function readCredentials(sources: Read[], problems: string[]): Configuration["credentials"] | undefined {
  for (const read of sources) {
    const accessToken = read("accessToken");
    if (accessToken) return { accessToken };
    if (read("clientId") || read("clientSecret")) break;
  }
  const clientId = first(sources, "clientId");
  const clientSecret = first(sources, "clientSecret");
  if (clientId && clientSecret) return { clientId, clientSecret };
  const give = (setting: Setting, placeholder: string) => `Run ${waysTo(setting, placeholder)}.`;
  if (clientId) problems.push(`The client's secret is not set. ${give("clientSecret", "<secret>")}`);
  else if (clientSecret) problems.push(`The client's id is not set. ${give("clientId", "<id>")}`);
  else {
    problems.push(
      `No credentials are set. ${give("clientId", "<id>")} ${give("clientSecret", "<secret>")} ` +
        `Or give an access token: ${waysTo("accessToken", "<token>")}.`,
    );
  }
  return undefined;
}
