/** The way of a request: received, authenticated, routed; then validated, carried out and answered by its route. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { administer, isAdmin } from "./admin.ts";
import type { Api } from "./api.ts";
import type { Outcome } from "./exchange.ts";
import { contentOf } from "./fault.ts";
import type { Faults } from "./faults.ts";
import { broken, notAllowed, Refusal } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import { pathOf, receive } from "./request.ts";
import type { Tenant } from "./tenant.ts";
import { type Tokens, tokenPath } from "./token.ts";

export interface Parts {
  api: Api;
  tenant: Tenant;
  tokens: Tokens;
  faults: Faults;
  /** Requests so far, by method and template. */
  counts: Map<string, number>;
  /** Whether the emulator itself may be asked over HTTP. */
  admin?: boolean;
  /** Called before the answer to a request that may have changed something. */
  changed?: () => void;
  /** Told of every request when it has been answered. */
  log?: (line: string) => void;
}

export function createApiServer(parts: Parts): Server {
  return createServer(async (request, response) => {
    const { method = "GET" } = request;
    const path = pathOf(request);
    const isOurs = parts.admin === true && isAdmin(path);
    const outcome = await receive(request).then(
      (body) =>
        isOurs
          ? contentOf(replying(() => administer(parts, method, path, body)))
          : answer(parts, { method, path, body, request }),
      (error) => contentOf(replying(() => raise(error))),
    );
    // Its clock is the tenant's, which says when things were made.
    response.setHeader("date", new Date(parts.tenant.now()).toUTCString());
    send(response, outcome);
    if (!isOurs) parts.log?.(`${method} ${path} ${typeof outcome === "string" ? outcome : outcome.status}`);
  });
}

interface Received {
  method: string;
  path: string;
  body: string;
  request: IncomingMessage;
}

function answer(parts: Parts, { method, path, body, request }: Received): Promise<Outcome> {
  const template = path === tokenPath ? path : (parts.api.templateOf(path) ?? path);
  const key = `${method} ${template}`;
  parts.counts.set(key, (parts.counts.get(key) ?? 0) + 1);
  const names = path === tokenPath ? tokenNames : parts.api.namesAt(template);
  const text = `${JSON.stringify(request.headers)}\n${body}`;
  return parts.faults.answer({ method, template, names, text }, () =>
    replying(() => carryOut(parts, { method, path, body, request })),
  );
}

const tokenNames = { id: "access_token", name: "access_token" };

function carryOut({ api, tenant, tokens, changed }: Parts, { method, path, body, request }: Received): Reply {
  if (path === tokenPath) {
    if (method !== "POST") throw notAllowed(method, path);
    return tokens.issue(request.headers, body);
  }
  tokens.verify(request.headers);
  const reply = api.serve(tenant, method, path, body);
  if (method !== "GET") changed?.();
  return reply;
}

/** What is thrown is answered as well. */
function replying(run: () => Reply): Reply {
  try {
    return run();
  } catch (error) {
    return error instanceof Refusal ? error : broken(error);
  }
}

function raise(error: unknown): never {
  throw error;
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome === "reset") response.socket?.destroy();
  else if (outcome !== "hang") response.writeHead(outcome.status, outcome.headers).end(outcome.text);
}
