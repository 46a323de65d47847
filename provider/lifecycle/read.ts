import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import type { Api } from "./api.ts";
import { clientTimeKey, defaultClientIn, readDefaultClient } from "./defaultClient.ts";
import { explaining } from "./explain.ts";
import { find } from "./find.ts";
import { partsOf } from "./identity.ts";
import { remembering, withMissing } from "./missing.ts";
import { inputsIn, isOurs, mannerIn, stateOf, withMannerOf } from "./state.ts";
import { answeredVariant, fromWire } from "./wire.ts";

export interface Found {
  state: Values;
  /** Live values of the inputs that the program gives. Absent where there is no program's word to compare with. */
  inputs?: Values;
}

/** Live values, projected on what the user set; undefined if there is no such resource. */
export const read = (resource: Resource, api: Api, id: string, state: Values): Promise<Found | undefined> =>
  explaining(resource, {}, () => readLive(resource, api, id, state));

async function readLive(resource: Resource, api: Api, id: string, state: Values): Promise<Found | undefined> {
  const parts = partsOf(resource, id);
  const isManaged = isOurs(state);
  const asked = isManaged ? inputsIn(resource, state) : {};
  const unlisted = Object.keys(resource.fields).filter((name) => resource.fields[name]?.unlisted);
  const listed = isManaged && unlisted.every((name) => asked[name] === undefined);
  const content = await find(resource, api, { parts, writtenAt: state.updatedAt, listed });
  if (!content) return undefined;
  const variant = answeredVariant(resource, content);
  const told = remembering(resource, { ...parts, ...fromWire(resource, content, variant) }, state);
  const live = await withMissing(resource, api, told, asked, variant, state[clientTimeKey] ?? state.updatedAt);
  if (!isManaged) return { state: withoutEmpties(live) };

  // What a list does not say, and nobody manages, is as it was.
  if (listed) for (const name of unlisted) live[name] ??= state[name];
  let found = stateOf(resource, asked, live, variant, mannerIn(state));
  const managed = defaultClientIn(resource, asked);
  if (managed) {
    const clientParts = { ...parts, clientId: live.clientId ?? state.clientId };
    const itsClient = await readDefaultClient(resource, api, managed, clientParts, asked, state);
    if (itsClient) {
      const { mirrored, settings, manner } = itsClient;
      found = withMannerOf({ ...found, ...mirrored, [managed.name]: settings }, managed.name, manner);
    } else delete found[managed.name];
    if (state[clientTimeKey]) found[clientTimeKey] = state[clientTimeKey];
  }
  return { state: found, inputs: inputsIn(resource, found) };
}

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
