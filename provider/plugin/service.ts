/** The gRPC service of a resource provider, `pulumirpc.ResourceProvider`: each method, and those that are not implemented. */
import { type handleUnaryCall, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../version.ts";
import { checkConfig, configure, diffConfig } from "./configuration.ts";
import { invoke } from "./functions.ts";
import { RequestError, statusOf } from "./grpcStatus.ts";
import { type ListStream, list } from "./list/list.ts";
import { read } from "./read.ts";
import * as resources from "./resources.ts";
import type { Session } from "./session.ts";

/** @param readSchema Reads the package's schema, as JSON. */
export function createService(session: Session, readSchema: () => string): UntypedServiceImplementation {
  return {
    handshake: unary((request: proto.ProviderHandshakeRequest) => {
      session.engine = request.getEngineAddress() || session.engine;
      return new proto.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(true)
        .setAcceptOutputs(true);
    }),
    attach: unary((request: plugin.PluginAttach) => {
      session.engine = request.getAddress() || session.engine;
      return new empty.Empty();
    }),
    cancel: unary(async () => {
      await session.cancel();
      return new empty.Empty();
    }),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(version)),
    getSchema: unary((request: proto.GetSchemaRequest) => {
      refuseOtherSchemas(request);
      return new proto.GetSchemaResponse().setSchema(readSchema());
    }),
    getMapping: unary(() => new proto.GetMappingResponse()),
    getMappings: unary(() => new proto.GetMappingsResponse()),

    checkConfig: unary(checkConfig),
    diffConfig: unary((request: proto.DiffRequest) => diffConfig(request, session)),
    configure: unary((request: proto.ConfigureRequest) => configure(request, session)),

    check: unary((request: proto.CheckRequest) => resources.check(request, session)),
    diff: unary((request: proto.DiffRequest) => resources.diff(request, session)),
    create: unary((request: proto.CreateRequest) => resources.create(request, session)),
    read: unary((request: proto.ReadRequest) => read(request, session)),
    update: unary((request: proto.UpdateRequest) => resources.update(request, session)),
    delete: unary((request: proto.DeleteRequest) => resources.remove(request, session)),
    invoke: unary((request: proto.InvokeRequest) => invoke(request, session)),

    parameterize: unary(() => refuse("This provider takes no parameters.")),
    construct: unary(() => refuse("This provider has no component resources.")),
    call: unary(() => refuse("This provider has no methods.")),
    list: async (stream: ListStream) => {
      try {
        await list(stream, session);
        stream.end();
      } catch (error) {
        stream.emit("error", statusOf(error));
      }
    },
  };
}

function refuseOtherSchemas(request: proto.GetSchemaRequest): void {
  // Pulumi has defined no other version of the schema format so far.
  if (request.getVersion() !== 0) {
    refuse(`The schema format version ${request.getVersion()} is not supported. The only version is 0.`);
  }
  const name = request.getSubpackageName();
  const version = request.getSubpackageVersion();
  if (name === "" && version === "") return;
  const what = [name, version].filter(Boolean).join(" ");
  throw new RequestError(
    status.NOT_FOUND,
    `There is no sub-package ${what}: this provider takes no parameters, so it has none. Ask for the schema without one.`,
  );
}

function refuse(why: string): never {
  throw new RequestError(status.UNIMPLEMENTED, why);
}

/** A method with one request and one response. Every error becomes a gRPC status. */
const unary =
  <Q, A>(handle: (request: Q) => A | Promise<A>): handleUnaryCall<Q, A> =>
  async (call, callback) => {
    try {
      callback(null, await handle(call.request));
    } catch (error) {
      callback(statusOf(error));
    }
  };
