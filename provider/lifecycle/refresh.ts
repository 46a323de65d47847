import type { Resource } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import { type Described, importResource, isImported } from "./import.ts";
import { type ReadResult, read } from "./read.ts";
import { withOldInputs } from "./state/oldInputs.ts";
import { isManaged } from "./state/state.ts";
import type { Transport } from "./transport.ts";

/**
 * Reads a resource of which the engine keeps state and inputs apart.
 * @returns Undefined if there is no such resource
 * @throws As `read`
 */
export function refresh(
  resource: Resource,
  api: Transport,
  id: string,
  { state, inputs }: Described,
): Promise<ReadResult | undefined> {
  if (isImported(state)) return importResource(resource, api, id, { inputs, state });
  return read(resource, api, id, isManaged(state) || !isEmpty(inputs) ? withOldInputs(resource, state, inputs) : state);
}
