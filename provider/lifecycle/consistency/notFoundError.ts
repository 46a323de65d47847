/** The error for a program or an import that reads a resource by an id that does not exist. */
import { NotFoundError } from "../../errors.ts";
import type { Resource } from "../../fields/field.ts";
import { listed, nounOf } from "../../fields/naming.ts";
import type { Transport } from "../transport.ts";

/** Names the id, the address and the tenant, since an error in each of them has the same effect. */
export async function notFoundError(resource: Resource, api: Transport, id: string): Promise<NotFoundError> {
  const { tenantId } = await api.claims();
  const where = `${api.endpoint.baseUrl ?? "the API"}${tenantId === undefined ? "" : ` in tenant ${tenantId}`}`;
  return new NotFoundError(
    `There is no ${nounOf(resource.name)} ${JSON.stringify(id)} at ${where}. Check the id, which is ` +
      `${listed(resource.id, "and")}${resource.id.length > 1 ? " with a slash between" : ""}, and that ` +
      "transmit:region or transmit:baseUrl and the credentials are those of the tenant that has it.",
  );
}
