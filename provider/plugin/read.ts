/** The method `Read`: refreshes, imports, and what other commands and programs read. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { redactingErrors } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { isEmpty } from "../fields/shape.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { decode, decodeInputs } from "./propertyValues.ts";
import { limitsOf, outputs, secretStringsOf, stateIn, warnOf } from "./resources.ts";
import type { Session } from "./session.ts";
import { definitionFor } from "./tokens.ts";

export async function read(request: proto.ReadRequest, session: Session): Promise<proto.ReadResponse> {
  const resource = definitionFor(request);
  const old = decodeInputs(request.getInputs());
  // The lifecycle sees those inputs only that the state lacks.
  lifecycle.expectKnown(`${resource.name} ${request.getId()} is not read`, old?.values ?? {});
  const secretStrings = () => {
    const sides = [old?.values ?? {}, decode(request.getProperties())?.values ?? {}];
    return sides.flatMap((values) => secretStringsOf(resource, { values, secrets: old?.secrets }));
  };
  const api = session.begin(request.getUrn(), { ...limitsOf(request), secrets: secretStrings });
  const kind = kindOf(request, old?.values);
  const found = await redactingErrors(secretStrings, find(kind, resource, api, request, old?.values));
  if (!found) {
    // A refresh finds out that the resource was deleted, and a lookup that there is none.
    if (kind === "refresh" || kind === "lookup") return new proto.ReadResponse();
    throw await lifecycle.notFoundError(resource, api, request.getId());
  }
  await warnOf(session, request, found.warnings, secretStrings());
  const response = new proto.ReadResponse()
    .setId(request.getId())
    .setProperties(outputs(resource, found.state, old?.secrets));
  return found.inputs ? response.setInputs(outputs(resource, found.inputs, old?.secrets)) : response;
}

/** What the engine reads for. */
type ReadKind =
  /** `pulumi import` and the option `import`: neither inputs nor outputs are there. */
  | "import"
  /** `get` of a program, with no state: both are there, and empty. The engine drops the inputs that it is answered. */
  | "get"
  /** A command about a resource that is in no state, such as `pulumi do`: likewise, but outside a deployment. */
  | "lookup"
  /** A refresh, or `get` with a state. */
  | "refresh";

function kindOf(request: proto.ReadRequest, inputs: Values | undefined): ReadKind {
  if (!isEmpty(inputs) || !isEmpty(decode(request.getProperties())?.values)) return "refresh";
  if (!request.hasProperties() && !request.hasInputs()) return "import";
  // A deployment takes reports on the status of its resources.
  return request.getResourceStatusAddress() === "" ? "lookup" : "get";
}

function find(
  kind: ReadKind,
  resource: Resource,
  api: lifecycle.Transport,
  request: proto.ReadRequest,
  inputs: Values = {},
): Promise<lifecycle.ReadResult | undefined> {
  const id = request.getId();
  switch (kind) {
    case "import":
    case "lookup":
      return lifecycle.importResource(resource, api, id);
    case "get":
      return lifecycle.read(resource, api, id, {});
    case "refresh":
      return lifecycle.refresh(resource, api, id, {
        inputs,
        state: stateIn(resource, request.getProperties(), undefined),
      });
  }
}
