import { PartialUpdateError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { normalise } from "../fields/formats.ts";
import { nounOf } from "../fields/naming.ts";
import { variantOf } from "../fields/shape.ts";
import { translateConflict } from "./conflict.ts";
import { noteWriteTo } from "./consistency/readAfterWrite.ts";
import { createOnce } from "./createOnce/createOnce.ts";
import { creationRequest } from "./createOnce/creation.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { diff } from "./diff/diff.ts";
import type { Outcome } from "./hooks.ts";
import { observeCreated } from "./observeCreated.ts";
import { expectTenant, noteReached } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import type { Transport } from "./transport.ts";
import { update } from "./update.ts";
import { expectKnown } from "./validation/known.ts";
import { decode } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { expandPath, idOf, idPartsFrom, parseId } from "./wire/resourceId.ts";

export interface Created extends Outcome {
  id: string;
}

/**
 * Creates a resource at most once, reads what the response does not contain, and sends the inputs that only an update
 * carries.
 * @throws WrongTenantError or UnknownValueError, before anything is sent; PartialUpdateError if the resource exists, but
 * that update failed
 */
export async function create(resource: Resource, api: Transport, inputs: Values): Promise<Created> {
  expectKnown(`The ${nounOf(resource.name)} is not created`, inputs);
  hooksOf(resource).beforeCreate(resource, inputs);
  const claims = await expectTenant(resource, api);
  const { path, body } = creationRequest(resource, inputs);
  const created = await inTurn(api, queueKey(resource, inputs, path, body), async () => {
    const content = await translateErrors(resource, inputs, () =>
      translateConflict(resource, api, inputs, () => createOnce(resource, api, inputs, path, body)),
    );
    const reported = { ...idPartsFrom(resource, inputs), ...decode(resource, content, variantOf(resource, inputs)) };
    const id = idOf(resource, reported);
    noteWriteTo(api, expandPath(resource.item, reported));
    api.run.tenants.created.push(`${resource.name} ${id}`);
    const { state, warnings } = await observeCreated(resource, api, inputs, reported, parseId(resource, id));
    noteReached(api, state);
    return { id, warnings, state: withOwner(resource, state, claims) };
  });
  return complete(resource, api, inputs, created);
}

/** Sends the inputs that only an update carries, if the API has chosen other values for them at the create. */
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
 * Creates with the same body run one after another: otherwise the results of two ambiguous ones could not be told
 * apart. If the response does not identify what was created, the same holds for creates with the same name.
 */
const queueKey = (resource: Resource, inputs: Values, path: string, body: Values): string =>
  resource.createReturnsNothing
    ? `${expandPath(resource.collection, inputs)} ${normalise(String(inputs[resource.nameField]))}`
    : path + JSON.stringify(body);

async function inTurn<T>({ run: { creates } }: Transport, key: string, create: () => Promise<T>): Promise<T> {
  const turn = (creates.get(key) ?? Promise.resolve()).then(create, create);
  creates.set(key, turn);
  try {
    return await turn;
  } finally {
    if (creates.get(key) === turn) creates.delete(key);
  }
}
