/** The way of a request: received, authenticated, routed, validated and carried out, answered. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { notFound, Refusal } from "./refusal.ts";
import { parse, receive } from "./request.ts";
import { type Reply, type Route, routes } from "./routes.ts";
import type { Store } from "./store.ts";
import type { Tokens } from "./token.ts";

export interface Parts {
  store: Store;
  tokens: Tokens;
  /** Told of every request when it has been answered. */
  log?: (line: string) => void;
}

export function createApiServer(parts: Parts): Server {
  return createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const reply = await answer(parts, request, path);
    send(response, reply);
    parts.log?.(`${request.method} ${path} ${reply.status}`);
  });
}

async function answer({ store, tokens }: Parts, request: IncomingMessage, path: string): Promise<Reply> {
  try {
    const body = await receive(request);
    if (path === "/oidc/token" && request.method === "POST") return tokens.issue(request.headers, body);
    tokens.verify(request.headers);
    const [route, names] = find(request.method ?? "GET", path);
    return route.run(store, names, body === "" && !takesBody(route) ? {} : parse(body));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const takesBody = ({ method }: Route): boolean => method === "POST" || method === "PUT";

function find(method: string, path: string): [Route, Record<string, string>] {
  const matching = routes.flatMap((route): [Route, Record<string, string>][] => {
    const names = match(route.path, path);
    return names ? [[route, names]] : [];
  });
  if (matching.length === 0) throw notFound(path);
  // A path of fixed words comes before one with a name in the same place.
  matching.sort(([, a], [, b]) => Object.keys(a).length - Object.keys(b).length);
  const found = matching.find(([route]) => route.method === method);
  if (!found) throw new Refusal(405, { message: `${method} is not allowed here`, error_code: 405 });
  return found;
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const names: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const part = given[index] as string;
    if (word.startsWith("{")) names[word.slice(1, -1)] = decodeURIComponent(part);
    else if (word !== part) return undefined;
  }
  return names;
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const content = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, content === undefined ? {} : { "content-type": "application/json" }).end(content);
}
