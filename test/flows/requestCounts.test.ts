/** How many requests it takes: each a promise, counted where they arrive. */
import type { Values } from "../../provider/fields/field.ts";
import { read, update } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { path } from "../support/emulated.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

const token = "POST /oidc/token";
const applications = "/v1/applications";
const oneApplication = `${applications}/{appId}`;
const clients = `${oneApplication}/clients`;
const oneClient = `${clients}/{clientId}`;

const uri = "https://shop.example/callback";
const shop = { appName: "Shop", loginUri: "https://shop.example", firstClient: { name: "Web", redirectUris: [uri] } };
const web = { name: "Web", redirectUris: [uri] };

/** An application with clients beside its first one. */
const program = (count: number, inputs: Values = shop, settings: Values = web): Program => ({
  shop: { resource: application, inputs },
  ...Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `client-${index}`,
      { resource: client, inputs: { ...settings, name: `Client ${index}` }, parent: "shop" },
    ]),
  ),
});

let world: World;
beforeEach(async () => {
  world = await createWorld(true);
});
afterEach(() => world.end());

/** The requests that a run sends, and nothing fails. */
async function requestsOf(run: () => Promise<Error[]>): Promise<Record<string, number>> {
  const before = world.emulator.requests();
  expect(await run()).toEqual([]);
  const now = Object.entries(world.emulator.requests()).map(
    ([key, count]) => [key, count - (before[key] ?? 0)] as const,
  );
  return Object.fromEntries(now.filter(([, count]) => count > 0));
}

const total = (requests: Record<string, number>): number => Object.values(requests).reduce((sum, one) => sum + one, 0);

test("each resource is created with one request, after one for a token and one look at what exists", async () => {
  expect(await requestsOf(() => world.up(program(30)))).toEqual({
    [token]: 1,
    [`GET ${applications}`]: 1,
    [`POST ${applications}`]: 1,
    [`POST ${clients}`]: 30,
  });
});

test("where nothing changes, none is sent, not even for a token", async () => {
  await world.up(program(30));
  expect(await requestsOf(() => world.up(program(30)))).toEqual({});
});

const otherShop = { ...shop, loginUri: "https://shop.example/login" };
const otherWeb = { ...web, redirectUris: [uri, "https://shop.example/other"] };

test.each<[string, Program, Record<string, number>]>([
  ["an application", program(2, otherShop), { [`GET ${oneApplication}`]: 1, [`PUT ${oneApplication}`]: 1 }],
  ["its default client", program(2, { ...shop, firstClient: otherWeb }), { [`PUT ${oneClient}`]: 1 }],
  [
    "both",
    program(2, { ...otherShop, firstClient: otherWeb }),
    { [`GET ${oneApplication}`]: 1, [`PUT ${oneApplication}`]: 1, [`PUT ${oneClient}`]: 1 },
  ],
  ["its clients", program(2, shop, otherWeb), { [`PUT ${oneClient}`]: 2 }],
  ["what only we know of", program(2, { ...shop, deletionProtection: true }), {}],
])(
  "an update is one request for each that changes, after a look at the application where that changes: %s",
  async (_, changed, expected) => {
    await world.up(program(2));
    expect(await requestsOf(() => world.up(changed))).toEqual(total(expected) > 0 ? { [token]: 1, ...expected } : {});
  },
);

test.each<[string, Values]>([
  ["a default client", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } }],
  ["a deprecated one", { appName: "Shop", clientDisplayName: "Web", redirectUris: [] }],
])("an empty list, which no answer need repeat, is not asked for: %s", async (_, inputs) => {
  const shopOf = (more: Values): Program => ({ shop: { resource: application, inputs: { ...inputs, ...more } } });
  expect(await requestsOf(() => world.up(shopOf({})))).toEqual({
    [token]: 1,
    [`GET ${applications}`]: 1,
    [`POST ${applications}`]: 1,
  });
  const edited = shopOf({ appDescription: "Edited" });
  expect(await requestsOf(() => world.up(edited))).toEqual({
    [token]: 1,
    [`GET ${oneApplication}`]: 1,
    [`PUT ${oneApplication}`]: 1,
  });
});

test("each is deleted with one request, an application together with its default client, after a look at it", async () => {
  await world.up(program(30));
  expect(await requestsOf(() => world.up({}))).toEqual({
    [token]: 1,
    [`DELETE ${oneClient}`]: 30,
    [`GET ${oneApplication}`]: 1,
    [`DELETE ${oneApplication}`]: 1,
  });
});

test.each([0, 1, 200])("a refresh of an application and %i clients is three requests", async (count) => {
  await world.up(program(count));
  expect(await requestsOf(() => world.refresh())).toEqual({
    [token]: 1,
    [`GET ${oneApplication}`]: 1,
    [`GET ${clients}`]: 1,
  });
});

test.each([2, 30])(
  "a refresh of %i applications with their default clients takes three more than there are",
  async (count) => {
    const names = Array.from({ length: count }, (_, index) => `shop-${index}`);
    await world.up(Object.fromEntries(names.map((name) => [name, { resource: application, inputs: shop }])));
    expect(await requestsOf(() => world.refresh())).toEqual({
      [token]: 1,
      [`GET ${oneApplication}`]: 1,
      [`GET ${applications}`]: 1,
      [`GET ${clients}`]: count,
    });
  },
);

test("an application whose logo is managed is asked for by itself, since lists have no logos", async () => {
  const names = Array.from({ length: 10 }, (_, index) => `shop-${index}`);
  const logo = "https://shop.example/logo.png";
  await world.up(
    Object.fromEntries(
      names.map((name) => [name, { resource: application, inputs: { ...shop, ...(name === "shop-5" && { logo }) } }]),
    ),
  );
  expect(await requestsOf(() => world.refresh())).toEqual({
    [token]: 1,
    [`GET ${oneApplication}`]: 2,
    [`GET ${applications}`]: 1,
    [`GET ${clients}`]: 10,
  });
});

test("what a list lacks is asked for before it is called gone", async () => {
  await world.up(program(30));
  const [appId, clientId] = (world.kept.get("client-7")?.id ?? "").split("/");
  await world.emulator.send("DELETE", path.client({ app_id: appId, client_id: clientId }));
  world.move(60_000);
  expect(await requestsOf(() => world.refresh())).toEqual({
    [token]: 1,
    [`GET ${oneApplication}`]: 1,
    [`GET ${clients}`]: 1,
    [`GET ${oneClient}`]: 1,
  });
  expect(world.kept.has("client-7")).toBe(false);
  expect(world.kept.size).toBe(30);
});

test("a list from before an own write is not read from", async () => {
  await world.up(program(3));
  const begin = world.connect();
  const { id, state } = world.kept.get("client-1") as { id: string; state: Values };
  await read(client, begin(), id, state);
  const inputs = { ...otherWeb, name: "Client 1", appId: state.appId };
  const { state: changed } = await update(client, begin(), id, state, inputs);
  const found = await requestsOf(async () => {
    const live = await read(client, begin(), id, changed);
    expect(live?.inputs).toEqual(inputs);
    return [];
  });
  expect(found).toEqual({ [`GET ${clients}`]: 1 });
});
