/** The API's paths, and what each does. */
import type { Values } from "../provider/fields/field.ts";
import {
  answerOfApplication,
  answerOfBasic,
  answerOfListed,
  createApplication,
  deleteApplication,
  findApplication,
  updateApplication,
} from "./applications.ts";
import { answerOfClient, changeClient, clientsOf, createClient, findClient, updateClient } from "./clients.ts";
import { badRequest } from "./refusal.ts";
import type { Store } from "./store.ts";

export interface Reply {
  status: number;
  body?: unknown;
}

export interface Route {
  method: string;
  path: string;
  run(store: Store, parts: Record<string, string>, body: Values): Reply;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const created = (body: unknown): Reply => ({ status: 201, body });
const none: Reply = { status: 204 };

const route = (method: string, path: string, run: Route["run"]): Route => ({ method, path, run });

const applications = "/cis/v1/applications";
const clients = `${applications}/{appId}/clients`;

export const routes: readonly Route[] = [
  route("POST", applications, (store, _, body) =>
    created({ result: answerOfApplication(store, createApplication(store, body)) }),
  ),
  route("GET", applications, (store) =>
    ok({ result: store.list("application").map((document) => answerOfListed(store, document)) }),
  ),
  route("GET", `${applications}/list`, (store) =>
    ok({ result: store.list("application").map((document) => answerOfBasic(store, document)) }),
  ),
  route("GET", `${applications}/{appId}`, (store, { appId = "" }) =>
    ok({ result: answerOfApplication(store, findApplication(store, appId)) }),
  ),
  route("PUT", `${applications}/{appId}`, (store, { appId = "" }, body) =>
    ok({ result: answerOfApplication(store, updateApplication(store, findApplication(store, appId), body)) }),
  ),
  route("DELETE", `${applications}/{appId}`, (store, { appId = "" }) => {
    deleteApplication(store, findApplication(store, appId));
    return none;
  }),
  route("PUT", `${applications}/{appId}/resources`, (store, { appId = "" }, body) => {
    const document = findApplication(store, appId);
    const [first] = clientsOf(store, appId);
    if (first) changeClient(store, first, { resources: resourceIdsIn(body) });
    return ok({ result: answerOfApplication(store, document) });
  }),

  route("POST", clients, (store, { appId = "" }, body) => {
    findApplication(store, appId);
    return created(answerOfClient(createClient(store, appId, body)));
  }),
  route("GET", clients, (store, { appId = "" }) => {
    findApplication(store, appId);
    return ok(clientsOf(store, appId).map(answerOfClient));
  }),
  route("DELETE", clients, (store, { appId = "" }) => {
    findApplication(store, appId);
    for (const { client_id: id } of clientsOf(store, appId)) store.delete("client", id as string);
    return none;
  }),
  route("GET", `${clients}/{clientId}`, (store, { appId = "", clientId = "" }) =>
    ok(answerOfClient(findClient(store, appId, clientId))),
  ),
  route("PUT", `${clients}/{clientId}`, (store, { appId = "", clientId = "" }, body) =>
    ok(answerOfClient(updateClient(store, findClient(store, appId, clientId), body))),
  ),
  route("DELETE", `${clients}/{clientId}`, (store, { appId = "", clientId = "" }) => {
    store.delete("client", findClient(store, appId, clientId).client_id as string);
    return none;
  }),
  route("PUT", `${clients}/{clientId}/resources`, (store, { appId = "", clientId = "" }, body) =>
    ok(answerOfClient(changeClient(store, findClient(store, appId, clientId), { resources: resourceIdsIn(body) }))),
  ),
];

function resourceIdsIn(body: Values): string[] {
  const { resource_ids: ids, ...others } = body;
  const unknown = Object.keys(others).map((name) => `property ${name} should not exist`);
  const isList = Array.isArray(ids) && ids.every((id) => typeof id === "string");
  if (!isList) unknown.push("resource_ids must be a list of strings");
  if (unknown.length > 0) throw badRequest(unknown);
  return ids as string[];
}
