/**
 * Signing keys. They belong to the application of the access token, here the management application: a file may hold those
 * of others too, from a run with other settings, and no request sees them.
 */
import type { Shape, Values } from "../provider/fields/field.ts";
import { creationsOf, isObject } from "../provider/fields/shape.ts";
import { signingKey } from "../provider/resources/signingKey.ts";
import { randomId } from "./document.ts";
import { badRequest, notFound, taken } from "./refusal.ts";
import { receiveUpdate } from "./request.ts";
import { type Tenant, timeIn } from "./tenant.ts";
import { validate } from "./validate.ts";

const [creation, upload] = creationsOf(signingKey).map(({ shape }) => shape) as [Shape, Shape];

/** A deleted one is kept as such, and no request finds it. */
const isAlive = ({ deleted_at: deleted }: Values): boolean => deleted === undefined;

export function answerOfKey({ behaviour }: Tenant, document: Values): Values {
  const answer = behaviour.tell(document, signingKey);
  if (!isAlive(document)) return { ...answer, deleted_at: document.deleted_at };
  return behaviour.settings.empties === "left-out" ? answer : { ...answer, deleted_at: null };
}

/** No answer is declared. */
export const answerOfCreatedKey = (tenant: Tenant, document: Values): Values | undefined =>
  tenant.behaviour.settings.keyAnswers === "key" ? answerOfKey(tenant, document) : undefined;

const isOf = ({ managementApp }: Tenant, { app_id: appId }: Values): boolean => appId === managementApp;

/** All of the management application's, oldest first, the deleted ones too. */
const keysOf = (tenant: Tenant): Values[] => tenant.store.list("signingKey").filter((one) => isOf(tenant, one));

export const keysListedIn = (tenant: Tenant): Values[] =>
  keysOf(tenant).filter((one) => tenant.behaviour.settings.tombstones === "listed" || isAlive(one));

export function findKey(tenant: Tenant, id: string): Values {
  const { store, behaviour } = tenant;
  const document = store.get("signingKey", id);
  if (document && isOf(tenant, document) && isAlive(document)) return document;
  if (behaviour.settings.unknownKey === "404") throw notFound(`Signing key ${id}`);
  throw badRequest([`signing key ${id} was not found`]);
}

export function createKey(tenant: Tenant, body: Values): Values {
  validate(body, { name: "signing key", shape: creation, view: "create" });
  return add(tenant, body, "mosaic", randomId());
}

/** The key's own id is kept, if it has one. */
export function uploadKey(tenant: Tenant, body: Values): Values {
  validate(body, { name: "uploaded signing key", shape: upload, view: "create" });
  const kid = isObject(body.jwk) ? body.jwk.kid : undefined;
  return add(tenant, body, signingKey.upload.value, typeof kid === "string" && kid !== "" ? kid : randomId());
}

function add(tenant: Tenant, body: Values, source: string, kid: string): Values {
  refuseTakenName(tenant, body.name);
  return keep(tenant, {
    ...body,
    id: randomId(),
    app_id: tenant.managementApp,
    tenant_id: tenant.id,
    kid,
    source,
    status: "signing",
    created_at: timeIn(tenant),
  });
}

export function updateKey(tenant: Tenant, document: Values, body: Values): Values {
  const { sent, kept } = receiveUpdate(tenant.behaviour, document, body);
  validate(sent, { name: "signing key", shape: signingKey, view: "update" });
  refuseTakenName(tenant, sent.name, document.id);
  return keep(tenant, tenant.behaviour.change(kept, sent, signingKey));
}

export const deleteKey = (tenant: Tenant, document: Values): Values =>
  keep(tenant, { ...document, deleted_at: timeIn(tenant) });

function refuseTakenName(tenant: Tenant, name: unknown, id?: unknown): void {
  if (tenant.behaviour.settings.names !== "unique" || name === undefined) return;
  const others = keysOf(tenant).filter((other) => isAlive(other) && other.id !== id);
  if (others.some((other) => other.name === name)) throw taken("name", name);
}

function keep(tenant: Tenant, document: Values): Values {
  const kept = { ...document, updated_at: timeIn(tenant) };
  tenant.store.put("signingKey", document.id as string, kept);
  return kept;
}
