/** The clients of applications. */
import type { Values, Variant } from "../provider/fields/field.ts";
import { client } from "../provider/resources/client.ts";
import { answerOf, now, randomId } from "./document.ts";
import { badRequest, notFound } from "./refusal.ts";
import type { Store } from "./store.ts";
import { validate } from "./validate.ts";

const tenant = "emulated-tenant";

export const variantOf = (document: Values): Variant => document.authentication_protocol as Variant;

export function protocolIn(value: unknown, name = "authentication_protocol"): Variant {
  if (value === undefined || value === "oidc") return "oidc";
  if (value === "saml") return "saml";
  throw badRequest([`${name} must be one of: oidc, saml`]);
}

export const answerOfClient = (document: Values): Values => answerOf(client, document, variantOf(document));

export function clientsOf(store: Store, appId: string): Values[] {
  return store.list("client").filter((document) => document.app_id === appId);
}

export function findClient(store: Store, appId: string, clientId: string): Values {
  const document = store.get("client", clientId);
  if (document?.app_id !== appId) throw notFound(`Client ${clientId}`);
  return document;
}

export function createClient(store: Store, appId: string, body: Values): Values {
  const variant = protocolIn(body.authentication_protocol);
  validate(body, { name: "client", shape: client, view: "create", variant });
  return addClient(store, appId, variant, body);
}

/** Stores a client whose body is known to be good. */
export function addClient(store: Store, appId: string, variant: Variant, body: Values): Values {
  const clientId = randomId();
  const time = now();
  const document: Values = {
    ...body,
    authentication_protocol: variant,
    app_id: appId,
    client_id: clientId,
    client_secret: `emulated-secret-${randomId()}`,
    tenant_id: tenant,
    created_at: time,
    updated_at: time,
    ...(variant === "saml" && identityProviderOf(appId, clientId)),
  };
  store.put("client", clientId, document);
  return document;
}

const identityProviderOf = (appId: string, clientId: string): Values => ({
  metadata_url: `https://idp.example/${appId}/${clientId}/metadata`,
  sso_url: `https://idp.example/${appId}/${clientId}/sso`,
  entity_id: `urn:emulated:${clientId}`,
  x509_certificate: `-----BEGIN CERTIFICATE-----\n${randomId()}\n-----END CERTIFICATE-----`,
});

export function updateClient(store: Store, document: Values, body: Values): Values {
  validate(body, { name: "client", shape: client, view: "update", variant: variantOf(document) });
  return changeClient(store, document, body);
}

export function changeClient(store: Store, document: Values, changes: Values): Values {
  const changed: Values = { ...document, ...changes, updated_at: now() };
  store.put("client", changed.client_id as string, changed);
  return changed;
}
