/**
 * Connections that tell how far they came: until one stands, with its encryption, nothing of a request has gone out. That
 * takes a bounded time of its own, to be told apart from an answer that does not come.
 */
import type { Agent } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

export const connectTimeout = "ERR_CONNECT_TIMEOUT";

/** Milliseconds. */
export const connectWithin = 10_000;

interface Connecting {
  createConnection(...args: unknown[]): Socket | null | undefined;
}

/** Connections of ours, with whether they ever stood. */
const stood = new WeakMap<Socket, boolean>();

/** Whether a connection of ours came to nothing. */
export const neverStood = (socket: Socket | null | undefined): boolean =>
  socket !== null && socket !== undefined && stood.get(socket) === false;

export function watchConnections<A extends Agent>(agent: A): A {
  const connecting = agent as unknown as Connecting;
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...args) => {
    const socket = create(...args);
    if (socket) watch(socket);
    return socket;
  };
  return agent;
}

function watch(socket: Socket): void {
  stood.set(socket, false);
  const timer = setTimeout(() => {
    const error = new Error(`no connection within ${connectWithin / 1000} s`);
    socket.destroy(Object.assign(error, { code: connectTimeout }));
  }, connectWithin);
  const isEncrypted = (socket as TLSSocket).encrypted === true;
  socket.once(isEncrypted ? "secureConnect" : "connect", () => {
    stood.set(socket, true);
    clearTimeout(timer);
  });
  socket.once("close", () => clearTimeout(timer));
}
