/** Applications, each with a default client whose settings its answers repeat. */
import type { Field, Values } from "../provider/fields/field.ts";
import { wireName } from "../provider/fields/naming.ts";
import { isObject, variantsOf } from "../provider/fields/shape.ts";
import { application } from "../provider/resources/application.ts";
import { client } from "../provider/resources/client.ts";
import { addClient, answerOfClient, clientsOf, deleteClients, protocolIn, setInClient } from "./clients.ts";
import { randomId } from "./document.ts";
import { loginPreferences } from "./loginPreferences.ts";
import { divide, own, repeated } from "./mirrors.ts";
import { notDeleted, notFound, secondHub, taken } from "./refusal.ts";
import { receiveUpdate } from "./request.ts";
import { type Tenant, timeIn } from "./tenant.ts";
import { respell } from "./uri.ts";
import { validate } from "./validate.ts";

export function findApplication({ store }: Tenant, appId: string): Values {
  const document = store.get("application", appId);
  if (!document) throw notFound(`Application ${appId}`);
  return document;
}

/** @param isNew The answer is the one to its creation. */
export function answerOfApplication(tenant: Tenant, document: Values, isNew = false): Values {
  const answer = tenant.behaviour.tell(document, own);
  const domain =
    document.custom_domain && respell(tenant.behaviour.settings.uris, "domain", String(document.custom_domain));
  if (domain) answer.custom_domain = { domain, status: "pending", updated_at: document.updated_at };
  const [first] = clientsOf(tenant, document.app_id as string);
  if (!first) return answer;
  return { ...answer, ...repeated(answerOfClient(tenant, first, isNew), tenant.behaviour.settings.mirrors) };
}

/** The list of all applications lacks their logos. */
export function answerOfListed(tenant: Tenant, document: Values): Values {
  const { logo: _, ...answer } = answerOfApplication(tenant, document);
  return answer;
}

const basics = ["app_id", "tenant_id", "app_name", "app_description", "login_uri", "application_type"];

export function answerOfBasic(tenant: Tenant, document: Values): Values {
  const entries = Object.entries(answerOfApplication(tenant, document));
  return Object.fromEntries(entries.filter(([name]) => basics.includes(name)));
}

/** What a creating body has beyond the application's own fields. A SAML client needs more than the deprecated ones. */
const extra = (protocol: string) => ({
  properties: { first_client_authentication_protocol: { type: "string", enum: variantsOf(client) } },
  required: protocol === "saml" ? ["client_display_name", "first_client"] : ["client_display_name"],
});

export function createApplication(tenant: Tenant, body: Values): Values {
  const { first_client: first, first_client_authentication_protocol: named, ...settings } = body;
  const protocol = protocolIn(named);
  const said = isObject(first) ? first.authentication_protocol : undefined;
  const differs =
    said !== undefined && said !== protocol
      ? [`first_client.authentication_protocol differs from first_client_authentication_protocol, which is ${protocol}`]
      : [];
  const expected = { name: "application", shape: application, view: "create", embedded: protocol } as const;
  validate(body, { ...expected, extra: extra(protocol) }, differs);
  const [ofApplication, ofClient] = divide(settings);
  refuseTaken(tenant, ofApplication);
  const appId = randomId();
  const document = keep(tenant, {
    ...ofApplication,
    app_id: appId,
    tenant_id: tenant.id,
    created_by: "emulated-user",
    created_at: timeIn(tenant),
    application_type: "basic",
    external_communication: { language: "en" },
    login_preferences: loginPreferences(),
  });
  addClient(tenant, appId, protocol, isObject(first) ? first : ofClient);
  return document;
}

export function updateApplication(tenant: Tenant, document: Values, body: Values): Values {
  const { sent, kept } = receiveUpdate(tenant.behaviour, document, body);
  validate(sent, { name: "application", shape: application, view: "update", extra: extra(client.variant.default) });
  const [ofApplication, ofClient] = divide(sent);
  refuseTaken(tenant, ofApplication, document.app_id);
  const changed = keep(tenant, tenant.behaviour.change(kept, ofApplication, own));
  setInDefaultClient(tenant, changed, ofClient);
  return changed;
}

/** Where there is no client left, there is nothing to set. */
export function setInDefaultClient(tenant: Tenant, document: Values, settings: Values): void {
  const [first] = clientsOf(tenant, document.app_id as string);
  if (first && Object.keys(settings).length > 0) setInClient(tenant, first, settings);
}

export function deleteApplication(tenant: Tenant, document: Values): void {
  const { clients, refusals } = tenant.behaviour.settings;
  const appId = document.app_id as string;
  const count = clientsOf(tenant, appId).length;
  if (clients === "hold" && count > 1) {
    throw notDeleted(refusals, "the application has clients besides its default one: delete them first");
  }
  if (clients === "hold-all" && count > 0) {
    throw notDeleted(refusals, "the application has clients: delete them first");
  }
  deleteClients(tenant, clientsOf(tenant, appId));
  tenant.store.delete("application", appId);
}

function keep(tenant: Tenant, document: Values): Values {
  const kept = { ...document, updated_at: timeIn(tenant) };
  tenant.store.put("application", document.app_id as string, kept);
  return kept;
}

function refuseTaken({ store, behaviour }: Tenant, settings: Values, appId?: unknown): void {
  const others = store.list("application").filter((other) => other.app_id !== appId);
  for (const [name, field] of Object.entries<Field>(application.fields).filter(([, field]) => field.unique)) {
    const called = wireName(name, field);
    const value = settings[called];
    if (value && others.some((other) => other[called] === value)) throw taken(called, value);
  }
  const name = behaviour.settings.names === "unique" && settings.app_name;
  if (name && others.some((other) => other.app_name === name)) throw taken("app_name", name);
  const isHub = ({ authenticator_preferences: hub }: Values) => isObject(hub) && hub.is_centralized === true;
  const hub = isHub(settings) && others.find(isHub);
  if (hub) throw secondHub(hub.app_id);
}
