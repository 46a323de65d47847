import { PartialUpdateError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { variantOf } from "../fields/shape.ts";
import { translateConflict } from "./conflict.ts";
import { noteWriteTo } from "./consistency/readAfterWrite.ts";
import { createOnce } from "./createOnce/createOnce.ts";
import { refuseAdoption } from "./diff/adoption.ts";
import { diff } from "./diff/diff.ts";
import { type Observation, observeCreated } from "./observeCreated.ts";
import { expectTenant, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import type { Transport } from "./transport.ts";
import { update } from "./update.ts";
import { decode, encode } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { creationPath, expandPath, idOf, idPartsFrom, parseId } from "./wire/resourceId.ts";

export interface Created extends Observation {
  id: string;
}

/** @throws WrongTenantError before anything is sent */
export async function create(resource: Resource, api: Transport, inputs: Values): Promise<Created> {
  refuseAdoption(resource, inputs);
  const claims = await expectTenant(resource, api);
  const body = { ...encode(resource, inputs, "create"), ...resource.extraCreateFields?.(inputs) };
  const path = creationPath(resource, inputs);
  const created = await inTurn(turnOf(resource, inputs, path, body), async () => {
    const content = await translateErrors(resource, inputs, () =>
      translateConflict(resource, api, inputs, () => createOnce(resource, api, inputs, path, body)),
    );
    const reported = { ...idPartsFrom(resource, inputs), ...decode(resource, content, variantOf(resource, inputs)) };
    const id = idOf(resource, reported);
    noteWriteTo(api, expandPath(resource.item, reported));
    api.tenants.created.push(`${resource.name} ${id}`);
    const { state, warnings } = await observeCreated(resource, api, inputs, reported, parseId(resource, id));
    noteReached(api, state);
    return { id, warnings, state: withOwner(resource, state, claims) };
  });
  return complete(resource, api, inputs, created);
}

/** What only updates carry is sent in one, where the API has chosen otherwise. */
async function complete(resource: Resource, api: Transport, inputs: Values, created: Created): Promise<Created> {
  const { id, state } = created;
  const isLeft = diff(resource, state, inputs).changed.some((name) => resource.fields[name]?.sent === "update");
  if (!isLeft) return created;
  try {
    return { id, ...(await update(resource, api, id, state, inputs)) };
  } catch (error) {
    throw error instanceof Error && !(error instanceof PartialUpdateError)
      ? new PartialUpdateError(id, state, error)
      : error;
  }
}

/**
 * Creates of the same thing run one after another: what is found after a lost answer can then be told apart. Where no
 * answer tells, the same thing is what has the same name, however it was made.
 */
const turnOf = (resource: Resource, inputs: Values, path: string, body: Values): string =>
  resource.createReturnsNothing
    ? `${expandPath(resource.collection, inputs)} ${inputs[resource.nameField]}`
    : path + JSON.stringify(body);

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
