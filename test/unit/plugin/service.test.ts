/** The plugin's protocol beyond resources and settings. */
import { once } from "node:events";
import { type ServiceError, status } from "@grpc/grpc-js";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../../../package.json";
import { type Plugin, startPlugin, struct } from "../../support/plugin.ts";
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
  ["getSchema", new proto.GetSchemaRequest().setVersion(1), status.UNIMPLEMENTED, "The only version is 0."],
  [
    "getSchema",
    new proto.GetSchemaRequest().setSubpackageName("shop").setSubpackageVersion("1.0.0"),
    status.NOT_FOUND,
    "There is no sub-package shop 1.0.0",
  ],
  ["list", new proto.ListRequest().setToken("transmit:index:Shop"), status.INVALID_ARGUMENT, "transmit:index:Shop"],
])("what the plugin does not have is refused clearly: %s", async (method, request, code, words) => {
  const answer =
    method === "list" ? once(plugin.client.list(request as proto.ListRequest), "data") : plugin.call(method, request);
  await expect(answer).rejects.toMatchObject({ code, details: expect.stringContaining(words) });
});

test("a resource's type may be told by its URN alone, below those of its parents", async () => {
  const urn = "urn:pulumi:test::program::my:index:Parent$transmit:index:Client::it";
  const checked = await plugin.call<proto.CheckResponse>("check", new proto.CheckRequest().setUrn(urn));
  expect(checked.getFailuresList().map((failure) => failure.getReason())).toContainEqual(
    expect.stringContaining("appId is missing"),
  );
});

test("a method that this version of the protocol does not have is not implemented, and harms nothing", async () => {
  const { client } = plugin;
  const serialise = () => Buffer.alloc(0);
  const error = await new Promise((resolve) =>
    client.makeUnaryRequest("/pulumirpc.ResourceProvider/FromTheFuture", serialise, String, {}, resolve),
  );
  expect(error).toMatchObject({ code: status.UNIMPLEMENTED });
  await plugin.call("getPluginInfo", new Empty());
});

test.each([
  ["quotes", `it's "here"`],
  ["signs that URNs have", "a$b::transmit:index:Application::c"],
  ["signs of other systems", "../a/%2e\u0000\n\u{1f600}"],
])("a name may have %s", async (_, name) => {
  const urn = `urn:pulumi:te$t::pro"gram::my:index:Parent$transmit:index:Client::${name}`;
  const checked = await plugin.call<proto.CheckResponse>("check", new proto.CheckRequest().setUrn(urn));
  expect(checked.getFailuresList().map((failure) => failure.getProperty())).toContain("appId");
});

test("an operation before the configuration is refused, says so, and sends nothing", async () => {
  const other = await startPlugin();
  await expect(other.read("Application", "app")).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: expect.stringContaining("must call Configure before this"),
  });
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

test("a plugin that stays attached serves the next engine after a run that was cancelled", async () => {
  let isSlow = true;
  const server = await serve(() => (isSlow ? { fault: "hang" } : { status: 403, body: { message: "no" } }));
  const other = await startPlugin();
  const settings = { baseUrl: `${server.origin}/cis`, accessToken: "token" };
  const begin = async (engine: string) => {
    await other.call("attach", new PluginAttach().setAddress(engine));
    await other.call("configure", new proto.ConfigureRequest().setArgs(struct(settings)));
  };
  try {
    for (const engine of ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"]) {
      isSlow = true;
      const before = server.asked.length;
      await begin(engine);
      const reading = other.read("Application", "app").catch((error: ServiceError) => error);
      while (server.asked.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
      await other.call("cancel", new Empty());
      expect(await reading).toMatchObject({ code: status.CANCELLED });
      await expect(other.read("Application", "app")).rejects.toMatchObject({ code: status.CANCELLED });
    }
    isSlow = false;
    await begin("127.0.0.1:4");
    const before = server.asked.length;
    const read = new proto.ReadRequest().setId("app").setType("transmit:index:Application");
    await expect(other.call("read", read)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    expect(server.asked.length).toBeGreaterThan(before);
  } finally {
    other.close();
    await server.close();
  }
});
