/** The agents that open and pool connections to the API: directly, or through a proxy. */
import type { Agent } from "node:http";
import type { AgentOptions } from "node:https";
import type { AxiosRequestConfig } from "axios";
import type { ConnectionWatch } from "./connectTimeout.ts";
import { loadOnce } from "./loading.ts";
import { type NamedProxy, proxyFor } from "./proxy.ts";

type AgentConfig = Pick<AxiosRequestConfig, "httpAgent" | "httpsAgent" | "proxy"> & {
  /** The variable of the environment that names the proxy; absent for a direct connection. */
  proxyVariable?: string;
};

/** @returns What axios needs for a URL. It throws an Error if the environment names an invalid proxy. */
export function openAgents(pool: AgentOptions, { watch }: ConnectionWatch): (url: string) => Promise<AgentConfig> {
  const forHttp = loadOnce(async () => watch(new (await import("node:http")).Agent(pool)));
  const forHttps = loadOnce(async () => watch(new (await import("node:https")).Agent(pool)));
  const tunnels = new Map<string, () => Promise<Agent>>();
  const openTunnel = ({ address, variable }: NamedProxy): Promise<Agent> => {
    const key = `${variable} ${address.href}`;
    const open =
      tunnels.get(key) ??
      loadOnce<Agent>(async () => new (await import("./proxyTunnel.ts")).TunnelAgent(address, variable, pool));
    tunnels.set(key, open);
    return open();
  };
  return async (url) => {
    // No proxy gets a request without TLS, which settings allow for this machine alone.
    if (new URL(url).protocol === "http:") return { httpAgent: await forHttp(), proxy: false };
    const proxy = proxyFor(url);
    if (!proxy) return { httpsAgent: await forHttps(), proxy: false };
    return { httpsAgent: await openTunnel(proxy), proxy: false, proxyVariable: proxy.variable };
  };
}
