/** Functions: their results, their errors if they find nothing, and the requests that they send. */
import { readBehaviour } from "../../../emulator/tenant/behaviour.ts";
import { ApiError, NotFoundError } from "../../../provider/errors.ts";
import type { Values } from "../../../provider/fields/field.ts";
import {
  callFunction,
  functions,
  type ProviderFunction,
  validateArguments,
} from "../../../provider/functions/index.ts";
import type { Problem, Transport } from "../../../provider/lifecycle/index.ts";
import { signingKey } from "../../../provider/resources/index.ts";
import { add, application, client, drop, type Managed, type Simulation, simulate } from "../../support/simulation.ts";

const named = (name: string) => functions.find((one) => one.name === name) as ProviderFunction;

let world: Simulation;

interface Given {
  mayBeStale?: boolean;
  secretArgs?: string[];
  api?: Transport;
}

const call = (
  name: string,
  args: Values = {},
  { mayBeStale = false, secretArgs, api = world.api }: Given = {},
): Promise<Values> => callFunction(named(name), { api, args, secretArgs, mayBeStale });

const web = { name: "Web", redirectUris: ["https://shop.example/callback"] };
const addShop = (appName = "Shop", more: Values = {}): Promise<Managed> =>
  add(world, application, { appName, firstClient: web, ...more });
const addClient = (shop: Managed, name: string): Promise<Managed> =>
  add(world, client, { appId: shop.id, name, redirectUris: ["com.shop:/callback"] });

/** The properties of a state that responses contain as well. */
const answeredIn = ({ state }: Managed, ...others: string[]): Values =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith("__") && !others.includes(name)));

describe("on an API with an application and its clients", () => {
  let shop: Managed;
  let app: Managed;
  beforeEach(async () => {
    world = simulate(readBehaviour({ tombstones: "listed" }));
    shop = await addShop("Shop", { logo: "https://shop.example/logo.png", appDescription: "Sells" });
    app = await addClient(shop, "App");
    world.requests();
  });

  test("an application is found by its id, with every property of the response", async () => {
    expect(await call("getApplication", { appId: shop.id })).toEqual(answeredIn(shop, "firstClient"));
    expect(world.requests()).toEqual([`GET /v1/applications/${shop.id}`]);
  });

  test("an application is found by its exact name, with the properties that lists omit", async () => {
    const found = await call("getApplication", { appName: "Shop" });
    expect(found).toEqual(await call("getApplication", { appId: shop.id }));
    expect(found.logo).toBe("https://shop.example/logo.png");
  });

  test("a client is found by its id, and by its exact name with one request", async () => {
    const expected = answeredIn(app);
    const clientId = app.state.clientId;
    expect(await call("getClient", { appId: shop.id, clientId })).toEqual(expected);
    expect(world.requests()).toEqual([`GET /v1/applications/${shop.id}/clients/${clientId}`]);
    expect(await call("getClient", { appId: shop.id, name: "App" })).toEqual(expected);
    expect(world.requests()).toEqual([`GET /v1/applications/${shop.id}/clients`]);
  });

  test("all applications are found, the oldest first, without the properties that lists omit", async () => {
    for (const name of ["Zoo", "Aquarium"]) await addShop(name);
    const { applications } = await call("getApplications");
    expect(applications).toMatchObject([{ appName: "Shop" }, { appName: "Zoo" }, { appName: "Aquarium" }]);
    expect((applications as Values[])[0]).not.toHaveProperty("logo");
  });

  test("all clients of an application are found, its default client first", async () => {
    const { clients } = await call("getClients", { appId: shop.id });
    expect(clients).toEqual([expect.objectContaining({ name: "Web", clientId: shop.state.clientId }), answeredIn(app)]);
  });

  test("all signing keys are found, the oldest first, without deleted ones", async () => {
    const names = ["b", "gone", "a"];
    const keys = [];
    for (const name of names) keys.push(await add(world, signingKey, { name, jwk: { kty: "RSA", d: "canary" } }));
    await drop(world, keys[1] as Managed);
    world.requests();
    const found = await call("getSigningKeys");
    expect(found).toEqual({ signingKeys: [keys[0], keys[2]].map((key) => answeredIn(key as Managed, "jwk")) });
    expect(world.requests()).toEqual(["GET /v1/applications/signing-keys"]);
  });

  test("the result is in the order of creation, whatever order the API returns", async () => {
    await addClient(shop, "Last");
    const reversed = async (...request: Parameters<Transport["send"]>) => {
      const answer = await world.api.send(...request);
      return Array.isArray(answer) ? answer.reverse() : answer;
    };
    const { clients } = await call("getClients", { appId: shop.id }, { api: { ...world.api, send: reversed } });
    expect((clients as Values[]).map(({ name }) => name)).toEqual(["Web", "App", "Last"]);
  });

  test("simultaneous calls share a request, and later calls do not reuse its response", async () => {
    const ask = () => call("getClients", { appId: shop.id });
    const byName = ["Web", "App"].map((name) => call("getClient", { appId: shop.id, name }));
    await Promise.all([ask(), ...byName, ask()]);
    expect(world.requests()).toEqual([`GET /v1/applications/${shop.id}/clients`]);
    await addClient(shop, "Later");
    expect(await ask()).toMatchObject({ clients: { length: 3 } });
  });

  test("cancelled calls do not affect the next one", async () => {
    const cancelled = { ...world.api, wait: () => Promise.reject(new Error("cancelled")) };
    await expect(call("getApplications", {}, { api: cancelled })).rejects.toThrow("cancelled");
    expect(await call("getApplications")).toMatchObject({ applications: { length: 1 } });
  });

  const tenant = "and that transmit:region and the credentials are of the tenant that has it.";
  test.each<[string, string, (appId: string) => Values, string | RegExp]>([
    ["an id", "getApplication", () => ({ appId: "x" }), `No application has the appId "x". Check appId, ${tenant}`],
    [
      "a name that resembles another",
      "getApplication",
      () => ({ appName: "shop" }),
      /^No application has the appName "shop"\. Did you mean "Shop", whose appId is "\w+"\? Every letter and space counts\.$/,
    ],
    [
      "a name that resembles no other",
      "getApplication",
      () => ({ appName: "Warehouse" }),
      `No application has the appName "Warehouse". There are 1: "Shop". Check appName, ${tenant}`,
    ],
    [
      "a client's id",
      "getClient",
      (appId) => ({ appId, clientId: "x" }),
      /^No client of the application "\w+" has the clientId "x"\. Check appId and clientId, /,
    ],
    [
      "a client's name",
      "getClient",
      (appId) => ({ appId, name: "Warehouse" }),
      /^No client of the application "\w+" has the name "Warehouse"\. There are 2: "Web" and "App"\. Check name, /,
    ],
    ["an application", "getClient", () => ({ appId: "x", name: "Web" }), 'No application has the appId "x".'],
    [
      "an application",
      "getClients",
      () => ({ appId: "x" }),
      `No application has the appId "x". Check appId, ${tenant}`,
    ],
  ])("%s that does not exist is a NotFoundError (%s)", async (_, name, args, message) => {
    const error = await call(name, args(shop.id)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    if (typeof message === "string") expect(error.message).toContain(message);
    else expect(error.message).toMatch(message);
  });

  test("if there are many names, and none is similar, the error lists none", async () => {
    for (let count = 0; count < 8; count++) await addShop(`Application number ${count}`);
    await expect(call("getApplication", { appName: "Warehouse" })).rejects.toThrow(/There are 9\. Check appName/);
  });

  test("if several have the name, the error lists their ids", async () => {
    const other = await addShop();
    await expect(call("getApplication", { appName: "Shop" })).rejects.toThrow(
      `2 applications have the appName "Shop". Say which one is meant by its appId: "${shop.id}" or "${other.id}".`,
    );
    const twin = await addClient(shop, "App");
    await expect(call("getClient", { appId: shop.id, name: "App" })).rejects.toThrow(
      `2 clients of the application "${shop.id}" have the name "App". ` +
        `Say which one is meant by its clientId: "${app.state.clientId}" or "${twin.state.clientId}".`,
    );
  });

  test.each<[string, string, (appId: string) => Values, string]>([
    ["an id", "getApplication", () => ({ appId: "canary" }), "No application has the appId (secret, not shown)."],
    [
      "a name",
      "getApplication",
      () => ({ appName: "canary" }),
      "has the appName (secret, not shown). There are 1. Check",
    ],
    ["a name that resembles another", "getApplication", () => ({ appName: "shop" }), "There are 1. Check appName, and"],
    [
      "a parent's id",
      "getClient",
      (appId) => ({ appId, clientId: "canary" }),
      "No client of the application (secret, not shown) has the clientId (secret, not shown).",
    ],
    [
      "a parent's id that does not exist",
      "getClients",
      () => ({ appId: "canary" }),
      "has the appId (secret, not shown).",
    ],
  ])("%s that the program marks as secret is not shown", async (_, name, args, message) => {
    const given = args(shop.id);
    const error = await call(name, given, { secretArgs: Object.keys(given) }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toContain(message);
    for (const shown of ["canary", "Shop", shop.id]) expect(error.message).not.toContain(shown);
  });

  test("a secret name that several have is not shown", async () => {
    await addShop();
    const error = await call("getApplication", { appName: "Shop" }, { secretArgs: ["appName"] }).catch(
      (thrown) => thrown,
    );
    expect(error.message).toContain("2 applications have the appName (secret, not shown). Say which one is meant");
    expect(error.message).not.toContain("Shop");
  });

  const refused = (status: number) => () =>
    Promise.reject(new ApiError({ method: "GET", path: "/x", status, messages: ["no"] }));
  test.each<[string, () => Promise<unknown>]>([
    ["lists none of its clients", async () => []],
    ["answers 400 to the list request", refused(400)],
    ["answers 404", refused(404)],
  ])("an application does not exist if the API %s", async (_, answer) => {
    const send: Transport["send"] = (...request) =>
      request[1].endsWith("/clients") ? answer() : world.api.send(...request);
    const api = { ...world.api, send };
    await expect(call("getClients", { appId: "x" }, { api })).rejects.toThrow('No application has the appId "x".');
  });

  test.each([
    ["the clients of an application that exists", 400, () => shop.id],
    ["the clients of an application that the credentials cannot read", 403, () => "x"],
  ])("an error for %s is reported, and is no NotFoundError", async (_, status, appId) => {
    const send: Transport["send"] = (...request) =>
      request[1].endsWith("/clients") ? refused(status)() : world.api.send(...request);
    const asked = call("getClients", { appId: appId() }, { api: { ...world.api, send } });
    await expect(asked).rejects.toThrow(`GET /x answered ${status}: no.`);
  });

  test("an application without clients has none", async () => {
    for (const { client_id: id } of world.held("client")) {
      await world.api.send("DELETE", `/v1/applications/${shop.id}/clients/${id}`);
    }
    expect(await call("getClients", { appId: shop.id })).toEqual({ clients: [] });
    await expect(call("getClient", { appId: shop.id, name: "Web" })).rejects.toThrow("There are none.");
  });

  test.each(
    [401, 403, 404, 500].flatMap((status) =>
      [["getApplication", { appId: "x" }] as const, ["getApplication", { appName: "x" }] as const]
        .concat([
          ["getClient", { appId: "x", clientId: "y" }] as never,
          ["getClients", { appId: "x" }] as never,
          ["getApplications", {}] as never,
        ])
        .map(([name, args]) => ({ status, name, args })),
    ),
  )(
    "$status from a proxy or gateway, or because of the credentials, is no NotFoundError: $name $args",
    async ({ status, name, args }) => {
      const refusal = new ApiError({ method: "GET", path: "/x", status, messages: ["no"], notFromApi: true });
      const send = () => Promise.reject(refusal);
      const error = await call(name, args, { api: { ...world.api, send } }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(ApiError);
      expect(error.status).toBe(status);
    },
  );
});

describe("on an eventually consistent API", () => {
  beforeEach(() => {
    world = simulate(readBehaviour({ reads: "stale", lag: 3_000 }));
  });

  test.each([true, false])(
    "a resource that was just created is found, if the caller waits for it (%s)",
    async (mayBeStale) => {
      const { id } = await add(world, application, { appName: "Shop", firstClient: web });
      const questions: [string, Values][] = [
        ["getApplication", { appName: "Shop" }],
        ["getClient", { appId: id, name: "Web" }],
        ["getClients", { appId: id }],
      ];
      // One after the other: waiting moves the clock on.
      for (const [name, args] of questions.slice(0, mayBeStale ? 3 : 1)) {
        const found = call(name, args, { mayBeStale });
        if (mayBeStale) expect(Object.keys(await found).length).toBeGreaterThan(0);
        else await expect(found).rejects.toThrow(NotFoundError);
      }
    },
  );

  test("waiting ends after about ten seconds of the API's clock", async () => {
    const begun = world.api.now();
    await expect(call("getApplication", { appName: "Shop" }, { mayBeStale: true })).rejects.toThrow("There are none.");
    expect(world.api.now() - begun).toBeGreaterThan(9_000);
    expect(world.api.now() - begun).toBeLessThan(15_000);
  });
});

describe("on an API that returns properties that it documents as not returned", () => {
  test("no result contains them", async () => {
    world = simulate(readBehaviour({ writeOnly: "answered" }));
    const first = { ...web, allowedScopes: ["openid"], roleIds: ["role"] };
    const shop = await add(world, application, { appName: "Shop", firstClient: first, shouldDeleteSigningKey: true });
    const { clients } = await call("getClients", { appId: shop.id });
    const { applications } = await call("getApplications");
    const known = (name: string, lists?: string) => {
      const { fields } = named(name).result;
      const list = lists ? fields[lists] : undefined;
      return Object.keys(list && "items" in list && "fields" in list.items ? list.items.fields : fields);
    };
    for (const [found, names] of [
      [(clients as Values[])[0], known("getClients", "clients")],
      [(applications as Values[])[0], known("getApplications", "applications")],
      [await call("getApplication", { appId: shop.id }), known("getApplication")],
      [await call("getClient", { appId: shop.id, name: "Web" }), known("getClient")],
    ] as [Values, string[]][]) {
      expect(names).toEqual(expect.arrayContaining(Object.keys(found)));
      for (const name of ["allowedScopes", "roleIds", "shouldDeleteSigningKey", "firstClient", "deletionProtection"]) {
        expect(names).not.toContain(name);
      }
    }
  });
});

describe("arguments", () => {
  beforeEach(() => {
    world = simulate();
  });

  test.each<[string, Values, ...problems: [path: string, code: Problem["code"], message: string][]]>([
    ["getApplication", { appId: "x" }],
    ["getApplication", { appName: "x" }],
    ["getApplications", {}],
    ["getClient", { appId: "x", name: "y" }],
    ["getClient", { appId: "x", clientId: "y" }],
    ["getClients", { appId: "x" }],
    [
      "getApplication",
      {},
      ["appId", "missing", "One of appId or appName is missing: either says which application is meant. Use appId."],
    ],
    [
      "getApplication",
      { appId: "x", appName: "y" },
      [
        "appId",
        "conflict",
        "appId and appName cannot be used together: either says which application is meant. Use appId.",
      ],
    ],
    [
      "getApplication",
      { name: "x" },
      ["name", "unknownProperty", "name is not a property of a call of getApplication. It has appId and appName."],
      ["appId", "missing", "One of appId or appName is missing: either says which application is meant. Use appId."],
    ],
    ["getApplication", { appName: 7 }, ["appName", "wrongType", "appName is 7, but must be a string."]],
    [
      "getApplication",
      { appName: "" },
      ["appName", "empty", "appName is empty. Give it a value, or remove it if it is optional."],
    ],
    [
      "getApplications",
      { appId: "x" },
      ["appId", "unknownProperty", "appId is not a property of a call of getApplications. Remove it."],
    ],
    [
      "getClient",
      {},
      ["appId", "missing", "appId is missing. It is required. Application that the client belongs to."],
      ["clientId", "missing", "One of clientId or name is missing: either says which client is meant. Use clientId."],
    ],
    [
      "getClient",
      { appId: "x", clientId: "x/y" },
      [
        "clientId",
        "format",
        'clientId is "x/y", which has a slash in it, like the whole id of a resource. Give the part that is the clientId.',
      ],
    ],
    ["getClients", { appId: ["x"] }, ["appId", "wrongType", "appId is a list, but must be a string."]],
  ])("of %s %j are validated before any request", async (name, args, ...expected) => {
    const problems = await validateArguments(named(name), args);
    expect(problems.map(({ path, code, message }) => [path, code, message])).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["an id with a slash", "canary/canary"],
    ["a value of another type", ["canary"]],
    ["a number", 31337],
  ])("that are secret are not shown: %s", async (_, appId) => {
    const [problem] = await validateArguments(named("getClients"), { appId }, ["appId"]);
    expect(problem?.message).toMatch(/^appId is .*not shown/);
    expect(problem?.message).not.toMatch(/canary|31337/);
  });
});
