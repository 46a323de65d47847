import { ApiError, is404 } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn } from "../fields/shape.ts";
import { client } from "../resources/client.ts";
import { saysGone } from "./absence.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { isListed } from "./find.ts";
import { partsOf, pathTo } from "./identity.ts";
import { isTaken } from "./journal.ts";
import { waitingForAbsence } from "./lag.ts";
import { write } from "./write.ts";

/** Deletes a resource; one that is gone already is deleted as well. */
export async function remove(resource: Resource, api: Api, id: string, state: Values): Promise<void> {
  // It was to be replaced, and the run before was killed just when it had been made: its replacement is itself.
  if (isTaken(id)) return;
  if (state.deletionProtection === true) throw new Error(protectedFrom("deleted", resource, id));
  const parts = { ...partsOf(resource, id), clientId: state.clientId };
  const path = pathTo(resource.item, parts);
  const request = () => write(api, "DELETE", path, { writtenAt: state.updatedAt, complain: complainOfDeletion });
  try {
    await explaining(resource, {}, () => (embeddedIn(resource) ? withItsClient(api, parts, request) : request()));
  } catch (error) {
    if (await meansGone(resource, api, parts, error)) return;
    if (isRefusal(error) && (await isGoneAlready(resource, api, parts))) return;
    throw isRefusal(error) && resource.id.length > 1 ? goesWithApplication(error) : error;
  }
}

/** What was deleted a moment ago may still be listed. */
const meansGone = async (resource: Resource, api: Api, parts: Values, error: unknown): Promise<boolean> =>
  is404(error) && waitingForAbsence(api, async () => !(await saysGone(resource, api, parts, error)));

/** Something that answers for the API may know of no deletion. To delete again does no harm. */
const complainOfDeletion = (_: unknown, status: number): string | undefined =>
  status === 204 ? undefined : "the answer does not say that it was deleted, as 204 does";

export const protectedFrom = (what: string, resource: Resource, id: string): string =>
  `${resource.name} ${id} would be ${what}, and its deletionProtection is on. ` +
  "If that is what you want, set deletionProtection to false, run pulumi up, and try again.";

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 400 || error.status === 409 || error.status === 422);

/**
 * Where there is no request for a single one, the API need not say that something is not there: a deletion that was done,
 * and is sent again because its answer was lost, may be refused like a wrong one.
 */
const isGoneAlready = async (resource: Resource, api: Api, parts: Values): Promise<boolean> =>
  resource.listedOnly === true &&
  (await waitingForAbsence(api, () => isListed(resource, api, parts)).catch(() => false));

/** An API that wants an application without clients still has the default one, which came with it and goes with it. */
async function withItsClient(api: Api, parts: Values, request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isRefusal(error) || typeof parts.clientId !== "string") throw error;
    await write(api, "DELETE", pathTo(client.item, parts), { complain: complainOfDeletion }).catch(async (refusal) => {
      if (!(await meansGone(client, api, parts, refusal))) throw error;
    });
    await request();
  }
}

const goesWithApplication = ({ failure }: ApiError): ApiError =>
  new ApiError({
    ...failure,
    advice:
      "If this is the application's default or last client, it goes with its application: delete that, " +
      "and take the client out of the stack with pulumi state delete.",
  });
