/** Differences as the plugin tells them: which value changes, how, and whether the resource is replaced for it. */
import { status } from "@grpc/grpc-js";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import { type Engine, startEngine } from "../../support/engine.ts";
import { type Json, type Kind, type Plugin, startPlugin, unknown } from "../../support/plugin.ts";

let engine: Engine;
let plugin: Plugin;
beforeAll(async () => {
  engine = await startEngine();
  plugin = await startPlugin(undefined, engine.address);
});
beforeEach(() => void engine.messages.splice(0));
afterAll(() => {
  plugin.close();
  engine.close();
});

const kinds = Object.fromEntries(Object.entries(PropertyDiff.Kind).map(([name, kind]) => [kind, name]));

/** The old state is that of inputs as they were taken. */
async function differ(kind: Kind, before: Json, now: Json) {
  const names = Object.keys(before).filter((name) => before[name] !== undefined);
  const olds = { ...JSON.parse(JSON.stringify(before)), __inputs: names.join(",") };
  const clean = (values: Json) => JSON.parse(JSON.stringify(values));
  const response = await plugin.diff(kind, "a/b", olds, clean(now), clean(before));
  return {
    details: Object.fromEntries(response.toObject().detaileddiffMap.map(([path, { kind: how }]) => [path, kinds[how]])),
    changed: response.getDiffsList(),
    replaces: response.getReplacesList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    isDetailed: response.getHasdetaileddiff(),
    isChanged: response.getChanges() === 2,
  };
}

const uris = (...names: string[]) => names.map((name) => `https://shop.example/${name}`);
const client = { appId: "app", name: "Site", redirectUris: uris("a", "b") };
const first = { name: "Site", redirectUris: uris("a", "b") };
const application = { appName: "Shop", firstClient: first };
const samlFirst = { name: "Site", authenticationProtocol: "saml", spEntityId: "urn:x" };
const apns = { method: "private_key_jwt", jwks: { keys: [{ kid: "1" }] } };

test.each<[what: string, kind: Kind, before: Json, now: Json, details: Record<string, string>]>([
  ["nothing", "Client", client, client, {}],
  ["a new input", "Client", client, { ...client, description: "x" }, { description: "ADD" }],
  ["a removed input", "Client", { ...client, description: "x" }, client, { description: "DELETE" }],
  ["another value", "Client", client, { ...client, name: "x" }, { name: "UPDATE" }],
  ["a value that is not known yet", "Client", client, { ...client, name: unknown }, { name: "UPDATE" }],
  ["another application", "Client", client, { ...client, appId: "other" }, { appId: "UPDATE_REPLACE" }],
  [
    "an application that is not known yet",
    "Client",
    client,
    { ...client, appId: unknown },
    { appId: "UPDATE_REPLACE" },
  ],
  [
    "another protocol",
    "Client",
    client,
    { ...client, authenticationProtocol: "saml" },
    { authenticationProtocol: "ADD_REPLACE" },
  ],
  ["the default protocol, said aloud", "Client", client, { ...client, authenticationProtocol: "oidc" }, {}],
  ["a set in another order", "Client", client, { ...client, redirectUris: uris("b", "a") }, {}],
  ["a new member", "Client", client, { ...client, redirectUris: uris("c", "a", "b") }, { "redirectUris[0]": "ADD" }],
  ["a removed member", "Client", client, { ...client, redirectUris: uris("a") }, { "redirectUris[1]": "DELETE" }],
  [
    "a member for another, elsewhere",
    "Client",
    client,
    { ...client, redirectUris: uris("b", "c") },
    { "redirectUris[0]": "DELETE", "redirectUris[1]": "ADD" },
  ],
  [
    "a member for another, in its place",
    "Client",
    client,
    { ...client, redirectUris: uris("a", "c") },
    { "redirectUris[1]": "UPDATE" },
  ],
  ["a whole list", "Client", client, { ...client, roleIds: ["r"] }, { roleIds: "ADD" }],
  [
    "values in an object",
    "Client",
    { ...client, tokenExpiration: { accessTokenTtl: 1, refreshTokenTtl: 1 } },
    { ...client, tokenExpiration: { accessTokenTtl: 2, maxRefreshRotate: 1 } },
    {
      "tokenExpiration.accessTokenTtl": "UPDATE",
      "tokenExpiration.refreshTokenTtl": "DELETE",
      "tokenExpiration.maxRefreshRotate": "ADD",
    },
  ],
  [
    "free-form JSON, as a whole",
    "Client",
    { ...client, authenticationConfiguration: apns },
    { ...client, authenticationConfiguration: { ...apns, jwks: { keys: [{ kid: "2" }] } } },
    { "authenticationConfiguration.jwks": "UPDATE" },
  ],
  [
    "the default client, in detail",
    "Application",
    application,
    {
      ...application,
      firstClient: { ...first, redirectUris: uris("a"), pkce: "enforcePkceInsteadOfClientCredentials" },
    },
    { "firstClient.redirectUris[1]": "DELETE", "firstClient.pkce": "ADD" },
  ],
  [
    "the default client's protocol",
    "Application",
    application,
    { appName: "Shop", firstClient: { name: "Site", authenticationProtocol: "saml", spEntityId: "urn:x" } },
    {
      "firstClient.authenticationProtocol": "ADD_REPLACE",
      "firstClient.redirectUris": "DELETE",
      "firstClient.spEntityId": "ADD",
    },
  ],
])("a difference tells of %s", async (_, kind, before, now, details) => {
  const difference = await differ(kind, before, now);
  const tops = [...new Set(Object.keys(details).map((path) => path.split(/[.[]/)[0]))];
  const replaced = Object.entries(details).filter(([, how]) => how.endsWith("REPLACE"));
  expect(difference).toMatchObject({ details, isDetailed: true, isChanged: tops.length > 0 });
  expect(difference.changed.sort()).toEqual(tops.sort());
  expect(difference.replaces).toEqual(replaced.map(([path]) => path.split(".")[0]));
});

test("an application goes before it is made anew if it keeps its name, or a subdomain that only one can have", async () => {
  const unique = { ...application, subdomain: "shop" };
  for (const [before, now, goesBefore] of [
    [application, { appName: "Shop", firstClient: samlFirst }, true],
    [application, { appName: "Store", firstClient: samlFirst }, false],
    [unique, { ...unique, appName: "Store", firstClient: samlFirst }, true],
    [unique, { appName: "Store", firstClient: samlFirst }, false],
  ] as const)
    expect(await differ("Application", before, now)).toMatchObject({ deleteBeforeReplace: goesBefore });
});

test.each<[what: string, kind: Kind, before: Json, now: Json, said: string[]]>([
  [
    "an application that is replaced",
    "Application",
    application,
    { appName: "Shop", firstClient: samlFirst },
    [
      "Application a/b will be replaced, since firstClient.authenticationProtocol cannot be changed in place. The " +
        "application and all of its clients are deleted, those of other stacks included. The new ones have new ids and new " +
        "secrets. Give these to whatever uses the old ones.",
    ],
  ],
  ["an application that is changed in place", "Application", application, { ...application, appName: "Store" }, []],
  ["a client that is replaced, with which nothing else goes", "Client", client, { ...client, appId: "other" }, []],
])("what goes beyond the preview's line is said: %s", async (_, kind, before, now, said) => {
  await differ(kind, before, now);
  expect(engine.messages.map(({ message }) => message)).toEqual(said);
});

const on = { deletionProtection: true };
const protection =
  "and its deletionProtection is on. If that is what you want, set deletionProtection to false, run pulumi up, and try again.";

test.each<[what: string, kind: Kind, before: Json, now: Json, refusal: string]>([
  [
    "another application",
    "Client",
    { ...client, ...on },
    { ...client, ...on, appId: "other" },
    `Client a/b would be replaced, ${protection} Changed: appId.`,
  ],
  [
    "an application that is not known yet, with the way out",
    "Client",
    { ...client, ...on },
    { ...client, ...on, appId: unknown },
    `Client a/b would be replaced, ${protection} Changed: appId. appId is not known in this preview, perhaps only because ` +
      "of the output that it comes from: take it from the id of a resource of this program (appId: shop.id), which stays " +
      "known while that resource is only updated.",
  ],
  [
    "a protocol that is not known yet",
    "Client",
    { ...client, ...on },
    { ...client, ...on, authenticationProtocol: unknown },
    `Client a/b would be replaced, ${protection} Changed: authenticationProtocol. authenticationProtocol is not known in ` +
      "this preview.",
  ],
  [
    "a client that is to be taken over by what will be gone",
    "Application",
    application,
    { appName: "Shop", firstClient: { ...samlFirst, adopt: "other" } },
    "Application a/b would be replaced, but firstClient.adopt names a client of the old one. Changed: " +
      "firstClient.authenticationProtocol. Remove firstClient.adopt, and try again.",
  ],
])("a replacement that is refused says why: %s", async (_, kind, before, now, refusal) => {
  await expect(differ(kind, before, now)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION, details: refusal });
  expect(engine.messages).toEqual([]);
});

test("a client that is to be taken over is a change of firstClient.adopt, and none once it is taken over", async () => {
  const now = { ...application, firstClient: { ...first, adopt: "other" } };
  expect(await differ("Application", application, now)).toMatchObject({
    details: { "firstClient.adopt": "UPDATE" },
    changed: ["firstClient"],
    replaces: [],
    isChanged: true,
  });
  expect(await differ("Application", { ...now, clientId: "other" }, now)).toMatchObject({
    details: {},
    isChanged: false,
  });
});

test("the engine shows old outputs, but old inputs where the outputs are not what was compared", async () => {
  const olds = { ...client, description: "live", __inputs: "appId,name,redirectUris" };
  const oldInputs = { ...client, description: "given" };
  const response = await plugin.diff("Client", "a/b", olds, { ...client, name: "x", description: "y" }, oldInputs);
  expect(Object.fromEntries(response.toObject().detaileddiffMap)).toEqual({
    name: { kind: PropertyDiff.Kind.UPDATE, inputdiff: false },
    description: { kind: PropertyDiff.Kind.UPDATE, inputdiff: true },
  });
});
