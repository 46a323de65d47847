/** The way of a request: received, authenticated, routed; then validated, carried out and answered by its route. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Api } from "../api/api.ts";
import { contentOf } from "../faults/fault.ts";
import type { Faults } from "../faults/faults.ts";
import { headers as pageHeaders } from "../page/assets.ts";
import { refuseForeign } from "../page/guard.ts";
import type { Page } from "../page/page.ts";
import type { Change } from "../page/recorder.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { administer, isAdmin } from "./admin.ts";
import type { Outcome } from "./exchange.ts";
import { broken, notAllowed, Refusal } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import { pathOf, receive } from "./request.ts";
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
  /** The page on which it shows itself. */
  page?: Page;
  /** Called before the answer to a request that may have changed something. */
  changed?: () => void;
  /** Told of every request when it has been answered. */
  log?: (line: string) => void;
}

export function createApiServer(parts: Parts): Server {
  return createServer(async (request, response) => {
    const { method = "GET" } = request;
    const path = pathOf(request);
    // Its clock is the tenant's, which says when things were made.
    response.setHeader("date", new Date(parts.tenant.now()).toUTCString());
    const isAboutItself = (parts.admin && isAdmin(path)) || parts.page?.isPage(path);
    try {
      const received = { method, path, body: await receive(request), request, changes: [] };
      if (isAboutItself) answerAboutItself(parts, received, response);
      else send(response, await answer(parts, received));
    } catch (error) {
      send(response, contentOf(replying(() => raise(error))));
    }
  });
}

interface Received {
  method: string;
  path: string;
  body: string;
  request: IncomingMessage;
  /** What it changed. */
  changes: readonly Change[];
  /** The fault that struck it. */
  fault?: string;
}

/** The emulator's own paths are no part of the API: they are neither counted nor logged, and have no faults. */
function answerAboutItself(parts: Parts, { method, path, body, request }: Received, response: ServerResponse): void {
  const { page } = parts;
  try {
    refuseForeign(request.headers, request.socket.localPort as number);
    if (!page?.isPage(path)) {
      send(response, contentOf(administer(parts, method, path, body)));
      page?.changed();
    } else if (method !== "GET" || !page.listen(path, response)) {
      send(response, page.serve({ method, path, headers: request.headers, body }));
    }
  } catch (error) {
    const { headers, ...refused } = contentOf(replying(() => raise(error)));
    send(response, { ...refused, headers: { ...pageHeaders, ...headers } });
  }
}

async function answer(parts: Parts, received: Received): Promise<Outcome> {
  const { method, path, body, request } = received;
  const template = path === tokenPath ? path : (parts.api.templateOf(path) ?? path);
  const key = `${method} ${template}`;
  parts.counts.set(key, (parts.counts.get(key) ?? 0) + 1);
  const names = path === tokenPath ? tokenNames : parts.api.namesAt(template);
  const text = `${JSON.stringify(request.headers)}\n${body}`;
  const outcome = await parts.faults.answer(
    { method, template, names, text },
    () => replying(() => observed(parts, received)),
    ({ fault }) => {
      received.fault = fault;
    },
  );
  const status = typeof outcome === "string" ? outcome : outcome.status;
  parts.log?.(`${method} ${path} ${status}`);
  parts.page?.recorder.add({ method, path, status, fault: received.fault }, received.changes);
  return outcome;
}

const tokenNames = { id: "access_token", name: "access_token" };

function observed(parts: Parts, received: Received): Reply {
  const carry = () => carryOut(parts, received);
  if (!parts.page) return carry();
  return parts.page.recorder.during(carry, (changes) => {
    received.changes = changes;
  });
}

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
