/** The clients of applications. */
import type { Values, Variant } from "../provider/fields/field.ts";
import { client } from "../provider/resources/client.ts";
import { randomId } from "./document.ts";
import { notDeleted, notFound, taken } from "./refusal.ts";
import { receiveUpdate } from "./request.ts";
import { type Tenant, timeIn } from "./tenant.ts";
import { validate } from "./validate.ts";

export const variantOf = (document: Values): Variant => document.authentication_protocol as Variant;

/** The protocol that a body names. Of one that is none, only its validation has to say so. */
export const protocolIn = (value: unknown): Variant => (value === "saml" ? "saml" : client.variant.default);

/** @param isNew The answer is the one to its creation. */
export function answerOfClient({ behaviour }: Tenant, document: Values, isNew = false): Values {
  const answer = behaviour.tell(document, client, variantOf(document));
  if (behaviour.settings.secrets === "told-once" && !isNew) delete answer.client_secret;
  return answer;
}

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
  refuseTakenName(tenant, appId, body.name);
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
    client_secret: newSecret(),
    tenant_id: tenant.id,
    created_at: timeIn(tenant),
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
  const { behaviour } = tenant;
  const { sent, kept } = receiveUpdate(behaviour, document, body);
  validate(sent, { name: "client", shape: client, view: "update", variant: variantOf(document) });
  refuseTakenName(tenant, document.app_id as string, sent.name, document.client_id);
  const changed = behaviour.change(kept, sent, client, variantOf(document));
  const isRenewed = behaviour.settings.secret === "renewed" && methodOf(changed) !== methodOf(document);
  return keep(tenant, { ...changed, ...(isRenewed && { client_secret: newSecret() }) });
}

const newSecret = (): string => `emulated-secret-${randomId()}`;

const methodOf = (document: Values): string =>
  JSON.stringify([document.authentication_configuration, document.token_endpoint_auth_method]);

function refuseTakenName(tenant: Tenant, appId: string, name: unknown, clientId?: unknown): void {
  if (tenant.behaviour.settings.names !== "unique" || name === undefined) return;
  const others = clientsOf(tenant, appId).filter((other) => other.client_id !== clientId);
  if (others.some((other) => other.name === name)) throw taken("name", name);
}

/** Sets some settings, known to be good, and leaves the others as they are. */
export const setInClient = (tenant: Tenant, document: Values, settings: Values): Values =>
  keep(tenant, { ...document, ...settings });

function keep(tenant: Tenant, document: Values): Values {
  const kept = { ...document, updated_at: timeIn(tenant) };
  tenant.store.put("client", document.client_id as string, kept);
  return kept;
}

export function deleteClients({ store }: Tenant, documents: readonly Values[]): void {
  for (const { client_id: id } of documents) store.delete("client", id as string);
}

/** One client, which may have to stay: as the default one of its application, or as the last one. */
export function deleteClient(tenant: Tenant, document: Values): void {
  const { lastClient, refusals } = tenant.behaviour.settings;
  const [first, ...others] = clientsOf(tenant, document.app_id as string);
  if (lastClient === "kept" && first?.client_id === document.client_id) {
    throw notDeleted(refusals, "the default client of an application cannot be deleted");
  }
  if (lastClient === "last-kept" && others.length === 0) {
    throw notDeleted(refusals, "the last of an application's clients cannot be deleted");
  }
  deleteClients(tenant, [document]);
}
