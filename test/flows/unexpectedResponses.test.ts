/** Answers that are not what the contract says: what they leave open is asked for, what they cannot mean is not believed. */
import { openConnection } from "../../provider/api/connection.ts";
import type { Clock } from "../../provider/clock.ts";
import { WrongTenantError } from "../../provider/errors.ts";
import type { Values } from "../../provider/fields/field.ts";
import { create, deleteResource, openRun, read, type Transport, update } from "../../provider/lifecycle/index.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { type Reply, type Server, serve } from "../support/server.ts";
import { tokenOf } from "../support/token.ts";

let server: Server;
afterEach(() => server?.close());

interface Given {
  /** Milliseconds for one operation. */
  deadline?: number;
  /** By default, one of the tenant that the states name. */
  accessToken?: string;
  /** What the settings say. */
  tenantId?: string;
}

/** An API that answers as it is told to, where waiting takes no time. */
async function on(reply: (request: string, count: number) => Reply, given: Given = {}): Promise<Transport> {
  const { deadline = 300, accessToken = tokenOf({ tenant_id: "ours", app_id: "m" }), tenantId } = given;
  const counts = new Map<string, number>();
  server = await serve(({ method, path }) => {
    const request = `${method} ${path.replace("/cis/v1/applications", "")}`;
    counts.set(request, (counts.get(request) ?? 0) + 1);
    return reply(request, counts.get(request) as number);
  });
  const baseUrl = `${server.origin}/cis`;
  const settings = {
    baseUrl,
    tokenUrl: baseUrl,
    credentials: { accessToken },
    tenantId,
    maxConcurrentRequests: 4,
    existingTwin: "ignore" as const,
  };
  // Time passes only where something waits, so that the speed of the machine decides nothing.
  let time = Date.now();
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  const clock: Clock = { now: () => time, sleep, after: () => () => {}, random: () => Math.random() };
  return {
    ...openConnection(settings, { deadlineMs: deadline, clock }).begin(),
    run: openRun({ clock }),
    wait: sleep,
    now: clock.now,
  };
}
const asked = () => server.asked.map(({ method, path }) => `${method} ${path.replace("/cis/v1/applications", "")}`);

const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } };
const times = { created_at: "2026-01-01T00:00:00.000Z" };
const web = { app_id: "a", client_id: "c", client_secret: "s", name: "Web", redirect_uris: [], ...times };
const shop = { app_id: "a", app_name: "Shop", client_id: "c", client_secret: "s", ...times };
const known = { appId: "a", clientId: "c", clientSecret: "s", tenantId: "ours" };
const state = { ...inputs, ...known, __inputs: "appName,firstClient" };
const clientState = { ...known, name: "Web", redirectUris: [], __inputs: "name" };
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
  await update(application, api, "a", { ...without(state, "clientId"), createdAt: times.created_at }, changed);
  expect(asked()).toEqual(["GET /a/clients", "PUT /a/clients/c"]);
});

/** The application is looked at before, which in these tests repeats nothing of its default client. */
const besides = (reply: Reply) => (request: string) => (request === "GET /a" ? { body: { result: shop } } : reply);

test.each<[string, Reply, string]>([
  ["of another application", { body: { result: { ...shop, app_id: "b" } } }, "the response is of another application"],
  ["of nothing", { body: {} }, "the response has no appId"],
  ["an empty one", {}, "the response has no appId"],
  ["a list", { body: [] }, "the response has no appId"],
  ["a text", { body: '"ok"' }, "the response has no appId"],
  ["of an id that is a number", { body: { result: { ...shop, app_id: 7 } } }, "the response has no appId"],
])("an answer %s is none, for a read and for an update", async (_, reply, said) => {
  const api = await on(() => reply);
  await expect(read(application, api, "a", state)).rejects.toThrow(said);
  await server.close();
  const looked = (request: string) =>
    request === "PUT /a" ? reply : { body: request === "GET /a" ? { result: shop } : web };
  const other = await on(looked);
  await expect(update(application, other, "a", state, { ...inputs, appName: "New" })).rejects.toThrow(said);
  expect(new Set(asked())).toEqual(new Set(["GET /a", "GET /a/clients/c", "PUT /a"]));
});

test.each<[string, Reply, string]>([
  ["of another client", { body: { ...web, client_id: "d" } }, "the response is of another client"],
  ["of a client of another application", { body: { ...web, app_id: "b" } }, "the response is of another client"],
  ["of nothing", { body: {} }, "the response has no clientId"],
  ["of an id that is a number", { body: { ...web, client_id: 7 } }, "the response has no clientId"],
])("an answer %s is none for a look at the default client, and nothing is changed", async (_, reply, said) => {
  const api = await on(besides(reply));
  await expect(update(application, api, "a", state, { ...inputs, appName: "New" })).rejects.toThrow(said);
  expect(new Set(asked())).toEqual(new Set(["GET /a", "GET /a/clients/c"]));
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
    ["of a gateway, and a list of others", gateway404, { body: { result: [{ ...shop, app_id: "b" }] } }, true],
    ["of a gateway, and a list with an item that has no id", gateway404, { body: { result: [{}] } }, false],
    ["of a gateway, and a list with an item that is none", gateway404, { body: { result: [null] } }, false],
  ])("%s: gone is what is read, and what is deleted, or not", async (_, item, list, isGone) => {
    for (const operation of ["read", "remove"] as const) {
      const api = await on((request) => (request === "GET " ? list : item));
      const outcome =
        operation === "read" ? read(application, api, "a", state) : deleteResource(application, api, "a", state);
      if (isGone) expect(await outcome).toBeUndefined();
      else await expect(outcome).rejects.toThrow("404");
      await server.close();
    }
  });

  test("of the collection of an application that is gone says that its clients are", async () => {
    const api = await on((request) => (request === "GET /a/clients" ? own404 : gateway404));
    expect(await read(client, api, "a/c", clientState)).toBeUndefined();
  });

  const opaque = { accessToken: "2YotnFZFEjr1zCsicMWpAA" };
  const beside = (tenant: string) => [{ app_id: "b", app_name: "Beside", tenant_id: tenant }];
  const { tenantId: _, ...unowned } = state;

  test.each<[what: string, given: Given, state: Values, listed: Values[], isBelieved: boolean]>([
    ["a token of its tenant", {}, state, [], true],
    ["a token of another tenant", { accessToken: tokenOf({ tenant_id: "theirs" }) }, state, beside("ours"), false],
    ["an opaque token, and an empty tenant", opaque, state, [], false],
    ["an opaque token, and a tenant with more in it", opaque, state, beside("ours"), true],
    ["an opaque token, and another tenant", opaque, state, beside("theirs"), false],
    ["an opaque token, and settings that name its tenant", { ...opaque, tenantId: "ours" }, state, [], true],
    ["an opaque token, and settings that name another", { ...opaque, tenantId: "theirs" }, state, [], false],
    ["a token, and a state that names no tenant, in an empty one", {}, unowned, [], false],
    ["a token, and a state that names no tenant, in one with more in it", {}, unowned, beside("ours"), true],
    ["an opaque token, and a state that names no tenant", opaque, unowned, beside("ours"), false],
  ])("is believed where it is of the tenant: %s", async (_, given, before, listed, isBelieved) => {
    for (const operation of [read, deleteResource]) {
      const api = await on((request) => (request === "GET " ? { body: { result: listed } } : own404), given);
      const outcome = operation(application, api, "a", before);
      if (isBelieved) expect(await outcome).toBeUndefined();
      else await expect(outcome).rejects.toThrow(WrongTenantError);
      await server.close();
    }
  });

  test.each<[what: string, given: Given, listed: Values[]]>([
    ["what its token says", { accessToken: tokenOf({ tenant_id: "theirs" }) }, []],
    ["what an opaque token sees", opaque, beside("theirs")],
  ])("of another tenant is told by %s before anything is changed, and both are named", async (_, given, listed) => {
    const edited = { ...inputs, appName: "New" };
    for (const operation of [
      (api: Transport) => update(application, api, "a", state, edited),
      (api: Transport) => deleteResource(application, api, "a", state),
    ]) {
      const api = await on((request) => (request === "GET " ? { body: { result: listed } } : own404), given);
      await expect(operation(api)).rejects.toThrow(
        /^Application a was not (updated|deleted), and nothing was sent: it is in tenant ours, .* tenant theirs\./,
      );
      expect(asked().filter((request) => request !== "GET ")).toEqual([]);
      await server.close();
    }
  });
});

/** Values that are not of the type that their fields have. They are what they are: to ask again would not change them. */
describe("a field of another type", () => {
  const uris = ["https://shop.example/cb"];
  const own = {
    appId: "a",
    name: "Web",
    redirectUris: uris,
    description: "ours",
    enforcePar: true,
    sessionExpiration: 60,
    tokenExpiration: { accessTokenTtl: 60 },
    authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [{ kid: "1" }] } },
  };
  const before = { ...known, ...own, updatedAt: "2026-01-01T00:00:00.000Z", __inputs: Object.keys(own).join(",") };
  const wire = {
    ...web,
    redirect_uris: uris,
    description: "ours",
    enforce_par: true,
    session_expiration: 60,
    token_expiration: { access_token_ttl: 60 },
    authentication_configuration: own.authenticationConfiguration,
    created_at: "2026-01-01T00:00:00.000Z",
    updated_at: "2026-01-01T00:00:00.000Z",
  };

  const odd: [field: string, answered: Values, kind: string][] = [
    ["description", { description: 7 }, "a string"],
    ["name", { name: { en: "Web" } }, "a string"],
    ["redirectUris", { redirect_uris: uris[0] }, "a list"],
    ["redirectUris", { redirect_uris: [7] }, "items"],
    ["enforcePar", { enforce_par: "yes" }, "a boolean"],
    ["sessionExpiration", { session_expiration: "soon" }, "a number"],
    ["tokenExpiration", { token_expiration: [60] }, "an object"],
    ["tokenExpiration", { token_expiration: { access_token_ttl: true } }, "an object"],
    ["authenticationConfiguration", { authentication_configuration: "none" }, "an object"],
  ];
  const warningOf = (field: string, kind: string) =>
    kind === "items"
      ? `The API returned ${field} with items that this version cannot compare.`
      : `The API returned ${field} as something other than ${kind}, which this version cannot compare: the state keeps the value that it had.`;

  test.each(odd)("is no drift, and is said: %s as %j", async (field, answered, kind) => {
    const api = await on(() => ({ body: [{ ...wire, ...answered }] }));
    const found = await read(client, api, "a/c", before);
    expect(found?.inputs).toEqual(own);
    expect(found?.warnings).toEqual([warningOf(field, kind)]);
    expect(asked()).toEqual(["GET /a/clients"]);
  });

  test.each(odd)(
    "in the answer to a write does not repeat it, and is said: %s as %j",
    async (field, answered, kind) => {
      for (const operation of [
        (api: Transport) => create(client, api, own),
        (api: Transport) => update(client, api, "a/c", { ...before, enforcePar: false }, own),
      ]) {
        const body = { ...wire, ...answered, updated_at: new Date().toISOString() };
        const api = await on(() => ({ body }));
        const { state: written, warnings } = await operation(api);
        expect(written).toMatchObject(own);
        expect(warnings).toEqual([warningOf(field, kind)]);
        expect(asked()).toHaveLength(1);
        await server.close();
      }
    },
  );

  test.each<[string, Values, Values]>([
    ["a number", { client_group_id: 7 }, { clientGroupId: 7 }],
    ["a text for a list", { supported_prompts: "login" }, { supportedPrompts: "login" }],
    ["an object for a text", { client_group_id: { id: "x" } }, { clientGroupId: { id: "x" } }],
    ["a list for an object", { device_authorization: [1] }, { deviceAuthorization: [1] }],
  ])("that no program sets is kept as it is told: %s", async (_, answered, kept) => {
    const api = await on(() => ({ body: [{ ...wire, ...answered }] }));
    const found = await read(client, api, "a/c", before);
    expect(found?.state).toMatchObject(kept);
    expect(found?.inputs).toEqual(own);
    expect(found?.warnings).toEqual([]);
    expect(asked()).toEqual(["GET /a/clients"]);
  });

  test("beside others in a list stops none of them", async () => {
    const api = await on(() => ({
      body: [null, 7, "x", [], {}, { client_id: 7 }, { ...wire, description: "theirs" }],
    }));
    expect((await read(client, api, "a/c", before))?.inputs).toEqual({ ...own, description: "theirs" });
    expect(asked()).toEqual(["GET /a/clients"]);
  });

  test("in place of an id proves nothing missing from a list that is all there is", async () => {
    const key = { id: "k2", name: "Other", source: "mosaic" };
    const api = await on(() => ({ body: [key, { ...key, id: 7 }] }));
    const ours = { name: "Key", keyId: "k1", appId: "m", tenantId: "ours", __inputs: "name" };
    await expect(read(signingKey, api, "k1", ours)).rejects.toThrow(
      "the list has an item without an id, which may be k1",
    );
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
    await deleteResource(client, api, "a/c", clientState);
    expect(asked()).toEqual(["DELETE /a/clients/c", "DELETE /a/clients/c"]);
    jest.restoreAllMocks();
  });

  test("that is never answered by it is an error that says so", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.01);
    const api = await on(() => ({ body: {} }), { deadline: 50 });
    await expect(deleteResource(client, api, "a/c", clientState)).rejects.toThrow("does not confirm the deletion");
    jest.restoreAllMocks();
  });
});

test("what is not known is not put into a path", async () => {
  const api = await on(() => ({ status: 403 }));
  const changed = { ...inputs, firstClient: { ...inputs.firstClient, name: "Site" } };
  await expect(update(application, api, "a", without(state, "clientId"), changed)).rejects.toThrow(
    "no response of the API had the clientId yet. Run pulumi refresh.",
  );
});
