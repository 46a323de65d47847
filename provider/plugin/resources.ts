/** Resources in the engine's protocol: decodes each request, calls the lifecycle, and encodes the result. */
import { status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { redact, redactingErrors } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { listed, nounOf } from "../fields/naming.ts";
import { isMarked, type Secrets } from "../fields/secrets.ts";
import { hasUnknown } from "../fields/unknowns.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { checkFailure } from "./checkFailure.ts";
import { diffResponse } from "./diffResponse.ts";
import { RequestError } from "./grpcStatus.ts";
import { withInitFailedDetail } from "./partialFailure.ts";
import { type Decoded, decode, decodeInputs, encode, noInputs } from "./propertyValues.ts";
import { withPythonNames } from "./pythonNames.ts";
import type { Session, SessionOperation } from "./session.ts";
import { definitionFor } from "./tokens.ts";

/** The old state: the outputs that the engine saved, completed by the inputs that it saved. */
export function stateIn(resource: Resource, olds: Struct | undefined, oldInputs: Struct | undefined): Values {
  const { __provider: _, ...state } = decode(olds)?.values ?? {};
  return lifecycle.withOldInputs(resource, state, decodeInputs(oldInputs)?.values);
}

/** The old state and the new inputs, as the import of the resource and the option `ignoreChanges` change them. */
function changeIn(resource: Resource, request: proto.DiffRequest | proto.UpdateRequest): Marked & { state: Values } {
  const { values: given, secrets } = acceptedInputs(request.getNews());
  const state = lifecycle.reconcileImported(
    resource,
    stateIn(resource, request.getOlds(), request.getOldInputs()),
    given,
  );
  return {
    state,
    values: lifecycle.applyIgnoreChanges(resource, state, given, request.getIgnorechangesList()),
    secrets,
  };
}

/** Inputs that passed `check`. @throws RequestError if they did not, and have references where none can stand */
function acceptedInputs(struct: Struct | undefined): Marked {
  const { problems, ...inputs } = decodeInputs(struct) ?? noInputs;
  if (problems.length === 0) return inputs;
  throw new RequestError(status.INVALID_ARGUMENT, problems.map(({ message }) => message).join("\n"));
}

/** Values, with the places of those that the program marks as secret. */
export type Marked = Pick<Decoded, "values" | "secrets">;

/** The secret strings: those in secret fields, and those that the program marks. */
export const secretStringsOf = (resource: Resource, { values, secrets }: Marked): string[] =>
  lifecycle.secretStringsWithin(resource, values, secrets);

export const outputs = (resource: Resource, state: Values, given: Secrets): Struct =>
  encode(state, lifecycle.secretPartsOf(resource, state, given));

export async function check(request: proto.CheckRequest, session: Session): Promise<proto.CheckResponse> {
  const resource = definitionFor(request);
  const { values, secrets, problems: misplaced } = decodeInputs(request.getNews()) ?? noInputs;
  const isSecret = (keys: readonly string[]) => isMarked(secrets, keys);
  const problems = await lifecycle.check(resource, values, { noun: nounOf(resource.name), path: "", isSecret });
  if (problems.length === 0 && misplaced.length === 0) {
    const before = decodeInputs(request.getOlds())?.values ?? {};
    await warnOf(session, request, lifecycle.warningsOfInputs(resource, before, values));
  }
  return new proto.CheckResponse()
    .setInputs(outputs(resource, values, secrets))
    .setFailuresList([...misplaced, ...problems].map((problem) => checkFailure(problem, resource, values, isSecret)));
}

export async function diff(request: proto.DiffRequest, session: Session): Promise<proto.DiffResponse> {
  const resource = definitionFor(request);
  const outputsBefore = decode(request.getOlds())?.values ?? {};
  const { state, values } = changeIn(resource, request);
  lifecycle.acknowledge(resource, session.run, state);
  const difference = lifecycle.diff(resource, state, values);
  const id = request.getId();
  lifecycle.noteOwner(resource, session.run.tenants, id, state);
  const refusal = lifecycle.refusedReplacement(resource, id, difference, state, values);
  if (refusal !== undefined) throw new RequestError(status.FAILED_PRECONDITION, refusal);
  await warnOf(session, request, lifecycle.warningsOfChange(resource, id, difference, state, values));
  const changes = lifecycle.detailedDiff(resource, state, values, difference.changed);
  return diffResponse(difference, changes, outputsBefore, state);
}

export async function create(request: proto.CreateRequest, session: Session): Promise<proto.CreateResponse> {
  const resource = definitionFor(request);
  const { values, secrets } = acceptedInputs(request.getProperties());
  if (request.getPreview()) {
    return new proto.CreateResponse().setProperties(
      outputs(resource, lifecycle.previewCreate(resource, values), secrets),
    );
  }
  const secretStrings = () => secretStringsOf(resource, { values, secrets });
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  const creation = redactingErrors(secretStrings, lifecycle.create(resource, api, values));
  const { id, state, warnings } = await withInitFailedDetail(creation, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, warnings, secretStrings());
  return new proto.CreateResponse().setId(id).setProperties(outputs(resource, state, secrets));
}

export async function warnOf(
  session: Session,
  request: { getUrn(): string },
  warnings: readonly string[],
  secrets: readonly string[] = [],
): Promise<void> {
  for (const warning of warnings) {
    await session.log.warn(withPythonNames(redact(warning, secrets)), request.getUrn());
  }
}

export async function update(request: proto.UpdateRequest, session: Session): Promise<proto.UpdateResponse> {
  const resource = definitionFor(request);
  const { state, values, secrets } = changeIn(resource, request);
  refuseReplacement(resource, request.getId(), state, values);
  if (request.getPreview()) {
    return new proto.UpdateResponse().setProperties(
      outputs(resource, lifecycle.previewUpdate(resource, state, values), secrets),
    );
  }
  const secretStrings = () => [
    ...secretStringsOf(resource, { values, secrets }),
    // The old value of what is marked is as secret as the new one.
    ...secretStringsOf(resource, { values: state, secrets }),
  ];
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  const change = redactingErrors(secretStrings, lifecycle.update(resource, api, request.getId(), state, values));
  const updated = await withInitFailedDetail(change, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, updated.warnings, secretStrings());
  return new proto.UpdateResponse().setProperties(outputs(resource, updated.state, secrets));
}

export async function remove(request: proto.DeleteRequest, session: Session): Promise<empty.Empty> {
  const resource = definitionFor(request);
  const what = `${resource.name} ${request.getId()} is not deleted`;
  // The lifecycle sees those inputs only that the state lacks.
  const old = decodeInputs(request.getOldInputs()) ?? noInputs;
  lifecycle.expectKnown(what, old.values);
  const state = stateIn(resource, request.getProperties(), request.getOldInputs());
  const secretStrings = () => secretStringsOf(resource, { values: state, secrets: old.secrets });
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  await redactingErrors(secretStrings, lifecycle.deleteResource(resource, api, request.getId(), state));
  return new empty.Empty();
}

/** The engine never updates what must be replaced, but `pulumi do` does, which cannot replace. */
function refuseReplacement(resource: Resource, id: string, state: Values, values: Values): void {
  // What a preview does not know may turn out to be unchanged.
  const changed = lifecycle.diff(resource, state, values).replaces.filter((name) => !hasUnknown(values[name]));
  if (changed.length === 0) return;
  throw new RequestError(
    status.INVALID_ARGUMENT,
    `${resource.name} ${id} is not updated: ${listed(changed, "and")} cannot be changed in place. Nothing was sent. ` +
      `Leave ${listed(changed, "and")} as before, or create another ${nounOf(resource.name)}.`,
  );
}

/** The option `customTimeouts`, in seconds; 0 if the program does not set it. */
export function limitsOf(request: { getTimeout(): number }): SessionOperation {
  const seconds = request.getTimeout();
  if (seconds >= 0) return { deadlineMs: seconds * 1000 || undefined };
  const message = `customTimeouts has ${seconds} seconds, but a timeout must be positive. Correct or remove it.`;
  throw new RequestError(status.INVALID_ARGUMENT, message);
}
