import type { Resource, Values } from "../fields/field.ts";
import { memoize } from "../fields/memoize.ts";
import { nounOf } from "../fields/naming.ts";
import { isEmpty, variantOf } from "../fields/shape.ts";
import { keepKnown } from "./consistency/backfill.ts";
import { fetchResource } from "./consistency/fetchResource.ts";
import { noteGone } from "./consistency/notFound.ts";
import { hooksOf } from "./defaultClient/hooks.ts";
import { warningsOfReading, warningsOfSecrets } from "./diff/warnings.ts";
import { noteKnown } from "./existingTwin/known.ts";
import { type Finding, findingsOf } from "./finding.ts";
import { expectSameOwner, proveAbsence } from "./ownership/ownership.ts";
import { withOwner } from "./ownership/tenants.ts";
import { metadataOf, withMetadata } from "./state/metadata.ts";
import { inputsIn, isManaged, stateOf } from "./state/state.ts";
import type { Transport } from "./transport.ts";
import { expectKnown } from "./validation/known.ts";
import { decode, variantInResponse } from "./wire/codec.ts";
import { translateErrors } from "./wire/errorTranslation.ts";
import { parseId } from "./wire/resourceId.ts";

/** How an object that no state knows is read. */
export interface ReadOptions {
  /** Many are read: lists that they share serve, of resources whose lists omit nothing. */
  isOneOfMany?: boolean;
}

export interface ReadResult {
  state: Values;
  /** Live values of the inputs that the program sets. Absent for a resource that no program manages. */
  inputs?: Values;
  /** For the user. */
  warnings: string[];
  /** Those of the warnings that tell of something changed elsewhere which no input shows. */
  findings?: Finding[];
  /** When the API last changed the embedded resource, if it says so. */
  embeddedUpdatedAt?: unknown;
}

/**
 * Reads a resource. The state then has the live values of the inputs that the program sets, and all outputs.
 * @param state As the engine has it; empty for a resource that no state knows. @returns Undefined if there is no such
 * resource
 * @throws WrongTenantError if the token is of another tenant than the state; UnknownValueError
 */
export const read = (
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  options: ReadOptions = {},
): Promise<ReadResult | undefined> =>
  translateErrors(resource, {}, () => readActual(resource, api, id, state, options));

async function readActual(
  resource: Resource,
  api: Transport,
  id: string,
  state: Values,
  { isOneOfMany = false }: ReadOptions,
): Promise<ReadResult | undefined> {
  expectKnown(`The ${nounOf(resource.name)} is not read`, { id, ...state });
  const parts = parseId(resource, id);
  const isKnown = isManaged(state);
  const desired = isKnown ? inputsIn(resource, state) : {};
  const unlisted = unlistedIn(resource);
  const listed = isKnown ? unlisted.every((name) => desired[name] === undefined) : isOneOfMany && unlisted.length === 0;
  const claims = await api.claims();
  const content = await fetchResource(resource, api, {
    parts,
    writtenAt: state.updatedAt,
    createdAt: state.createdAt,
    listed,
  });
  if (!content) {
    if (!isEmpty(state)) {
      await proveAbsence(resource, api, id, state);
      noteGone(resource, api, parts);
    }
    return undefined;
  }
  noteKnown(resource, api.run, { ...state, ...parts });
  const actualVariant = variantInResponse(resource, content);
  const variant = isKnown ? variantOf(resource, desired) : actualVariant;
  const reported = { ...parts, ...decode(resource, content, actualVariant ?? variant) };
  if (!isEmpty(state)) await expectSameOwner(resource, api, id, state, reported.tenantId);
  const hooks = hooksOf(resource);
  if (!isKnown) {
    const own = keepKnown(resource, reported, state);
    const { actual } = await hooks.backfill(resource, api, own, {}, variant, state.updatedAt);
    return { state: withoutEmpties(actual), warnings: [] };
  }

  const warnings = warningsOfReading(resource, desired, reported, variant);
  // A resource of the other variant cannot be compared.
  if (actualVariant !== undefined && actualVariant !== variant) {
    return { state, inputs: inputsIn(resource, state), warnings };
  }
  const profile = metadataOf(state, "profile");
  const own = keepKnown(resource, hooks.withoutForeign(resource, reported, state), state);
  const writtenAt = metadataOf(state, "clientUpdatedAt") ?? state.updatedAt;
  const { actual, isGone } = await hooks.backfill(resource, api, own, desired, variant, writtenAt, state);
  // A list omits some fields. The program sets none of them here, so they keep the values in the state.
  if (listed) for (const name of unlisted) actual[name] ??= state[name];
  const reading = { api, parts, state, desired, reported, actual, isGone };
  const found = await hooks.afterRead(resource, reading, stateOf(resource, desired, actual, variant, profile));
  // The engine saves the inputs of a read as the old inputs, so state and old inputs agree again.
  const whole = withOwner(resource, withMetadata(found.state, { differsFromInputs: [] }), claims);
  const ofSecrets = warningsOfSecrets(resource, state, whole);
  warnings.push(...found.warnings, ...ofSecrets);
  const findings = [...found.findings, ...findingsOf("secretChanged", ofSecrets)];
  const { embeddedUpdatedAt } = found;
  return { state: whole, inputs: inputsIn(resource, whole), warnings, findings, embeddedUpdatedAt };
}

/** The fields that lists omit. */
const unlistedIn = memoize((resource: Resource) =>
  Object.keys(resource.fields).filter((name) => resource.fields[name]?.omittedFromLists),
);

const withoutEmpties = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
