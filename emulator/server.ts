/** The way of a request: received, authenticated, routed; then validated, carried out and answered by its route. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { broken, notAllowed, Refusal } from "./refusal.ts";
import { pathOf, receive } from "./request.ts";
import type { Reply } from "./routes.ts";
import { serve } from "./serve.ts";
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
  return serve(tenant, method, path, body);
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const content = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, content === undefined ? {} : { "content-type": "application/json" }).end(content);
}
