#!/usr/bin/env node
/** A plugin without an API: its methods answer from memory at once. It decodes and encodes as the SDK's host for dynamic resources. */
const { Server, ServerCredentials, status } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const plugin = require("@pulumi/pulumi/proto/plugin_pb.js");
const proto = require("@pulumi/pulumi/proto/provider_pb.js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const answers = require("answers");
const outputs = require("./outputs.json");

/** The key of a secret value in the engine's protocol. */
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const kindOf = (request) => request.getUrn().split("::")[2].split(":").at(-1);
const encode = (values) => Struct.fromJavaScript(values);
const copy = (struct) => encode(struct.toJavaScript());

/** Marks the same outputs as the other contenders' classes. */
function create(kind, inputs) {
  const { id, outs } = answers.create(kind, inputs);
  const { secrets = [] } = outputs[kind] ?? {};
  const marked = secrets
    .filter((name) => outs[name] !== undefined)
    .map((name) => [name, { ...secret, value: outs[name] }]);
  return new proto.CreateResponse().setId(id).setProperties(encode({ ...outs, ...Object.fromEntries(marked) }));
}

const methods = {
  handshake: () => new proto.ProviderHandshakeResponse().setAcceptSecrets(true),
  attach: () => new Empty(),
  cancel: () => new Empty(),
  getPluginInfo: () => new plugin.PluginInfo().setVersion("0.0.0"),
  checkConfig: (request) => new proto.CheckResponse().setInputs(request.getNews()),
  diffConfig: () => new proto.DiffResponse(),
  configure: () => new proto.ConfigureResponse().setAcceptsecrets(true),
  check: (request) => new proto.CheckResponse().setInputs(copy(request.getNews())),
  diff: () => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE),
  create: (request) => create(kindOf(request), request.getProperties().toJavaScript()),
  read: (request) =>
    new proto.ReadResponse()
      .setId(request.getId())
      .setProperties(copy(request.getProperties()))
      .setInputs(copy(request.getInputs())),
  update: (request) => new proto.UpdateResponse().setProperties(copy(request.getNews())),
  delete: (request) => {
    request.getProperties().toJavaScript();
    return new Empty();
  },
};

const refused = (_, callback) => callback({ code: status.UNIMPLEMENTED });
const service = Object.keys(ResourceProviderService).map((name) => [
  name,
  methods[name] ? (call, callback) => callback(null, methods[name](call.request)) : refused,
]);

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, Object.fromEntries(service));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, port) => console.log(port));
