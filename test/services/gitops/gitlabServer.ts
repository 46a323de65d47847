/** GitLab's REST API and Vault, as far as the jobs use them, on one loopback port. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../../../tools/engine/api.ts";

export const bot = { id: 41, username: "project_1_bot" };
export const gitlabToken = "glpat-canary-of-the-bot";
export const jwt = "canary-of-the-identity";

export interface GitLab {
  url: string;
  notes: Json[];
  issues: Json[];
  mergeRequests: Json[];
  /** Commits that one branch has and another one lacks. */
  compare: (from: string, to: string) => Json[];
  /** By path, as `transmit/eu`. */
  secrets: Record<string, Json>;
  /** `METHOD /path`, but reads and logins. */
  writes: string[];
  /** Roles and secrets that were asked for. */
  logins: string[];
  /** An answer for everything of the API below `/projects`: a fault. */
  failure: { status: number; times: number } | undefined;
  close(): Promise<void>;
}

/** Objects on one page, in place of what is asked for. */
const pageSize = 2;

export async function startGitLab(): Promise<GitLab> {
  const state: Omit<GitLab, "close" | "url"> = {
    notes: [],
    issues: [],
    mergeRequests: [],
    compare: () => [],
    secrets: {},
    writes: [],
    logins: [],
    failure: undefined,
  };
  let ids = 100;
  const create = (list: Json[], content: Json): Json => {
    const id = ++ids;
    const made = { id, iid: id, state: "opened", author: bot, web_url: `https://gitlab.example/${id}`, ...content };
    list.push(made);
    return made;
  };
  const change = (list: Json[], id: string, content: Json): Json | undefined => {
    const found = list.find((object) => String(object.id) === id);
    return found && Object.assign(found, content, content.state_event === "close" ? { state: "closed" } : {});
  };

  function answer(method: string, url: URL, body: Json): [status: number, content: unknown] {
    const [, , project, kind = "", id = "", sub, subId = ""] = url.pathname.replace("/api/v4", "").split("/");
    if (url.pathname === "/api/v4/user") return [200, bot];
    if (project !== "1") return [404, { message: "404 Project Not Found" }];
    const found = (list: Json[]) => [200, list] as [number, unknown];
    if (kind === "repository")
      return [
        200,
        { commits: state.compare(String(url.searchParams.get("from")), String(url.searchParams.get("to"))) },
      ];
    if (kind === "merge_requests" && sub === "notes") {
      if (method === "GET") return found(state.notes);
      if (method === "POST") return [201, create(state.notes, { body: body.body })];
      return [200, change(state.notes, subId, { body: body.body })];
    }
    if (kind === "issues" && sub === "notes") return [201, create([], body)];
    const list = kind === "issues" ? state.issues : state.mergeRequests;
    const opened = list.filter((one) => one.state === "opened");
    if (method === "GET" && kind === "merge_requests")
      return found(
        opened.filter((one) =>
          ["source_branch", "target_branch"].every((name) => one[name] === url.searchParams.get(name)),
        ),
      );
    if (method === "GET") return found(opened);
    if (method === "POST") return [201, create(list, { source_project_id: 1, target_project_id: 1, ...body })];
    return [200, change(list, id, body)];
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url as string, "http://gitlab");
    const method = request.method as string;
    const send = (status: number, content: unknown, headers = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(content));
    const body = await readJson(request);
    if (url.pathname === "/v1/auth/jwt/login") {
      if (body.jwt !== jwt) return send(400, { errors: ["error validating token"] });
      state.logins.push(String(body.role));
      return send(200, { auth: { client_token: `token of ${body.role}` } });
    }
    if (url.pathname.startsWith("/v1/secret/data/")) {
      const name = url.pathname.replace("/v1/secret/data/", "");
      const data = state.secrets[name];
      if (!data || !request.headers["x-vault-token"]) return send(403, { errors: ["permission denied"] });
      state.logins.push(name);
      return send(200, { data: { data } });
    }
    if (request.headers["private-token"] !== gitlabToken) return send(401, { message: "401 Unauthorized" });
    if (state.failure && state.failure.times-- > 0)
      return send(state.failure.status, { message: "a fault, as ordered" });
    if (method !== "GET") state.writes.push(`${method} ${url.pathname.replace("/api/v4/projects/1", "")}`);
    const [status, content] = answer(method, url, body);
    if (!Array.isArray(content)) return send(status, content ?? {});
    const page = Number(url.searchParams.get("page") ?? 1);
    const next = new URL(url.pathname + url.search, `http://${request.headers.host}`);
    next.searchParams.set("page", String(page + 1));
    const link = content.length > page * pageSize ? { link: `<${next}>; rel="next"` } : {};
    send(status, content.slice((page - 1) * pageSize, page * pageSize), link);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

async function readJson(request: IncomingMessage): Promise<Json> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}
