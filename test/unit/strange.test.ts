/** Answers that are not what the contract says: what they leave open is asked for, what they cannot mean is not believed. */
import { open } from "../../provider/api/index.ts";
import type { Values } from "../../provider/fields/field.ts";
import { type Api, create, read, remove, update } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { type Reply, type Server, serve } from "../support/server.ts";

let server: Server;
afterEach(() => server?.close());

/** An API that answers as it is told to, where waiting takes no time. */
async function on(reply: (request: string, count: number) => Reply, deadline = 300): Promise<Api> {
  const counts = new Map<string, number>();
  server = await serve(({ method, path }) => {
    const request = `${method} ${path.replace("/cis/v1/applications", "")}`;
    counts.set(request, (counts.get(request) ?? 0) + 1);
    return reply(request, counts.get(request) as number);
  });
  const baseUrl = `${server.origin}/cis`;
  const settings = { baseUrl, tokenUrl: baseUrl, credentials: { accessToken: "token" }, maxConcurrentRequests: 4 };
  let ahead = 0;
  const wait = async (milliseconds: number) => {
    ahead += milliseconds;
  };
  return { ...open(settings, deadline).begin(), wait, now: () => Date.now() + ahead };
}
const asked = () => server.asked.map(({ method, path }) => `${method} ${path.replace("/cis/v1/applications", "")}`);

const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } };
const web = { app_id: "a", client_id: "c", client_secret: "s", name: "Web", redirect_uris: [] };
const shop = { app_id: "a", app_name: "Shop", client_id: "c", client_secret: "s" };
const state = { ...inputs, appId: "a", clientId: "c", clientSecret: "s", __inputs: "appName,firstClient" };
const clientState = { appId: "a", clientId: "c", clientSecret: "s", name: "Web", redirectUris: [], __inputs: "name" };
const without = (values: Values, ...names: string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

test.each([
  ["the id of its default client", ["client_id"]],
  ["the secret of its default client", ["client_secret"]],
  ["both", ["client_id", "client_secret"]],
])("an application whose answer lacks %s has it from the list of its clients", async (_, names) => {
  const api = await on((request) =>
    request === "GET /a/clients" ? { body: [web] } : { body: { result: without(shop, ...names) } },
  );
  const { state: made } = await create(application, api, inputs);
  expect(made).toMatchObject({ clientId: "c", clientSecret: "s" });
  expect(asked()).toEqual(["POST ", "GET /a/clients"]);
});

test("a client whose answer lacks its secret is asked for once more", async () => {
  const api = await on((request) => ({ body: request.startsWith("POST") ? without(web, "client_secret") : web }));
  const { state: made } = await create(client, api, { appId: "a", name: "Web", redirectUris: [] });
  expect(made).toMatchObject({ clientSecret: "s" });
  expect(asked()).toEqual(["POST /a/clients", "GET /a/clients/c"]);
});

test("where it cannot be had, what was made is kept all the same", async () => {
  const api = await on((request) =>
    request === "GET /a/clients" ? { status: 403 } : { body: { result: without(shop, "client_id") } },
  );
  expect(await create(application, api, inputs)).toMatchObject({ id: "a" });
});

test("ids and secrets that a later answer leaves out are what they were", async () => {
  const api = await on((request) =>
    request.includes("/clients") ? { body: web } : { body: { result: without(shop, "client_id", "client_secret") } },
  );
  expect((await read(application, api, "a", state))?.state).toMatchObject({ clientId: "c", clientSecret: "s" });
  const updated = await update(application, api, "a", state, { ...inputs, appName: "Shop 2" });
  expect(updated.state).toMatchObject({ clientId: "c", clientSecret: "s" });
});

test("a default client that nobody has named yet is asked for before it is changed", async () => {
  const api = await on((request) => ({ body: request === "GET /a/clients" ? [web] : { ...web, name: "Site" } }));
  const changed = { ...inputs, firstClient: { ...inputs.firstClient, name: "Site" } };
  await update(application, api, "a", without(state, "clientId"), changed);
  expect(asked()).toEqual(["GET /a/clients", "PUT /a/clients/c"]);
});

test.each<[string, Reply, string]>([
  ["of another application", { body: { result: { ...shop, app_id: "b" } } }, "the answer is of another application"],
  ["of nothing", { body: {} }, "the answer has no appId"],
  ["an empty one", {}, "the answer has no appId"],
  ["a list", { body: [] }, "the answer has no appId"],
  ["a text", { body: '"ok"' }, "the answer has no appId"],
  ["of an id that is a number", { body: { result: { ...shop, app_id: 7 } } }, "the answer has no appId"],
])("an answer %s is none, for a read and for an update", async (_, reply, said) => {
  const api = await on(() => reply);
  await expect(read(application, api, "a", state)).rejects.toThrow(said);
  await server.close();
  const other = await on(() => reply);
  await expect(update(application, other, "a", state, { ...inputs, appName: "New" })).rejects.toThrow(said);
});

const own404: Reply = { status: 404, body: { message: "no such application", error_code: 404 } };
const gateway404: Reply = { status: 404, body: { message: "no Route matched with those values" } };
const page404: Reply = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not Found</h1>" };

describe("a 404", () => {
  test.each<[string, Reply, Reply, boolean]>([
    ["of the API's own", own404, { status: 500 }, true],
    ["of a gateway, and a list without it", gateway404, { body: { result: [] } }, true],
    ["of a gateway, and a list with it", gateway404, { body: { result: [shop] } }, false],
    ["of a gateway, for the list as well", gateway404, gateway404, false],
    ["as a page, and a list without it", page404, { body: { result: [] } }, true],
    ["as a page, for the list as well", page404, page404, false],
    ["of nobody, and a list without it", { status: 404 }, { body: { result: [] } }, true],
    ["of nobody, and a list with it", { status: 404 }, { body: { result: [shop] } }, false],
  ])("%s: gone is what is read, and what is deleted, or not", async (_, item, list, isGone) => {
    for (const operation of ["read", "remove"] as const) {
      const api = await on((request) => (request === "GET " ? list : item));
      const outcome = operation === "read" ? read(application, api, "a", state) : remove(application, api, "a", state);
      if (isGone) expect(await outcome).toBeUndefined();
      else await expect(outcome).rejects.toThrow("404");
      await server.close();
    }
  });

  test("of the collection of an application that is gone says that its clients are", async () => {
    const api = await on((request) => (request === "GET /a/clients" ? own404 : gateway404));
    expect(await read(client, api, "a/c", clientState)).toBeUndefined();
  });
});

describe("a deletion", () => {
  test.each<Reply>([
    { status: 200 },
    { status: 200, body: {} },
    { status: 202 },
    { status: 200, headers: { "content-type": "text/html" }, body: "<h1>OK</h1>" },
  ])("that is answered by %j is sent again, until the API says that it is gone", async (reply) => {
    jest.spyOn(Math, "random").mockReturnValue(0.01);
    const api = await on((_, count) => (count === 1 ? reply : { status: 204 }));
    await remove(client, api, "a/c", clientState);
    expect(asked()).toEqual(["DELETE /a/clients/c", "DELETE /a/clients/c"]);
    jest.restoreAllMocks();
  });

  test("that is never answered by it is an error that says so", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.01);
    const api = await on(() => ({ body: {} }), 50);
    await expect(remove(client, api, "a/c", clientState)).rejects.toThrow("does not say that it was deleted");
    jest.restoreAllMocks();
  });
});

test("what is not known is not put into a path", async () => {
  const api = await on(() => ({ status: 403 }));
  const changed = { ...inputs, firstClient: { ...inputs.firstClient, name: "Site" } };
  await expect(update(application, api, "a", without(state, "clientId"), changed)).rejects.toThrow(
    "the API has not told the clientId. Run pulumi refresh.",
  );
});
