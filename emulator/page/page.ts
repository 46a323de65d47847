/** The page on which the emulator shows itself: its files, what it shows, and what it changes. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Api } from "../api/api.ts";
import { contentOf } from "../faults/fault.ts";
import { kinds, readRules } from "../faults/faultRule.ts";
import type { Faults } from "../faults/faults.ts";
import type { Content } from "../http/exchange.ts";
import { notAllowed, notFound, Refusal, saying } from "../http/refusal.ts";
import { parse, parseJson } from "../http/request.ts";
import { contentsOf } from "../seed/contents.ts";
import { readBehaviour } from "../tenant/behaviour.ts";
import { questions, switches } from "../tenant/switches.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { asset, headers, pagePath } from "./assets.ts";
import { type Listeners, openListeners } from "./listeners.ts";
import { openRecorder, type Recorder } from "./recorder.ts";
import { hidden, viewOf } from "./view.ts";

export interface Page {
  recorder: Recorder;
  /** With it, secrets are shown. */
  token: string;
  /** Called whenever something that the page shows may have changed. */
  changed(): void;
  isPage(path: string): boolean;
  /** @throws Refusal */
  serve(asked: Asked): Content;
  /** Keeps the response open, and tells it of changes. @returns Whether the path is the one for that. */
  listen(path: string, response: ServerResponse): boolean;
  close(): void;
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Shown {
  api: Api;
  tenant: Tenant;
  faults: Faults;
  /** The provider's settings. */
  settings: { baseUrl: string; clientId: string; clientSecret: string };
  reset(): void;
}

/** @param now In milliseconds. @param shown What there is, once it has been started. */
export function openPage(now: () => number, shown: () => Shown): Page {
  const listeners = openListeners();
  const token = randomBytes(24).toString("base64url");
  const recorder = openRecorder(now, listeners.tell);
  const isTold = openCheck(token);
  return {
    recorder,
    token,
    changed: listeners.tell,
    isPage: (path) => path === "/" || path === pagePath || path.startsWith(`${pagePath}/`),
    serve: ({ method, path, headers: { authorization }, body }) => {
      const file = path === "/" ? { status: 302, headers: { ...headers, location: pagePath } } : asset(path);
      if (file && method === "GET") return file;
      const name = path.slice(pagePath.length + 1);
      const allowed = Object.hasOwn(actions, name) ? actions[name] : undefined;
      const action = allowed?.[method];
      if (!action) throw file || allowed ? notAllowed(method, path) : notFound(path);
      const result = action(shown(), { body, recorder, open: isTold(authorization) });
      if (method !== "GET") listeners.tell();
      const { text, ...answer } = contentOf({ status: 200, body: result });
      return { ...answer, headers: { ...headers, ...answer.headers }, text };
    },
    listen: (path, response) => path === `${pagePath}/events` && listen(listeners, response),
    close: listeners.close,
  };
}

function listen(listeners: Listeners, response: ServerResponse): true {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
  listeners.add(response);
  return true;
}

/** In the same time for every wrong token. */
function openCheck(token: string): (authorization: string | undefined) => boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (authorization) => {
    if (authorization === undefined) return false;
    if (!timingSafeEqual(digest(authorization), expected)) {
      throw new Refusal(401, { message: "This is not the token that the emulator printed when it was started." });
    }
    return true;
  };
}

interface Given {
  body: string;
  recorder: Recorder;
  /** Whether secrets are shown. */
  open: boolean;
}

type Action = (shown: Shown, given: Given) => unknown;

const actions: Record<string, Record<string, Action>> = {
  state: { GET: stateOf },
  contents: {
    GET: ({ tenant, api }, { open }) => {
      if (!open) throw new Refusal(401, { message: "Contents have secrets: send the token as Authorization: Bearer." });
      return contentsOf(tenant, api);
    },
  },
  behaviour: {
    PUT: ({ tenant }, { body }) => {
      const given = parse(body) as Record<string, string | number>;
      tenant.behaviour = saying(() => readBehaviour(given));
      return {};
    },
  },
  faults: {
    PUT: ({ faults, api }, { body }) => {
      faults.set(saying(() => readRules(parseJson(body), api.templates)));
      return {};
    },
  },
  requests: {
    DELETE: (_, { recorder }) => {
      recorder.clear();
      return {};
    },
  },
  reset: {
    POST: ({ reset }) => {
      reset();
      return {};
    },
  },
};

function stateOf({ tenant, api, faults, settings }: Shown, { recorder, open }: Given) {
  return {
    open,
    tenant: { id: tenant.id, managementApp: tenant.managementApp },
    settings: { ...settings, clientSecret: open ? settings.clientSecret : hidden },
    ...viewOf(tenant, api, recorder.list(), open),
    behaviour: { ...tenant.behaviour.settings, lag: tenant.behaviour.lag },
    switches: Object.entries(switches).map(([name, values]) => ({
      name,
      values,
      question: questions[name as keyof typeof switches],
    })),
    faults: faults.list(),
    kinds,
    templates: api.templates,
  };
}
