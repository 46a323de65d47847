/** What a seed may say, what is made of what it leaves out, and how it is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { type Seed, startEmulator } from "../../../emulator/index.ts";
import { formats } from "../../../provider/fields/formats.ts";
import { type Emulated, emulate, type Json, path, requestToken, resultOf } from "../../support/emulated.ts";
import { root } from "../../support/root.ts";

const schema = JSON.parse(readFileSync(join(root, "seed.schema.json"), "utf8"));
const fits = new Ajv({ strict: false, formats: { ...formats } }).compile(schema);

const running: Emulated[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulated) => emulated.close()));
});

async function run(seed: Seed | string, others = {}): Promise<Emulated> {
  const emulated = await emulate({ seed, ...others });
  running.push(emulated);
  return emulated;
}

const shops: Seed = {
  version: 1,
  tenantId: "shops",
  credentials: { clientId: "pipeline", clientSecret: "canary" },
  applications: [
    {
      appName: "Shop",
      appId: "shop",
      customDomain: "login.shop.example",
      loginUri: "https://shop.example/login",
      clients: [
        { name: "Partners", authenticationProtocol: "saml", spEntityId: "urn:partners" },
        {
          name: "Web",
          default: true,
          clientId: "web",
          clientSecret: "web-secret",
          redirectUris: ["https://shop.example/cb"],
          pkce: "allowPkceAlongsideClientCredentials",
          tokenExpiration: { accessTokenTtl: 60 },
        },
      ],
    },
    { appName: "Blog" },
    { appName: "Empty", clients: [] },
  ],
  signingKeys: [
    { name: "Own", status: "validating" },
    { name: "Uploaded", source: "uploaded", jwk: { kty: "oct", kid: "k1", snake_case: "secret" } },
  ],
};

test("a seed is served by the API, its default client first, and what it leaves out is made up", async () => {
  expect(fits(shops) ? [] : fits.errors).toEqual([]);
  const emulated = await run(shops);
  expect(emulated).toMatchObject({ tenant: "shops", credentials: { clientId: "pipeline" } });
  const shop = resultOf(await emulated.send("GET", "/v1/applications/shop"));
  expect(shop).toMatchObject({
    app_name: "Shop",
    tenant_id: "shops",
    custom_domain: { domain: "login.shop.example" },
    client_id: "web",
    client_secret: "web-secret",
    created_at: "2025-01-01T00:00:00.000Z",
  });
  const clients = (await emulated.send("GET", "/v1/applications/shop/clients")).body as Json[];
  expect(clients).toMatchObject([
    { name: "Web", token_expiration: { access_token_ttl: 60 }, app_id: "shop" },
    { name: "Partners", authentication_protocol: "saml", sso_url: expect.stringContaining("/shop/") },
  ]);
  expect(clients[1]?.client_secret).toMatch(/^emulated-secret-[0-9a-f]{32}$/);
  const { applications, signingKeys } = emulated.contents();
  expect(applications.map(({ appName, clients }) => [appName, clients.map(({ name }) => name)])).toEqual([
    ["Shop", ["Web", "Partners"]],
    ["Blog", ["Blog"]],
    ["Empty", []],
  ]);
  expect(applications[0]?.clients.map((one) => one.default)).toEqual([true, undefined]);
  const keys = (await emulated.send("GET", path.keys)).body as Json[];
  expect(keys).toMatchObject([
    { name: "Own", status: "validating", source: "mosaic" },
    { name: "Uploaded", kid: "k1", source: "uploaded" },
  ]);
  expect(signingKeys[1]?.jwk).toEqual({ kty: "oct", kid: "k1", snake_case: "secret" });
});

test("the same seed gives the same contents every time, with different ids for things of the same name", async () => {
  const seed: Seed = { applications: [{ appName: "Twin" }, { appName: "Twin" }], signingKeys: [{ name: "Twin" }] };
  const [one, other] = [await run(seed), await run(seed)];
  expect(other.contents()).toEqual(one.contents());
  const ids = one
    .contents()
    .applications.flatMap(({ appId, clients }) => [
      appId,
      ...clients.flatMap(({ clientId, clientSecret }) => [clientId, clientSecret]),
    ]);
  expect(new Set(ids).size).toBe(6);
  const another = await run({ ...seed, tenantId: "another" });
  expect(another.contents().applications[0]?.appId).not.toBe(ids[0]);
});

test("contents are a copy, and reset goes back to the seed, with behaviour, faults and counts", async () => {
  const emulated = await run(shops, {
    behaviour: { arrays: "sorted" },
    faults: [{ fault: "status", status: 503, nth: 5 }],
  });
  const before = emulated.contents();
  emulated.contents().applications.pop();
  expect(emulated.contents()).toEqual(before);
  await emulated.send("DELETE", "/v1/applications/shop");
  await emulated.send("POST", path.applications, { app_name: "New", client_display_name: "New" });
  emulated.setBehaviour({ put: "replace" });
  emulated.setFaults([]);
  expect(emulated.contents().applications.map(({ appName }) => appName)).toEqual(["Blog", "Empty", "New"]);
  emulated.reset();
  expect(emulated.contents()).toEqual(before);
  expect(emulated.requests()).toEqual({});
  expect((await requestToken(emulated)).status).toBe(200);
  const statuses = [];
  for (let turn = 0; turn < 5; turn++) statuses.push((await emulated.send("GET", "/v1/applications/shop")).status);
  expect(statuses).toEqual([200, 200, 200, 503, 200]);
  emulated.reset();
  const body = { name: "Odd", redirect_uris: ["https://b.example/", "https://a.example/"] };
  const { body: made } = await emulated.send("POST", "/v1/applications/shop/clients", body);
  expect(made).toMatchObject({ redirect_uris: ["https://a.example/", "https://b.example/"] });
});

test("after a reset, no read lags behind it", async () => {
  const emulated = await run(shops, { behaviour: { reads: "stale", lag: 60_000 } });
  await emulated.send("PUT", "/v1/applications/shop", { app_name: "Renamed" });
  await emulated.send("DELETE", "/v1/applications/shop");
  emulated.reset();
  expect(resultOf(await emulated.send("GET", "/v1/applications/shop"))).toMatchObject({ app_name: "Shop" });
  expect(resultOf(await emulated.send("GET", "/v1/applications")) as unknown).toHaveLength(3);
});

/** What a schema cannot say. */
const beyondSchema = [
  "two of an id",
  "two of a domain",
  "an id that is no part of a path",
  "a client of another application",
  "two defaults",
];

const app = (values: Json) => ({ applications: [{ appName: "Shop", ...values }] });
const web = (values: Json) => app({ clients: [{ name: "Web", ...values }] });

test.each<[string, unknown, string]>([
  ["no object", [], "seed must be an object, or the path of a JSON file."],
  ["a future version", { version: 2 }, "version is 2, but this version of pulumi-transmit reads version 1."],
  ["an unknown list", { aplications: [] }, "aplications is unknown. Did you mean applications?"],
  ["a list that is none", { applications: {} }, "applications must be a list, but is an object."],
  ["an item that is none", { applications: [1] }, "applications[0] must be an object, but is a number."],
  ["no name", { applications: [{}] }, "applications[0].appName is missing."],
  [
    "an unknown property",
    web({ redirectUrls: [] }),
    "applications[0].clients[0].redirectUrls is unknown. Did you mean redirectUris?",
  ],
  [
    "a property of a client",
    app({ redirectUris: [] }),
    "applications[0].redirectUris is a setting of the default client. Write it in clients.",
  ],
  [
    "firstClient",
    app({ firstClient: {} }),
    "applications[0].firstClient is a setting of the default client. Write it in clients.",
  ],
  [
    "a wrong type",
    web({ redirectUris: "x" }),
    "applications[0].clients[0].redirectUris must be a list, but is a string.",
  ],
  [
    "a wrong item",
    web({ redirectUris: [7] }),
    "applications[0].clients[0].redirectUris[0] must be a string, but is a number.",
  ],
  ["a null", app({ loginUri: null }), "applications[0].loginUri must be a string, but is null. Leave it out."],
  [
    "no URI",
    web({ redirectUris: ["cb"] }),
    'applications[0].clients[0].redirectUris[0] is "cb", which must be an absolute URI, with its scheme.',
  ],
  [
    "an unknown choice",
    web({ clientType: "desktop" }),
    'applications[0].clients[0].clientType is "desktop", which must be one of: web, native.',
  ],
  [
    "too low a number",
    web({ sessionExpiration: -1 }),
    "applications[0].clients[0].sessionExpiration is -1, but must be at least 0.",
  ],
  [
    "an unknown key below",
    web({ tokenExpiration: { ttl: 1 } }),
    "applications[0].clients[0].tokenExpiration.ttl is unknown. There are: accessTokenTtl, refreshTokenTtl, maxRefreshRotate.",
  ],
  [
    "a property of the other protocol",
    web({ spEntityId: "x" }),
    "applications[0].clients[0].spEntityId is a property of saml only, but applications[0].clients[0].authenticationProtocol is oidc.",
  ],
  [
    "two of an id",
    {
      applications: [
        { appName: "A", appId: "a" },
        { appName: "B", appId: "a" },
      ],
    },
    'applications[1].appId is "a", as is applications[0].appId. It must be unique.',
  ],
  [
    "two of a domain",
    {
      applications: [
        { appName: "A", subdomain: "s" },
        { appName: "B", subdomain: "s" },
      ],
    },
    'applications[1].subdomain is "s", as is applications[0].subdomain. It must be unique.',
  ],
  [
    "an id that is no part of a path",
    app({ appId: "../a" }),
    'applications[0].appId is "../a", which cannot be a part of a path.',
  ],
  [
    "a client of another application",
    app({ appId: "a", clients: [{ name: "W", appId: "b" }] }),
    'applications[0].clients[0].appId is "b", but it is in applications[0], whose appId is "a". Leave it out, or move it.',
  ],
  [
    "two defaults",
    app({
      clients: [
        { name: "A", default: true },
        { name: "B", default: true },
      ],
    }),
    "applications[0].clients[1].default: applications[0].clients[0] is the default already.",
  ],
  [
    "credentials by halves",
    { credentials: { clientId: "a" } },
    "credentials must be an object with a clientId and a clientSecret",
  ],
  ["an empty tenant", { tenantId: "" }, "tenantId must be an id, a string that is not empty."],
])("%s is refused by its path", async (what, seed, message) => {
  if (!beyondSchema.includes(what)) expect(fits(seed)).toBe(false);
  const error = await startEmulator({ seed: seed as Seed }).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain(message);
});

test("all problems are named at once, and no secret is in them", async () => {
  const seed = {
    ...web({ clientSecret: ["canary"], clientType: "x" }),
    credentials: { clientSecret: "canary" },
    signingKeys: [{ jwk: "canary" }],
  };
  const error = await startEmulator({ seed: seed as unknown as Seed }).catch((caught: Error) => caught);
  const lines = (error as Error).message.split("\n");
  expect(lines[0]).toBe("seed cannot be used:");
  expect(lines).toHaveLength(6);
  expect(lines.join()).not.toContain("canary");
});

test("a seed can be the path of a file, which errors name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const file = join(folder, "seed.json");
  try {
    await expect(startEmulator({ seed: file })).rejects.toThrow(`${file}: there is no such file.`);
    writeFileSync(file, "{ canary");
    await expect(startEmulator({ seed: file })).rejects.toThrow(new Error(`${file} is not JSON.`));
    writeFileSync(file, JSON.stringify({ $schema: "./seed.schema.json", applications: [{}] }));
    await expect(startEmulator({ seed: file })).rejects.toThrow(`${file} cannot be used:\n- applications[0].appName`);
    writeFileSync(file, JSON.stringify(shops));
    expect((await run(file)).contents()).toEqual((await run(shops)).contents());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
