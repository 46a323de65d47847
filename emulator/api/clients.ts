/** What is special about clients: two protocols, secrets that may be renewed, and the last one of an application. */
import type { Values, Variant } from "../../provider/fields/field.ts";
import { client } from "../../provider/resources/client.ts";
import { notDeleted } from "../http/refusal.ts";
import { derivedId } from "../tenant/document.ts";
import { newSecret, type Override } from "./collection.ts";

/** The protocol that a body names. If it names none that there is, only its validation says so. */
export const protocolIn = (value: unknown): Variant => (value === "saml" ? "saml" : client.variant.default);

export const clients: Override = (generic) => ({
  variantOf: (document) => document.authentication_protocol as Variant,
  expectCreate: (body, template) => ({
    ...generic.expectCreate(body, template),
    variant: protocolIn(body.authentication_protocol),
  }),
  fresh: (tenant, parts, body, template) => {
    const fresh = generic.fresh(tenant, parts, body, template);
    return { ...fresh, authentication_protocol: protocolIn(body.authentication_protocol) };
  },
  derived: (document) =>
    document.authentication_protocol === "saml" ? identityProviderOf(document.app_id, document.client_id) : {},
  update: (tenant, document, body) => {
    const changed = generic.update(tenant, document, body);
    const isRenewed = tenant.behaviour.settings.secret === "renewed" && methodOf(changed) !== methodOf(document);
    return isRenewed ? generic.keep(tenant, { ...changed, client_secret: newSecret(tenant) }) : changed;
  },
  delete: (tenant, document) => {
    const { lastClient, refusals } = tenant.behaviour.settings;
    const [first, ...others] = generic.documents(tenant, { appId: document.app_id as string });
    if (lastClient === "kept" && first?.client_id === document.client_id) {
      throw notDeleted(refusals, "the default client of an application cannot be deleted");
    }
    if (lastClient === "last-kept" && others.length === 0) {
      throw notDeleted(refusals, "the last of an application's clients cannot be deleted");
    }
    generic.remove(tenant.store, document);
  },
});

const identityProviderOf = (appId: unknown, clientId: unknown): Values => ({
  metadata_url: `https://idp.example/${appId}/${clientId}/metadata`,
  sso_url: `https://idp.example/${appId}/${clientId}/sso`,
  entity_id: `urn:emulated:${clientId}`,
  x509_certificate: `-----BEGIN CERTIFICATE-----\n${derivedId(`certificate ${clientId}`)}\n-----END CERTIFICATE-----`,
});

const methodOf = (document: Values): string =>
  JSON.stringify([document.authentication_configuration, document.token_endpoint_auth_method]);
