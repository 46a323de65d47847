/** Connections through a proxy: it opens a tunnel to the API's host (CONNECT), and TLS hides from it what the tunnel carries. */
import { EventEmitter, once } from "node:events";
import type { ClientRequest } from "node:http";
import { Agent, type AgentOptions, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";
import {
  isCertificateCode,
  isWithoutTls,
  proxyCertificate,
  proxyInvalid,
  proxyRejected,
  proxyUnavailable,
  shortTlsMessage,
} from "./causes.ts";
import { connectTimeoutError, connectTimeoutMs } from "./connectTimeout.ts";
import { authorizationFor } from "./proxy.ts";

type Connected = (error: Error | null, socket: Duplex) => void;
type Target = RequestOptions & ConnectionOptions;

/** Node pools the connections and encrypts them, as it does without a proxy; https-proxy-agent opens the tunnels. */
export class TunnelAgent extends Agent {
  private readonly proxy: URL;
  private readonly variable: string;

  /** @param variable The variable that names the proxy. */
  constructor(proxy: URL, variable: string, options: AgentOptions) {
    super(options);
    this.proxy = proxy;
    this.variable = variable;
  }

  override createConnection(target: RequestOptions, connected: Connected = () => {}): undefined {
    openEncrypted(this.proxy, this.variable, target as Target).then(
      (socket) => connected(null, socket),
      connected as (error: Error) => void,
    );
  }
}

/** Nothing of a request is sent before TLS is established. Proxy, tunnel and TLS share the connect timeout. */
async function openEncrypted(proxy: URL, variable: string, target: Target): Promise<TLSSocket> {
  const timeout = new AbortController();
  const { signal } = timeout;
  const timer = setTimeout(() => timeout.abort(), connectTimeoutMs);
  let socket: TLSSocket | undefined;
  try {
    socket = connect({ ...target, socket: await openTunnel(proxy, variable, target, signal) });
    // Errors of the tunnel are emitted here too, even after the first one has ended the wait.
    socket.on("error", () => {});
    await once(socket, "secureConnect", { signal });
    return socket;
  } catch (error) {
    socket?.destroy();
    throw signal.aborted ? connectTimeoutError(` through the proxy ${proxy.origin}`) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function openTunnel(
  proxy: URL,
  variable: string,
  { host = "", port }: Target,
  signal: AbortSignal,
): Promise<Duplex> {
  const address = new URL(proxy);
  // Where DEBUG is set, the library logs the address, but no headers.
  address.username = "";
  address.password = "";
  const options = { headers: authorizationFor(proxy), keepAlive: true, noDelay: true, signal };
  const agent = new HttpsProxyAgent<"http://">(address, options);
  let status = Number.NaN;
  agent.once("proxyConnect", ({ statusCode }) => {
    status = statusCode;
  });
  // The library uses the request for events only.
  const request = new EventEmitter() as ClientRequest;
  const tunnel = await agent
    .connect(request, { host, port: Number(port), secureEndpoint: false })
    .catch((error) => Promise.reject(unavailable(proxy, variable, error)));
  if (status === 200) return tunnel;
  // The library returns a socket that repeats the proxy's response as if it came from the API.
  tunnel.destroy();
  throw refused(proxy, status);
}

/** Only errors with a code, which are Node's, are quoted: the library's own repeat what the proxy sent. */
function unavailable(proxy: URL, variable: string, { code, message }: NodeJS.ErrnoException): Error {
  if (code === undefined) return notHttp(proxy);
  if (code === "ENOTFOUND") {
    return withCode(proxyInvalid, `${variable} names the proxy ${proxy.origin}, whose host does not exist: ${message}`);
  }
  if (proxy.protocol === "https:" && isWithoutTls(message)) {
    return withCode(proxyInvalid, `${variable} names the proxy ${proxy.origin}, which does not use TLS: write http://`);
  }
  return withCode(
    isCertificateCode(code) ? proxyCertificate : proxyUnavailable,
    `no connection to the proxy ${proxy.origin}: ${shortTlsMessage(message)}`,
  );
}

function refused(proxy: URL, status: number): Error {
  if (Number.isNaN(status)) return notHttp(proxy);
  const code = status >= 400 && status < 500 ? proxyRejected : proxyUnavailable;
  return withCode(code, `the proxy ${proxy.origin} answered ${status} to CONNECT`);
}

const notHttp = ({ origin }: URL): Error =>
  withCode(proxyUnavailable, `the proxy ${origin} did not answer CONNECT in HTTP`);

const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });
