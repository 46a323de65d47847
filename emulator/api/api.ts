/** The API: its collections, and a request that is routed to one of them. */
import type { Field, Resource, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { resources as registered } from "../../provider/resources/all.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { badRequest, notAllowed, notFound } from "../http/refusal.ts";
import type { Reply } from "../http/reply.ts";
import { parse } from "../http/request.ts";
import { seenBy, type Tenant } from "../tenant/tenant.ts";
import { applications } from "./applications.ts";
import { clients } from "./clients.ts";
import { type Collection, openCollection, type Parts } from "./collection.ts";
import { type Route, routesOf, specialRoutes } from "./routes.ts";
import { signingKeys } from "./signingKeys.ts";

export interface Api {
  readonly resources: readonly Resource[];
  /** Templates of its paths, for example `/v1/applications/{appId}`. */
  readonly templates: readonly string[];
  collectionOf(resource: Resource): Collection;
  /** Carries a request out. @throws Refusal */
  serve(tenant: Tenant, method: string, path: string, body: string): Reply;
  /** The template of a path; undefined for a path that the API does not have. */
  templateOf(path: string): string | undefined;
  /** What responses call the id and the name of what a template is about. */
  namesAt(template: string): { id: string; name: string };
}

export function openApi(resources: readonly Resource[] = registered): Api {
  const ofClients = openCollection(client, clients);
  const special = new Map<Resource, Collection>([
    [client, ofClients],
    [application, openCollection(application, applications(ofClients))],
    [signingKey, openCollection(signingKey, signingKeys)],
  ]);
  const collections = resources.map((resource) => special.get(resource) ?? openCollection(resource));
  const collectionOf = (resource: Resource) => collections.find((one) => one.resource === resource) as Collection;
  const parentOf = ({ id }: Resource) =>
    collections.find((other) => id.length > 1 && other.resource.id.join() === id.slice(0, -1).join());
  const routes = [
    ...collections.flatMap((one) => routesOf(one, parentOf(one.resource))),
    ...specialRoutes(special.get(application) as Collection, ofClients),
  ].sort(byFixedWords);
  return {
    resources,
    templates: [...new Set(routes.map(({ path }) => templateFor(path)))],
    collectionOf,
    serve: (tenant, method, path, body) => {
      const [route, parts] = findRoute(routes, method, path);
      return route.run(seenBy(tenant, route.method), parts, takesBody(route) ? parse(body) : {});
    },
    templateOf: (path) => matching(routes, path).map(([{ path: template }]) => templateFor(template))[0],
    namesAt: (template) => {
      const within = resources.filter(({ collection }) => template.startsWith(collection));
      const [nearest = application] = within.sort((a, b) => b.collection.length - a.collection.length);
      const fields: Resource["fields"] = nearest.fields;
      const called = (name: string) => wireName(name, fields[name] as Field);
      return { id: called(nearest.id.at(-1) as string), name: called(nearest.nameField) };
    },
  };
}

const templateFor = (path: string): string => path.replace(/^\/cis/, "");

const takesBody = ({ method }: Route): boolean => method === "POST" || method === "PUT";

/** A path of fixed words stands before one with a name in the same place. */
function byFixedWords({ path: a }: Route, { path: b }: Route): number {
  const ranks = [a, b].map((path) =>
    path
      .split("/")
      .map((word) => (word.startsWith("{") ? "1" : "0"))
      .join(""),
  ) as [string, string];
  return ranks[0] < ranks[1] ? -1 : ranks[0] > ranks[1] ? 1 : 0;
}

function findRoute(routes: readonly Route[], method: string, path: string): [Route, Parts] {
  const fitting = matching(routes, path);
  if (fitting.length === 0) throw notFound(path);
  const found = fitting.find(([route]) => route.method === method);
  if (!found) throw notAllowed(method, path);
  const [route, parts] = found;
  return [route, Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, decode(part)]))];
}

const matching = (routes: readonly Route[], path: string): [Route, Parts][] =>
  routes.flatMap((route): [Route, Parts][] => {
    const parts = match(route.path, path);
    return parts ? [[route, parts]] : [];
  });

function match(template: string, path: string): Parts | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parts: Values = {};
  for (const [index, word] of wanted.entries()) {
    const part = given[index] as string;
    if (word.startsWith("{")) parts[word.slice(1, -1)] = part;
    else if (word !== part) return undefined;
  }
  return parts as Parts;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest([`the path's part ${JSON.stringify(part)} is not percent-encoded`]);
  }
}
