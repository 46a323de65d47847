/** The clients of applications. */
import type { Values, Variant } from "../provider/fields/field.ts";
import { client } from "../provider/resources/client.ts";
import { now, randomId } from "./document.ts";
import { notFound } from "./refusal.ts";
import { type Tenant, tenantId } from "./tenant.ts";
import { validate } from "./validate.ts";

export const variantOf = (document: Values): Variant => document.authentication_protocol as Variant;

/** The protocol that a body names. Of one that is none, only its validation has to say so. */
export const protocolIn = (value: unknown): Variant => (value === "saml" ? "saml" : client.variant.default);

export const answerOfClient = ({ behaviour }: Tenant, document: Values): Values =>
  behaviour.tell(document, client, variantOf(document));

/** Oldest first: the first is the application's default client. */
export function clientsOf({ store }: Tenant, appId: string): Values[] {
  return store.list("client").filter((document) => document.app_id === appId);
}

export function findClient({ store }: Tenant, appId: string, clientId: string): Values {
  const document = store.get("client", clientId);
  if (document?.app_id !== appId) throw notFound(`Client ${clientId}`);
  return document;
}

export function createClient(tenant: Tenant, appId: string, body: Values): Values {
  const variant = protocolIn(body.authentication_protocol);
  validate(body, { name: "client", shape: client, view: "create", variant });
  return addClient(tenant, appId, variant, body);
}

/** Stores a client whose body is known to be good. */
export function addClient(tenant: Tenant, appId: string, variant: Variant, body: Values): Values {
  const clientId = randomId();
  return keep(tenant, {
    ...body,
    authentication_protocol: variant,
    app_id: appId,
    client_id: clientId,
    client_secret: `emulated-secret-${randomId()}`,
    tenant_id: tenantId,
    created_at: now(),
    ...(variant === "saml" && identityProviderOf(appId, clientId)),
  });
}

const identityProviderOf = (appId: string, clientId: string): Values => ({
  metadata_url: `https://idp.example/${appId}/${clientId}/metadata`,
  sso_url: `https://idp.example/${appId}/${clientId}/sso`,
  entity_id: `urn:emulated:${clientId}`,
  x509_certificate: `-----BEGIN CERTIFICATE-----\n${randomId()}\n-----END CERTIFICATE-----`,
});

export function updateClient(tenant: Tenant, document: Values, body: Values): Values {
  validate(body, { name: "client", shape: client, view: "update", variant: variantOf(document) });
  return keep(tenant, tenant.behaviour.change(document, body, client));
}

/** Sets some settings, known to be good, and leaves the others as they are. */
export const setInClient = (tenant: Tenant, document: Values, settings: Values): Values =>
  keep(tenant, { ...document, ...settings });

function keep({ store }: Tenant, document: Values): Values {
  const kept = { ...document, updated_at: now() };
  store.put("client", document.client_id as string, kept);
  return kept;
}

export function deleteClients({ store }: Tenant, documents: readonly Values[]): void {
  for (const { client_id: id } of documents) store.delete("client", id as string);
}
