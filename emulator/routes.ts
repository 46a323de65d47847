/** The API's paths, and what each does. */
import type { Values } from "../provider/fields/field.ts";
import { client } from "../provider/resources/client.ts";
import {
  answerOfApplication,
  answerOfBasic,
  answerOfListed,
  createApplication,
  deleteApplication,
  findApplication,
  setInDefaultClient,
  updateApplication,
} from "./applications.ts";
import {
  answerOfClient,
  clientsOf,
  createClient,
  deleteClient,
  deleteClients,
  findClient,
  setInClient,
  updateClient,
} from "./clients.ts";
import {
  answerOfCreatedKey,
  answerOfKey,
  createKey,
  deleteKey,
  findKey,
  keysListedIn,
  updateKey,
  uploadKey,
} from "./signingKeys.ts";
import type { Tenant } from "./tenant.ts";
import { validate } from "./validate.ts";

export interface Reply {
  status: number;
  body?: unknown;
}

export interface Route {
  method: string;
  path: string;
  run(tenant: Tenant, parts: Record<string, string>, body: Values): Reply;
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const created = (body: unknown): Reply => ({ status: 201, body });
const none: Reply = { status: 204 };

/** What a creating request answers: all, or what nobody could find out otherwise. */
function made({ behaviour }: Tenant, answer: Values): Values {
  return behaviour.settings.writes === "ids" ? idsIn(answer) : answer;
}

const idsIn = (answer: Values): Values =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => /^(app_id|client_id|client_secret)$/.test(name)));

/** What an updating request answers: what is then, or what was before. */
function changed({ behaviour }: Tenant, answer: () => Values, change: () => void): Values {
  const before = answer();
  change();
  if (behaviour.settings.writes === "ids") return idsIn(before);
  return behaviour.settings.writes === "stale" ? before : answer();
}

const route = (method: string, path: string, run: Route["run"]): Route => ({ method, path, run });

const applications = "/cis/v1/applications";
const clients = `${applications}/{appId}/clients`;
const keys = `${applications}/signing-keys`;

/** The first that fits is it: a path of fixed words stands before one with a name in the same place. */
export const routes: readonly Route[] = [
  route("POST", applications, (tenant, _, body) =>
    created({ result: made(tenant, answerOfApplication(tenant, createApplication(tenant, body), true)) }),
  ),
  route("GET", applications, (tenant) =>
    ok({ result: tenant.store.list("application").map((document) => answerOfListed(tenant, document)) }),
  ),
  route("GET", `${applications}/list`, (tenant) =>
    ok({ result: tenant.store.list("application").map((document) => answerOfBasic(tenant, document)) }),
  ),
  route("POST", keys, (tenant, _, body) => created(answerOfCreatedKey(tenant, createKey(tenant, body)))),
  route("GET", keys, (tenant) => ok(keysListedIn(tenant).map((document) => answerOfKey(tenant, document)))),
  route("POST", `${keys}/upload`, (tenant, _, body) => created(answerOfCreatedKey(tenant, uploadKey(tenant, body)))),
  route("PUT", `${keys}/{id}`, (tenant, { id = "" }, body) =>
    ok(answerOfKey(tenant, updateKey(tenant, findKey(tenant, id), body))),
  ),
  route("DELETE", `${keys}/{id}`, (tenant, { id = "" }) => {
    deleteKey(tenant, findKey(tenant, id));
    return none;
  }),

  route("GET", `${applications}/{appId}`, (tenant, { appId = "" }) =>
    ok({ result: answerOfApplication(tenant, findApplication(tenant, appId)) }),
  ),
  route("PUT", `${applications}/{appId}`, (tenant, { appId = "" }, body) => {
    const document = () => findApplication(tenant, appId);
    const answer = () => answerOfApplication(tenant, document());
    return ok({ result: changed(tenant, answer, () => updateApplication(tenant, document(), body)) });
  }),
  route("DELETE", `${applications}/{appId}`, (tenant, { appId = "" }) => {
    deleteApplication(tenant, findApplication(tenant, appId));
    return none;
  }),
  route("PUT", `${applications}/{appId}/resources`, (tenant, { appId = "" }, body) => {
    const document = findApplication(tenant, appId);
    setInDefaultClient(tenant, document, resourcesIn(body));
    return ok({ result: answerOfApplication(tenant, document) });
  }),

  route("POST", clients, (tenant, { appId = "" }, body) => {
    findApplication(tenant, appId);
    return created(made(tenant, answerOfClient(tenant, createClient(tenant, appId, body), true)));
  }),
  route("GET", clients, (tenant, { appId = "" }) => {
    findApplication(tenant, appId);
    return ok(clientsOf(tenant, appId).map((document) => answerOfClient(tenant, document)));
  }),
  route("DELETE", clients, (tenant, { appId = "" }) => {
    findApplication(tenant, appId);
    deleteClients(tenant, clientsOf(tenant, appId));
    return none;
  }),
  route("GET", `${clients}/{clientId}`, (tenant, { appId = "", clientId = "" }) =>
    ok(answerOfClient(tenant, findClient(tenant, appId, clientId))),
  ),
  route("PUT", `${clients}/{clientId}`, (tenant, { appId = "", clientId = "" }, body) => {
    const document = () => findClient(tenant, appId, clientId);
    const answer = () => answerOfClient(tenant, document());
    return ok(changed(tenant, answer, () => updateClient(tenant, document(), body)));
  }),
  route("DELETE", `${clients}/{clientId}`, (tenant, { appId = "", clientId = "" }) => {
    deleteClient(tenant, findClient(tenant, appId, clientId));
    return none;
  }),
  route("PUT", `${clients}/{clientId}/resources`, (tenant, { appId = "", clientId = "" }, body) =>
    ok(answerOfClient(tenant, setInClient(tenant, findClient(tenant, appId, clientId), resourcesIn(body)))),
  ),
];

/** The body of the requests for resources alone, which has a name of its own for them. */
const resourcesBody = { fields: { resourceIds: { ...client.fields.resources, required: true } } } as const;

function resourcesIn(body: Values): Values {
  validate(body, { name: "resources", shape: resourcesBody, view: "create" });
  return { resources: body.resource_ids };
}
