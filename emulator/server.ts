/** The way of a request: received, authenticated, routed; then validated, carried out and answered by its route. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { badRequest, broken, notAllowed, notFound, Refusal } from "./refusal.ts";
import { parse, pathOf, receive } from "./request.ts";
import { type Reply, type Route, routes } from "./routes.ts";
import type { Tenant } from "./tenant.ts";
import { type Tokens, tokenPath } from "./token.ts";

export interface Parts {
  tenant: Tenant;
  tokens: Tokens;
  /** Told of every request when it has been answered. */
  log?: (line: string) => void;
}

export function createApiServer(parts: Parts): Server {
  return createServer(async (request, response) => {
    const reply = await answer(parts, request).catch((error) => (error instanceof Refusal ? error : broken(error)));
    send(response, reply);
    parts.log?.(`${request.method} ${pathOf(request)} ${reply.status}`);
  });
}

async function answer({ tenant, tokens }: Parts, request: IncomingMessage): Promise<Reply> {
  const { method = "GET", headers } = request;
  const path = pathOf(request);
  const body = await receive(request);
  if (path === tokenPath) {
    if (method !== "POST") throw notAllowed(method, path);
    return tokens.issue(headers, body);
  }
  tokens.verify(headers);
  const [route, parts] = find(method, path);
  return route.run(tenant, parts, takesBody(route) ? parse(body) : {});
}

const takesBody = ({ method }: Route): boolean => method === "POST" || method === "PUT";

function find(method: string, path: string): [Route, Record<string, string>] {
  const matching = routes.flatMap((route): [Route, Record<string, string>][] => {
    const parts = match(route.path, path);
    return parts ? [[route, parts]] : [];
  });
  if (matching.length === 0) throw notFound(path);
  const found = matching.find(([route]) => route.method === method);
  if (!found) throw notAllowed(method, path);
  return found;
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const part = given[index] as string;
    if (word.startsWith("{")) parts[word.slice(1, -1)] = decode(part);
    else if (word !== part) return undefined;
  }
  return parts;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest([`the path's part ${JSON.stringify(part)} is not percent-encoded`]);
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const content = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, content === undefined ? {} : { "content-type": "application/json" }).end(content);
}
