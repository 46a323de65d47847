/**
 * What the plugin can do and dynamic resources cannot, on the real engine: differences in detail, imports, and settings in
 * the program. Each test goes on where the one before it ended.
 */
import type { Json } from "../../tools/engine/api.ts";
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

let world: PluginWorld;
beforeAll(async () => {
  world = await createPluginWorld();
});
afterAll(() => world?.end());

const firstClient = { name: "Website", redirectUris: ["https://shop.example/a", "https://shop.example/b"] };
const shop = { appName: "Shop", subdomain: "shop", serviceProviders: ["one", "two"], firstClient };
const mobile = {
  name: "Mobile",
  description: "Ours",
  clientType: "native",
  redirectUris: [],
  tokenExpiration: { accessTokenTtl: 600 },
};

const program = (application: object, client: object) => `
const shop = new transmit.Application("shop", ${JSON.stringify(application)});
const mobile = new transmit.Client("mobile", { appId: shop.appId, ...${JSON.stringify(client)} }, { ignoreChanges: ["description"] });
Object.assign(exports, { appId: shop.appId, mobile: mobile.id, login: shop.loginPreferences });
`;

const expectNothingToDo = async () => {
  await world.requests();
  await world.stack.preview(["--expect-no-changes"]);
  expect(await world.requests()).toEqual([]);
  await world.stack.drift(["--expect-no-changes"]);
};

test("what is beside a secret stays readable in the state", async () => {
  world.make(program(shop, mobile));
  await world.stack.up();
  const { text } = await world.stack.state();
  expect(text).toContain("google-client");
  expect(text).not.toContain("emulated-google");
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
});

test("a refresh shows what was and what is, but for what the program ignores", async () => {
  const { appId, mobile: id } = (await world.stack.outputs()) as { appId: string; mobile: string };
  await world.api("PUT", `/v1/applications/${appId}`, { app_name: "Theirs", login_uri: "https://theirs.example" });
  const client = `/v1/applications/${id.replace("/", "/clients/")}`;
  await world.api("PUT", client, { description: "Theirs alone" });
  const seen = await world.stack.drift(["--expect-no-changes", "--diff"], { mayFail: true });
  expect(seen.code).not.toBe(0);
  expect(seen.output).toMatch(/appName\s*: "Shop" => "Theirs"/);
  expect(seen.output).toContain("~ 1 to update");
  expect(seen.output).not.toContain("Theirs alone");
  await world.api("PUT", client, { token_expiration: { access_token_ttl: 1 } });
  const { output } = await world.stack.up(["--refresh", "--diff"]);
  expect(output).toMatch(/~ accessTokenTtl: 1 => 900/);
  // It stays as it was found.
  expect(await world.api("GET", client)).toMatchObject({ description: "Theirs alone" });
  await expectNothingToDo();
});

test("a warning of an update is shown with its resource", async () => {
  world.make(program({ ...shop, customDomain: "login.shop.example" }, mobile));
  await world.stack.up();
  world.make(program(shop, mobile));
  const { output } = await world.stack.up();
  const warnings = output.split("transmit:index:Application (shop):").at(-1);
  expect(warnings).toMatch(
    /^\s+warning: customDomain was removed from the program\. If .*\s+warning: customDomain was removed from the program, but/,
  );
  await world.stack.destroy();
});

const importing = ["--yes", "--generate-code=false", "--protect=false"];

/** The program that says exactly what the imports found. */
const imported = async () => {
  const { resources } = await world.stack.state();
  const ours = resources.filter(({ type }) => String(type).startsWith("transmit:"));
  const nameOf = ({ urn }: Json) => String(urn).split("::").at(-1) as string;
  const lines = ours.map(
    (one) => `new transmit.${String(one.type).split(":").at(-1)}("${nameOf(one)}", ${JSON.stringify(one.inputs)});`,
  );
  return { lines, inputs: Object.fromEntries(ours.map((one) => [nameOf(one), one.inputs])) };
};

const createOutside = async (protocol: string, name: string, first: Json): Promise<string> => {
  const body = { app_name: name, client_display_name: "First", first_client_authentication_protocol: protocol };
  const made = await world.api("POST", "/v1/applications", { ...body, first_client: first });
  return (made as { result: { app_id: string } }).result.app_id;
};

test("pulumi import describes applications and clients of both protocols by the fewest inputs", async () => {
  const web = { name: "Web", redirect_uris: ["https://a.example/cb"], session_expiration: 30 };
  const oidc = await createOutside("oidc", "Oidc", web);
  const suite = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
  const saml = await createOutside("saml", "Saml", suite);
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
  ["Application", "nobody", 'There is no application "nobody" at http'],
])("an import that cannot be says why: %s %s", async (kind, id, why) => {
  const tried = await world.stack.run(["import", `transmit:index:${kind}`, "x", id, ...importing], { mayFail: true });
  expect(tried.code).not.toBe(0);
  expect(tried.output).toContain(why);
});

test("the import option takes a program at its own words, and changes what is not so", async () => {
  const uris = ["https://a.example/1", "https://a.example/2"];
  const id = await createOutside("oidc", "Other", { name: "Web", redirect_uris: uris });
  const { lines } = await imported();
  const other = (props: object) =>
    world.make(
      [...lines, `new transmit.Application("other", ${JSON.stringify(props)}, { import: "${id}" });`].join("\n"),
    );
  const first = { name: "Web", clientType: "web", redirectUris: uris.toReversed() };
  other({ appName: "Another", allowPublicSignup: false, firstClient: first });
  const { output } = await world.stack.preview(["--diff"]);
  expect(output).toMatch(/~ appName: "Other" => "Another"/);
  for (const word of ["allowPublicSignup", "clientType"]) expect(output).not.toContain(word);

  other({ appName: "Other", allowPublicSignup: false, firstClient: first });
  expect((await world.stack.up()).output).toMatch(/= 1 imported\s+\d unchanged/);
  await expectNothingToDo();
  await world.stack.refresh();
  await expectNothingToDo();
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };

test("missing settings are named with the command that sets them, wrong ones with what they may be", async () => {
  world.make(program(shop, mobile));
  const missing = await world.stack.preview([], { mayFail: true, environment: none });
  expect(missing.code).not.toBe(0);
  expect(missing.output).toContain("pulumi config set transmit:clientSecret <value>");
  expect(missing.output).toContain("pulumi config set transmit:region <value>");
  await world.stack.run(["config", "set", "transmit:regoin", "eu"]);
  const wrong = await world.stack.preview([], { mayFail: true, environment: none });
  expect(wrong.output).toContain("transmit:regoin is not a setting. Did you mean transmit:region?");
  await world.stack.run(["config", "rm", "transmit:regoin"]);
});

test("a program may bring settings of its own, with their secret encrypted in the state", async () => {
  const { TRANSMIT_BASE_URL: baseUrl, TRANSMIT_CLIENT_ID: clientId, ...rest } = world.emulator.environment;
  const clientSecret = rest.TRANSMIT_CLIENT_SECRET as string;
  world.make(`
const provider = new transmit.Provider("own", ${JSON.stringify({ baseUrl, clientId, clientSecret })});
new transmit.Application("shop", ${JSON.stringify(shop)}, { provider });`);
  await world.stack.run(["config", "set", "transmit:accessToken", "plain-canary", "--plaintext"]);
  // Another job's variables, which the SDK must not take for the program's own settings.
  const left = { TRANSMIT_TOKEN_URL: "http://127.0.0.1:9/token", TRANSMIT_ACCESS_TOKEN: "left-canary" };
  const { output } = await world.stack.up([], { environment: { ...none, ...left } });
  expect(output).toContain("warning: TRANSMIT_TOKEN_URL is ignored");
  expect(output).toContain(
    "warning: transmit:accessToken is set without --secret, so it lies in clear in Pulumi.test.yaml.",
  );
  const { text } = await world.stack.state();
  for (const secret of [clientSecret, ...Object.values(left)]) expect(text).not.toContain(secret);
  await world.stack.preview(["--expect-no-changes"], { environment: none });
  await world.stack.destroy([], { environment: none });
  expect(await world.applications()).toEqual([]);
});
