/** A create under way, with its entry in the journal. */
import type { Resource, Values } from "../../fields/field.ts";
import type { CreateIntent, JournalEntry } from "../run.ts";
import type { Transport } from "../transport.ts";
import { encode } from "../wire/codec.ts";
import { creationPath } from "../wire/resourceId.ts";
import type { CreateLookup } from "./candidates.ts";

export interface Creation extends CreateLookup {
  path: string;
  body: Values;
  entry: JournalEntry;
}

/** How long, and how often, to wait for another machine that is sending the same create. */
const otherMachineTimeoutMs = 60_000;
const otherMachinePauseMs = 2_000;

/** Writes the intent into the journal, before anything is sent. */
export async function beginCreate(
  resource: Resource,
  api: Transport,
  inputs: Values,
  path: string,
  body: Values,
): Promise<Creation> {
  const { journal } = api.run;
  const intent = await intentOf(resource, api, inputs, path, body);
  for (let waited = 0; waited < otherMachineTimeoutMs && journal.isPendingElsewhere(intent); ) {
    await api.wait(otherMachinePauseMs, "another machine sent the same create a moment ago");
    waited += otherMachinePauseMs;
  }
  const entry = journal.begin(intent);
  const { foreignIds, hasConcurrentCreate } = entry;
  return { resource, api, inputs, foreignIds, hasConcurrentCreate, path, body, entry };
}

/** The request that creates a resource. */
export const creationRequest = (resource: Resource, inputs: Values): { path: string; body: Values } => ({
  path: creationPath(resource, inputs),
  body: { ...encode(resource, inputs, "create"), ...resource.extraCreateFields?.(inputs) },
});

export async function intentOf(
  resource: Resource,
  api: Transport,
  inputs: Values,
  path: string,
  body: Values,
): Promise<CreateIntent> {
  const { key: endpointKey = "", journalFolder: folder } = api.endpoint;
  const name = String(inputs[resource.nameField]);
  return { endpointKey, stack: await api.stack?.(), path, name, body, folder, notify: api.notify };
}
