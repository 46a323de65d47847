/** Listing through the plugin's protocol: what `pulumi do … list` calls. */
import { type ServiceError, status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  oidc,
  path,
} from "../../support/emulated.ts";
import {
  output,
  type Plugin,
  reference,
  secret,
  settingsOf,
  startPlugin,
  struct,
  unknown,
} from "../../support/plugin.ts";
import { serve } from "../../support/server.ts";

let emulator: Emulated;
let plugin: Plugin;
let shop: Json;
beforeAll(async () => {
  emulator = await emulate();
  plugin = await startPlugin(settingsOf(emulator));
  shop = await createApplication(emulator, { first_client: oidc });
  for (const name of ["B", "A", "C"]) await createClient(emulator, shop, { ...oidc, name });
});
afterAll(async () => {
  plugin.close();
  await emulator.close();
});

interface Listed {
  /** `id name` of each. */
  items: string[];
  isComputed: boolean;
  continuation: string;
}

function list(kind: string, query?: Json, options: Options = {}, from = plugin): Promise<Listed> {
  const { limit = 0, pageSize = 0, token = "" } = options;
  const request = new proto.ListRequest()
    .setToken(`transmit:index:${kind}`)
    .setLimit(limit)
    .setPageSize(pageSize)
    .setContinuationToken(token);
  const stream = from.client.list(query ? request.setQuery(struct(query)) : request);
  const listed: Listed = { items: [], isComputed: false, continuation: "" };
  stream.on("data", (response: proto.ListResponse) => {
    const result = response.getResult();
    if (result) listed.items.push(`${result.getId()} ${result.getName()}`);
    if (response.hasComputed()) listed.isComputed = true;
    listed.continuation = response.getContinuation()?.getContinuationToken() ?? listed.continuation;
  });
  return new Promise((resolve, reject) => stream.on("end", () => resolve(listed)).on("error", reject));
}

interface Options {
  limit?: number;
  pageSize?: number;
  token?: string;
}

/** Names alone, page after page. @param afterPage Called between pages. */
async function pages(kind: string, query: Json, options: Options, afterPage = async () => {}): Promise<string[][]> {
  const found: string[][] = [];
  let token = "";
  do {
    const page = await list(kind, query, { ...options, token });
    found.push(page.items.map((item) => item.split(" ").at(-1) as string));
    token = page.continuation;
    if (token) await afterPage();
  } while (token);
  return found;
}

test("applications, clients and signing keys are listed with ids that an import takes, the oldest first", async () => {
  expect((await list("Application")).items).toEqual([`${shop.app_id} Shop`]);
  const { items } = await list("Client", { appId: shop.app_id });
  expect(items.map((item) => item.replace(/^.*? /, ""))).toEqual(["Web", "B", "A", "C"]);
  for (const item of items) {
    const [id = "", name] = item.split(" ");
    expect((await plugin.read("Client", id)).inputs).toMatchObject({ appId: shop.app_id, name });
  }
  await emulator.send("POST", path.keys, { name: "Key" });
  const [key] = (await list("SigningKey", {})).items.map((item) => item.split(" ")) as [string[]];
  expect((await plugin.read("SigningKey", key[0] as string)).inputs).toMatchObject({ name: "Key" });
});

test("the application may be a reference, an output, or a secret", async () => {
  const { items } = await list("Client", { appId: shop.app_id });
  for (const appId of [reference(String(shop.app_id)), output(shop.app_id), secret(shop.app_id)]) {
    expect((await list("Client", { appId })).items).toEqual(items);
  }
});

test("a limit holds for all pages together, and a page has no more than was asked for", async () => {
  const query = { appId: shop.app_id };
  expect(await pages("Client", query, {})).toEqual([["Web", "B", "A", "C"]]);
  expect(await pages("Client", query, { limit: -1, pageSize: -1 })).toEqual([["Web", "B", "A", "C"]]);
  expect(await pages("Client", query, { limit: 2 })).toEqual([["Web", "B"]]);
  expect(await pages("Client", query, { limit: 9, pageSize: 9 })).toEqual([["Web", "B", "A", "C"]]);
  expect(await pages("Client", query, { pageSize: 2 })).toEqual([
    ["Web", "B"],
    ["A", "C"],
  ]);
  expect(await pages("Client", query, { pageSize: 3 })).toEqual([["Web", "B", "A"], ["C"]]);
  expect(await pages("Client", query, { limit: 3, pageSize: 2 })).toEqual([["Web", "B"], ["A"]]);
});

test("pages repeat and skip nothing while others create and delete", async () => {
  const application = await createApplication(emulator, { app_name: "Pages", first_client: { ...oidc, name: "1" } });
  const made: Json[] = [];
  for (const name of ["2", "3", "4"]) made.push(await createClient(emulator, application, { ...oidc, name }));
  let count = 4;
  const found = await pages("Client", { appId: application.app_id }, { pageSize: 2, limit: 5 }, async () => {
    const gone = made.shift();
    if (gone) await emulator.send("DELETE", `/v1/applications/${application.app_id}/clients/${gone.client_id}`);
    await createClient(emulator, application, { ...oidc, name: String(++count) });
  });
  expect(found).toEqual([["1", "2"], ["3", "4"], [String(count - 1)]]);
});

test("a query that is not known yet gives a list that is not known yet, and nothing is sent", async () => {
  const before = emulator.requests();
  for (const appId of [unknown, output(undefined), secret(unknown), reference("")]) {
    expect(await list("Client", { appId })).toEqual({ items: [], isComputed: true, continuation: "" });
  }
  expect(emulator.requests()).toEqual(before);
});

test.each<[what: string, kind: string, query: Json | undefined, options: Options, code: status, details: RegExp]>([
  ["no application", "Client", undefined, {}, status.INVALID_ARGUMENT, /^appId is missing/],
  ["an unknown property", "Application", { name: "x" }, {}, status.INVALID_ARGUMENT, /^name is not a property/],
  ["another type", "Client", { appId: 7 }, {}, status.INVALID_ARGUMENT, /^appId is 7, but must be a string/],
  [
    "a client's reference",
    "Client",
    { appId: reference("a/c", "transmit:index:Client") },
    {},
    status.INVALID_ARGUMENT,
    /^appId is a reference/,
  ],
  [
    "an application that does not exist",
    "Client",
    { appId: "gone" },
    {},
    status.NOT_FOUND,
    /^No application has the appId "gone"/,
  ],
  [
    "a token of nobody",
    "Application",
    {},
    { token: "x" },
    status.INVALID_ARGUMENT,
    /^The continuation token is not one of this list/,
  ],
  ["a token that is JSON", "Application", {}, { token: "bnVsbA" }, status.INVALID_ARGUMENT, /^The continuation token/],
  ["another kind", "Shop", {}, {}, status.INVALID_ARGUMENT, /^There is no resource transmit:index:Shop/],
])("a list of %s is refused", async (_, kind, query, options, code, details) => {
  await expect(list(kind, query, options)).rejects.toMatchObject({ code, details: expect.stringMatching(details) });
});

test("the token of one list is refused by another", async () => {
  const { continuation: token } = await list("Client", { appId: shop.app_id }, { pageSize: 1 });
  await expect(list("Client", { appId: "other" }, { token })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  await expect(list("Application", {}, { token })).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
});

test("before the configuration, and after a cancellation, nothing is listed", async () => {
  const other = await startPlugin();
  await expect(list("Application", {}, {}, other)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  await other.call("configure", new proto.ConfigureRequest().setArgs(struct(settingsOf(emulator))));
  await other.call("cancel", new Empty());
  await expect(list("Application", {}, {}, other)).rejects.toMatchObject({ code: status.CANCELLED });
  other.close();
});

describe("against another API", () => {
  const clients = (count: number) =>
    [...Array(count).keys()].map((number) => ({ client_id: `c${number}`, name: `N${number}`, created_at: "2024" }));
  let answer: () => { status?: number; body?: object; fault?: "hang" };
  let server: Awaited<ReturnType<typeof serve>>;
  let other: Plugin;
  beforeEach(async () => {
    server = await serve(() => answer());
    other = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "token" });
  });
  afterEach(async () => {
    other.close();
    await server.close();
  });

  test("clients without their application's id are listed with it", async () => {
    answer = () => ({ body: clients(3) });
    expect((await list("Client", { appId: "app" }, {}, other)).items).toEqual(["app/c0 N0", "app/c1 N1", "app/c2 N2"]);
  });

  test("a refusal is an error with the API's words", async () => {
    answer = () => ({ status: 403, body: { message: "no access" } });
    const refusal = { code: status.PERMISSION_DENIED, details: expect.stringContaining("no access") };
    await expect(list("Application", {}, {}, other)).rejects.toMatchObject(refusal);
  });

  test("a caller that goes away ends the request to the API", async () => {
    answer = () => ({ fault: "hang" });
    const stream = other.client.list(new proto.ListRequest().setToken("transmit:index:Application"));
    const ended = new Promise<ServiceError>((resolve) => stream.on("error", resolve));
    while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stream.cancel();
    expect(await ended).toMatchObject({ code: status.CANCELLED });
    // The plugin goes on.
    answer = () => ({ body: { result: [] } });
    expect((await list("Application", {}, {}, other)).items).toEqual([]);
  });

  test("a run that is cancelled in the middle of a long list ends it, though its reader has stopped reading", async () => {
    answer = () => ({ body: clients(50_000) });
    const request = new proto.ListRequest().setToken("transmit:index:Client").setQuery(struct({ appId: "app" }));
    const stream = other.client.list(request);
    const ended = new Promise<ServiceError>((resolve) => stream.on("error", resolve));
    await new Promise((resolve) => stream.once("data", resolve));
    stream.pause();
    await other.call("cancel", new Empty());
    stream.resume();
    expect(await ended).toMatchObject({ code: status.CANCELLED });
  });
});
