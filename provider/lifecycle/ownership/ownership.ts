/**
 * Whether the access token is of the tenant that a state lies in. A token of another tenant sees nothing there, which must
 * be told from a tenant in which nothing is left: otherwise a refresh drops all that a stack has, and the next run makes it
 * again elsewhere.
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

/** Milliseconds in which the states of resources become known that the program registers at the same moment. */
const registrationMs = 100;

const called = (resource: Resource, id: string): string => `${resource.name} ${id}`;

/** Adds what a state says to what the run knows. It sends nothing. @throws WrongTenantError if that is too late */
export function noteOwner(resource: Resource, tenants: Tenants, id: string, state: Values): void {
  const owner = ownerIn(resource, state);
  tenants.note(owner, called(resource, id));
  const { token, created, reached } = tenants;
  const used = token ?? [...reached].find((other) => !reached.has(owner.tenantId ?? other));
  if (created.length === 0 || !differ(owner.tenantId, used)) return;
  throw new WrongTenantError(
    `${called(resource, id)} is in tenant ${owner.tenantId}, but this run uses an access token of tenant ${used}, and has ` +
      `created there: ${created.join(", ")}. Delete that if it was not meant. ${checkSettings}`,
  );
}

/** What the API has answered for through this token. @param state As an answer of this run tells it. */
export function noteReached({ run: { tenants } }: Transport, { tenantId }: Values): void {
  if (typeof tenantId === "string" && tenantId !== "") tenants.reached.add(tenantId);
}

/**
 * Before a create.
 * @returns What the token says of itself. @throws WrongTenantError if the stack lies in another tenant than the token's
 */
export async function expectTenant(resource: Resource, api: Transport): Promise<Owner> {
  const { tenants } = api.run;
  const claims = await learnToken(api);
  const { tenantId } = claims;
  await tenants.settle(() => api.wait(registrationMs));
  const what = `The ${nounOf(resource.name)} was not created`;
  for (const [known, where] of tenants.known) {
    const isProven = tenantId !== undefined ? tenantId === known : await isReached(api, known);
    if (isProven) continue;
    const reached = tenantId ?? [...tenants.reached][0];
    throw new WrongTenantError(
      reached === undefined
        ? `${what}: the access token does not say which tenant it is of, and nothing of tenant ${known}, in which this stack ` +
            `is (${where}), was found at ${address(api)}. ${orSay(known)}`
        : `${what}, and nothing was sent: this stack is in tenant ${known} (${where}), and the access token for ` +
            `${address(api)} is of tenant ${reached}. ${checkSettings}`,
    );
  }
  return claims;
}

/**
 * Before a change of what a state describes.
 * @param verb "updated" or "deleted". @returns What the token says of itself. @throws WrongTenantError
 */
export async function expectOwner(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  verb: string,
): Promise<Owner> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const foreign = foreignTo(owner, { ...claims, tenantId: claims.tenantId ?? (await tenantSeen(api, owner)) });
  if (!foreign) return claims;
  throw new WrongTenantError(
    `${called(resource, id)} was not ${verb}, and nothing was sent: ${foreign(api)} It stays in the state. ${checkSettings}`,
  );
}

/** What was found where a state said. @param reported The tenant that the answer names. @throws WrongTenantError */
export async function expectSameOwner(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  reported: unknown,
): Promise<void> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const isTold = typeof reported === "string" && reported !== "" && typeof state.tenantId === "string";
  const known = isTold ? String(state.tenantId) : owner.tenantId;
  const answered = isTold ? reported : claims.tenantId;
  if (differ(known, answered)) {
    throw new WrongTenantError(
      `${called(resource, id)} is in tenant ${known}, and ${address(api)} answers for one of the same id in tenant ` +
        `${answered}. The state stays as it is. ${checkSettings}`,
    );
  }
  noteReached(api, { tenantId: owner.tenantId });
}

/**
 * What the API says is not there: it is gone only if the token reaches the tenant that it was in.
 * @throws WrongTenantError if it does not, or if nothing shows that it does
 */
export async function proveAbsence(resource: Resource, api: Transport, id: string, state: Values): Promise<void> {
  const { claims, owner } = await learnOwners(resource, api, id, state);
  const { tenantId } = owner;
  const what = `${called(resource, id)} was not found`;
  const stays = "That does not mean that it was deleted. It stays in the state.";
  const foreign = foreignTo(owner, claims);
  if (foreign) throw new WrongTenantError(`${what}: ${foreign(api)} ${stays} ${checkSettings}`);
  // The settings' word, which no token contradicts.
  const isSaid = api.endpoint.tenantId !== undefined && !differ(api.endpoint.tenantId, tenantId);
  const isSameTenant = tenantId !== undefined && claims.tenantId !== undefined;
  const needed = tenantId ?? claims.tenantId;
  if (isSaid || isSameTenant || (needed !== undefined && (await isReached(api, needed)))) {
    const isSameApp = owner.appId === undefined || claims.appId !== undefined;
    if (isSameApp || (await listsOf(resource, api, owner))) return;
    throw new WrongTenantError(
      `${what}: it belongs to the application ${owner.appId}, and nothing shows that the access token is of that one, which ` +
        `alone sees it. ${stays} ${checkSettings} If it was deleted, take it out with pulumi state delete.`,
    );
  }
  const reached = [...api.run.tenants.reached].find((other) => differ(other, tenantId));
  throw new WrongTenantError(
    reached !== undefined && tenantId !== undefined
      ? `${what}: it is in tenant ${tenantId}, and ${address(api)} answers for tenant ${reached}. ${stays} ${checkSettings}`
      : `${what} at ${address(api)}, and nothing shows that the access token is of the tenant that it is in` +
          `${tenantId === undefined ? "" : `, ${tenantId}`}. ${stays} ${orSay(tenantId ?? "<its tenant>")}`,
  );
}

/** What the token and the state say of whose it is, which the run then knows. */
async function learnOwners(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
): Promise<{ claims: Owner; owner: Owner }> {
  const claims = await learnToken(api);
  const owner = ownerIn(resource, state);
  api.run.tenants.note(owner, called(resource, id));
  return { claims, owner };
}

/** What the token says, which the run then knows. */
async function learnToken(api: Transport): Promise<Owner> {
  const claims = await api.claims();
  api.run.tenants.token = claims.tenantId ?? api.endpoint.tenantId;
  return claims;
}

/** Why a token cannot reach what an owner has; undefined if it may. */
function foreignTo(owner: Owner, claims: Owner): ((api: Transport) => string) | undefined {
  if (differ(owner.tenantId, claims.tenantId)) {
    return (api) =>
      `it is in tenant ${owner.tenantId}, and the access token for ${address(api)} is of tenant ${claims.tenantId}.`;
  }
  if (differ(owner.appId, claims.appId)) {
    return () =>
      `it belongs to the application ${owner.appId}, and the access token is of the application ${claims.appId}, which ` +
      "sees its own signing keys alone.";
  }
  return undefined;
}

/**
 * With a token that does not say its tenant: whether the API has answered for this one in this run. What it lists tells,
 * and is asked for once.
 */
async function isReached(api: Transport, tenantId: string): Promise<boolean> {
  const { tenants } = api.run;
  const { reached } = tenants;
  if (api.endpoint.tenantId === tenantId || reached.has(tenantId)) return true;
  if (reached.size > 0) return false;
  tenants.look ??= lookForTenants(api);
  await tenants.look;
  return reached.has(tenantId);
}

/** Adds the tenants that listed applications name. What cannot be listed shows nothing. */
async function lookForTenants(api: Transport): Promise<void> {
  const items = await coalescedList(application, api, application.collection).catch((error) => {
    if (error instanceof ApiError) return [];
    throw error;
  });
  for (const item of items) {
    const { tenantId: reported } = decodeResponse(application, item);
    noteReached(api, { tenantId: reported });
  }
}

/** Whether the list of what lies in the token's application has anything of this owner's. */
async function listsOf(resource: Resource, api: Transport, { appId }: Owner): Promise<boolean> {
  const items = await coalescedList(resource, api, resource.collection);
  return items.some((item) => decodeResponse(resource, item).appId === appId);
}

/** Which other tenant a token that does not say its own has been seen to reach; undefined if none. */
async function tenantSeen(api: Transport, { tenantId }: Owner): Promise<string | undefined> {
  if (tenantId === undefined || (await isReached(api, tenantId))) return undefined;
  return [...api.run.tenants.reached][0];
}

const differ = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

const address = ({ endpoint }: Transport): string => endpoint.baseUrl ?? "the API";

const checkSettings =
  "Check transmit:region or transmit:baseUrl, transmit:clientId and transmit:clientSecret, or the TRANSMIT_… variables of " +
  "this job: they may be those of another environment.";

const orSay = (tenantId: string): string =>
  `${checkSettings} If they are right, set transmit:tenantId (or TRANSMIT_TENANT_ID) to ${tenantId}, by which you say that ` +
  "the credentials are of that tenant, and run it again.";
