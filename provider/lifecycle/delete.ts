import { isNotFound } from "../errors.ts";
import type { Resource } from "../fields/field.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";

/** Deletes a resource; one that is gone already is deleted as well. */
export async function remove(resource: Resource, api: Api, id: string): Promise<void> {
  try {
    await explaining(resource, {}, () => api.send("DELETE", pathTo(resource.item, partsOf(resource, id))));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
