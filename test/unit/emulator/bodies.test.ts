import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  messagesOf,
  oidc,
  path,
  saml,
  samlFirst,
} from "../../support/emulated.ts";

let emulated: Emulated;
let application: Json;
let oidcClient: Json;
let samlClient: Json;

beforeAll(async () => {
  emulated = await emulate();
  application = await createApplication(emulated);
  oidcClient = await createClient(emulated, application, oidc);
  samlClient = await createClient(emulated, application, saml);
});
afterAll(() => emulated.close());

const shop = { app_name: "Shop", client_display_name: "Web" };
const withFirst = (first: Json) => ({ ...shop, first_client: { ...oidc, ...first } });

const places = {
  "POST application": () => ["POST", path.applications],
  "PUT application": () => ["PUT", path.application(application)],
  "PUT application's resources": () => ["PUT", `${path.application(application)}/resources`],
  "POST client": () => ["POST", path.clients(application)],
  "PUT OIDC client": () => ["PUT", path.client(oidcClient)],
  "PUT SAML client": () => ["PUT", path.client(samlClient)],
  "PUT client's resources": () => ["PUT", `${path.client(oidcClient)}/resources`],
} satisfies Record<string, () => [string, string]>;

const device = { enabled: true, approval_uri: "https://a.example", success_uri: "https://b.example" };
const exclusive = { sync_id_token_claims_to_userinfo: true, default_user_info_claims: ["email"] };
const excluded = "default_user_info_claims is mutually exclusive with sync_id_token_claims_to_userinfo=true";
const claim = expect.stringMatching(/^default_custom_claims\.0 must be equal to one of the allowed values: tid, /);

test.each<[place: keyof typeof places, body: Json, ...problems: unknown[]]>([
  ["POST application", {}, "app_name should not be empty", "client_display_name should not be empty"],
  ["POST application", { ...shop, app_name: " " }, 'app_name must match pattern "\\S"'],
  ["POST application", { ...shop, colour: 1 }, "property colour should not exist"],
  ["POST application", { ...shop, app_id: "mine" }, "property app_id should not exist"],
  ["POST application", { ...shop, login_uri: "shop/login" }, 'login_uri must match format "uri"'],
  ["POST application", { ...shop, custom_domain: "https://x" }, 'custom_domain must match format "domain"'],
  ["POST application", { ...shop, device_authorization: device }, "device_authorization.input_uri should not be empty"],
  ["POST application", { ...shop, redirect_uris: ["https://a.example", 7] }, "redirect_uris.1 must be string"],
  [
    "POST application",
    { ...shop, allow_public_signup: "yes", logo: 7 },
    "logo must be string",
    "allow_public_signup must be boolean",
  ],
  ["POST application", { ...shop, logo: null, login_uri: null }, "logo must not be null", "login_uri must not be null"],
  ["POST application", { ...shop, app_name: 7, logo: null }, "logo must not be null", "app_name must be string"],
  ["POST application", { app_name: "Shop", first_client: oidc }, "client_display_name should not be empty"],
  ["POST application", withFirst({ sp_entity_id: "x" }), "property first_client.sp_entity_id should not exist"],
  ["POST application", withFirst({ app_id: "x" }), "property first_client.app_id should not exist"],
  ["POST application", withFirst({ redirect_uris: {} }), "first_client.redirect_uris must be array"],
  ["POST application", withFirst(exclusive), `first_client.${excluded.replace("with ", "with first_client.")}`],
  ["POST application", { ...shop, first_client: "x" }, "first_client must be object"],
  [
    "POST application",
    withFirst({ authentication_protocol: "oauth" }),
    "first_client.authentication_protocol must be equal to one of the allowed values: oidc, saml",
    "first_client.authentication_protocol differs from first_client_authentication_protocol, which is oidc",
  ],
  [
    "POST application",
    { ...shop, first_client_authentication_protocol: "oauth" },
    "first_client_authentication_protocol must be equal to one of the allowed values: oidc, saml",
  ],
  ["POST application", { ...shop, first_client_authentication_protocol: "saml" }, "first_client should not be empty"],
  [
    "POST application",
    { ...samlFirst, first_client: { name: "Suite" } },
    "first_client.sp_entity_id should not be empty",
  ],
  [
    "POST application",
    { ...samlFirst, first_client: { ...saml, authentication_protocol: "oidc" } },
    "first_client.authentication_protocol differs from first_client_authentication_protocol, which is saml",
  ],
  [
    "POST application",
    { ...shop, first_client: { ...oidc, authentication_protocol: "saml" } },
    "first_client.authentication_protocol differs from first_client_authentication_protocol, which is oidc",
  ],
  ["PUT application", { first_client: oidc }, "first_client can be set only at creation"],
  [
    "PUT application",
    { first_client_authentication_protocol: "oidc" },
    "first_client_authentication_protocol can be set only at creation",
  ],
  ["PUT application", { app_id: "x" }, "property app_id should not exist"],
  ["PUT application", { app_description: null }, "app_description must not be null"],
  [
    "PUT application",
    { refresh_token_invalidation_trigger_configuration: { invalidate_on_member_suspension: true } },
    "property refresh_token_invalidation_trigger_configuration.invalidate_on_member_suspension should not exist",
  ],
  ["PUT application's resources", {}, "resource_ids should not be empty"],
  [
    "PUT application's resources",
    { resource_ids: "a", more: 1 },
    "property more should not exist",
    "resource_ids must be array",
  ],
  ["POST client", {}, "name should not be empty", "redirect_uris should not be empty"],
  ["POST client", { ...oidc, app_id: "x" }, "property app_id should not exist"],
  [
    "POST client",
    { ...oidc, authentication_protocol: "oauth" },
    "authentication_protocol must be equal to one of the allowed values: oidc, saml",
  ],
  ["POST client", { ...oidc, ...exclusive }, excluded],
  ["POST client", { ...oidc, default_custom_claims: ["mood"] }, claim],
  ["POST client", { ...oidc, session_expiration: -1 }, "session_expiration must be >= 0"],
  ["POST client", { ...saml, redirect_uris: [] }, "property redirect_uris should not exist"],
  ["POST client", { name: "Suite", authentication_protocol: "saml" }, "sp_entity_id should not be empty"],
  [
    "POST client",
    { ...oidc, authentication_configuration: { method: "private_key_jwt", jwks: { keys: [null] } } },
    "authentication_configuration.jwks.keys.0 must not be null",
  ],
  [
    "POST client",
    { ...oidc, authentication_configuration: { method: "none", tls_client_auth: { ocsp_on: 1 } } },
    expect.stringContaining("authentication_configuration.method must be equal to one of"),
    "authentication_configuration.tls_client_auth.ocsp_on must be boolean",
  ],
  ["PUT OIDC client", { authentication_protocol: "oidc" }, "authentication_protocol can be set only at creation"],
  ["PUT OIDC client", { app_id: "x" }, "app_id can be set only at creation"],
  ["PUT OIDC client", { client_secret: "x" }, "property client_secret should not exist"],
  ["PUT OIDC client", { sp_entity_id: "x" }, "property sp_entity_id should not exist"],
  ["PUT OIDC client", { name: "" }, 'name must match pattern "\\S"'],
  ["PUT OIDC client", exclusive, excluded],
  ["PUT SAML client", { redirect_uris: [] }, "property redirect_uris should not exist"],
  ["PUT SAML client", { sp_acs_url: "acs" }, 'sp_acs_url must match format "uri"'],
  ["PUT client's resources", { resource_ids: [7] }, "resource_ids.0 must be string"],
])("%s refuses %j by name", async (place, body, ...problems) => {
  const before = await Promise.all([
    emulated.send("GET", path.applications),
    emulated.send("GET", path.clients(application)),
  ]);
  const [method, url] = places[place]() as [string, string];
  const answer = await emulated.send(method, url, body);
  expect(answer).toMatchObject({ status: 400, body: { error_code: 400 } });
  expect(messagesOf(answer).sort()).toEqual(expect.arrayContaining(problems));
  expect(messagesOf(answer)).toHaveLength(problems.length);
  const after = await Promise.all([
    emulated.send("GET", path.applications),
    emulated.send("GET", path.clients(application)),
  ]);
  expect(after).toEqual(before);
});

test("UserInfo claims are fine beside a sync that is off", async () => {
  const body = { ...oidc, ...exclusive, sync_id_token_claims_to_userinfo: false };
  await expect(createClient(emulated, application, body)).resolves.toMatchObject({
    default_user_info_claims: ["email"],
  });
});
