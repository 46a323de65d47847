/** Which proxy requests go through: the variables that Node's users know. */
import { isLoopback } from "./loopback.ts";

type Environment = Record<string, string | undefined>;

/** The proxy for an address; undefined where requests go straight to it. @throws Error that names a variable that is wrong */
export function proxyFor(url: string, environment: Environment = process.env): URL | undefined {
  const target = new URL(url);
  const kind = target.protocol.slice(0, -1);
  const names = [`${kind}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  const name = names.find((one) => environment[one]);
  if (!name || isExempt(target, environment.no_proxy || environment.NO_PROXY || "")) return undefined;
  const proxy = parse(environment[name] as string, name);
  // What is not encrypted stays on this machine.
  return kind === "http" && !isLoopback(proxy.hostname) ? undefined : proxy;
}

function parse(value: string, name: string): URL {
  const address = value.includes("://") ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy && /^https?:$/.test(proxy.protocol)) return proxy;
  // It may hold a password.
  throw new Error(`${name} is not the address of an http or https proxy, like http://proxy.example:3128`);
}

/** `NO_PROXY`: hosts, domains that begin with a dot or `*.`, perhaps with a port; or `*` for all. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const defaultPort = protocol === "https:" ? "443" : "80";
  return list.split(/[\s,]+/).some((entry) => {
    const [, host = "", ofPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (host === "" || (ofPort !== undefined && ofPort !== (port || defaultPort))) return false;
    const suffix = host.replace(/^\*/, "");
    return suffix === hostname || suffix === "" || (suffix.startsWith(".") && hostname.endsWith(suffix));
  });
}

/** What a proxy with a user wants to hear. */
export function authorizationFor({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
