/** A server on loopback that answers as a test tells it to, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
  /** Milliseconds before it. */
  after?: number;
  /** Holds the answer back until this is done. */
  until?: Promise<void>;
  /** Instead of an answer: close the connection, or never answer at all. */
  fault?: "reset" | "hang";
}

export interface Server {
  origin: string;
  asked: Asked[];
  close(): Promise<void>;
}

export async function serve(reply: (asked: Asked, count: number) => Reply): Promise<Server> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url: path = "", headers } = request;
    asked.push({ method, path, headers, body });
    const answer = reply(asked.at(-1) as Asked, asked.length);
    if (answer.fault === "reset") return request.socket.destroy();
    if (answer.fault === "hang") return undefined;
    await answer.until;
    if (answer.after) await new Promise((resolve) => setTimeout(resolve, answer.after));
    const content = typeof answer.body === "object" ? JSON.stringify(answer.body) : answer.body;
    return response.writeHead(answer.status ?? 200, answer.headers).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
