/** Programs on the real engine, from the first `up` to an empty API. Each test goes on where the one before it ended. */
import { connect as connectTo } from "../../tools/engine/api.ts";
import { createWorld, type World } from "./world.ts";

jest.setTimeout(5 * 60_000);

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.end());

const shop = {
  appName: "Shop",
  appDescription: "First",
  subdomain: "shop",
  customDomain: "login.shop.example",
  serviceProviders: ["sp-2", "sp-1"],
  inviteMemberEmailExpirationMinutes: 60,
  refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: false },
  firstClient: { name: "Website", redirectUris: ["https://shop.example/cb"], clientType: "web", isThirdParty: true },
};
const mobile = {
  name: "Mobile",
  clientType: "native",
  redirectUris: ["com.example.shop:/cb", "https://shop.example/app"],
  description: "For phones",
  tokenExpiration: { accessTokenTtl: 600, refreshTokenTtl: 7200 },
  authenticationConfiguration: {
    method: "private_key_jwt",
    jwks: { keys: [{ kty: "RSA", kid: "key_one", n: "abc" }] },
  },
  roleIds: ["role-1"],
  enforcePar: true,
};
const partners = {
  name: "Partners",
  authenticationProtocol: "saml",
  spEntityId: "urn:partners",
  supportedPrompts: ["login"],
};

const program = (application: object, ...clients: [string, object][]) => `
const shop = new transmit.Application("shop", ${JSON.stringify(application)});
${clients.map(([name, args]) => `const ${name} = new transmit.Client("${name}", { appId: shop.appId, ...${JSON.stringify(args)} });`).join("\n")}
Object.assign(exports, { appId: shop.appId, clientId: shop.clientId, secret: shop.clientSecret, login: shop.loginPreferences });
`;

const expectNothingToDo = async () => {
  await world.requests();
  await world.stack.preview(["--expect-no-changes"]);
  expect(await world.requests()).toEqual([]);
  await world.stack.drift(["--expect-no-changes"]);
};

test("up creates an application with its default client, and its OIDC and SAML clients, with one request each", async () => {
  await world.stack.make(program(shop, ["mobile", mobile], ["partners", partners]));
  await world.stack.up();
  const made = (await world.requests()).filter((request) => request.startsWith("POST"));
  expect(made).toHaveLength(4);
  expect(made[0]).toBe("POST /oidc/token 200");
  const [application] = await world.applications();
  const clients = await world.clients(application?.app_id);
  expect(clients.map(({ name }) => name)).toEqual(expect.arrayContaining(["Website", "Mobile", "Partners"]));
  expect(clients.find(({ name }) => name === "Mobile")).toMatchObject({
    client_type: "native",
    token_expiration: { access_token_ttl: 600, refresh_token_ttl: 7200 },
    authentication_configuration: { method: "private_key_jwt", jwks: mobile.authenticationConfiguration.jwks },
  });
});

test("a preview is then empty and sends nothing, and a refresh sees no drift", expectNothingToDo);

test("the state holds no secret in clear, and a provider text of at most 100 bytes", async () => {
  const { secret, login } = (await world.stack.outputs()) as { secret: string; login: object };
  const { text, resources } = await world.stack.state();
  const secrets = JSON.stringify(login).match(/emulated-[^"]+/g) ?? [];
  expect(secrets.length).toBeGreaterThan(3);
  for (const hidden of [secret, ...secrets, world.emulator.environment.TRANSMIT_CLIENT_SECRET as string]) {
    expect(text).not.toContain(hidden);
  }
  const providers = resources.flatMap(({ inputs }) => (inputs as { __provider?: string })?.__provider ?? []);
  expect(providers).toHaveLength(3);
  for (const provider of providers) expect(provider.length).toBeLessThanOrEqual(100);
});

test("up changes a field of every kind, replaces objects whole and undoes removed inputs", async () => {
  const { customDomain: _, serviceProviders: _removed, ...others } = shop;
  const changed = {
    ...others,
    appDescription: "Second",
    allowPublicSignup: true,
    inviteMemberEmailExpirationMinutes: undefined,
    firstClient: { name: "Website", redirectUris: ["https://shop.example/cb2"], sessionExpiration: 300 },
  };
  const { enforcePar: _par, ...rest } = mobile;
  const app = {
    ...rest,
    description: undefined,
    tokenExpiration: { accessTokenTtl: 900 },
    redirectUris: [...mobile.redirectUris].reverse(),
  };
  await world.stack.make(
    program(
      changed,
      ["mobile", app],
      ["partners", { ...partners, spAcsUrl: "https://p.example/acs", signAssertion: true }],
    ),
  );
  const { output } = await world.stack.up();
  expect(output).toContain("3 updated");
  // The API has no documented way to take a custom domain back.
  expect(output).toContain("customDomain was removed from the program, but the API keeps its value");
  const [application] = await world.applications();
  expect(application).toMatchObject({
    app_description: "Second",
    allow_public_signup: true,
    service_providers: [],
    invite_member_email_expiration_minutes: 2880,
    redirect_uris: ["https://shop.example/cb2"],
  });
  const clients = await world.clients(application?.app_id);
  expect(clients.find(({ name }) => name === "Website")).toMatchObject({ session_expiration: 300, client_type: "web" });
  expect(clients.find(({ name }) => name === "Mobile")).toMatchObject({
    description: "",
    enforce_par: false,
    token_expiration: { access_token_ttl: 900 },
  });
  expect(clients.find(({ name }) => name === "Partners")).toMatchObject({
    sp_acs_url: "https://p.example/acs",
    sign_assertion: true,
  });
  await expectNothingToDo();
});

test("drift is seen by a refresh, in the default client too, and healed by an up that refreshes", async () => {
  const [application] = await world.applications();
  const appId = application?.app_id;
  const clients = await world.clients(appId);
  const idOf = (wanted: string) => clients.find(({ name }) => name === wanted)?.client_id;
  await world.api("PUT", `/v1/applications/${appId}`, { app_name: "Taken over", login_uri: "https://evil.example" });
  await world.api("PUT", `/v1/applications/${appId}/clients/${idOf("Website")}`, {
    redirect_uris: ["https://evil.example"],
  });
  await world.api("PUT", `/v1/applications/${appId}/clients/${idOf("Mobile")}`, {
    token_expiration: { access_token_ttl: 1 },
  });
  const seen = await world.stack.drift(["--expect-no-changes", "--diff"], { mayFail: true });
  expect(seen.code).not.toBe(0);
  for (const text of ["Taken over", "https://evil.example", "accessTokenTtl"]) expect(seen.output).toContain(text);

  await world.stack.up(["--refresh"]);
  const [healed] = await world.applications();
  expect(healed).toMatchObject({ app_name: "Shop", redirect_uris: ["https://shop.example/cb2"] });
  // Nobody's input, so nobody's drift.
  expect(healed).toMatchObject({ login_uri: "https://evil.example" });
  await expectNothingToDo();
});

test("a client that was deleted behind Pulumi's back is made again", async () => {
  const [application] = await world.applications();
  const gone = (await world.clients(application?.app_id)).find(({ name }) => name === "Partners");
  await world.api("DELETE", `/v1/applications/${application?.app_id}/clients/${gone?.client_id}`);
  const { output } = await world.stack.up(["--refresh"]);
  expect(output).toContain("1 created");
  const clients = await world.clients(application?.app_id);
  expect(clients.filter(({ name }) => name === "Partners")).toHaveLength(1);
});

test("get reads existing ones into a program, with their secrets as secrets", async () => {
  const { appId, clientId, secret } = (await world.stack.outputs()) as Record<string, string>;
  const reader = await createWorld();
  try {
    await reader.stack.make(`
const application = transmit.Application.get("theirs", "${appId}");
const client = transmit.Client.get("site", "${appId}/${clientId}");
Object.assign(exports, { name: application.appName, site: client.name, secret: client.clientSecret });`);
    const { output } = await reader.stack.up([], { environment: world.emulator.environment });
    expect(output).toContain("[secret]");
    expect(output).not.toContain(secret);
    expect(await reader.stack.outputs()).toEqual({ name: "Shop", site: "Website", secret });
    await reader.stack.preview(["--expect-no-changes"], { environment: world.emulator.environment });
    await reader.stack.destroy([], { environment: world.emulator.environment });
    expect(await world.applications()).toHaveLength(1);
  } finally {
    await reader.end();
  }
});

test("a client whose protocol or application changes is replaced", async () => {
  const { customDomain: _, ...application } = shop;
  const other = `const other = new transmit.Application("other", ${JSON.stringify({ appName: "Other", clientDisplayName: "Old style", redirectUris: [] })});`;
  const made = program(application, [
    "mobile",
    { name: "Mobile", authenticationProtocol: "saml", spEntityId: "urn:mobile" },
  ]);
  await world.stack.make(
    `${made}${other}\nnew transmit.Client("partners", { ...${JSON.stringify(partners)}, appId: other.appId });`,
  );
  const preview = await world.stack.preview(["--diff"]);
  expect(preview.output).toContain("authenticationProtocol");
  const { output } = await world.stack.up();
  expect(output).toContain("2 replaced");
  const applications = await world.applications();
  const otherId = applications.find(({ app_name: name }) => name === "Other")?.app_id;
  expect((await world.clients(otherId)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Old style", "Partners"]),
  );
  await expectNothingToDo();
});

test("what is taken is said to be, and what to do", async () => {
  const { stack } = world;
  const before = await world.applications();
  await stack.make(`new transmit.Application("second", { ...${JSON.stringify(shop)}, appName: "Second" });`);
  const { code, output } = await stack.up([], { mayFail: true });
  expect(code).not.toBe(0);
  expect(output).toMatch(/POST \/v1\/applications answered 409/);
  expect(output).toContain("Another application has the");
  expect(output).toContain('transmit.Application.get("application"');
  expect(await world.applications()).toHaveLength(before.length);
});

test.each([
  [
    "application",
    'new transmit.Application("bad", { appname: "x", firstClient: { redirectUris: ["cb"] } });',
    "appname is not a property of an application. Did you mean appName?",
    "firstClient.name is missing",
    'firstClient.redirectUris[0] is "cb", which is not an absolute URI',
  ],
  [
    "client",
    'new transmit.Client("bad", { appId: "a", name: "", redirectUris: [], spEntityId: "x", idTokenEncryption: { enabled: true, jwks: "canary" } });',
    "name is empty",
    "spEntityId is a property of a SAML client",
    "idTokenEncryption.jwks is a string (not shown)",
  ],
])(
  "a bad %s stops before any request, with every problem named and no secret shown",
  async (_, source, ...complaints) => {
    await world.stack.make(source);
    await world.requests();
    const { code, output } = await world.stack.up([], { mayFail: true });
    expect(code).not.toBe(0);
    for (const complaint of complaints) expect(output).toContain(complaint);
    expect(output).not.toContain("canary");
    expect(await world.requests()).toEqual([]);
  },
);

test("missing credentials are named before any request", async () => {
  await world.stack.make('new transmit.Application("shop", { appName: "x", clientDisplayName: "y" });');
  await world.requests();
  const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };
  const { code, output } = await world.stack.preview([], { mayFail: true, environment: none });
  expect(code).not.toBe(0);
  expect(output).toContain("pulumi config set transmit:clientSecret <secret> --secret, or set TRANSMIT_CLIENT_SECRET");
  expect(output).toContain("pulumi config set transmit:region <region>, or set TRANSMIT_REGION");
  expect(await world.requests()).toEqual([]);
});

test("destroy leaves the API empty", async () => {
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

test("stack configuration will do without the environment, its secret encrypted", async () => {
  const { TRANSMIT_BASE_URL: url, TRANSMIT_CLIENT_ID: id, TRANSMIT_CLIENT_SECRET: secret } = world.emulator.environment;
  const none = { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "", TRANSMIT_BASE_URL: "" };
  await world.stack.run(["config", "set", "transmit:baseUrl", url as string]);
  await world.stack.run(["config", "set", "transmit:clientId", id as string]);
  await world.stack.run(["config", "set", "transmit:clientSecret", secret as string, "--secret"]);
  await world.stack.make('new transmit.Application("shop", { appName: "x", clientDisplayName: "y" });');
  await world.stack.up([], { environment: none });
  expect(await world.applications()).toHaveLength(1);
  expect((await world.stack.state()).text).not.toContain(secret);
  await world.stack.destroy([], { environment: none });
  expect(await (await connectTo(world.emulator))("GET", "/v1/applications")).toEqual({ result: [] });
});
