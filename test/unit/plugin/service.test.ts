/** The plugin's protocol beyond resources and settings. */
import { type ServiceError, status } from "@grpc/grpc-js";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../../../package.json";
import { type Plugin, startPlugin } from "../../support/plugin.ts";
import { serve } from "../../support/server.ts";

let plugin: Plugin;
beforeEach(async () => {
  plugin = await startPlugin({ region: "eu", accessToken: "token" });
});
afterEach(() => plugin.close());

test("the handshake promises secrets, resources and outputs", async () => {
  const request = new proto.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
  const answer = await plugin.call<proto.ProviderHandshakeResponse>("handshake", request);
  expect(answer.toObject()).toMatchObject({ acceptSecrets: true, acceptResources: true, acceptOutputs: true });
});

test("the plugin tells its version, its schema, and that it maps nothing", async () => {
  expect((await plugin.call<PluginInfo>("getPluginInfo", new Empty())).getVersion()).toBe(version);
  const schema = await plugin.call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest());
  expect(JSON.parse(schema.getSchema())).toMatchObject({ name: "transmit" });
  const mapping = await plugin.call<proto.GetMappingResponse>(
    "getMapping",
    new proto.GetMappingRequest().setKey("terraform"),
  );
  expect(mapping.toObject()).toEqual({ provider: "", data: "" });
  const mappings = await plugin.call<proto.GetMappingsResponse>("getMappings", new proto.GetMappingsRequest());
  expect(mappings.getProvidersList()).toEqual([]);
  await plugin.call("attach", new PluginAttach().setAddress("127.0.0.1:1"));
});

test.each<[string, unknown, number, string]>([
  ["parameterize", new proto.ParameterizeRequest(), status.UNIMPLEMENTED, "This provider takes no parameters."],
  ["construct", new proto.ConstructRequest(), status.UNIMPLEMENTED, "This provider has no component resources."],
  ["call", new proto.CallRequest(), status.UNIMPLEMENTED, "This provider has no methods."],
  [
    "invoke",
    new proto.InvokeRequest().setTok("transmit:index:nothing"),
    status.INVALID_ARGUMENT,
    "transmit:index:nothing",
  ],
  ["check", new proto.CheckRequest().setType("transmit:index:Shop"), status.INVALID_ARGUMENT, "transmit:index:Shop"],
])("what the plugin does not have is refused clearly: %s", async (method, request, code, words) => {
  await expect(plugin.call(method, request)).rejects.toMatchObject({ code, details: expect.stringContaining(words) });
});

test("listing resources is refused clearly", async () => {
  const stream = plugin.client.list(new proto.ListRequest());
  const error = await new Promise<ServiceError>((resolve) => stream.on("error", resolve));
  expect(error).toMatchObject({ code: status.UNIMPLEMENTED, details: "This provider cannot list resources." });
});

test("a resource's type may be told by its URN alone, below those of its parents", async () => {
  const urn = "urn:pulumi:test::program::my:index:Parent$transmit:index:Client::it";
  const checked = await plugin.call<proto.CheckResponse>("check", new proto.CheckRequest().setUrn(urn));
  expect(checked.getFailuresList().map((failure) => failure.getReason())).toContainEqual(
    expect.stringContaining("appId is missing"),
  );
});

test("an operation before the configuration is refused, and sends nothing", async () => {
  const other = await startPlugin();
  await expect(other.read("Application", "app")).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  other.close();
});

test("a cancelled run ends what is being read, and begins nothing new", async () => {
  const server = await serve(() => ({ fault: "hang" }));
  const other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "token" });
  try {
    const reading = other.read("Application", "app").catch((error: ServiceError) => error);
    while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await other.call("cancel", new Empty());
    expect(await reading).toMatchObject({ code: status.CANCELLED });
    await expect(other.remove("Application", "app", {})).rejects.toMatchObject({ code: status.CANCELLED });
    expect(server.asked).toHaveLength(1);
  } finally {
    other.close();
    await server.close();
  }
});
