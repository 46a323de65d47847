/** The agents that open and pool connections to the API: directly, or through a proxy. */
import type { Agent } from "node:http";
import type { AgentOptions } from "node:https";
import type { AxiosRequestConfig } from "axios";
import type { ConnectionWatch } from "./connectTimeout.ts";
import { proxyFor } from "./proxy.ts";

type AgentConfig = Pick<AxiosRequestConfig, "httpAgent" | "httpsAgent" | "proxy">;

/** @returns What axios needs for a URL. It throws an Error if the environment names an invalid proxy. */
export function openAgents(pool: AgentOptions, { watch }: ConnectionWatch): (url: string) => Promise<AgentConfig> {
  const agents = new Map<string, Promise<Agent>>();
  const agentFor = (key: string, create: () => Promise<Agent>): Promise<Agent> => {
    const agent = agents.get(key) ?? create();
    agents.set(key, agent);
    return agent;
  };
  return async (url) => {
    const proxy = proxyFor(url);
    if (new URL(url).protocol === "http:") {
      const httpAgent = await agentFor("http:", async () => watch(new (await import("node:http")).Agent(pool)));
      return { httpAgent, proxy: proxy ? toAxiosProxy(proxy) : false };
    }
    const httpsAgent = await (proxy
      ? agentFor(proxy.href, async () => new (await import("./proxyTunnel.ts")).TunnelAgent(proxy, pool))
      : agentFor("https:", async () => watch(new (await import("node:https")).Agent(pool))));
    return { httpsAgent, proxy: false };
  };
}

/** Requests without TLS need no tunnel: the proxy itself gets them. */
function toAxiosProxy({ protocol, hostname, port, username, password }: URL): Exclude<AgentConfig["proxy"], undefined> {
  return {
    protocol,
    host: hostname,
    port: Number(port) || 80,
    ...(username !== "" && {
      auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    }),
  };
}
