/** Which resources of a list a create with an ambiguous result may have created. */
import { ApiError } from "../../../../provider/errors.ts";
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import {
  type Candidate,
  findCandidates,
  isOfSameOrigin,
  isOfThen,
  listItems,
  type Sent,
} from "../../../../provider/lifecycle/createOnce/candidates.ts";
import { openRun } from "../../../../provider/lifecycle/index.ts";
import type { Run } from "../../../../provider/lifecycle/run.ts";
import type { Transport } from "../../../../provider/lifecycle/transport.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";
import { createTestClock } from "../../../support/clock.ts";
import { openMemoryJournal } from "../../../support/memoryJournal.ts";

type Verdict = "certain" | "plausible" | "neither";

const from = Date.parse("2030-01-01T00:00:00Z");
const timeAt = (milliseconds: number) => new Date(from + milliseconds).toISOString();

/** What the API answers, by path. */
type Responses = Record<string, unknown>;

interface Search {
  resource: Resource;
  inputs: Values;
  responses: Responses;
  sent?: Sent;
  foreign?: readonly string[];
  /** What the run knows. */
  know?: (run: Run) => void;
}

function transportFor(responses: Responses, know: Search["know"]): Transport {
  const clock = createTestClock(from + 1_000);
  const run = openRun({ clock, journal: openMemoryJournal(clock) });
  know?.(run);
  return {
    endpoint: {},
    run,
    claims: async () => ({}),
    now: clock.now,
    wait: (milliseconds) => clock.sleep(milliseconds),
    send: async (method, path) => {
      if (path in responses) return responses[path];
      throw new ApiError({ method, path, status: 404, messages: ["none"], hasApiErrorCode: true });
    },
    preparePost: () => Promise.reject(new Error("a lookup creates nothing")),
  };
}

/** @returns The last part of each id, with what it is found to be. */
async function search({ resource, inputs, responses, sent = { from }, foreign = [], know }: Search) {
  const api = transportFor(responses, know);
  const lookup = { resource, api, inputs, foreignIds: () => new Set(foreign), hasConcurrentCreate: () => false };
  const { certain, plausible } = await findCandidates(lookup, sent);
  const idsOf = (candidates: Candidate[]) => candidates.map(({ actual }) => actual[resource.id.at(-1) as string]);
  return { certain: idsOf(certain), plausible: idsOf(plausible) };
}

/** What the one item of a list is found to be. */
async function verdictOn(searched: Search): Promise<Verdict> {
  const { certain, plausible } = await search(searched);
  expect(certain.length + plausible.length).toBeLessThanOrEqual(1);
  if (certain.length > 0) return "certain";
  return plausible.length > 0 ? "plausible" : "neither";
}

const without = (values: Values, name: string): Values => {
  const { [name]: _, ...rest } = values;
  return rest;
};

describe("a client", () => {
  const inputs = {
    appId: "app",
    name: "Web",
    description: "Ours",
    redirectUris: ["https://a.example"],
    authenticationProtocol: "oidc",
    enforcePar: true,
  };
  const item = {
    client_id: "it",
    app_id: "app",
    name: "Web",
    description: "Ours",
    redirect_uris: ["https://a.example"],
    authentication_protocol: "oidc",
    enforce_par: true,
    client_secret: "canary",
    created_at: timeAt(500),
    updated_at: timeAt(500),
  };
  const collection = "/v1/applications/app/clients";
  const verdict = (found: Values, more: Partial<Search> = {}) =>
    verdictOn({ resource: client, inputs, responses: { [collection]: [found] }, ...more });

  test.each<[what: string, found: Values, expected: Verdict]>([
    ["as it was sent", item, "certain"],
    [
      "with its list in another order, and twice the same",
      { ...item, redirect_uris: ["https://a.example", "https://a.example"] },
      "certain",
    ],
    ["with a string that the response omits", without(item, "description"), "certain"],
    ["without its name", without(item, "name"), "neither"],
    ["without its list", without(item, "redirect_uris"), "neither"],
    ["with an empty list", { ...item, redirect_uris: [] }, "neither"],
    ["without a boolean that is true", without(item, "enforce_par"), "neither"],
    ["without the field that cannot change", without(item, "authentication_protocol"), "certain"],
    ["with a word for it that is not known", { ...item, authentication_protocol: "openid" }, "certain"],
    ["with another word for it that is known", { ...item, authentication_protocol: "saml" }, "neither"],
    ["with another name", { ...item, name: "Web 2" }, "neither"],
    ["with another string", { ...item, description: "Theirs" }, "neither"],
    ["with a member more", { ...item, redirect_uris: ["https://a.example", "https://b.example"] }, "neither"],
    ["with another boolean", { ...item, enforce_par: false }, "neither"],
    [
      "with server defaults that nobody asked for",
      {
        ...item,
        client_type: "web",
        response_types: ["code", "id_token"],
        token_expiration: { access_token_ttl: 3600 },
      },
      "certain",
    ],
    ["with an unknown field", { ...item, newer: true }, "certain"],
    ["without an id", without(item, "client_id"), "neither"],
    ["with an empty id", { ...item, client_id: "" }, "neither"],
    ["without its application's id, which the path has", without(item, "app_id"), "certain"],
  ])("%s", async (_, found, expected) => {
    expect(await verdict(found)).toBe(expected);
  });

  test("with a description that nobody asked for is somebody else's", async () => {
    const more = { inputs: without(inputs, "description") };
    expect(await verdict(item, more)).toBe("neither");
    expect(await verdict({ ...item, description: "" }, more)).toBe("certain");
    expect(await verdict(without(item, "description"), more)).toBe("certain");
  });

  test("with an unknown word for a field that can change is somebody else's", async () => {
    const more = { inputs: { ...inputs, clientType: "native" } };
    expect(await verdict({ ...item, client_type: "native" }, more)).toBe("certain");
    expect(await verdict({ ...item, client_type: "spa" }, more)).toBe("neither");
  });

  test("values that are never sent or never answered prove nothing", async () => {
    const more = { inputs: { ...inputs, isThirdParty: true, roleIds: ["role"], deletionProtection: true } };
    expect(await verdict(item, more)).toBe("certain");
  });

  test.each<[what: string, created_at: unknown, sent: Sent, expected: Verdict]>([
    ["at the moment of the request", timeAt(0), { from }, "certain"],
    ["3 seconds before it, which clocks may differ by", timeAt(-3_000), { from }, "certain"],
    ["more than 3 seconds before it", timeAt(-3_001), { from }, "neither"],
    ["a day before it", timeAt(-86_400_000), { from }, "neither"],
    ["an hour after it", timeAt(3_600_000), { from }, "certain"],
    ["before the end of the search", timeAt(60_000), { from, to: from + 60_000 }, "certain"],
    ["3 seconds after the end of the search", timeAt(63_000), { from, to: from + 60_000 }, "certain"],
    ["more than 3 seconds after the end of the search", timeAt(63_001), { from, to: from + 60_000 }, "neither"],
    ["at a time that the response omits", undefined, { from }, "plausible"],
    ["at a time that cannot be read", "soon", { from }, "plausible"],
  ])("that was created %s", async (_, created_at, sent, expected) => {
    expect(await verdict({ ...item, created_at }, { sent })).toBe(expected);
  });

  test.each<[what: string, offset: number, created: number, expected: Verdict]>([
    ["by a clock that is an hour ahead, in time", 3_600_000, 3_600_000, "certain"],
    ["by a clock that is an hour ahead, before", 3_600_000, 3_500_000, "neither"],
    ["by a clock that is an hour behind, in time", -3_600_000, -3_600_000, "certain"],
    ["by a clock that is 2 seconds ahead, which is no difference", 2_000, -2_000, "certain"],
  ])("that was created %s", async (_, creationOffset, created, expected) => {
    const know = (run: Run) => Object.assign(run.api, { creationOffset });
    expect(await verdict({ ...item, created_at: timeAt(created) }, { know })).toBe(expected);
  });

  test("that this run created or wrote to is not it", async () => {
    const know = (run: Run) => run.writes.paths.set(`${collection}/it`, from);
    expect(await verdict(item, { know: (run) => void know(run) })).toBe("neither");
    const other = (run: Run) => void run.writes.paths.set(`${collection}/other`, from);
    expect(await verdict(item, { know: other })).toBe("certain");
  });

  test("whose id the journal knows to be somebody else's is not it", async () => {
    expect(await verdict(item, { foreign: ["app/it"] })).toBe("neither");
    expect(await verdict(item, { foreign: ["app/other", "it"] })).toBe("certain");
  });

  test("whose id the API has confirmed is it, whatever else it says", async () => {
    const sent = { from, id: "app/it" };
    const odd = { ...item, name: "Other", created_at: timeAt(-86_400_000) };
    expect(await verdict(odd, { sent, foreign: ["app/it"] })).toBe("certain");
    expect(await verdict({ ...item, client_id: "other" }, { sent })).toBe("neither");
  });

  test("of a list is found among others, and several are all found", async () => {
    const list = ["a", "b", "c"].map((client_id) => ({ ...item, client_id }));
    const older = { ...item, client_id: "older", created_at: timeAt(-60_000) };
    const timeless = { ...item, client_id: "timeless", created_at: undefined };
    expect(await search({ resource: client, inputs, responses: { [collection]: [older, ...list, timeless] } })).toEqual(
      {
        certain: ["a", "b", "c"],
        plausible: ["timeless"],
      },
    );
    expect(await search({ resource: client, inputs, responses: { [collection]: [] } })).toEqual({
      certain: [],
      plausible: [],
    });
  });

  test("is looked for in its own application alone", async () => {
    const responses = { "/v1/applications/other/clients": [item] };
    await expect(search({ resource: client, inputs, responses })).rejects.toMatchObject({ status: 404 });
  });
});

describe("an application", () => {
  const firstClient = { name: "Web", redirectUris: ["https://a.example"], authenticationProtocol: "oidc" };
  const inputs = { appName: "Shop", firstClient };
  const item = { app_id: "it", app_name: "Shop", created_at: timeAt(500), created_by: "us" };
  const web = {
    client_id: "web",
    app_id: "it",
    name: "Web",
    redirect_uris: ["https://a.example"],
    authentication_protocol: "oidc",
  };
  const clients = "/v1/applications/it/clients";
  const verdict = (found: Values, responses: Responses, more: Partial<Search> = {}) =>
    verdictOn({
      resource: application,
      inputs,
      responses: { "/v1/applications": { result: [found] }, ...responses },
      ...more,
    });

  test.each<[what: string, found: Values, responses: Responses, expected: Verdict]>([
    ["whose only client is as it was sent", item, { [clients]: [web] }, "certain"],
    ["one of whose clients is as it was sent", item, { [clients]: [{ ...web, name: "Other" }, web] }, "certain"],
    ["whose clients are not visible yet", item, { [clients]: [] }, "plausible"],
    ["whose clients cannot be listed yet", item, {}, "plausible"],
    ["whose client has another name", item, { [clients]: [{ ...web, name: "Other" }] }, "neither"],
    [
      "whose client has another redirect URI",
      item,
      { [clients]: [{ ...web, redirect_uris: ["https://b.example"] }] },
      "neither",
    ],
    ["whose client omits its redirect URIs", item, { [clients]: [without(web, "redirect_uris")] }, "neither"],
    [
      "whose client has a description that nobody asked for",
      item,
      { [clients]: [{ ...web, description: "Theirs" }] },
      "neither",
    ],
    [
      "whose client has a protocol that is not known",
      item,
      { [clients]: [{ ...web, authentication_protocol: "openid" }] },
      "certain",
    ],
    [
      "whose client has another protocol",
      item,
      { [clients]: [{ ...web, authentication_protocol: "saml" }] },
      "neither",
    ],
    [
      "that names its default client, which is as it was sent",
      { ...item, client_id: "web" },
      { [`${clients}/web`]: web },
      "certain",
    ],
    [
      "that names its default client, which is another",
      { ...item, client_id: "web" },
      { [`${clients}/web`]: { ...web, name: "Other" }, [clients]: [web] },
      "neither",
    ],
    [
      "that names its default client, which is not visible yet",
      { ...item, client_id: "web" },
      { [clients]: [web] },
      "plausible",
    ],
    ["without a time of creation", without(item, "created_at"), { [clients]: [web] }, "plausible"],
    [
      "without a time of creation and with another client",
      without(item, "created_at"),
      { [clients]: [{ ...web, name: "Other" }] },
      "neither",
    ],
    ["that repeats nothing of its default client", item, { [clients]: [web] }, "certain"],
    ["with another name", { ...item, app_name: "Store" }, { [clients]: [web] }, "neither"],
    [
      "with a description that nobody asked for",
      { ...item, app_description: "Theirs" },
      { [clients]: [web] },
      "neither",
    ],
  ])("%s", async (_, found, responses, expected) => {
    expect(await verdict(found, responses)).toBe(expected);
  });

  test.each<[what: string, run: unknown, found: unknown, expected: Verdict]>([
    ["somebody else created", "us", "them", "neither"],
    ["this run's credentials created", "us", "us", "certain"],
    ["nobody is said to have created", "us", undefined, "certain"],
    ["somebody created, where it is not known who this run is", undefined, "them", "certain"],
  ])("that %s", async (_, createdBy, created_by, expected) => {
    const know = (run: Run) => Object.assign(run.api, { createdBy });
    expect(await verdict({ ...item, created_by }, { [clients]: [web] }, { know })).toBe(expected);
  });

  test("a lookup of its clients that fails is an error, and no verdict", async () => {
    const responses: Responses = { "/v1/applications": { result: [item] } };
    const failure = new ApiError({ method: "GET", path: clients, status: 503, messages: ["down"] });
    Object.defineProperty(responses, clients, {
      enumerable: true,
      get: () => {
        throw failure;
      },
    });
    await expect(search({ resource: application, inputs, responses })).rejects.toBe(failure);
  });

  test("described by the application's own fields needs no lookup of its clients", async () => {
    const flat = {
      appName: "Shop",
      clientDisplayName: "Web",
      clientDescription: "Ours",
      redirectUris: ["https://a.example"],
    };
    const mirrored = { client_display_name: "Web", client_description: "Ours", redirect_uris: ["https://a.example"] };
    const more = { inputs: flat };
    expect(await verdict({ ...item, ...mirrored }, {}, more)).toBe("certain");
    expect(await verdict(item, {}, more)).toBe("certain");
    expect(await verdict({ ...item, ...mirrored, client_display_name: "Other" }, {}, more)).toBe("neither");
    expect(await verdict({ ...item, ...mirrored, redirect_uris: ["https://b.example"] }, {}, more)).toBe("neither");
  });
});

describe("a signing key", () => {
  const inputs = { name: "Key", status: "signing" };
  const item = { id: "it", name: "Key", status: "validating", source: "mosaic", created_at: timeAt(500) };
  const list = "/v1/applications/signing-keys";
  const verdict = (found: Values) => verdictOn({ resource: signingKey, inputs, responses: { [list]: [found] } });

  test.each<[what: string, found: Values, expected: Verdict]>([
    ["whose status only updates set", item, "certain"],
    ["that was deleted", { ...item, deleted_at: timeAt(600) }, "neither"],
    ["whose time of deletion is null", { ...item, deleted_at: null }, "certain"],
    ["whose time of deletion is empty", { ...item, deleted_at: "" }, "certain"],
    ["whose time of deletion is zero", { ...item, deleted_at: "1970-01-01T00:00:00Z" }, "certain"],
    ["with another name", { ...item, name: "Other" }, "neither"],
  ])("%s", async (_, found, expected) => {
    expect(await verdict(found)).toBe(expected);
  });

  const jwk = { kty: "RSA" };
  test.each<[what: string, inputs: Values, actual: Values, expected: boolean]>([
    ["an uploaded key for an upload", { name: "Key", jwk }, { source: "uploaded" }, true],
    ["a key that the API made for an upload", { name: "Key", jwk }, { source: "mosaic" }, false],
    ["a key of an origin that is not said for an upload", { name: "Key", jwk }, {}, false],
    ["a key that the API made for a key without a JWK", { name: "Key" }, { source: "mosaic" }, true],
    ["a key of an origin that is not said for a key without a JWK", { name: "Key" }, {}, true],
    ["an uploaded key for a key without a JWK", { name: "Key" }, { source: "uploaded" }, false],
  ])("is of the same origin or not: %s", (_, given, actual, expected) => {
    expect(isOfSameOrigin(signingKey, given, actual)).toBe(expected);
  });
});

test("a resource that cannot be uploaded is always of the same origin", () => {
  expect(isOfSameOrigin(client, { name: "Web" }, { source: "uploaded" })).toBe(true);
});

test("a time of creation is compared by the API's clock, at both ends", () => {
  const sent = { from, to: from + 10_000 };
  expect(isOfThen({ createdAt: timeAt(65_000) }, sent, 60_000)).toBe(true);
  expect(isOfThen({ createdAt: timeAt(5_000) }, sent, 60_000)).toBe(false);
  expect(isOfThen({ createdAt: timeAt(80_000) }, sent, 60_000)).toBe(false);
  expect(isOfThen({}, sent, 0)).toBeUndefined();
});

test("items that do not say which resource they are of are not listed", async () => {
  const responses = {
    "/v1/applications/app/clients": [{ name: "Web" }, "odd", null, { client_id: "it", name: "Web" }],
  };
  const items = await listItems({
    resource: client,
    api: transportFor(responses, undefined),
    inputs: { appId: "app" },
  });
  expect(items).toEqual([
    { item: { client_id: "it", name: "Web" }, actual: { appId: "app", clientId: "it", name: "Web" } },
  ]);
});

test("a parent that this run created a moment ago may not be visible yet: the list is requested again", async () => {
  const responses: Responses = {};
  const api = transportFor(responses, (run) => void run.writes.paths.set("/v1/applications/app", from + 1_000));
  const { send } = api;
  let requests = 0;
  api.send = (...request) => {
    if (++requests === 3) responses["/v1/applications/app/clients"] = [{ client_id: "it" }];
    return send(...request);
  };
  expect(await listItems({ resource: client, api, inputs: { appId: "app" } })).toHaveLength(1);
  expect(requests).toBe(3);
});
