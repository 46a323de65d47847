import type { Resource, Values } from "../fields/field.ts";
import type { Api } from "./api.ts";
import { explaining } from "./explain.ts";
import { idOf, pathTo } from "./identity.ts";
import { rememberWrite, waitingForPresence } from "./lag.ts";
import { stateOf, unansweredBy } from "./state.ts";
import { warningsAfter } from "./warning.ts";
import { answeredVariant, fromWire, toWire, unwrap } from "./wire.ts";

export interface Created {
  id: string;
  state: Values;
  /** What the user should know of. */
  warnings: string[];
}

/** Sends the one request that makes a resource. */
export async function create(resource: Resource, api: Api, inputs: Values): Promise<Created> {
  const body = { ...toWire(resource, inputs, "create"), ...resource.derive?.(inputs) };
  const path = pathTo(resource.collection, inputs);
  const answer = await explaining(resource, inputs, () =>
    waitingForPresence(api, parentOf(path), undefined, () => api.send("POST", path, body)),
  );
  const content = unwrap(resource, answer);
  const variant = answeredVariant(resource, content);
  // The parts of the id that stand in the path need not stand in the answer.
  const live = { ...partsInPath(resource, inputs), ...fromWire(resource, content, variant) };
  const silent = unansweredBy(resource, inputs, live, variant);
  rememberWrite(api, pathTo(resource.item, live));
  return {
    id: idOf(resource, live),
    state: stateOf(resource, inputs, live, variant, silent),
    warnings: warningsAfter(resource, inputs, { values: {}, kept: [] }, live, variant),
  };
}

/** Where a collection lies: an application that was made a moment ago may not be there yet for its clients. */
const parentOf = (collection: string): string => collection.slice(0, collection.lastIndexOf("/"));

const partsInPath = (resource: Resource, inputs: Values): Values =>
  Object.fromEntries(resource.id.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]));
