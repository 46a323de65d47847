import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, variantOf } from "../fields/shape.ts";
import { find } from "./consistency/fetchResource.ts";
import { remembering, withMissing } from "./defaultClient/backfill.ts";
import {
  clientTimeKey,
  type DefaultClient,
  defaultClientIn,
  readDefaultClient,
} from "./defaultClient/defaultClient.ts";
import { explainLost } from "./defaultClient/lostClient.ts";
import { repeatedIn, withoutForeignMirrors } from "./defaultClient/mirroredFields.ts";
import { warningsOfReading, warningsOfSecrets } from "./diff/warnings.ts";
import { expectSameOwner, proveAbsence } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { inputsIn, isOurs, mannerIn, stateOf, withMannerOf, withUnlike } from "./state/state.ts";
import type { Api } from "./transport.ts";
import { answeredVariant, fromWire } from "./wire/codec.ts";
import { explaining } from "./wire/errorTranslation.ts";
import { partsOf } from "./wire/resourceId.ts";

export interface Found {
  state: Values;
  /** Live values of the inputs that the program gives. Absent where there is no program's word to compare with. */
  inputs?: Values;
  /** What the user should know of. */
  warnings: string[];
}

/**
 * Live values, projected on what the user set; undefined if there is no such resource.
 * @param state As the engine has it; empty for a resource that no state knows.
 * @throws WrongTenantError where it cannot be told, since the token is of another tenant than the state
 */
export const read = (resource: Resource, api: Api, id: string, state: Values): Promise<Found | undefined> =>
  explaining(resource, {}, () => readLive(resource, api, id, state));

async function readLive(resource: Resource, api: Api, id: string, state: Values): Promise<Found | undefined> {
  const parts = partsOf(resource, id);
  const isManaged = isOurs(state);
  const asked = isManaged ? inputsIn(resource, state) : {};
  const unlisted = Object.keys(resource.fields).filter((name) => resource.fields[name]?.unlisted);
  const listed = isManaged && unlisted.every((name) => asked[name] === undefined);
  const claims = await api.claims();
  const content = await find(resource, api, { parts, writtenAt: state.updatedAt, listed });
  if (!content) {
    if (!isEmpty(state)) await proveAbsence(resource, api, id, state);
    return undefined;
  }
  const answered = answeredVariant(resource, content);
  const variant = isManaged ? variantOf(resource, asked) : answered;
  const told = { ...parts, ...fromWire(resource, content, answered ?? variant) };
  if (!isEmpty(state)) await expectSameOwner(resource, api, id, state, told.tenantId);
  if (!isManaged) {
    const { live } = await withMissing(resource, api, remembering(resource, told, state), {}, variant, state.updatedAt);
    return { state: withoutEmpties(live), warnings: [] };
  }

  const warnings = warningsOfReading(resource, asked, told, variant);
  // Of a resource of the other variant, nothing can be compared.
  if (answered !== undefined && answered !== variant) return kept(resource, state, warnings);
  const own = remembering(resource, withoutForeignMirrors(resource, told, state.clientId), state);
  const writtenAt = state[clientTimeKey] ?? state.updatedAt;
  const { live, isGone } = await withMissing(resource, api, own, asked, variant, writtenAt);
  // What a list does not say, and nobody manages, is as it was.
  if (listed) for (const name of unlisted) live[name] ??= state[name];
  const reading: Reading = { resource, api, state, asked, live: isGone ? withMirrorsOf(resource, live, state) : live };
  let found: Values = stateOf(resource, asked, reading.live, variant, mannerIn(state));
  const managed = defaultClientIn(resource, asked);
  const its = managed && (await readManaged(reading, managed, found));
  if (its) {
    found = its.state;
    warnings.push(...its.warnings);
  }
  const isLost = isGone || its?.isLost === true;
  if (isLost) warnings.push(await warnOfLoss(resource, api, parts, state, told.clientId));
  else if (embeddedIn(resource)) warnings.push(...warnOfOther(state.clientId, told.clientId));
  found = withOwner(resource, withUnlike(found, []), claims);
  warnings.push(...warningsOfSecrets(resource, state, found));
  return { state: found, inputs: inputsIn(resource, found), warnings };
}

const kept = (resource: Resource, state: Values, warnings: string[]): Found => ({
  state,
  inputs: inputsIn(resource, state),
  warnings,
});

interface Reading {
  resource: Resource;
  api: Api;
  state: Values;
  /** Inputs that the program gives. */
  asked: Values;
  live: Values;
}

/** The default client, where the program manages it by itself. What is gone stays in the state as it was. */
async function readManaged(
  { resource, api, state, asked, live }: Reading,
  managed: DefaultClient,
  found: Values,
): Promise<{ state: Values; warnings: string[]; isLost: boolean }> {
  const clientId = live.clientId ?? state.clientId;
  const time = state[clientTimeKey] === undefined ? {} : { [clientTimeKey]: state[clientTimeKey] };
  const its = isEmpty(clientId)
    ? undefined
    : await readDefaultClient(resource, api, managed, { appId: live.appId, clientId }, asked, state);
  if (!its) {
    const before = withMirrorsOf(resource, found, state);
    return {
      state: { ...before, [managed.name]: asked[managed.name], ...time },
      warnings: [],
      isLost: !isEmpty(clientId),
    };
  }
  const { mirrored, settings, manner, warnings } = its;
  const whole = withMannerOf({ ...found, ...mirrored, [managed.name]: settings }, managed.name, manner);
  return { state: { ...whole, ...time }, warnings, isLost: false };
}

/** With what a state says of the default client. */
const withMirrorsOf = (resource: Resource, values: Values, state: Values): Values => ({
  ...values,
  ...repeatedIn(resource, state),
});

const warnOfLoss = async (
  resource: Resource,
  api: Api,
  parts: Values,
  state: Values,
  heirId: unknown,
): Promise<string> =>
  `${await explainLost(resource, api, parts, state, heirId)} Until then the state stays as it is, and this ` +
  `${resource.name.toLowerCase()} is not updated, nor deleted while it has other clients.`;

/** The role may go to another client, and what the state knows stays what it is. */
const warnOfOther = (known: unknown, told: unknown): string[] =>
  isEmpty(known) || isEmpty(told) || known === told
    ? []
    : [`The API calls ${told} the default client now. This stack goes on with ${known}, which is there as well.`];

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
