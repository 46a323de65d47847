/** Applications, each with a default client whose settings its answers repeat. */
import type { Field, Values } from "../provider/fields/field.ts";
import { wireName } from "../provider/fields/names.ts";
import { application } from "../provider/resources/application.ts";
import { client } from "../provider/resources/client.ts";
import { addClient, changeClient, clientsOf, protocolIn, variantOf } from "./clients.ts";
import { answerOf, now, randomId } from "./document.ts";
import { loginPreferences } from "./loginPreferences.ts";
import { badRequest, notFound, Refusal, taken } from "./refusal.ts";
import type { Store } from "./store.ts";
import { validate } from "./validate.ts";

const fields = Object.entries<Field>(application.fields);

/** The API's names of what an application repeats, with the default client's names of the same. */
const mirrors = fields.flatMap(([name, field]): [string, string, Field][] => {
  if (!field.mirrors) return [];
  const mirrored = (client.fields as Record<string, Field>)[field.mirrors] as Field;
  return [[wireName(name, field), wireName(field.mirrors, mirrored), field]];
});

export function findApplication(store: Store, appId: string): Values {
  const document = store.get("application", appId);
  if (!document) throw notFound(`Application ${appId}`);
  return document;
}

export function answerOfApplication(store: Store, document: Values): Values {
  const [first] = clientsOf(store, document.app_id as string);
  const own = fields.filter(([, field]) => !field.mirrors);
  const answer = answerOf({ fields: Object.fromEntries(own) }, document);
  const domain = document.custom_domain;
  if (domain) answer.custom_domain = { domain, status: "pending", updated_at: document.updated_at };
  if (!first) return answer;
  const repeated = answerOf(client, first, variantOf(first));
  const mirrored = mirrors.filter(([, name]) => repeated[name] !== undefined);
  return { ...answer, ...Object.fromEntries(mirrored.map(([name, of]) => [name, repeated[of]])) };
}

/** The list of all applications lacks their logos. */
export function answerOfListed(store: Store, document: Values): Values {
  const { logo: _, ...answer } = answerOfApplication(store, document);
  return answer;
}

const basics = ["app_id", "tenant_id", "app_name", "app_description", "login_uri", "application_type"];

export function answerOfBasic(store: Store, document: Values): Values {
  const entries = Object.entries(answerOfApplication(store, document));
  return Object.fromEntries(entries.filter(([name]) => basics.includes(name)));
}

export function createApplication(store: Store, body: Values): Values {
  const protocol = protocolIn(body.first_client_authentication_protocol, "first_client_authentication_protocol");
  validate(body, {
    name: "application",
    shape: application,
    view: "create",
    embedded: protocol,
    extra: {
      properties: { first_client_authentication_protocol: { type: "string" } },
      required: ["client_display_name"],
    },
  });
  const { first_client: given, first_client_authentication_protocol: _, ...settings } = body;
  const first = given as Values | undefined;
  if (first && protocolIn(first.authentication_protocol ?? protocol) !== protocol) {
    throw badRequest(["first_client.authentication_protocol differs from first_client_authentication_protocol"]);
  }
  const [own, ofClient] = divide(settings);
  refuseTaken(store, own);
  const appId = randomId();
  const time = now();
  const document: Values = {
    ...own,
    app_id: appId,
    tenant_id: "emulated-tenant",
    created_by: "emulated-user",
    created_at: time,
    updated_at: time,
    application_type: "basic",
    external_communication: { language: "en" },
    login_preferences: loginPreferences(),
  };
  store.put("application", appId, document);
  addClient(store, appId, protocol, first ?? ofClient);
  return document;
}

export function updateApplication(store: Store, document: Values, body: Values): Values {
  validate(body, { name: "application", shape: application, view: "update" });
  const [own, ofClient] = divide(body);
  refuseTaken(store, own, document.app_id);
  const changed = { ...document, ...own, updated_at: now() };
  store.put("application", document.app_id as string, changed);
  const [first] = clientsOf(store, document.app_id as string);
  if (first && Object.keys(ofClient).length > 0) changeClient(store, first, ofClient);
  return changed;
}

export function deleteApplication(store: Store, document: Values): void {
  const appId = document.app_id as string;
  for (const { client_id: id } of clientsOf(store, appId)) store.delete("client", id as string);
  store.delete("application", appId);
}

/** What is the application's own, and what is its default client's, under the client's names. */
function divide(settings: Values): [own: Values, ofClient: Values] {
  const own = { ...settings };
  const ofClient: Values = {};
  for (const [name, of] of mirrors) {
    if (own[name] === undefined) continue;
    ofClient[of] = own[name];
    delete own[name];
  }
  return [own, ofClient];
}

function refuseTaken(store: Store, own: Values, appId?: unknown): void {
  const others = store.list("application").filter((other) => other.app_id !== appId);
  for (const [name, field] of fields.filter(([, field]) => field.unique)) {
    const called = wireName(name, field);
    const value = own[called];
    if (value && others.some((other) => other[called] === value)) throw taken(called, value);
  }
  const isHub = ({ authenticator_preferences: hub }: Values) => (hub as Values | undefined)?.is_centralized === true;
  if (isHub(own) && others.some(isHub)) {
    throw new Refusal(409, {
      message: "authenticator_preferences: another application is the Authentication Hub of this tenant",
      error_code: 409,
      ts_error_code: "authentication_hub_exists",
    });
  }
}
