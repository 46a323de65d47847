/** The way that requests take: straight, or through a proxy. */
import type { Agent } from "node:http";
import type { AgentOptions } from "node:https";
import type { AxiosRequestConfig } from "axios";
import { watchConnections } from "./connectTimeout.ts";
import { proxyFor } from "./proxy.ts";

type Way = Pick<AxiosRequestConfig, "httpAgent" | "httpsAgent" | "proxy">;

/** @throws Error where the environment names a proxy that is none */
export function openRoutes(pool: AgentOptions): (url: string) => Promise<Way> {
  const agents = new Map<string, Promise<Agent>>();
  const agentFor = (key: string, create: () => Promise<Agent>): Promise<Agent> => {
    const agent = agents.get(key) ?? create();
    agents.set(key, agent);
    return agent;
  };
  return async (url) => {
    const proxy = proxyFor(url);
    if (new URL(url).protocol === "http:") {
      const httpAgent = await agentFor("http:", async () =>
        watchConnections(new (await import("node:http")).Agent(pool)),
      );
      return { httpAgent, proxy: proxy ? described(proxy) : false };
    }
    const httpsAgent = await (proxy
      ? agentFor(proxy.href, async () => new (await import("./proxyTunnel.ts")).TunnelAgent(proxy, pool))
      : agentFor("https:", async () => watchConnections(new (await import("node:https")).Agent(pool))));
    return { httpsAgent, proxy: false };
  };
}

/** For what is not encrypted, and so asked of the proxy itself. */
function described({ protocol, hostname, port, username, password }: URL): Exclude<Way["proxy"], undefined> {
  return {
    protocol,
    host: hostname,
    port: Number(port) || 80,
    ...(username !== "" && {
      auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
  };
}
