/** A bound on the time to connect, which is told apart from an answer that does not come: nothing was sent yet. */
import type { Agent } from "node:http";
import type { Socket } from "node:net";

export const connectTimeout = "ERR_CONNECT_TIMEOUT";

const connectWithin = 10_000;

interface Connecting {
  createConnection(...args: unknown[]): Socket | null | undefined;
}

export function withConnectTimeout<A extends Agent>(agent: A): A {
  const connecting = agent as unknown as Connecting;
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...args) => {
    const socket = create(...args);
    if (socket) limit(socket);
    return socket;
  };
  return agent;
}

function limit(socket: Socket): void {
  const timer = setTimeout(() => {
    const error = new Error(`no connection within ${connectWithin / 1000} s`);
    socket.destroy(Object.assign(error, { code: connectTimeout }));
  }, connectWithin);
  for (const event of ["connect", "close"] as const) socket.once(event, () => clearTimeout(timer));
}
