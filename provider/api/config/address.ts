/** The addresses of the API and of its access tokens, and which secrets may go there. */
import { closestName } from "../../fields/suggest.ts";
import { isLoopback } from "../http/loopback.ts";
import { regionHosts, type Setting, settings } from "./settings.ts";
import {
  find,
  findIn,
  type Given,
  type Inputs,
  nameOf,
  ownWayTo,
  quoted,
  type Source,
  sentence,
  waysTo,
} from "./sources.ts";

export interface Addresses {
  baseUrl: string;
  tokenUrl: string;
  /** What gave the addresses, for messages: `transmit:region`, `TRANSMIT_BASE_URL`. */
  baseUrlFrom: string;
  tokenUrlFrom: string;
}

/**
 * A secret of the stack's configuration is sent only to addresses that the same configuration gives, and to those that cannot
 * be a stranger's: a region's, and loopback addresses. A variable that another job has left in the environment could lead it
 * elsewhere. The other way round is allowed: whoever can change the stack's configuration can change the program, which
 * reads the environment anyway.
 * @param secret The secret that is sent, if the settings have one.
 */
export function readAddresses(inputs: Inputs, secret: Given | undefined): Addresses | undefined {
  const baseUrl = readBaseUrl(inputs, secret);
  const tokenUrl = readTokenUrl(inputs, secret, baseUrl?.address);
  if (!baseUrl || !tokenUrl) return undefined;
  const { address, from } = baseUrl;
  return { baseUrl: address, baseUrlFrom: from, tokenUrl: tokenUrl.address, tokenUrlFrom: tokenUrl.from ?? from };
}

/** The first source that names the API decides. Within a source, an address wins over a region. */
function readBaseUrl(inputs: Inputs, secret: Given | undefined): { address: string; from: string } | undefined {
  for (const source of inputs.sources) {
    const [baseUrl, region] = [findIn(source, "baseUrl"), findIn(source, "region")];
    const chosen = baseUrl ?? region;
    if (!chosen) continue;
    const address = baseUrl ? checkBaseUrl(inputs, baseUrl, secret) : hostOf(inputs, chosen);
    if (baseUrl && region) inputs.warn(`${baseUrl.name} is used, so ${region.name} is not. Unset one of them.`);
    warnOfShadowed(inputs, chosen, address);
    return address === undefined ? undefined : { address, from: chosen.name };
  }
  return inputs.report(
    "region",
    "missing",
    `No API endpoint is configured: set ${nameOf(inputs, "region")} or ${nameOf(inputs, "baseUrl")}. For one of the regions ` +
      `${regionList}, ${waysTo(inputs, "region", "<region>")}. For another address, ` +
      `${waysTo(inputs, "baseUrl", "https://<host>/cis")}. To try it without a tenant, run npx pulumi-transmit emulator.`,
  );
}

/** Who sets a base URL for a run, such as the emulator's, would not expect another API to be used. */
function warnOfShadowed({ sources, warn }: Inputs, chosen: Given, address: string | undefined): void {
  for (const source of sources.filter((one) => one !== chosen.source)) {
    const other = findIn(source, "baseUrl");
    if (!other || source.kind === "stack" || other.value.replace(/\/+$/, "") === address) continue;
    warn(`${other.name} is not used, since ${chosen.name} is set in the stack or the program. Unset one of them.`);
  }
}

const regions = settings.region.enum;
const regionList = regions.join(", ");

/** Other names of regions, which no spelling resembles. */
const otherNames: ReadonlyMap<string, (typeof regions)[number]> = new Map([
  ["usa", "us"],
  ["europe", "eu"],
  ["canada", "ca"],
  ["australia", "au"],
  ["jp", "japan"],
  ["sbx", "sandbox"],
]);

function hostOf(inputs: Inputs, { name, value }: Given): string | undefined {
  const known = regions.find((region) => region === value);
  if (known) return `${regionHosts[known]}/cis`;
  const isStructured = /^[[{]/.test(value);
  const meant = isStructured ? undefined : (otherNames.get(value.toLowerCase()) ?? closestName(value, regions));
  const advice = meant ? `Did you mean ${meant}?` : sentence(waysTo(inputs, "region", "<region>"));
  const shown = isStructured ? "a list or an object" : quoted(value);
  return inputs.report("region", "invalid", `${name} is ${shown}, which is none of ${regionList}. ${advice}`);
}

function checkBaseUrl(inputs: Inputs, given: Given, secret: Given | undefined): string | undefined {
  const url = checkUrl(inputs, "baseUrl", given);
  if (!url) return undefined;
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const address = url.origin + path;
  if (!path.endsWith("/cis")) {
    const message = `${given.name} is "${address}", which does not end in /cis. Write ${url.origin}/cis.`;
    return inputs.report("baseUrl", "invalid", message);
  }
  if (secret && isForeign(given.source, secret) && !isTrusted(url)) {
    const message =
      `${given.name} is "${address}", but ${secret.name} is not from the environment, so it is not sent to an address ` +
      `that only the environment names. To use this address, ${ownWayTo(inputs, "baseUrl", address)}. ` +
      `Otherwise unset ${given.name}, and set ${nameOf(inputs, "region")}.`;
    return inputs.report("baseUrl", "invalid", message);
  }
  return address;
}

/** Whether an address is from the environment, and the secret that goes there from the stack. */
const isForeign = (address: Source, secret: Given): boolean =>
  address.kind === "environment" && secret.source.kind === "stack";

/** Addresses of this machine, and the vendor's. */
const isTrusted = ({ hostname }: URL): boolean => isLoopback(hostname) || hostname.endsWith(".transmitsecurity.io");

/** @returns Without `from`, the address follows from the base URL. */
function readTokenUrl(
  inputs: Inputs,
  secret: Given | undefined,
  baseUrl: string | undefined,
): { address: string; from?: string } | undefined {
  const standard = baseUrl && new URL("/oidc/token", baseUrl).href;
  const derived = standard === undefined ? undefined : { address: standard };
  const given = find(inputs, "tokenUrl");
  if (!given) return derived;
  if (!secret || !isForeign(given.source, secret)) {
    const url = checkUrl(inputs, "tokenUrl", given);
    return url && { address: url.href, from: given.name };
  }
  // An access token does not go there.
  if (secret.setting === "clientSecret" && given.value !== standard) {
    inputs.warn(
      `${given.name} is ignored: ${secret.name} is not from the environment, so it is not sent to an address that only ` +
        `the environment names. To use that address, ${ownWayTo(inputs, "tokenUrl", "<address>")}. ` +
        `Otherwise unset ${given.name}.`,
    );
  }
  return derived;
}

/** Requests carry credentials, so they must be encrypted, except those that do not leave this machine. */
function checkUrl(inputs: Inputs, setting: Setting, { name, value }: Given): URL | undefined {
  const url = /^https?:/i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  const refuse = (why: string) => inputs.report(setting, "invalid", `${name} is ${shownAddress(value, url)}, ${why}`);
  if (!url) {
    if (hasBadPort(value)) return refuse("whose port is not a number from 0 to 65535.");
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

const hasBadPort = (value: string): boolean => {
  const [, address, port] = /^(https?:\/\/[^/?#@:]+):(\d+)(?:[/?#]|$)/i.exec(value) ?? [];
  return address !== undefined && URL.canParse(address) && Number(port) > 65_535;
};

/** Without user, password, query and fragment, which may be secrets. What only resembles an address is not shown at all. */
export function shownAddress(value: string, url: URL | undefined): string {
  if (url) return `"${url.origin}${url.pathname}"`;
  const rest = value.replace(/^.*@/s, "").replace(/[?#].*$/s, "");
  return /^(\w+:\/\/)?[\w-]+(\.[\w-]+){0,5}(:\d+)?(\/[\w.-]*)*$/.test(rest) && rest.length <= 80
    ? `"${rest}"`
    : "(not shown)";
}
