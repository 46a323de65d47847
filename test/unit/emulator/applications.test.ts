import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  messagesOf,
  oidc,
  path,
  resultOf,
  saml,
  samlFirst,
} from "../../support/emulated.ts";

let emulated: Emulated;

beforeEach(async () => {
  emulated = await emulate();
});
afterEach(() => emulated.close());

const read = async (application: Json) => resultOf(await emulated.send("GET", path.application(application)));
const update = (application: Json, body: Json) => emulated.send("PUT", path.application(application), body);

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = expect.stringMatching(/^[\w-]{16,}$/);
const text = expect.stringMatching(/./);

const minimal = {
  app_id: id,
  tenant_id: text,
  app_name: "Shop",
  app_description: "",
  logo: "",
  service_providers: [],
  allow_public_signup: false,
  authenticator_preferences: { is_centralized: false, login_uri: "" },
  invite_member_email_expiration_minutes: 2880,
  signing_key_enabled: false,
  external_communication: { language: "en" },
  application_type: "basic",
  login_preferences: expect.anything(),
  created_at: time,
  created_by: text,
  updated_at: time,
  client_id: id,
  client_secret: text,
  client_display_name: "Web",
  client_description: "",
  client_type: "web",
  redirect_uris: [],
  resources: [],
  device_authorization: { enabled: false, approval_uri: "", success_uri: "", input_uri: "" },
  ciba_authorization: { enabled: false },
  client_auth_method: "client_secret_basic",
};

test("an application of required settings alone is answered with every declared default", async () => {
  const application = await createApplication(emulated);
  expect(application).toEqual(minimal);
  expect(await read(application)).toEqual(application);
});

test("settings are answered as they were sent, but for the write-only one and the domain, which has a state", async () => {
  const settings = {
    app_description: "Sells things",
    logo: "https://shop.example/logo.png",
    subdomain: "shop",
    invite_client_id: "client",
    refresh_token_invalidation_trigger_configuration: { invalidateOnMemberSuspension: false },
  };
  const application = await createApplication(emulated, {
    ...settings,
    custom_domain: "login.shop.example",
    should_delete_signing_key: true,
  });
  expect(application).toEqual({
    ...minimal,
    ...settings,
    custom_domain: { domain: "login.shop.example", status: "pending", updated_at: time },
  });
});

test("an update keeps what it does not send, and takes nested objects as they are sent", async () => {
  const trigger = "refresh_token_invalidation_trigger_configuration";
  const whole = { invalidateOnMemberSuspension: false, invalidateOnMemberRoleUpdate: false };
  const before = await createApplication(emulated, { app_description: "Sells things", [trigger]: whole });
  const changes = { app_name: "Store", [trigger]: { invalidateOnMemberRoleUpdate: true } };
  const { status, body } = await update(before, changes);
  expect(status).toBe(200);
  expect(body).toEqual({ result: { ...before, ...changes, updated_at: time } });
  expect(await read(before)).toEqual((body as { result: Json }).result);
});

test("the list lacks logos, and the brief one has six fields", async () => {
  const application = await createApplication(emulated, { logo: "https://shop.example/logo.png" });
  const { logo: _, ...listed } = application;
  expect((await emulated.send("GET", path.applications)).body).toEqual({ result: [listed] });
  const { app_id, tenant_id } = application;
  const brief = { app_id, tenant_id, app_name: "Shop", app_description: "", application_type: "basic" };
  expect((await emulated.send("GET", "/v1/applications/list")).body).toEqual({ result: [brief] });
});

test("sign-in settings hold secrets in every kind of place, each application its own", async () => {
  const places = ["google.clientSecret", "apple.clientSecret", "push.apn.key", "push.fcm.key.private_key"];
  const secretsOf = ({ login_preferences: preferences }: Json) =>
    places.map((place) =>
      `auth_methods.${place}`.split(".").reduce<unknown>((value, key) => (value as Json)[key], preferences),
    );
  const secrets = [...secretsOf(await createApplication(emulated)), ...secretsOf(await createApplication(emulated))];
  expect(secrets.every((secret) => /^\S{20,}$/.test(String(secret)))).toBe(true);
  expect(new Set(secrets).size).toBe(8);
});

test("the deprecated settings make the default client, and change it", async () => {
  const application = await createApplication(emulated, {
    client_description: "First",
    redirect_uris: ["https://shop.example"],
    client_auth_method: "none",
  });
  const { body: made } = await emulated.send("GET", path.client(application));
  const names = { name: "Web", description: "First", token_endpoint_auth_method: "none" };
  expect(made).toMatchObject({ ...names, redirect_uris: ["https://shop.example"], authentication_protocol: "oidc" });
  expect((made as Json).client_secret).toBe(application.client_secret);
  const { status } = await update(application, { client_display_name: "Web 2", client_type: "native" });
  expect(status).toBe(200);
  expect((await emulated.send("GET", path.client(application))).body).toEqual({
    ...(made as Json),
    name: "Web 2",
    client_type: "native",
    updated_at: time,
  });
});

test("first_client makes the default client, whatever the deprecated settings say", async () => {
  const first_client = {
    ...oidc,
    description: "First",
    is_third_party: true,
    pkce: "allowPkceAlongsideClientCredentials",
  };
  const application = await createApplication(emulated, { first_client, client_display_name: "Other" });
  expect(application).toEqual({
    ...minimal,
    client_description: "First",
    redirect_uris: oidc.redirect_uris,
    pkce: first_client.pkce,
  });
  const { is_third_party: _, ...answered } = first_client;
  expect((await emulated.send("GET", path.client(application))).body).toMatchObject(answered);
});

test("answers repeat the default client as it is now", async () => {
  const application = await createApplication(emulated);
  await emulated.send("PUT", path.client(application), { name: "Web 2", resources: ["a"] });
  expect(await read(application)).toEqual({ ...application, client_display_name: "Web 2", resources: ["a"] });
});

test("a SAML default client is repeated as far as it has the settings", async () => {
  const application = await createApplication(emulated, samlFirst);
  const absent = [
    "client_type",
    "redirect_uris",
    "device_authorization",
    "ciba_authorization",
    "client_auth_method",
    "pkce",
  ];
  for (const name of absent) expect(application).not.toHaveProperty(name);
  expect(application).toMatchObject({ client_display_name: "Suite", client_description: "", resources: [] });
  const { body: client } = await emulated.send("GET", path.client(application));
  expect(client).toMatchObject({ ...saml, client_secret: application.client_secret });
  await update(application, { client_display_name: "Suite 2", redirect_uris: ["https://shop.example"] });
  const { body: changed } = await emulated.send("GET", path.client(application));
  expect(changed).toEqual({ ...(client as Json), name: "Suite 2", updated_at: time });
});

test("an application's resources are its default client's", async () => {
  const application = await createApplication(emulated);
  const answer = await emulated.send("PUT", `${path.application(application)}/resources`, { resource_ids: ["a"] });
  expect(answer).toEqual({ status: 200, body: { result: { ...application, resources: ["a"] } } });
  expect((await emulated.send("GET", path.client(application))).body).toMatchObject({ resources: ["a"] });
});

test("when the default client goes, the oldest that is left takes its place; after the last there is none", async () => {
  const application = await createApplication(emulated);
  const second = await createClient(emulated, application, { ...oidc, name: "Second" });
  const third = await createClient(emulated, application, { ...oidc, name: "Third" });
  await emulated.send("PUT", path.client(second), { description: "changed last" });
  await emulated.send("DELETE", path.client(application));
  expect(await read(application)).toMatchObject({ client_id: second.client_id, client_display_name: "Second" });
  await emulated.send("DELETE", path.client(second));
  expect(await read(application)).toMatchObject({ client_id: third.client_id, client_secret: third.client_secret });
  await emulated.send("DELETE", path.client(third));
  const bare = Object.keys(minimal).filter((name) => !/^client_|^redirect|^resources|_authorization$/.test(name));
  expect(Object.keys(await read(application)).sort()).toEqual(bare.sort());
  expect((await update(application, { client_display_name: "Nobody" })).status).toBe(200);
});

test("a deleted application is gone, with its clients and its names", async () => {
  const application = await createApplication(emulated, { subdomain: "shop" });
  expect(await emulated.send("DELETE", path.application(application))).toEqual({ status: 204, body: undefined });
  for (const gone of [path.application, path.clients, path.client]) {
    expect((await emulated.send("GET", gone(application))).status).toBe(404);
  }
  expect((await emulated.send("DELETE", path.application(application))).status).toBe(404);
  await createApplication(emulated, { subdomain: "shop" });
});

const hub = { is_centralized: true, login_uri: "https://shop.example/login" };

test.each<[string, Json, string]>([
  ["subdomain", { subdomain: "shop" }, 'subdomain "shop" is taken'],
  ["custom domain", { custom_domain: "a.example" }, 'custom_domain "a.example" is taken'],
  ["Authentication Hub", { authenticator_preferences: hub }, "is the Authentication Hub of this tenant already"],
])("a second application cannot have the same %s, neither at first nor later", async (_, settings, message) => {
  const holder = await createApplication(emulated, settings);
  const other = await createApplication(emulated);
  const body = { app_name: "Other", client_display_name: "Other", ...settings };
  for (const answer of [await emulated.send("POST", path.applications, body), await update(other, settings)]) {
    expect(answer).toMatchObject({ status: 409, body: { error_code: 409, ts_error_code: text } });
    expect(messagesOf(answer).join()).toContain(message);
  }
  expect(resultOf(await emulated.send("GET", path.applications))).toHaveLength(2);
  expect(await read(other)).toEqual(other);
  expect((await update(holder, settings)).status).toBe(200);
});

test("names may be the same", async () => {
  await createApplication(emulated);
  await createApplication(emulated);
  expect(resultOf(await emulated.send("GET", path.applications))).toHaveLength(2);
});

test("a hub that is given up can be another's", async () => {
  const holder = await createApplication(emulated, { authenticator_preferences: hub });
  const other = await createApplication(emulated);
  await update(holder, { authenticator_preferences: { ...hub, is_centralized: false } });
  expect((await update(other, { authenticator_preferences: hub })).status).toBe(200);
});
