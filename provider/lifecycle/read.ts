import { isNotFound } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import type { Api } from "./api.ts";
import { defaultClientIn, readDefaultClient } from "./defaultClient.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";
import { inputsIn, isOurs, stateOf, unansweredIn } from "./state.ts";
import { answeredVariant, fromWire, unwrap } from "./wire.ts";

export interface Found {
  state: Values;
  /** Live values of the inputs that the program gives. Absent where there is no program's word to compare with. */
  inputs?: Values;
}

/** Live values, projected on what the user set; undefined if there is no such resource. */
export async function read(resource: Resource, api: Api, id: string, state: Values): Promise<Found | undefined> {
  const parts = partsOf(resource, id);
  const content = await find(resource, api, parts);
  if (!content) return undefined;
  const variant = answeredVariant(resource, content);
  const live: Values = { ...parts, ...fromWire(resource, content, variant) };
  if (!isOurs(state)) return { state: withoutEmpties(live) };

  const asked = inputsIn(resource, state);
  const found = stateOf(resource, asked, live, variant, unansweredIn(state));
  const managed = defaultClientIn(resource, asked);
  if (managed) {
    const clientParts = { ...parts, clientId: live.clientId ?? state.clientId };
    found[managed.name] = await explaining(resource, asked, () =>
      readDefaultClient(api, managed.shape, clientParts, asked[managed.name] as Values),
    );
    if (found[managed.name] === undefined) delete found[managed.name];
  }
  return { state: found, inputs: inputsIn(resource, found) };
}

async function find(resource: Resource, api: Api, parts: Values): Promise<Values | undefined> {
  try {
    const answer = await explaining(resource, {}, () => api.send("GET", pathTo(resource.item, parts)));
    return unwrap(resource, answer);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
