/** The paths of a collection, from its definition, and those that only the API's description has. */
import type { Field, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { fieldsOf } from "../../provider/fields/shape.ts";
import { client } from "../../provider/resources/client.ts";
import type { Reply } from "../http/reply.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { basicsOf, setInDefaultClient } from "./applications.ts";
import type { Collection, Parts } from "./collection.ts";
import { validate } from "./validate.ts";

export interface Route {
  method: string;
  path: string;
  run(tenant: Tenant, parts: Parts, body: Values): Reply;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const created = (body: unknown): Reply => ({ status: 201, body });
const none: Reply = { status: 204 };

const route = (method: string, path: string, run: Route["run"]): Route => ({ method, path: `/cis${path}`, run });

/** @param parent What the collection lies in: without it, there is no such path. */
export function routesOf(collection: Collection, parent?: Collection): Route[] {
  const { resource } = collection;
  const { collection: path, item, upload, envelope, createReturnsNothing, noGetEndpoint } = resource;
  const wrapped = (content: unknown) => (envelope ? { [envelope]: content } : content);
  const within =
    (run: Route["run"]): Route["run"] =>
    (tenant, parts, body) => {
      parent?.find(tenant, parts);
      return run(tenant, parts, body);
    };
  const create = (template: string): Route["run"] =>
    within((tenant, parts, body) => {
      const { settings } = tenant.behaviour;
      const answer = collection.answer(tenant, collection.create(tenant, parts, body, template), true);
      if (createReturnsNothing) return created(settings.keyAnswers === "key" ? wrapped(answer) : undefined);
      return created(wrapped(settings.writes === "ids" ? idsIn(collection, answer) : answer));
    });
  return [
    route("POST", path, create(path)),
    ...(upload ? [route("POST", upload.path, create(upload.path))] : []),
    route(
      "GET",
      path,
      within((tenant, parts) =>
        ok(wrapped(collection.list(tenant, parts).map((document) => collection.answerInList(tenant, document)))),
      ),
    ),
    ...(noGetEndpoint
      ? []
      : [
          route("GET", item, (tenant, parts) => ok(wrapped(collection.answer(tenant, collection.find(tenant, parts))))),
        ]),
    route("PUT", item, (tenant, parts, body) => {
      const answer = () => collection.answer(tenant, collection.find(tenant, parts));
      const before = answer();
      collection.update(tenant, collection.find(tenant, parts), body);
      const { writes } = tenant.behaviour.settings;
      if (createReturnsNothing) return ok(wrapped(answer()));
      return ok(wrapped(writes === "ids" ? idsIn(collection, before) : writes === "stale" ? before : answer()));
    }),
    route("DELETE", item, (tenant, parts) => {
      collection.delete(tenant, collection.find(tenant, parts));
      return none;
    }),
  ];
}

/** What nobody could find out otherwise: ids, and secrets. */
function idsIn({ resource }: Collection, answer: Values): Values {
  const ids = new Set([
    ...resource.id.map((name) => wireName(name, resource.fields[name] as Field)),
    ...fieldsOf(resource)
      .filter(([, field]) => field.output && field.type === "string" && (field.secret || field.mirrorsClientField))
      .map(([name, field]) => wireName(name, field)),
  ]);
  return Object.fromEntries(Object.entries(answer).filter(([name]) => ids.has(name)));
}

/** Requests that no definition needs. */
export function specialRoutes(applications: Collection, clients: Collection): Route[] {
  const { collection: path, item } = applications.resource;
  const { collection: clientsPath, item: clientItem } = clients.resource;
  return [
    route("GET", `${path}/list`, (tenant) =>
      ok({ result: applications.list(tenant, {}).map((document) => basicsOf(applications.answer(tenant, document))) }),
    ),
    route("PUT", `${item}/resources`, (tenant, parts, body) => {
      const document = applications.find(tenant, parts);
      setInDefaultClient(clients, tenant, document, resourcesIn(body));
      return ok({ result: applications.answer(tenant, document) });
    }),
    route("DELETE", clientsPath, (tenant, parts) => {
      applications.find(tenant, parts);
      for (const document of clients.documents(tenant, parts)) clients.remove(tenant.store, document);
      return none;
    }),
    route("PUT", `${clientItem}/resources`, (tenant, parts, body) => {
      const document = clients.find(tenant, parts);
      return ok(clients.answer(tenant, clients.keep(tenant, { ...document, ...resourcesIn(body) })));
    }),
  ];
}

/** The body of these requests, which has a name of its own for the resources. */
const resourcesBody = { fields: { resourceIds: { ...client.fields.resources, required: true } } } as const;

function resourcesIn(body: Values): Values {
  validate(body, { name: "resources", shape: resourcesBody, view: "create" });
  return { resources: body.resource_ids };
}
