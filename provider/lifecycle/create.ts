import type { Resource, Values } from "../fields/field.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { idOf, pathTo } from "./identity.ts";
import { stateOf, unansweredBy } from "./state.ts";
import { answeredVariant, fromWire, toWire, unwrap } from "./wire.ts";

export interface Created {
  id: string;
  state: Values;
}

/** Sends the one request that makes a resource. */
export async function create(resource: Resource, api: Api, inputs: Values): Promise<Created> {
  const body = { ...toWire(resource, inputs, "create"), ...resource.derive?.(inputs) };
  const answer = await explaining(resource, inputs, () => api.send("POST", pathTo(resource.collection, inputs), body));
  const content = unwrap(resource, answer);
  const variant = answeredVariant(resource, content);
  // The parts of the id that stand in the path need not stand in the answer.
  const live = { ...partsInPath(resource, inputs), ...fromWire(resource, content, variant) };
  const silent = unansweredBy(resource, inputs, live, variant);
  return { id: idOf(resource, live), state: stateOf(resource, inputs, live, variant, silent) };
}

const partsInPath = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));
