/**
 * Connections with a timeout of their own for TCP and TLS. Until a connection is established, nothing of a request has been
 * sent, so this must be told apart from a response that does not arrive.
 */
import type { Agent } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { connectTimeout } from "./causes.ts";

export const connectTimeoutMs = 10_000;

export const connectTimeoutError = (through = ""): Error =>
  Object.assign(new Error(`no connection within ${connectTimeoutMs / 1000} s${through}`), { code: connectTimeout });

export interface ConnectionWatch {
  /** Sets the timeout on each connection that an agent opens. */
  watch<A extends Agent>(agent: A): A;
  /** Whether a connection of a watched agent has not been established, or was closed before it was. */
  isUnestablished(socket: Socket): boolean;
}

interface Connecting {
  createConnection(...args: unknown[]): Socket | null | undefined;
}

export function openConnectionWatch(): ConnectionWatch {
  const unestablished = new WeakSet<Socket>();

  function watchSocket(socket: Socket): void {
    unestablished.add(socket);
    const timer = setTimeout(() => socket.destroy(connectTimeoutError()), connectTimeoutMs);
    const isEncrypted = (socket as TLSSocket).encrypted === true;
    socket.once(isEncrypted ? "secureConnect" : "connect", () => {
      unestablished.delete(socket);
      clearTimeout(timer);
    });
    socket.once("close", () => clearTimeout(timer));
  }

  return {
    watch: (agent) => {
      const connecting = agent as unknown as Connecting;
      const create = connecting.createConnection.bind(agent);
      connecting.createConnection = (...args) => {
        const socket = create(...args);
        if (socket) watchSocket(socket);
        return socket;
      };
      return agent;
    },
    isUnestablished: (socket) => unestablished.has(socket),
  };
}
