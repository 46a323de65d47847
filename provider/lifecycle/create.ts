import { HalfDoneError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { variantOf } from "../fields/shape.ts";
import { explainingConflict } from "./conflict.ts";
import { rememberThere } from "./consistency/readAfterWrite.ts";
import { createOnce } from "./createOnce/createOnce.ts";
import { refuseAdoption } from "./diff/adoption.ts";
import { diff } from "./diff/diff.ts";
import { type Look, lookAt } from "./observeCreated.ts";
import { expectTenant, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import type { Api } from "./transport.ts";
import { update } from "./update.ts";
import { fromWire, toWire } from "./wire/codec.ts";
import { explaining } from "./wire/errorTranslation.ts";
import { creationPath, idOf, partsInPath, partsOf, pathTo } from "./wire/resourceId.ts";

export interface Created extends Look {
  id: string;
}

/** @throws WrongTenantError before anything is sent */
export async function create(resource: Resource, api: Api, inputs: Values): Promise<Created> {
  refuseAdoption(resource, inputs);
  const claims = await expectTenant(resource, api);
  const body = { ...toWire(resource, inputs, "create"), ...resource.derive?.(inputs) };
  const path = creationPath(resource, inputs);
  const created = await inTurn(turnOf(resource, inputs, path, body), async () => {
    const content = await explaining(resource, inputs, () =>
      explainingConflict(resource, api, inputs, () => createOnce(resource, api, inputs, path, body)),
    );
    const told = { ...partsInPath(resource, inputs), ...fromWire(resource, content, variantOf(resource, inputs)) };
    const id = idOf(resource, told);
    rememberThere(api, pathTo(resource.item, told));
    api.tenants.created.push(`${resource.name} ${id}`);
    const { state, warnings } = await lookAt(resource, api, inputs, told, partsOf(resource, id));
    noteReached(api, state);
    return { id, warnings, state: withOwner(resource, state, claims) };
  });
  return complete(resource, api, inputs, created);
}

/** What only updates carry is sent in one, where the API has chosen otherwise. */
async function complete(resource: Resource, api: Api, inputs: Values, created: Created): Promise<Created> {
  const { id, state } = created;
  const isLeft = diff(resource, state, inputs).changed.some((name) => resource.fields[name]?.sent === "update");
  if (!isLeft) return created;
  try {
    return { id, ...(await update(resource, api, id, state, inputs)) };
  } catch (error) {
    throw error instanceof Error && !(error instanceof HalfDoneError) ? new HalfDoneError(id, state, error) : error;
  }
}

/**
 * Creates of the same thing run one after another: what is found after a lost answer can then be told apart. Where no
 * answer tells, the same thing is what has the same name, however it was made.
 */
const turnOf = (resource: Resource, inputs: Values, path: string, body: Values): string =>
  resource.silent ? `${pathTo(resource.collection, inputs)} ${inputs[resource.title]}` : path + JSON.stringify(body);

const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(key: string, run: () => Promise<T>): Promise<T> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(run, run);
  turns.set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === turn) turns.delete(key);
  }
}
