import type { Resource, Values } from "../fields/field.ts";
import { embeddedIn, isEmpty, variantOf } from "../fields/shape.ts";
import { fetchResource } from "./consistency/fetchResource.ts";
import { backfill, keepKnown } from "./defaultClient/backfill.ts";
import {
  clientUpdatedAtKey,
  type DefaultClient,
  defaultClientIn,
  readDefaultClient,
} from "./defaultClient/defaultClient.ts";
import { explainLost } from "./defaultClient/lostClient.ts";
import { mirroredIn, withoutForeignMirrors } from "./defaultClient/mirroredFields.ts";
import { warningsOfReading, warningsOfSecrets } from "./diff/warnings.ts";
import { expectSameOwner, proveAbsence } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { inputsIn, isManaged, profileIn, stateOf, withProfileOf, withUnlike } from "./state/state.ts";
import type { Transport } from "./transport.ts";
import { decode, variantInResponse } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { parseId } from "./wire/resourceId.ts";

export interface ReadResult {
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
export const read = (resource: Resource, api: Transport, id: string, state: Values): Promise<ReadResult | undefined> =>
  translateErrors(resource, {}, () => readLive(resource, api, id, state));

async function readLive(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
): Promise<ReadResult | undefined> {
  const parts = parseId(resource, id);
  const isKnown = isManaged(state);
  const desired = isKnown ? inputsIn(resource, state) : {};
  const unlisted = Object.keys(resource.fields).filter((name) => resource.fields[name]?.omittedFromLists);
  const listed = isKnown && unlisted.every((name) => desired[name] === undefined);
  const claims = await api.claims();
  const content = await fetchResource(resource, api, { parts, writtenAt: state.updatedAt, listed });
  if (!content) {
    if (!isEmpty(state)) await proveAbsence(resource, api, id, state);
    return undefined;
  }
  const answered = variantInResponse(resource, content);
  const variant = isKnown ? variantOf(resource, desired) : answered;
  const reported = { ...parts, ...decode(resource, content, answered ?? variant) };
  if (!isEmpty(state)) await expectSameOwner(resource, api, id, state, reported.tenantId);
  if (!isKnown) {
    const { actual } = await backfill(
      resource,
      api,
      keepKnown(resource, reported, state),
      {},
      variant,
      state.updatedAt,
    );
    return { state: withoutEmpties(actual), warnings: [] };
  }

  const warnings = warningsOfReading(resource, desired, reported, variant);
  // Of a resource of the other variant, nothing can be compared.
  if (answered !== undefined && answered !== variant) return kept(resource, state, warnings);
  const own = keepKnown(resource, withoutForeignMirrors(resource, reported, state.clientId), state);
  const writtenAt = state[clientUpdatedAtKey] ?? state.updatedAt;
  const { actual, isGone } = await backfill(resource, api, own, desired, variant, writtenAt);
  // What a list does not say, and nobody manages, is as it was.
  if (listed) for (const name of unlisted) actual[name] ??= state[name];
  const reading: Reading = {
    resource,
    api,
    state,
    desired,
    actual: isGone ? withMirrorsOf(resource, actual, state) : actual,
  };
  let found: Values = stateOf(resource, desired, reading.actual, variant, profileIn(state));
  const managed = defaultClientIn(resource, desired);
  const its = managed && (await readManaged(reading, managed, found));
  if (its) {
    found = its.state;
    warnings.push(...its.warnings);
  }
  const isLost = isGone || its?.isLost === true;
  if (isLost) warnings.push(await warnOfLoss(resource, api, parts, state, reported.clientId));
  else if (embeddedIn(resource)) warnings.push(...warnOfOther(state.clientId, reported.clientId));
  found = withOwner(resource, withUnlike(found, []), claims);
  warnings.push(...warningsOfSecrets(resource, state, found));
  return { state: found, inputs: inputsIn(resource, found), warnings };
}

const kept = (resource: Resource, state: Values, warnings: string[]): ReadResult => ({
  state,
  inputs: inputsIn(resource, state),
  warnings,
});

interface Reading {
  resource: Resource;
  api: Transport;
  state: Values;
  /** Inputs that the program gives. */
  desired: Values;
  actual: Values;
}

/** The default client, where the program manages it by itself. What is gone stays in the state as it was. */
async function readManaged(
  { resource, api, state, desired, actual }: Reading,
  managed: DefaultClient,
  found: Values,
): Promise<{ state: Values; warnings: string[]; isLost: boolean }> {
  const clientId = actual.clientId ?? state.clientId;
  const time = state[clientUpdatedAtKey] === undefined ? {} : { [clientUpdatedAtKey]: state[clientUpdatedAtKey] };
  const its = isEmpty(clientId)
    ? undefined
    : await readDefaultClient(resource, api, managed, { appId: actual.appId, clientId }, desired, state);
  if (!its) {
    const before = withMirrorsOf(resource, found, state);
    return {
      state: { ...before, [managed.name]: desired[managed.name], ...time },
      warnings: [],
      isLost: !isEmpty(clientId),
    };
  }
  const { mirrored, settings, manner, warnings } = its;
  const whole = withProfileOf({ ...found, ...mirrored, [managed.name]: settings }, managed.name, manner);
  return { state: { ...whole, ...time }, warnings, isLost: false };
}

/** With what a state says of the default client. */
const withMirrorsOf = (resource: Resource, values: Values, state: Values): Values => ({
  ...values,
  ...mirroredIn(resource, state),
});

const warnOfLoss = async (
  resource: Resource,
  api: Transport,
  parts: Values,
  state: Values,
  heirId: unknown,
): Promise<string> =>
  `${await explainLost(resource, api, parts, state, heirId)} Until then the state stays as it is, and this ` +
  `${resource.name.toLowerCase()} is not updated, nor deleted while it has other clients.`;

/** The role may go to another client, and what the state knows stays what it is. */
const warnOfOther = (known: unknown, reported: unknown): string[] =>
  isEmpty(known) || isEmpty(reported) || known === reported
    ? []
    : [`The API calls ${reported} the default client now. This stack goes on with ${known}, which is there as well.`];

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
