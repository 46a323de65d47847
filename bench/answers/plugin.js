/** A plugin whose methods are empty: the engine's protocol, and nothing behind it. */
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const proto = require("@pulumi/pulumi/proto/provider_pb.js");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb.js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const { make } = require("./index.js");

/** How the engine writes that a value is secret. */
const secret = (value) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
const secretNames = ["clientSecret", "loginPreferences"];

function create(request) {
  const { id, outs } = make(request.getType().split(":").at(-1), request.getProperties().toJavaScript());
  for (const name of secretNames) if (outs[name] !== undefined) outs[name] = secret(outs[name]);
  return new proto.CreateResponse().setId(id).setProperties(Struct.fromJavaScript(outs));
}

const read = (request) =>
  new proto.ReadResponse().setId(request.getId()).setProperties(request.getProperties()).setInputs(request.getInputs());

const { DIFF_NONE } = proto.DiffResponse.DiffChanges;

const methods = {
  handshake: () =>
    new proto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true),
  getPluginInfo: () => new PluginInfo().setVersion("1.0.0"),
  getSchema: () => new proto.GetSchemaResponse().setSchema('{"name":"transmit"}'),
  checkConfig: (request) => new proto.CheckResponse().setInputs(request.getNews()),
  diffConfig: () => new proto.DiffResponse().setChanges(DIFF_NONE),
  configure: () => new proto.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true),
  cancel: () => new Empty(),
  check: (request) => new proto.CheckResponse().setInputs(request.getNews()),
  diff: () => new proto.DiffResponse().setChanges(DIFF_NONE),
  create,
  read,
  update: (request) => new proto.UpdateResponse().setProperties(request.getNews()),
  delete: () => new Empty(),
};

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
const unary = (method) => (call, callback) => callback(null, method(call.request));
server.addService(
  ResourceProviderService,
  Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, unary(method)])),
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
