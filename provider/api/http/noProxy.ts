/**
 * Which hosts the environment exempts from proxies. It is read as the engine beside us reads it, with Go's
 * golang.org/x/net/http/httpproxy, and what curl and Node's libraries read beyond that is understood as well.
 */
import { BlockList, isIP, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import { isLoopback } from "./loopback.ts";

/**
 * @param list Hosts, separated by commas or blanks: `*` is every host; `corp.example` is that domain and its subdomains,
 *   `.corp.example` and `*.corp.example` its subdomains; an IP address, with brackets or without; a network, `10.0.0.0/8`.
 *   A host or address may have a port.
 */
export function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = withoutDot(withoutBrackets(hostname));
  if (isLoopback(hostname) || isLoopback(host)) return true;
  const target: Target = { host, port: port || (protocol === "https:" ? "443" : "80") };
  return list.split(/[\s,]+/).some((entry) => entry !== "" && matches(target, entry.toLowerCase()));
}

interface Target {
  host: string;
  port: string;
}

function matches(target: Target, entry: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInNetwork(target.host, entry);
  const { host, port } = parse(entry);
  if (host === "" || (port !== undefined && Number(port) !== Number(target.port))) return false;
  if (isIP(host)) return isInNetwork(target.host, host);
  return isIP(target.host) === 0 && isInDomain(target.host, host);
}

/** An IPv6 address without brackets has no port. */
function parse(entry: string): { host: string; port?: string } {
  if (isIPv6(entry)) return { host: entry };
  const [, host = "", port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return { host: withoutBrackets(host), port };
}

/** @param network An address, or one with the length of its prefix. */
function isInNetwork(host: string, network: string): boolean {
  const [address = "", prefix, ...rest] = network.split("/");
  const given = withoutBrackets(address);
  if (isIP(host) === 0 || isIP(given) === 0 || rest.length > 0) return false;
  const bits = isIPv6(given) ? 128 : 32;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length <= bits)) return false;
  const hosts = new BlockList();
  hosts.addSubnet(given, length, family(given));
  return hosts.check(host, family(host));
}

const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

function isInDomain(host: string, entry: string): boolean {
  const suffix = withoutDot(entry.replace(/^\*/, ""));
  const isSubdomain = suffix.startsWith(".");
  const name = isSubdomain ? suffix.slice(1) : suffix;
  const ascii = domainToASCII(name) || name;
  return ascii !== "" && (host.endsWith(`.${ascii}`) || (!isSubdomain && host === ascii));
}

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

const withoutDot = (host: string): string => host.replace(/\.$/, "");
