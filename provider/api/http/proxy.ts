/** Which proxy requests go through: HTTPS_PROXY, ALL_PROXY and NO_PROXY, in lower or upper case. */
import { proxyInvalid } from "./causes.ts";
import { isExempt } from "./noProxy.ts";

type Environment = Record<string, string | undefined>;

export interface NamedProxy {
  address: URL;
  /** The variable that names it, as it is spelled. */
  variable: string;
}

const names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy for an https URL; undefined for a direct connection, as to each loopback address.
 * @throws Error that names an invalid variable
 */
export function proxyFor(url: string, environment: Environment = process.env): NamedProxy | undefined {
  const variable = names.find((one) => environment[one]?.trim());
  if (!variable || isExempt(new URL(url), environment.no_proxy || environment.NO_PROXY || "")) return undefined;
  return { address: parse(environment[variable]?.trim() as string, variable), variable };
}

function parse(value: string, name: string): URL {
  const address = value.includes("://") ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  // The value may contain a password, so no message shows it.
  if (!proxy || !/^https?:$/.test(proxy.protocol)) {
    throw invalid(`${name} is not the address of an http or https proxy, like http://proxy.example:3128`);
  }
  if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined) {
    throw invalid(`${name} has a "%" that is not percent-encoded: write %25`);
  }
  return proxy;
}

const invalid = (message: string): Error => Object.assign(new Error(message), { code: proxyInvalid });

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The header for a proxy whose address has a user or a password; none for another. */
export function authorizationFor({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
