/** Programs that use the plugin, on the real engine. Each test goes on where the one before it ended. */
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

let world: PluginWorld;
beforeAll(async () => {
  world = await createPluginWorld();
});
afterAll(() => world?.end());

const firstClient = { name: "Website", redirectUris: ["https://shop.example/a", "https://shop.example/b"] };
const shop = { appName: "Shop", subdomain: "shop", serviceProviders: ["one", "two"], firstClient };
const mobile = { name: "Mobile", clientType: "native", redirectUris: [], tokenExpiration: { accessTokenTtl: 600 } };

const program = (application: object, client: object, ...more: string[]) => `
const shop = resource("Application", "shop", ${JSON.stringify(application)});
const mobile = resource("Client", "mobile", { appId: shop.appId, ...${JSON.stringify(client)} });
Object.assign(exports, { appId: shop.appId, mobile: mobile.id, secret: shop.clientSecret, login: shop.loginPreferences });
${more.join("\n")}
`;

const expectNothingToDo = async () => {
  await world.requests();
  await world.stack.preview(["--expect-no-changes"]);
  expect(await world.requests()).toEqual([]);
  await world.stack.drift(["--expect-no-changes"]);
};

test("up creates what a preview announced, with one request each; then there is nothing to do", async () => {
  world.make(program(shop, mobile));
  const { output } = await world.stack.preview();
  expect(output).toContain("3 to create");
  await world.requests();
  await world.stack.up();
  const posts = (await world.requests()).filter((request) => request.startsWith("POST"));
  expect(posts.map((request) => request.split("/").at(-1))).toEqual(["token 200", "applications 201", "clients 201"]);
  await expectNothingToDo();
});

test("no secret is in the state in clear, while what is beside it stays readable", async () => {
  const { secret, login } = (await world.stack.outputs()) as { secret: string; login: object };
  const secrets = JSON.stringify(login).match(/emulated-[^"]+/g) ?? [];
  expect(secrets.length).toBeGreaterThan(3);
  const { text } = await world.stack.state();
  for (const hidden of [secret, ...secrets, world.emulator.environment.TRANSMIT_CLIENT_SECRET]) {
    expect(text).not.toContain(hidden);
  }
  expect(text).toContain("google-client");
});

test("a preview names the values that change, down to the member of a set, and keeps the clients of the application", async () => {
  const changed = {
    ...shop,
    appDescription: "Sells",
    serviceProviders: ["two", "one"],
    firstClient: { ...firstClient, redirectUris: ["https://shop.example/b", "https://shop.example/c"] },
  };
  world.make(program(changed, { ...mobile, tokenExpiration: { accessTokenTtl: 900 } }));
  const { output } = await world.stack.preview(["--diff"]);
  for (const line of [
    /\+ appDescription: "Sells"/,
    /- \[0\]: "https:\/\/shop.example\/a"/,
    /\+ \[1\]: "https:\/\/shop.example\/c"/,
    /~ accessTokenTtl: 600 => 900/,
  ]) {
    expect(output).toMatch(line);
  }
  for (const word of ["serviceProviders", "appId", "appName", "unknown", "replace"]) expect(output).not.toContain(word);
  expect((await world.stack.up()).output).toContain("2 updated");
  await expectNothingToDo();
});

test("drift is seen by a refresh, and healed", async () => {
  const { appId, mobile: id } = (await world.stack.outputs()) as { appId: string; mobile: string };
  await world.api("PUT", `/v1/applications/${appId}`, { app_name: "Theirs", login_uri: "https://theirs.example" });
  await world.api("PUT", `/v1/applications/${id.replace("/", "/clients/")}`, { client_type: "web" });
  const seen = await world.stack.drift(["--expect-no-changes", "--diff"], { mayFail: true });
  expect(seen.code).not.toBe(0);
  expect(seen.output).toMatch(/appName\s*: "Shop" => "Theirs"/);
  expect(seen.output).toMatch(/clientType\s*: "native" => "web"/);
  expect((await world.stack.up(["--refresh"])).output).toContain("2 updated");
  await expectNothingToDo();
});

test("a warning of an update is shown with its resource", async () => {
  const application = { ...shop, appDescription: "Sells", customDomain: "login.shop.example" };
  world.make(program(application, mobile));
  await world.stack.up();
  const { customDomain: _, ...without } = application;
  world.make(program(without, mobile));
  const { output } = await world.stack.up();
  expect(output).toMatch(/transmit:index:Application \(shop\):\s+warning: customDomain was removed from the program/);
  await expectNothingToDo();
});

const importing = ["--yes", "--generate-code=false", "--protect=false"];

/** The program that says exactly what the imports found. */
const imported = async () => {
  const { resources } = await world.stack.state();
  const ours = resources.filter(({ type }) => String(type).startsWith("transmit:"));
  const lines = ours.map(({ type, urn, inputs }) => {
    const [kind, name] = [String(type).split(":").at(-1), String(urn).split("::").at(-1)];
    return `resource("${kind}", "${name}", ${JSON.stringify(inputs)});`;
  });
  return { lines, inputs: Object.fromEntries(ours.map(({ urn, inputs }) => [String(urn).split("::").at(-1), inputs])) };
};

const createOutside = async (body: object): Promise<string> => {
  const { result } = (await world.api("POST", "/v1/applications", body as never)) as { result: { app_id: string } };
  return result.app_id;
};

test("pulumi import describes applications and clients of both protocols by the fewest inputs", async () => {
  await world.stack.destroy();
  const web = { name: "Web", redirect_uris: ["https://a.example/cb"], session_expiration: 30 };
  const oidc = await createOutside({
    app_name: "Oidc",
    client_display_name: "Web",
    first_client_authentication_protocol: "oidc",
    first_client: web,
  });
  const suite = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
  const saml = await createOutside({
    app_name: "Saml",
    client_display_name: "Suite",
    first_client_authentication_protocol: "saml",
    first_client: suite,
  });
  const native = { name: "Native", client_type: "native", redirect_uris: [] };
  const client = (await world.api("POST", `/v1/applications/${oidc}/clients`, native)) as { client_id: string };
  const import_ = (kind: string, name: string, id: string) =>
    world.stack.run(["import", `transmit:index:${kind}`, name, id, ...importing]);
  await import_("Application", "oidc", oidc);
  await import_("Application", "saml", saml);
  await import_("Client", "native", `${oidc}/${client.client_id}`);

  const { lines, inputs } = await imported();
  expect(inputs).toEqual({
    oidc: {
      appName: "Oidc",
      firstClient: { name: "Web", redirectUris: ["https://a.example/cb"], sessionExpiration: 30 },
    },
    saml: {
      appName: "Saml",
      firstClient: expect.objectContaining({ authenticationProtocol: "saml", spEntityId: "urn:suite" }),
    },
    native: { appId: oidc, name: "Native", clientType: "native", redirectUris: [] },
  });
  world.make(lines.join("\n"));
  await expectNothingToDo();
  await world.stack.up();
  await expectNothingToDo();
});

test.each([
  ["Client", "only-one", 'Client: "only-one" is not an id. Write it as appId/clientId.'],
  ["Application", "nobody", "resource 'nobody' does not exist"],
])("an import that cannot be says why: %s %s", async (kind, id, why) => {
  const tried = await world.stack.run(["import", `transmit:index:${kind}`, "x", id, ...importing], { mayFail: true });
  expect(tried.code).not.toBe(0);
  expect(tried.output).toContain(why);
});

test("the import option takes a program at its own words, and changes what is not so", async () => {
  const id = await createOutside({
    app_name: "Other",
    client_display_name: "Web",
    first_client_authentication_protocol: "oidc",
    first_client: { name: "Web", redirect_uris: ["https://a.example/1", "https://a.example/2"] },
  });
  const { lines } = await imported();
  const other = (props: object) =>
    world.make(
      [...lines, `resource("Application", "other", ${JSON.stringify(props)}, { import: "${id}" });`].join("\n"),
    );
  const first = { name: "Web", clientType: "web", redirectUris: ["https://a.example/2", "https://a.example/1"] };
  other({ appName: "Another", allowPublicSignup: false, firstClient: first });
  const { output } = await world.stack.preview(["--diff"]);
  expect(output).toMatch(/~ appName: "Other" => "Another"/);
  for (const word of ["allowPublicSignup", "clientType"]) expect(output).not.toContain(word);

  other({ appName: "Other", allowPublicSignup: false, firstClient: first });
  expect((await world.stack.up()).output).toMatch(/= 1 imported\s+\d unchanged/);
  await expectNothingToDo();
  await world.stack.refresh();
  await expectNothingToDo();
});

test("destroy leaves the API empty", async () => {
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

test("a dynamic resource becomes the plugin's, and one of the plugin's dynamic, without a request", async () => {
  const site = { name: "Mobile", redirectUris: [] };
  const application = { appName: "Shop", firstClient: { ...firstClient, roleIds: ["role"] } };
  const dynamic = `
const transmit = require("pulumi-transmit");
const shop = new transmit.Application("shop", ${JSON.stringify(application)});
new transmit.Client("mobile", { appId: shop.appId, ...${JSON.stringify(site)} });
exports.secret = shop.clientSecret;`;
  const alias = (kind: string) => `{ aliases: [{ type: "pulumi-nodejs:dynamic/transmit:${kind}" }] }`;
  const ofPlugin = `
const shop = resource("Application", "shop", ${JSON.stringify(application)}, ${alias("Application")});
resource("Client", "mobile", { appId: shop.appId, ...${JSON.stringify(site)} }, ${alias("Client")});
exports.secret = shop.clientSecret;`;
  const typesInState = async () =>
    (await world.stack.state()).resources.map(({ type }) => String(type)).filter((type) => type.endsWith("Client"));
  world.make(dynamic);
  await world.stack.up();
  expect(await typesInState()).toEqual(["pulumi-nodejs:dynamic/transmit:Client"]);
  const { secret } = await world.stack.outputs();

  world.make(ofPlugin);
  await world.requests();
  await world.stack.preview(["--expect-no-changes"]);
  await world.stack.up();
  expect(await world.requests()).toEqual([]);
  expect(await typesInState()).toEqual(["transmit:index:Client"]);
  await expectNothingToDo();
  await world.stack.refresh();

  world.make(dynamic);
  await world.requests();
  expect((await world.stack.preview(["--diff"])).output).not.toContain("replace");
  await world.stack.up();
  expect(await world.requests().then((requests) => requests.filter((request) => !request.startsWith("GET")))).toEqual(
    [],
  );
  expect(await typesInState()).toEqual(["pulumi-nodejs:dynamic/transmit:Client"]);
  await expectNothingToDo();
  expect((await world.stack.outputs()).secret).toBe(secret);
  expect((await world.stack.state()).text).not.toContain(secret);
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

test("what is imported by the plugin is managed by a dynamic resource after one up", async () => {
  const id = await createOutside({
    app_name: "Shop",
    client_display_name: "Web",
    first_client_authentication_protocol: "oidc",
    first_client: { name: "Web", redirect_uris: [] },
  });
  world.make("");
  await world.stack.run(["import", "transmit:index:Application", "shop", id, ...importing]);
  const application = { appName: "Shop", allowPublicSignup: false, firstClient: { name: "Web", redirectUris: [] } };
  world.make(`new (require("pulumi-transmit").Application)("shop", ${JSON.stringify(application)});`);
  await world.stack.up();
  await expectNothingToDo();
  expect((await world.applications()).map(({ app_id: existing }) => existing)).toEqual([id]);
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

test("missing settings are named with the command that sets them, wrong ones with what they may be", async () => {
  world.make(program(shop, mobile));
  const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };
  const missing = await world.stack.preview([], { mayFail: true, environment: none });
  expect(missing.code).not.toBe(0);
  expect(missing.output).toContain("pulumi config set transmit:clientSecret <value>");
  expect(missing.output).toContain("pulumi config set transmit:region <value>");
  await world.stack.run(["config", "set", "transmit:regoin", "eu"]);
  const wrong = await world.stack.preview([], { mayFail: true, environment: none });
  expect(wrong.output).toContain("transmit:regoin is not a property of a provider. Did you mean region?");
  await world.stack.run(["config", "rm", "transmit:regoin"]);
});

test("a program may bring settings of its own, with their secret encrypted in the state", async () => {
  const { TRANSMIT_BASE_URL: baseUrl, TRANSMIT_CLIENT_ID: clientId, ...rest } = world.emulator.environment;
  const clientSecret = rest.TRANSMIT_CLIENT_SECRET as string;
  const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };
  world.make(`
class Provider extends pulumi.ProviderResource {}
const provider = new Provider("transmit", "own", ${JSON.stringify({ baseUrl, clientId, clientSecret })});
resource("Application", "shop", ${JSON.stringify(shop)}, { provider });`);
  await world.stack.up([], { environment: none });
  expect((await world.stack.state()).text).not.toContain(clientSecret);
  await world.stack.preview(["--expect-no-changes"], { environment: none });
  await world.stack.destroy([], { environment: none });
  expect(await world.applications()).toEqual([]);
});

test("get reads an existing resource into a program, which does not manage it", async () => {
  const id = await createOutside({ app_name: "Shop", client_display_name: "Web" });
  world.make(`const found = resource("Application", "theirs", {}, { id: "${id}" });
Object.assign(exports, { name: found.appName, secret: found.clientSecret });`);
  const { output } = await world.stack.up();
  expect(output).toContain("[secret]");
  expect(await world.stack.outputs()).toMatchObject({ name: "Shop", secret: expect.stringMatching(/^emulated-/) });
  await world.stack.preview(["--expect-no-changes"]);
  await world.stack.refresh();
  await world.stack.destroy();
  expect(await world.applications()).toHaveLength(1);
});
