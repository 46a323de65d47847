/** What is special about applications: each has a default client, whose settings its responses repeat. */
import type { Values } from "../../provider/fields/field.ts";
import { isObject, variantsOf } from "../../provider/fields/shape.ts";
import { client } from "../../provider/resources/client.ts";
import { notDeleted, secondHub } from "../http/refusal.ts";
import { receiveUpdate } from "../http/request.ts";
import type { Tenant } from "../tenant/tenant.ts";
import { protocolIn } from "./clients.ts";
import type { Collection, Override } from "./collection.ts";
import { loginPreferences } from "./loginPreferences.ts";
import { divide, own, repeated } from "./mirrors.ts";
import { respell } from "./uri.ts";
import { validate } from "./validate.ts";

const partsOf = ({ app_id: appId }: Values) => ({ appId: appId as string });

export const applications =
  (clients: Collection): Override =>
  (generic) => ({
    answer: (tenant, document, isNew = false) => {
      const { settings, tell } = tenant.behaviour;
      const answer = tell(document, own);
      const domain = document.custom_domain && respell(settings.uris, "domain", String(document.custom_domain));
      if (domain) answer.custom_domain = { domain, status: "pending", updated_at: document.updated_at };
      const [first] = clients.documents(tenant, partsOf(document));
      return first ? { ...answer, ...repeated(clients.answer(tenant, first, isNew), settings.mirrors) } : answer;
    },
    create: (tenant, parts, body, template) => {
      const { first_client: first, first_client_authentication_protocol: named, ...settings } = body;
      const protocol = protocolIn(named);
      const ofFirst = isObject(first) ? first.authentication_protocol : undefined;
      const differs =
        ofFirst !== undefined && ofFirst !== protocol
          ? [
              `first_client.authentication_protocol differs from first_client_authentication_protocol, which is ${protocol}`,
            ]
          : [];
      const expected = generic.expectCreate(body, template);
      validate(body, { ...expected, embedded: protocol, extra: extraFields(protocol) }, differs);
      const [ofApplication, ofClient] = divide(settings);
      refuseTaken(generic, tenant, ofApplication);
      const made = { ...ofApplication, ...generic.fresh(tenant, parts, body, template) };
      const document = generic.keep(tenant, { ...made, ...derived(made) });
      const its = { ...(isObject(first) ? first : ofClient), authentication_protocol: protocol };
      const itsWhole = { ...its, ...clients.fresh(tenant, partsOf(document), its, template) };
      clients.keep(tenant, { ...itsWhole, ...clients.derived(itsWhole) });
      return document;
    },
    derived,
    update: (tenant, document, body) => {
      const { sent, kept } = receiveUpdate(tenant.behaviour, document, body);
      validate(sent, { ...generic.expectUpdate(document), extra: extraFields(client.variant.default) });
      const [ofApplication, ofClient] = divide(sent);
      refuseTaken(generic, tenant, ofApplication, document);
      const changed = generic.keep(tenant, tenant.behaviour.change(kept, ofApplication, own));
      setInDefaultClient(clients, tenant, changed, ofClient);
      return changed;
    },
    delete: (tenant, document) => {
      const { clients: rule, refusals } = tenant.behaviour.settings;
      const its = clients.documents(tenant, partsOf(document));
      if (rule === "hold" && its.length > 1) {
        throw notDeleted(refusals, "the application has clients besides its default one: delete them first");
      }
      if (rule === "hold-all" && its.length > 0) {
        throw notDeleted(refusals, "the application has clients: delete them first");
      }
      for (const one of its) clients.remove(tenant.store, one);
      generic.remove(tenant.store, document);
    },
  });

const derived = ({ app_id: appId }: Values): Values => ({
  created_by: "emulated-user",
  application_type: "basic",
  external_communication: { language: "en" },
  login_preferences: loginPreferences(String(appId)),
});

/** What a creating body has beyond the application's own fields. A SAML client needs more than the deprecated ones. */
const extraFields = (protocol: string) => ({
  properties: { first_client_authentication_protocol: { type: "string", enum: variantsOf(client) } },
  required: protocol === "saml" ? ["client_display_name", "first_client"] : ["client_display_name"],
});

/** An application without clients has nothing to set. */
export function setInDefaultClient(clients: Collection, tenant: Tenant, document: Values, settings: Values): void {
  const [first] = clients.documents(tenant, partsOf(document));
  if (first && Object.keys(settings).length > 0) clients.keep(tenant, { ...first, ...settings });
}

/** A tenant has one Authentication Hub at most. */
function refuseTaken(generic: Collection, tenant: Tenant, settings: Values, except?: Values): void {
  generic.refuseTaken(tenant, {}, settings, except);
  const isHub = ({ authenticator_preferences: hub }: Values) => isObject(hub) && hub.is_centralized === true;
  const others = generic.documents(tenant, {}).filter(({ app_id: appId }) => appId !== except?.app_id);
  const hub = isHub(settings) && others.find(isHub);
  if (hub) throw secondHub(hub.app_id);
}

const basics = ["app_id", "tenant_id", "app_name", "app_description", "login_uri", "application_type"];

/** What the short list says of an application. */
export const basicsOf = (answer: Values): Values =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => basics.includes(name)));
