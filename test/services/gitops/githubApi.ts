/** As much of GitHub's REST API as the jobs need, on loopback: what they made, and what they asked for. */
import { type Asked, type Reply, type Server, serve } from "../../support/server.ts";

export interface Remark {
  id: number;
  number: number;
  body: string;
  user: { login: string; type: "Bot" | "User" };
  html_url: string;
  state: "open" | "closed";
  title?: string;
  labels?: string[];
  pull_request?: object;
  head?: string;
  base?: string;
}

/** What `GET /compare` answers. */
export interface Comparison {
  ahead_by: number;
  total_commits: number;
  commits: { sha: string; commit: { message: string } }[];
}

const repository = "/repos/acme/identity";
const bot = { login: "github-actions[bot]", type: "Bot" } as const;

/** Objects of a page at most: GitHub's own limit is 100. */
const pageSize = 2;

export class GitHubApi {
  readonly comments = new Map<number, Remark[]>();
  readonly issues: Remark[] = [];
  readonly pulls: Remark[] = [];
  readonly dispatches: unknown[] = [];
  /** What it answers instead. */
  refuse: (asked: Asked) => Reply | undefined = () => undefined;
  compare: (base: string, head: string) => Comparison = () => ({ ahead_by: 0, total_commits: 0, commits: [] });
  private server: Server | undefined;
  private last = 100;

  async open(): Promise<void> {
    this.server = await serve((asked) => this.refuse(asked) ?? this.answer(asked));
  }

  close = async (): Promise<void> => this.server?.close();

  get origin(): string {
    return (this.server as Server).origin;
  }

  /** `METHOD /path` since the last call, below the repository, without what reads if only writes are wanted. */
  taken({ writesOnly = false } = {}): string[] {
    const asked = this.server?.asked.splice(0) ?? [];
    return asked
      .filter(({ method }) => !writesOnly || method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace(repository, "")}`);
  }

  remark(given: Partial<Remark>): Remark {
    const id = ++this.last;
    const html_url = `https://github.com/acme/identity/${id}`;
    return { id, number: id, body: "", user: bot, html_url, state: "open", ...given };
  }

  private answer({ method, path: target, headers, body: text }: Asked): Reply {
    if (headers.authorization !== "Bearer token-of-the-job")
      return { status: 401, body: { message: "Bad credentials" } };
    const { pathname, searchParams } = new URL(target, this.origin);
    const path = pathname.replace(repository, "");
    const body = text ? JSON.parse(text) : {};
    const [, kind, key = "", below] = path.split("/");
    const on = `${method} ${kind}`;
    if (on === "GET compare") {
      const [base, head] = key.split("...") as [string, string];
      return { body: this.compare(base, head) };
    }
    if (path === "/actions/workflows/preview.yml/dispatches") return this.dispatch(body);
    if (path.startsWith("/issues/comments/")) return change([...this.comments.values()].flat(), below, body);
    if (kind === "issues" && below === "comments") return this.inThread(method, Number(key), body, searchParams);
    if (on === "PATCH issues") return change(this.issues, key, body);
    if (on === "PATCH pulls") return change(this.pulls, key, body);
    if (on === "POST issues") return this.make(this.issues, body);
    if (on === "POST pulls") return this.make(this.pulls, body);
    const isWanted = (remark: Remark) =>
      remark.state === searchParams.get("state") &&
      (kind === "issues" ||
        (remark.base === searchParams.get("base") && `acme:${remark.head}` === searchParams.get("head")));
    if (on === "GET issues") return this.page(this.issues.filter(isWanted), pathname, searchParams);
    if (on === "GET pulls") return this.page(this.pulls.filter(isWanted), pathname, searchParams);
    return { status: 404, body: { message: "Not Found" } };
  }

  private inThread(method: string, pull: number, body: object, query: URLSearchParams): Reply {
    const thread = this.comments.get(pull) ?? [];
    this.comments.set(pull, thread);
    if (method === "POST") return this.make(thread, body);
    return this.page(thread, `${repository}/issues/${pull}/comments`, query);
  }

  private make(list: Remark[], given: object): Reply {
    const made = this.remark(given);
    list.push(made);
    return { status: 201, body: made };
  }

  private dispatch(given: unknown): Reply {
    this.dispatches.push(given);
    return { status: 204 };
  }

  private page(all: Remark[], pathname: string, query: URLSearchParams): Reply {
    const page = Number(query.get("page") ?? 1);
    const body = all.slice((page - 1) * pageSize, page * pageSize);
    if (all.length <= page * pageSize) return { body };
    query.set("page", String(page + 1));
    return { body, headers: { link: `<${this.origin}${pathname}?${query}>; rel="next"` } };
  }
}

function change(list: Remark[], id: string | undefined, given: object): Reply {
  const found = list.find((remark) => String(remark.id) === id);
  if (found === undefined) return { status: 404, body: { message: "Not Found" } };
  return { body: Object.assign(found, given) };
}
