/** What an API that words, lists or repeats things otherwise must not lead to: a change of what is not of the state. */
import { readBehaviour, type Settings } from "../../../../emulator/tenant/behaviour.ts";
import { ApiError } from "../../../../provider/errors.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { deleteResource, read, type Transport, update } from "../../../../provider/lifecycle/index.ts";
import { client } from "../../../../provider/resources/index.ts";
import { add, application, type Managed, type Simulation, simulate } from "../../../support/simulation.ts";

let simulation: Simulation;

const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://shop.example/cb"] } };

async function begin(behaviour: Partial<Settings> = {}, given: Values = inputs): Promise<Managed> {
  simulation = simulate(readBehaviour(behaviour));
  return add(simulation, application, given);
}

/** A run of its own, whose API gives answers of another kind. @param answer Undefined: as it is. */
const altered = (
  answer: (request: string, real: () => Promise<unknown>) => Promise<unknown> | undefined,
): Transport => ({
  ...simulation.api,
  run: { ...simulation.api.run, lists: { cached: new Map(), pending: new Map() } },
  send: async (...asked) => {
    const real = () => simulation.api.send(...asked);
    return (await answer(`${asked[0]} ${asked[1]}`, real)) ?? real();
  },
});

const path = ({ id }: Managed): string => `/v1/applications/${id}`;
const messageOf = (operation: Promise<unknown>): Promise<string> =>
  operation.then(
    () => "it succeeded",
    (error: Error) => error.message,
  );
const addStranger = (shop: Managed, more: Values = {}): Values =>
  simulation.other("POST", `${path(shop)}/clients`, {
    name: "Theirs",
    redirect_uris: ["https://their.example"],
    ...more,
  });
const names = () =>
  simulation
    .held("client")
    .map(({ name }) => name)
    .sort();

test.each<[string, (count: number, list: Values[]) => Values[]]>([
  ["lists a new client late", (count, list) => (count === 1 ? list.slice(0, 1) : list)],
  ["lists nothing", () => []],
])("an API that holds an application with clients, and %s, costs nobody a client", async (_, alter) => {
  const shop = await begin({ clients: "hold" });
  addStranger(shop);
  let lists = 0;
  const api = altered((request, real) =>
    request === `GET ${path(shop)}/clients` ? real().then((list) => alter(++lists, list as Values[])) : undefined,
  );
  expect(await messageOf(deleteResource(application, api, shop.id, shop.state))).toContain("answered 400");
  expect(names()).toEqual(["Theirs", "Web"]);
});

test.each([
  "the invite client of another application is this one's",
  "the client is not allowed to delete its own application",
  "the application is the Authentication Hub",
])("a refusal that says nothing of clients that are left costs none: %s", async (words) => {
  const shop = await begin();
  const failure = { method: "DELETE", path: path(shop), status: 409, messages: [words], hasApiErrorCode: true };
  const api = altered((request) =>
    request === `DELETE ${path(shop)}` ? Promise.reject(new ApiError(failure)) : undefined,
  );
  expect(await messageOf(deleteResource(application, api, shop.id, shop.state))).toContain(words);
  expect(names()).toEqual(["Web"]);
});

test("a deletion that fails after its default client went says that it went", async () => {
  const shop = await begin({ clients: "hold-all" });
  let deletions = 0;
  const failure = { method: "DELETE", path: path(shop), status: 409, messages: ["busy"], hasApiErrorCode: true };
  const api = altered((request) =>
    request === `DELETE ${path(shop)}` && ++deletions === 2 ? Promise.reject(new ApiError(failure)) : undefined,
  );
  const said = await messageOf(deleteResource(application, api, shop.id, shop.state));
  expect(said).toContain(`Its default client ${shop.state.clientId}`);
  expect(said).toContain("is deleted. Run it again.");
  await deleteResource(application, simulation.api, shop.id, shop.state);
  expect(simulation.held("application")).toEqual([]);
});

test("a client is adopted only where the default client of the state is gone", async () => {
  const shop = await begin();
  const theirs = addStranger(shop);
  const adopting = { ...inputs, firstClient: { ...inputs.firstClient, adopt: theirs.client_id } };
  const said = await messageOf(update(application, simulation.api, shop.id, shop.state, adopting));
  expect(said).toContain(`the default client ${shop.state.clientId} still exists`);
  expect(names()).toEqual(["Theirs", "Web"]);
});

test("an application whose default is another client now is not updated, since that could change the other one", async () => {
  const shop = await begin();
  const theirs = addStranger(shop);
  const api = altered((request, real) =>
    request === `GET ${path(shop)}`
      ? real().then((answer) => ({ result: { ...(answer as { result: Values }).result, client_id: theirs.client_id } }))
      : undefined,
  );
  const said = await messageOf(update(application, api, shop.id, shop.state, { ...inputs, appName: "Store" }));
  expect(said).toContain(`Its default client is ${theirs.client_id} now`);
  expect(simulation.requests().filter((request) => request.startsWith("PUT"))).toEqual([]);
});

test("an oldest client whose time is not told is nobody's default client", async () => {
  const shop = await begin({ mirrors: "none" });
  addStranger(shop);
  simulation.other("DELETE", `${path(shop)}/clients/${shop.state.clientId}`);
  const api = altered((request, real) =>
    request === `GET ${path(shop)}/clients`
      ? real().then((list) => (list as Values[]).map(({ created_at: _, ...item }) => item))
      : undefined,
  );
  const { clientId: _, ...unknown } = shop.state;
  const changed = { ...inputs, firstClient: { ...inputs.firstClient, name: "Site" } };
  expect(await messageOf(update(application, api, shop.id, unknown, changed))).not.toBe("it succeeded");
  expect(names()).toEqual(["Theirs"]);
});

test("drift of a SAML client is seen where answers do not name its protocol", async () => {
  const shop = await begin();
  const saml = { name: "S", authenticationProtocol: "saml", spEntityId: "urn:s", spAcsUrl: "https://s.example/acs" };
  const one = await add(simulation, client, { ...saml, appId: shop.id });
  const [, clientId = ""] = one.id.split("/");
  simulation.tamper("client", clientId, (document) => ({ ...document, sp_acs_url: "https://evil.example/acs" }));
  const withoutProtocol = ({ authentication_protocol: _, ...item }: Values) => item;
  const api = altered((request, real) =>
    request.startsWith("GET") && request.includes("/clients")
      ? real().then((answer) =>
          Array.isArray(answer) ? answer.map(withoutProtocol) : withoutProtocol(answer as Values),
        )
      : undefined,
  );
  const found = await read(client, api, one.id, one.state);
  expect(found?.inputs?.spAcsUrl).toBe("https://evil.example/acs");
});

test.each(["all", "ids", "none"] as const)(
  "a rotated secret of a default client is told where an application repeats of it: %s",
  async (mirrors) => {
    const shop = await begin({ mirrors }, { appName: "Shop", clientDisplayName: "Web" });
    const rotate = (document: Values) => ({ ...document, client_secret: "canary-rotated" });
    simulation.tamper("client", String(shop.state.clientId), rotate);
    const found = await read(application, simulation.api, shop.id, shop.state);
    expect(found?.warnings).toEqual([expect.stringContaining("clientSecret of this application was changed outside")]);
    expect(found?.state.clientSecret).toBe("canary-rotated");
  },
);

test("an odd member of a set hides nothing of what the others say", async () => {
  const shop = await begin();
  const odd = (members: unknown[]) =>
    altered((request, real) =>
      request === `GET ${path(shop)}/clients`
        ? real().then((list) => (list as Values[]).map((item) => ({ ...item, redirect_uris: members })))
        : undefined,
    );
  const asTold = await read(application, odd([5]), shop.id, shop.state);
  expect(asTold?.inputs).toEqual(inputs);
  expect(asTold?.warnings).toEqual([
    "The API returned firstClient.redirectUris with items that this version cannot compare.",
  ]);
  const drifted = await read(application, odd(["https://evil.example", 5]), shop.id, shop.state);
  expect(drifted?.inputs).not.toEqual(inputs);
});

test("an update of an application that is gone says so, and nothing of its default client", async () => {
  const shop = await begin();
  simulation.other("DELETE", path(shop));
  const said = await messageOf(
    update(application, simulation.api, shop.id, shop.state, { ...inputs, appName: "Store" }),
  );
  expect(said).toContain(`Application ${shop.id} was not updated, and nothing was sent. It no longer exists.`);
  expect(said).not.toContain("adopt");
});
