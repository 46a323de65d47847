import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  oidc,
  path,
  saml,
} from "../../support/emulated.ts";

let emulated: Emulated;
let application: Json;

beforeEach(async () => {
  emulated = await emulate();
  application = await createApplication(emulated);
});
afterEach(() => emulated.close());

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = expect.stringMatching(/^[\w-]{16,}$/);
const text = expect.stringMatching(/./);

const common = {
  client_id: id,
  client_secret: text,
  tenant_id: text,
  description: "",
  resources: [],
  client_group_id: "",
  default_custom_claims: [],
  sync_id_token_claims_to_userinfo: false,
  short_cookies_samesite_type: "lax",
  created_at: time,
  updated_at: time,
};

test("an OIDC client of required settings alone is answered with every declared default", async () => {
  expect(await createClient(emulated, application, oidc)).toEqual({
    ...common,
    ...oidc,
    app_id: application.app_id,
    authentication_protocol: "oidc",
    client_type: "web",
    response_types: ["code", "id_token"],
    token_endpoint_auth_method: "client_secret_basic",
    device_authorization: { enabled: false, approval_uri: "", success_uri: "", input_uri: "" },
    ciba_authorization: { enabled: false },
    supported_prompts: [],
    token_expiration: {},
    session_expiration: 0,
    enforce_par: false,
    fapi_version_compliancy: false,
  });
});

test("a SAML client of required settings alone is answered with every declared default", async () => {
  expect(await createClient(emulated, application, saml)).toEqual({
    ...common,
    ...saml,
    app_id: application.app_id,
    sp_acs_url: "",
    sp_name_id_type: "email",
    sign_assertion: false,
    optional_acs_url: false,
    metadata_url: text,
    sso_url: text,
    entity_id: text,
    x509_certificate: text,
  });
});

test("ids and secrets are of one client alone", async () => {
  const [one, other] = [
    await createClient(emulated, application, oidc),
    await createClient(emulated, application, oidc),
  ];
  expect(one.client_id).not.toBe(other.client_id);
  expect(one.client_secret).not.toBe(other.client_secret);
});

test("write-only settings are accepted and never answered, each in its variant", async () => {
  const hidden = {
    is_third_party: true,
    allowed_scopes: ["a"],
    consent_uri: "https://c.example",
    consent_validity_period: 5,
    role_ids: ["r"],
  };
  const web = await createClient(emulated, application, { ...oidc, ...hidden, supported_prompts: ["login"] });
  const suite = await createClient(emulated, application, { ...saml, supported_prompts: ["login"] });
  expect(web).toMatchObject({ supported_prompts: ["login"] });
  for (const name of Object.keys(hidden)) expect(web).not.toHaveProperty(name);
  expect(suite).not.toHaveProperty("supported_prompts");
  const { body } = await emulated.send("PUT", path.client(web), hidden);
  for (const name of Object.keys(hidden)) expect(body).not.toHaveProperty(name);
});

test("an update keeps what it does not send, and takes nested objects as they are sent", async () => {
  const token_expiration = { access_token_ttl: 60, refresh_token_ttl: 120 };
  const web = await createClient(emulated, application, { ...oidc, description: "Shop", token_expiration });
  const changes = { name: "Web 2", token_expiration: { access_token_ttl: 90 } };
  const { status, body } = await emulated.send("PUT", path.client(web), changes);
  expect(status).toBe(200);
  expect(body).toEqual({ ...web, ...changes, updated_at: time });
  expect(await emulated.send("GET", path.client(web))).toEqual({ status: 200, body });
});

test("free-form keys come back as they were sent", async () => {
  const jwks = { keys: [{ kty: "EC", x5t_S256: "a", camelCase: { snake_case: [] } }] };
  const authentication_configuration = { method: "private_key_jwt", isMtlsCertTokenBound: true, jwks };
  const web = await createClient(emulated, application, { ...oidc, authentication_configuration });
  expect(web).toMatchObject({ authentication_configuration });
});

test("a client's resources have a request of their own", async () => {
  const web = await createClient(emulated, application, { ...oidc, description: "Shop" });
  const { status, body } = await emulated.send("PUT", `${path.client(web)}/resources`, { resource_ids: ["a", "b"] });
  expect(status).toBe(200);
  expect(body).toEqual({ ...web, resources: ["a", "b"], updated_at: time });
});

test("the list has the clients of its application alone, the oldest first", async () => {
  const web = await createClient(emulated, application, oidc);
  const suite = await createClient(emulated, application, saml);
  await emulated.send("PUT", path.client(web), { description: "changed" });
  const other = await createApplication(emulated);
  const ids = async (of: Json) =>
    ((await emulated.send("GET", path.clients(of))).body as Json[]).map((client) => client.client_id);
  expect(await ids(application)).toEqual([application.client_id, web.client_id, suite.client_id]);
  expect(await ids(other)).toEqual([other.client_id]);
});

test("a client is found, changed and deleted through its own application alone", async () => {
  const other = await createApplication(emulated);
  const strange = path.client({ app_id: other.app_id, client_id: application.client_id });
  expect((await emulated.send("GET", strange)).status).toBe(404);
  expect((await emulated.send("PUT", strange, { name: "Mine" })).status).toBe(404);
  expect((await emulated.send("DELETE", strange)).status).toBe(404);
  expect((await emulated.send("GET", path.client(application))).status).toBe(200);
});

test("a deleted client is gone, and cannot be deleted again", async () => {
  const web = await createClient(emulated, application, oidc);
  expect(await emulated.send("DELETE", path.client(web))).toEqual({ status: 204, body: undefined });
  expect((await emulated.send("GET", path.client(web))).status).toBe(404);
  expect((await emulated.send("DELETE", path.client(web))).status).toBe(404);
});

test("all clients of an application, and of no other, can be deleted at once", async () => {
  await createClient(emulated, application, saml);
  const other = await createApplication(emulated);
  expect(await emulated.send("DELETE", path.clients(application))).toEqual({ status: 204, body: undefined });
  expect((await emulated.send("GET", path.clients(application))).body).toEqual([]);
  expect((await emulated.send("GET", path.clients(other))).body).toHaveLength(1);
});
