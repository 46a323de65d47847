/** Which proxy requests go through: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in lower or upper case. */
import { isLoopback } from "./loopback.ts";
import { proxyInvalid } from "./networkError.ts";

type Environment = Record<string, string | undefined>;

/** @returns The proxy for a URL; undefined for a direct connection. @throws Error that names an invalid variable */
export function proxyFor(url: string, environment: Environment = process.env): URL | undefined {
  const target = new URL(url);
  const scheme = target.protocol.slice(0, -1);
  const names = [`${scheme}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  const name = names.find((one) => environment[one]);
  if (!name || isExempt(target, environment.no_proxy || environment.NO_PROXY || "")) return undefined;
  const proxy = parse(environment[name] as string, name);
  // Requests without TLS must not leave this machine.
  return scheme === "http" && !isLoopback(proxy.hostname) ? undefined : proxy;
}

function parse(value: string, name: string): URL {
  const address = value.includes("://") ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  // The value may contain a password, so no message shows it.
  if (!proxy || !/^https?:$/.test(proxy.protocol)) {
    throw invalid(`${name} is not the address of an http or https proxy, like http://proxy.example:3128`);
  }
  if (!isDecodable(proxy)) throw invalid(`${name} has a "%" that is not percent-encoded: write %25`);
  return proxy;
}

const invalid = (message: string): Error => Object.assign(new Error(message), { code: proxyInvalid });

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** `NO_PROXY` lists hosts and domains, which begin with `.` or `*.`; each with a port or without. `*` is every host. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const defaultPort = protocol === "https:" ? "443" : "80";
  return list.split(/[\s,]+/).some((entry) => {
    const [, host = "", ofPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (host === "" || (ofPort !== undefined && ofPort !== (port || defaultPort))) return false;
    const suffix = host.replace(/^\*/, "");
    return suffix === hostname || suffix === "" || (suffix.startsWith(".") && hostname.endsWith(suffix));
  });
}

/** The header for a proxy whose address has a user and password; none for another. */
export function authorizationFor({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
