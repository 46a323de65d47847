import { isNotFound } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import type { Api } from "./api.ts";
import { clientTimeKey, defaultClientIn, readDefaultClient } from "./defaultClient.ts";
import { explaining } from "./explain.ts";
import { partsOf, pathTo } from "./identity.ts";
import { waitingForFreshness, waitingForPresence } from "./lag.ts";
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
  const content = await find(resource, api, parts, state);
  if (!content) return undefined;
  const variant = answeredVariant(resource, content);
  const live: Values = { ...parts, ...fromWire(resource, content, variant) };
  if (!isOurs(state)) return { state: withoutEmpties(live) };

  const asked = inputsIn(resource, state);
  const found = stateOf(resource, asked, live, variant, unansweredIn(state));
  const managed = defaultClientIn(resource, asked);
  if (managed) {
    const clientParts = { ...parts, clientId: live.clientId ?? state.clientId };
    const settings = await explaining(resource, asked, () =>
      readDefaultClient(api, managed.shape, clientParts, asked[managed.name] as Values, state),
    );
    if (settings) found[managed.name] = settings;
    else delete found[managed.name];
    if (state[clientTimeKey]) found[clientTimeKey] = state[clientTimeKey];
  }
  return { state: found, inputs: inputsIn(resource, found) };
}

async function find(resource: Resource, api: Api, parts: Values, { updatedAt }: Values): Promise<Values | undefined> {
  const path = pathTo(resource.item, parts);
  const request = async () => unwrap(resource, await api.send("GET", path));
  try {
    return await explaining(resource, {}, () =>
      waitingForFreshness(
        api,
        updatedAt,
        (content) => content.updated_at,
        () => waitingForPresence(api, path, updatedAt, request),
      ),
    );
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
