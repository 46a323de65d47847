/** Connections through a proxy, which is asked for a way to the API's host and sees no more than that. */
import { type ClientRequest, request } from "node:http";
import { Agent, type AgentOptions, type RequestOptions, request as secureRequest } from "node:https";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { connectTimeout, connectWithin } from "./connectTimeout.ts";
import { authorizationFor } from "./proxy.ts";

/** The proxy gave no way for now; or for good, since it wants something else first. */
export const proxyUnavailable = "ERR_PROXY_NO_WAY";
export const proxyRejected = "ERR_PROXY_REFUSED";

type Connected = (error: Error | null, socket: Duplex) => void;
type Settle = (error: Error | null, socket?: TLSSocket) => void;

export class TunnelAgent extends Agent {
  private readonly proxy: URL;

  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.proxy = proxy;
  }

  override createConnection(target: RequestOptions, connected: Connected = () => {}): undefined {
    const asking = ask(this.proxy, `${target.host}:${target.port}`);
    let end = () => void asking.destroy();
    const settle = once(connected, () => end());
    asking.once("error", settle);
    asking.once("response", ({ statusCode }) => settle(refusal(this.proxy, statusCode)));
    asking.once("connect", ({ statusCode }, socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        return settle(refusal(this.proxy, statusCode));
      }
      const secured = connect({ ...(target as ConnectionOptions), socket });
      end = () => void secured.destroy();
      secured.once("error", settle);
      secured.once("secureConnect", () => settle(null, secured.off("error", settle)));
    });
    asking.end();
  }
}

function ask(proxy: URL, host: string): ClientRequest {
  const send = proxy.protocol === "https:" ? secureRequest : request;
  const { hostname, port, protocol } = proxy;
  return send({
    protocol,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port || undefined,
    method: "CONNECT",
    path: host,
    headers: { host, ...authorizationFor(proxy) },
    agent: false,
  });
}

/** Tells once what came of it, in a bounded time. @param end Ends what is left. */
function once(connected: Connected, end: () => void): Settle {
  const timer = setTimeout(() => {
    settle(Object.assign(new Error(`no connection within ${connectWithin / 1000} s`), { code: connectTimeout }));
  }, connectWithin);
  let isSettled = false;
  const settle: Settle = (error, socket) => {
    clearTimeout(timer);
    if (error) end();
    if (isSettled) return;
    isSettled = true;
    connected(error, socket as TLSSocket);
  };
  return settle;
}

function refusal({ origin }: URL, status = 0): Error {
  const code = status >= 400 && status < 500 ? proxyRejected : proxyUnavailable;
  return Object.assign(new Error(`the proxy ${origin} answered ${status} when asked for a connection`), { code });
}
