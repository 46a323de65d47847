/** A request that may be served: its route is found, and carried out on the tenant. */
import { badRequest, notAllowed, notFound } from "./refusal.ts";
import { parse } from "./request.ts";
import { type Reply, type Route, routes } from "./routes.ts";
import { seenBy, type Tenant } from "./tenant.ts";

/** @throws Refusal */
export function serve(tenant: Tenant, method: string, path: string, body: string): Reply {
  const [route, parts] = find(method, path);
  return route.run(seenBy(tenant, route.method), parts, takesBody(route) ? parse(body) : {});
}

/** The template that a path is of. Undefined for a path that the API does not have. */
export const templateOf = (path: string): string | undefined => matching(path)[0]?.[0].path.replace(/^\/cis/, "");

const takesBody = ({ method }: Route): boolean => method === "POST" || method === "PUT";

function find(method: string, path: string): [Route, Record<string, string>] {
  const fitting = matching(path);
  if (fitting.length === 0) throw notFound(path);
  const found = fitting.find(([route]) => route.method === method);
  if (!found) throw notAllowed(method, path);
  const [route, parts] = found;
  return [route, Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, decode(part)]))];
}

const matching = (path: string): [Route, Record<string, string>][] =>
  routes.flatMap((route): [Route, Record<string, string>][] => {
    const parts = match(route.path, path);
    return parts ? [[route, parts]] : [];
  });

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const part = given[index] as string;
    if (word.startsWith("{")) parts[word.slice(1, -1)] = part;
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
