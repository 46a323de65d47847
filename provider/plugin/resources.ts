/** A resource's life as the engine asks for it: each request becomes a word to the lifecycle, each answer its protocol. */
import { status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";
import { isEmpty } from "../fields/shape.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { failure } from "./checkFailure.ts";
import { describeDifference } from "./diffResponse.ts";
import { RequestError } from "./grpcStatus.ts";
import { inputsIn, none } from "./inputs.ts";
import { withInitFailedDetail } from "./partialFailure.ts";
import { type Decoded, decode, encode } from "./propertyValues.ts";
import { isMarked, markedIn, merge, type Secrets, secretsOf } from "./secrets.ts";
import type { OperationLimits, Session } from "./session.ts";
import { resourceOf } from "./target.ts";

/** The old state, as the engine and we remember it together. */
function stateIn(resource: Resource, olds: Struct | undefined, oldInputs: Struct | undefined): Values {
  const { __provider: _, ...state } = decode(olds)?.values ?? {};
  return lifecycle.withOldInputs(resource, state, inputsIn(oldInputs)?.values);
}

/** What a resource is to become, and the state as its program sees it. */
function changeIn(resource: Resource, request: proto.DiffRequest | proto.UpdateRequest): Decoded & { state: Values } {
  const { values: asked, secrets } = inputsIn(request.getNews()) ?? none;
  const state = lifecycle.reconcileImported(
    resource,
    stateIn(resource, request.getOlds(), request.getOldInputs()),
    asked,
  );
  return {
    state,
    values: lifecycle.applyIgnoreChanges(resource, state, asked, request.getIgnorechangesList()),
    secrets,
  };
}

/** By the traits of its fields, or since the program says so. */
const concealed = (resource: Resource, { values, secrets }: Decoded): string[] => [
  ...lifecycle.secretStringsIn(resource, values),
  ...markedIn(values, secrets).flatMap(lifecycle.stringsIn),
];

const outputs = (resource: Resource, state: Values, given: Secrets): Struct =>
  encode(state, merge(secretsOf(resource, state), given));

export function check(request: proto.CheckRequest): proto.CheckResponse {
  const resource = resourceOf(request);
  const { values, secrets } = inputsIn(request.getNews()) ?? none;
  const problems = lifecycle.check(resource, values, {
    noun: nounOf(resource.name),
    path: "",
    isSecret: (keys) => isMarked(secrets, keys),
  });
  return new proto.CheckResponse()
    .setInputs(encode(values, merge(secretsOf(resource, values), secrets)))
    .setFailuresList(problems.map(failure));
}

export async function diff(request: proto.DiffRequest, session: Session): Promise<proto.DiffResponse> {
  const resource = resourceOf(request);
  const known = decode(request.getOlds())?.values ?? {};
  const { state, values } = changeIn(resource, request);
  lifecycle.acknowledge(resource, session.run, state);
  const difference = lifecycle.diff(resource, state, values);
  const id = request.getId();
  lifecycle.noteOwner(resource, session.run.tenants, id, state);
  const refusal = lifecycle.refusedReplacement(resource, id, difference, state, values);
  if (refusal !== undefined) throw new RequestError(status.FAILED_PRECONDITION, refusal);
  await warnOf(session, request, lifecycle.warnOfReplacement(resource, id, difference));
  return describeDifference(
    difference,
    lifecycle.detailedDiff(resource, state, values, difference.changed),
    known,
    state,
  );
}

export async function create(request: proto.CreateRequest, session: Session): Promise<proto.CreateResponse> {
  const resource = resourceOf(request);
  const { values, secrets } = inputsIn(request.getProperties()) ?? none;
  if (request.getPreview()) {
    return new proto.CreateResponse().setProperties(
      outputs(resource, lifecycle.previewCreate(resource, values), secrets),
    );
  }
  const conceal = () => concealed(resource, { values, secrets });
  const api = session.begin(request.getUrn(), { ...undertaking(request), writes: true, secrets: conceal });
  const creation = lifecycle.create(resource, api, values);
  const { id, state, warnings } = await withInitFailedDetail(creation, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, warnings);
  return new proto.CreateResponse().setId(id).setProperties(outputs(resource, state, secrets));
}

export async function read(request: proto.ReadRequest, session: Session): Promise<proto.ReadResponse> {
  const resource = resourceOf(request);
  const old = inputsIn(request.getInputs());
  const api = session.begin(request.getUrn(), undertaking(request));
  const found = await find(resource, api, request, old);
  if (!found) {
    // What is imported, or read by a program that does not manage it, comes without a state: a refresh never does.
    if (isEmpty(decode(request.getProperties())?.values))
      throw await lifecycle.notFoundError(resource, api, request.getId());
    return new proto.ReadResponse();
  }
  await warnOf(session, request, found.warnings);
  const response = new proto.ReadResponse()
    .setId(request.getId())
    .setProperties(outputs(resource, found.state, old?.secrets));
  return found.inputs ? response.setInputs(outputs(resource, found.inputs, old?.secrets)) : response;
}

/** What is imported comes alone, what a program only reads comes with no outputs, and the rest is refreshed. */
function find(resource: Resource, api: lifecycle.Transport, request: proto.ReadRequest, old: Decoded | undefined) {
  const id = request.getId();
  const state = stateIn(resource, request.getProperties(), undefined);
  const inputs = old?.values ?? {};
  if (lifecycle.isImported(state)) return lifecycle.importResource(resource, api, id, { inputs, state });
  if (!request.getProperties() && !old) return lifecycle.importResource(resource, api, id);
  const isManaged = lifecycle.isManaged(state) || Object.keys(inputs).length > 0;
  return lifecycle.read(resource, api, id, isManaged ? lifecycle.withOldInputs(resource, state, inputs) : state);
}

async function warnOf(session: Session, request: { getUrn(): string }, warnings: readonly string[]): Promise<void> {
  for (const warning of warnings) await session.log.warn(warning, request.getUrn());
}

export async function update(request: proto.UpdateRequest, session: Session): Promise<proto.UpdateResponse> {
  const resource = resourceOf(request);
  const { state, values, secrets } = changeIn(resource, request);
  if (request.getPreview()) {
    return new proto.UpdateResponse().setProperties(
      outputs(resource, lifecycle.previewUpdate(resource, state, values), secrets),
    );
  }
  const conceal = () => [
    ...concealed(resource, { values, secrets }),
    ...concealed(resource, { ...none, values: state }),
  ];
  const api = session.begin(request.getUrn(), { ...undertaking(request), writes: true, secrets: conceal });
  const change = lifecycle.update(resource, api, request.getId(), state, values);
  const updated = await withInitFailedDetail(change, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, updated.warnings);
  return new proto.UpdateResponse().setProperties(outputs(resource, updated.state, secrets));
}

export async function remove(request: proto.DeleteRequest, session: Session): Promise<empty.Empty> {
  const resource = resourceOf(request);
  const state = stateIn(resource, request.getProperties(), request.getOldInputs());
  const conceal = () => concealed(resource, { ...none, values: state });
  const api = session.begin(request.getUrn(), { ...undertaking(request), writes: true, secrets: conceal });
  await lifecycle.deleteResource(resource, api, request.getId(), state);
  return new empty.Empty();
}

/** What is begun for a request: a program may say how many seconds it may take, zero says nothing. */
const undertaking = (request: { getTimeout(): number }): OperationLimits => ({
  deadlineMs: request.getTimeout() * 1000 || undefined,
});
