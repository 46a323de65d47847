/** Resources in the engine's protocol: decodes each request, calls the lifecycle, and encodes the result. */
import { status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Resource, Values } from "../fields/field.ts";
import { listed, nounOf } from "../fields/naming.ts";
import { isEmpty } from "../fields/shape.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { resources } from "../resources/all.ts";
import { checkFailure } from "./checkFailure.ts";
import { diffResponse } from "./diffResponse.ts";
import { RequestError } from "./grpcStatus.ts";
import { withInitFailedDetail } from "./partialFailure.ts";
import { type Decoded, decode, decodeInputs, encode, noInputs } from "./propertyValues.ts";
import { isMarked, markedIn, merge, type Secrets, secretsOf } from "./secrets.ts";
import type { Session, SessionOperation } from "./session.ts";

const tokenOf = ({ name }: Resource): string => `transmit:index:${name}`;

/** The definition of the resource that a request is about. */
function definitionFor(request: { getUrn(): string; getType(): string }): Resource {
  // Older engines send no type. It is the last one in the URN, after the types of the parents.
  const type = request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
  const found = resources.find((resource) => tokenOf(resource) === type);
  if (found) return found;
  const known = listed(resources.map(tokenOf), "and");
  throw new RequestError(status.INVALID_ARGUMENT, `There is no resource ${type}. There are ${known}.`);
}

/** The old state: the outputs that the engine saved, completed by the inputs that it saved. */
function stateIn(resource: Resource, olds: Struct | undefined, oldInputs: Struct | undefined): Values {
  const { __provider: _, ...state } = decode(olds)?.values ?? {};
  return lifecycle.withOldInputs(resource, state, decodeInputs(oldInputs)?.values);
}

/** The old state and the new inputs, as the import of the resource and the option `ignoreChanges` change them. */
function changeIn(resource: Resource, request: proto.DiffRequest | proto.UpdateRequest): Decoded & { state: Values } {
  const { values: given, secrets } = decodeInputs(request.getNews()) ?? noInputs;
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

/** The secret strings: those in secret fields, and those that the program marks. */
const secretStringsOf = (resource: Resource, { values, secrets }: Decoded): string[] => [
  ...lifecycle.secretStringsIn(resource, values),
  ...markedIn(values, secrets).flatMap(lifecycle.stringsIn),
];

const outputs = (resource: Resource, state: Values, given: Secrets): Struct =>
  encode(state, merge(secretsOf(resource, state), given));

export function check(request: proto.CheckRequest): proto.CheckResponse {
  const resource = definitionFor(request);
  const { values, secrets } = decodeInputs(request.getNews()) ?? noInputs;
  const problems = lifecycle.check(resource, values, {
    noun: nounOf(resource.name),
    path: "",
    isSecret: (keys) => isMarked(secrets, keys),
  });
  return new proto.CheckResponse()
    .setInputs(encode(values, merge(secretsOf(resource, values), secrets)))
    .setFailuresList(problems.map(checkFailure));
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
  await warnOf(session, request, lifecycle.warnOfReplacement(resource, id, difference));
  const changes = lifecycle.detailedDiff(resource, state, values, difference.changed);
  return diffResponse(difference, changes, outputsBefore, state);
}

export async function create(request: proto.CreateRequest, session: Session): Promise<proto.CreateResponse> {
  const resource = definitionFor(request);
  const { values, secrets } = decodeInputs(request.getProperties()) ?? noInputs;
  if (request.getPreview()) {
    return new proto.CreateResponse().setProperties(
      outputs(resource, lifecycle.previewCreate(resource, values), secrets),
    );
  }
  const secretStrings = () => secretStringsOf(resource, { values, secrets });
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  const creation = lifecycle.create(resource, api, values);
  const { id, state, warnings } = await withInitFailedDetail(creation, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, warnings);
  return new proto.CreateResponse().setId(id).setProperties(outputs(resource, state, secrets));
}

export async function read(request: proto.ReadRequest, session: Session): Promise<proto.ReadResponse> {
  const resource = definitionFor(request);
  const old = decodeInputs(request.getInputs());
  const api = session.begin(request.getUrn(), limitsOf(request));
  const found = await find(resource, api, request, old);
  if (!found) {
    // An import, and a `get` of the program, come without a state. A refresh has one, and then the resource was deleted.
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

/** A `Read` without outputs and inputs is an import, one with empty outputs is a `get`, and all others are refreshes. */
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
  const resource = definitionFor(request);
  const { state, values, secrets } = changeIn(resource, request);
  if (request.getPreview()) {
    return new proto.UpdateResponse().setProperties(
      outputs(resource, lifecycle.previewUpdate(resource, state, values), secrets),
    );
  }
  const secretStrings = () => [
    ...secretStringsOf(resource, { values, secrets }),
    ...secretStringsOf(resource, { ...noInputs, values: state }),
  ];
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  const change = lifecycle.update(resource, api, request.getId(), state, values);
  const updated = await withInitFailedDetail(change, (kept) => outputs(resource, kept, secrets));
  await warnOf(session, request, updated.warnings);
  return new proto.UpdateResponse().setProperties(outputs(resource, updated.state, secrets));
}

export async function remove(request: proto.DeleteRequest, session: Session): Promise<empty.Empty> {
  const resource = definitionFor(request);
  const state = stateIn(resource, request.getProperties(), request.getOldInputs());
  const secretStrings = () => secretStringsOf(resource, { ...noInputs, values: state });
  const api = session.begin(request.getUrn(), { ...limitsOf(request), writes: true, secrets: secretStrings });
  await lifecycle.deleteResource(resource, api, request.getId(), state);
  return new empty.Empty();
}

/** The option `customTimeouts`, in seconds; 0 if the program does not set it. */
const limitsOf = (request: { getTimeout(): number }): SessionOperation => ({
  deadlineMs: request.getTimeout() * 1000 || undefined,
});
