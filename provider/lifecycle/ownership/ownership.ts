/**
 * Whether the access token is of the tenant that a state's resource is in. To a token of another tenant, every resource
 * of the stack looks deleted. Without this check, a refresh with the wrong credentials would drop the whole stack from
 * its state, and the next run would create it again in the other tenant.
 *
 * The tenant of a token is known from its claims or from `transmit:tenantId`. A token with neither is opaque: then only
 * responses of this run show which tenant it reaches. What is not known contradicts nothing, but it proves no absence
 * either.
 */
import { ApiError, WrongTenantError } from "../../errors.ts";
import type { Resource, Values } from "../../fields/field.ts";
import { nounOf } from "../../fields/naming.ts";
import { application } from "../../resources/index.ts";
import { coalescedList } from "../consistency/listCache.ts";
import type { Owner, Tenants } from "../run.ts";
import type { Transport } from "../transport.ts";
import { decodeResponse } from "../wire/codec.ts";
import { ownerIn } from "./tenants.ts";

/**
 * Milliseconds within which a program's concurrent registrations arrive, each with a state that may name the tenant.
 */
const registrationMs = 100;

const label = (resource: Resource, id: string): string => `${resource.name} ${id}`;

/**
 * Adds the owner that a state names to what the run knows. Sends no request.
 * @throws WrongTenantError if the run has already created resources in another tenant
 */
export function noteOwner(resource: Resource, tenants: Tenants, id: string, state: Values): void {
  const owner = ownerIn(resource, state);
  tenants.note(owner, label(resource, id));
  const { token, created, reached } = tenants;
  const used = token ?? [...reached].find((other) => !reached.has(owner.tenantId ?? other));
  if (created.length === 0 || !differ(owner.tenantId, used)) return;
  throw new WrongTenantError(
    `${label(resource, id)} is in tenant ${owner.tenantId}, but this run uses an access token of tenant ${used}, and ` +
      `has created there: ${created.join(", ")}. If that was not intended, delete what it created. ${checkSettings}`,
  );
}

/**
 * Records a tenant that the token reaches.
 * @param state From a response in this run: the only proof for an opaque token.
 */
export function noteReached({ run: { tenants } }: Transport, { tenantId }: Values): void {
  if (typeof tenantId === "string" && tenantId !== "") tenants.reached.add(tenantId);
}

/**
 * Called before a create: the stack's other resources must be in the token's tenant.
 * @param what What does not happen otherwise, for messages: "The client was not created". @returns The token's claims. @throws WrongTenantError, before the create is sent, if they are in another tenant
 */
export async function expectTenant(
  resource: Resource,
  api: Transport,
  what = `The ${nounOf(resource.name)} was not created`,
): Promise<Owner> {
  const { tenants } = api.run;
  const claims = await learnToken(api);
  const { tenantId } = claims;
  await tenants.awaitRegistrations(() => api.wait(registrationMs));
  for (const [known, where] of tenants.known) {
    const isProven = tenantId !== undefined ? tenantId === known : await isReached(api, known);
    if (isProven) continue;
    const reached = tenantId ?? [...tenants.reached][0];
    throw new WrongTenantError(
      reached === undefined
        ? `${what}: the access token does not name its tenant, and nothing of tenant ${known}, which this stack is ` +
            `in (${where}), was found at ${address(api)}. ${orSetTenantId(known)}`
        : `${what}, and nothing was sent: this stack is in tenant ${known} (${where}), and the access token for ` +
            `${address(api)} is of tenant ${reached}. ${checkSettings}`,
    );
  }
  return claims;
}

/**
 * Called before an update or a deletion.
 * @param verb For messages: "updated" or "deleted". @returns The token's claims.
 * @throws WrongTenantError if the token is known to be of another tenant, or of another application than owns the
 * signing key
 */
export async function expectOwner(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  verb: string,
): Promise<Owner> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const mismatch = mismatchBetween(owner, {
    ...claims,
    tenantId: claims.tenantId ?? (await otherTenantReached(api, owner)),
  });
  if (!mismatch) return claims;
  throw new WrongTenantError(
    `${label(resource, id)} was not ${verb}, and nothing was sent: ${mismatch(api)} It stays in the state. ` +
      `${checkSettings}`,
  );
}

/**
 * Called after a read that found a resource with the state's id: another tenant may have one with the same id.
 * @param reported The tenant that the response names. @throws WrongTenantError if it is another one than the state's
 */
export async function expectSameOwner(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  reported: unknown,
): Promise<void> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const bothNamed = typeof reported === "string" && reported !== "" && typeof state.tenantId === "string";
  // Responses may name the tenant in another way than claims do: only names of the same source are compared.
  const known = bothNamed ? String(state.tenantId) : owner.tenantId;
  const actual = bothNamed ? reported : claims.tenantId;
  if (differ(known, actual)) {
    throw new WrongTenantError(
      `${label(resource, id)} is in tenant ${known}, but ${address(api)} returned a resource with this id in tenant ` +
        `${actual}. The state stays as it is. ${checkSettings}`,
    );
  }
  noteReached(api, { tenantId: owner.tenantId });
}

/**
 * Called after a 404 for a resource that a state has. The 404 means "gone" only if the token reaches the tenant that
 * the resource was in, which the setting `transmit:tenantId`, the token's claims or a response of this run must prove;
 * and, for a signing key, only if the token is of the application that owns it.
 * @throws WrongTenantError if the token is of another tenant or application, or if nothing proves that it is of the
 * same one
 */
export async function proveAbsence(resource: Resource, api: Transport, id: string, state: Values): Promise<void> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const { tenantId } = owner;
  const what = `${label(resource, id)} was not found`;
  const stays = "This does not mean that it was deleted. It stays in the state.";
  const mismatch = mismatchBetween(owner, claims);
  if (mismatch) throw new WrongTenantError(`${what}: ${mismatch(api)} ${stays} ${checkSettings}`);
  // The user names the tenant in the settings. A token whose claims name another one was refused when it was issued.
  const isConfigured = api.endpoint.tenantId !== undefined && !differ(api.endpoint.tenantId, tenantId);
  const isSameTenant = tenantId !== undefined && claims.tenantId !== undefined;
  const needed = tenantId ?? claims.tenantId;
  if (isConfigured || isSameTenant || (needed !== undefined && (await isReached(api, needed)))) {
    const isSameApp = owner.appId === undefined || claims.appId !== undefined;
    if (isSameApp || (await listHasApp(resource, api, owner))) return;
    throw new WrongTenantError(
      `${what}: it belongs to the application ${owner.appId}, which alone can access it, and nothing shows that the ` +
        `access token is of that application. ${stays} ${checkSettings} If it was deleted, remove it from the state ` +
        "with pulumi state delete.",
    );
  }
  const reached = [...api.run.tenants.reached].find((other) => differ(other, tenantId));
  throw new WrongTenantError(
    reached !== undefined && tenantId !== undefined
      ? `${what}: it is in tenant ${tenantId}, but ${address(api)} returned resources of tenant ${reached}. ${stays} ` +
          `${checkSettings}`
      : `${what} at ${address(api)}, and nothing shows that the access token is of the tenant that it is in` +
          `${tenantId === undefined ? "" : `, ${tenantId}`}. ${stays} ${orSetTenantId(tenantId ?? "<its tenant>")}`,
  );
}

/** The owners that the token and the state name. The run remembers both. */
async function learnOwners(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
): Promise<{ claims: Owner; owner: Owner }> {
  const claims = await learnToken(api);
  const owner = ownerIn(resource, state);
  api.run.tenants.note(owner, label(resource, id));
  return { claims, owner };
}

/** The token's claims. The run remembers its tenant. */
async function learnToken(api: Transport): Promise<Owner> {
  const claims = await api.claims();
  api.run.tenants.token = claims.tenantId ?? api.endpoint.tenantId;
  return claims;
}

/**
 * Why a token with these claims cannot reach the owner's resources, as a sentence; undefined if nothing contradicts it.
 */
function mismatchBetween(owner: Owner, claims: Owner): ((api: Transport) => string) | undefined {
  if (differ(owner.tenantId, claims.tenantId)) {
    return (api) =>
      `it is in tenant ${owner.tenantId}, and the access token for ${address(api)} is of tenant ${claims.tenantId}.`;
  }
  if (differ(owner.appId, claims.appId)) {
    return () =>
      `it belongs to the application ${owner.appId}, and the access token is of the application ${claims.appId}, ` +
      "which can only access its own signing keys.";
  }
  return undefined;
}

/**
 * Whether an opaque token reaches a tenant: the user says so by `transmit:tenantId`, or a response of this run named
 * the tenant. If no response has named any tenant yet, the list of applications is requested, once per run.
 */
async function isReached(api: Transport, tenantId: string): Promise<boolean> {
  const { tenants } = api.run;
  const { reached } = tenants;
  if (api.endpoint.tenantId === tenantId || reached.has(tenantId)) return true;
  if (reached.size > 0) return false;
  tenants.lookup ??= lookUpTenants(api);
  await tenants.lookup;
  return reached.has(tenantId);
}

/** Records the tenants that listed applications name. A list that fails proves nothing, and is no error. */
async function lookUpTenants(api: Transport): Promise<void> {
  const list = await coalescedList(application, api, {}).catch((error) => {
    if (error instanceof ApiError) return undefined;
    throw error;
  });
  for (const item of list?.items ?? []) {
    const { tenantId: reported } = decodeResponse(application, item);
    noteReached(api, { tenantId: reported });
  }
}

/** Whether the list has a resource of the owner's application. It shows only those of the token's application. */
async function listHasApp(resource: Resource, api: Transport, { appId }: Owner): Promise<boolean> {
  const { items } = await coalescedList(resource, api, {});
  return items.some((item) => decodeResponse(resource, item).appId === appId);
}

/** Another tenant that an opaque token has been seen to reach; undefined if it reaches this one, or none is known. */
async function otherTenantReached(api: Transport, { tenantId }: Owner): Promise<string | undefined> {
  if (tenantId === undefined || (await isReached(api, tenantId))) return undefined;
  return [...api.run.tenants.reached][0];
}

/** Whether both are known, and differ. */
const differ = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

const address = ({ endpoint }: Transport): string => endpoint.baseUrl ?? "the API";

const checkSettings =
  "Check transmit:region or transmit:baseUrl, transmit:clientId and transmit:clientSecret, or the TRANSMIT_… " +
  "environment variables: they may be those of another environment.";

const orSetTenantId = (tenantId: string): string =>
  `${checkSettings} If they are right, set transmit:tenantId (or TRANSMIT_TENANT_ID) to ${tenantId}, to confirm that ` +
  "the credentials are of that tenant, and run it again.";
