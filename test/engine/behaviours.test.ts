/** Rich programs on the real engine, against an API that behaves in other ways than the emulator does by itself. */
import { createWorld, type World } from "./world.ts";

jest.setTimeout(5 * 60_000);

let world: World;
afterEach(() => world?.end());

const shop = {
  appName: "Shop",
  appDescription: "First",
  loginUri: "https://Shop.example",
  subdomain: "shop",
  customDomain: "Login.Shop.example",
  serviceProviders: ["sp-2", "sp-1", "sp-3"],
  inviteMemberEmailExpirationMinutes: 60,
  authenticatorPreferences: { isCentralized: true, loginUri: "https://Shop.example" },
  refreshTokenInvalidationTriggerConfiguration: { invalidateOnMemberSuspension: true },
  firstClient: {
    name: "Website",
    description: "",
    redirectUris: ["https://B.example", "https://A.example:443/cb", "com.example.shop:/cb"],
    resources: [],
    tokenExpiration: { accessTokenTtl: 600 },
    isThirdParty: true,
    allowedScopes: ["b", "a"],
  },
};
const mobile = {
  name: "Mobile",
  clientType: "native",
  redirectUris: ["https://Shop.example", "com.example.shop:/cb"],
  description: "For phones",
  tokenExpiration: { refreshTokenTtl: 7200 },
  deviceAuthorization: {
    enabled: true,
    inputUri: "https://Shop.example/in",
    approvalUri: "https://Shop.example",
    successUri: "https://Shop.example/s",
  },
  authenticationConfiguration: {
    method: "private_key_jwt",
    jwks: { keys: [{ kty: "RSA", kid: "key_one", n: "abc" }] },
  },
  defaultCustomClaims: ["email", "address"],
  roleIds: ["role-2", "role-1"],
  enforcePar: true,
  deletionProtection: true,
};
const partners = {
  name: "Partners",
  authenticationProtocol: "saml",
  spEntityId: "urn:partners",
  spAcsUrl: "https://P.example",
  supportedPrompts: ["login", "consent"],
};

interface Edit {
  application?: object;
  mobile?: object;
  partners?: object;
}

const program = (edit: Edit = {}) => `
const shop = new transmit.Application("shop", ${JSON.stringify({ ...shop, ...edit.application })});
const clients = ${JSON.stringify({ mobile: { ...mobile, ...edit.mobile }, partners: { ...partners, ...edit.partners } })};
for (const [name, args] of Object.entries(clients)) new transmit.Client(name, { ...args, appId: shop.appId });
`;

const expectSettled = () => world.stack.preview(["--refresh", "--expect-no-changes"]);

const lag = 1_500;
const lagToPass = () => new Promise((resolve) => setTimeout(resolve, lag + 100));

const idOf = (clients: Awaited<ReturnType<World["clients"]>>, wanted: string) =>
  clients.find(({ name }) => name === wanted)?.client_id;

test.each([
  [
    "that fills in, sorts, normalises, answers all and resets",
    "put=replace,nested=completed,arrays=sorted,uris=normalised,writeOnly=answered,lastClient=kept,clients=hold,names=unique,secret=renewed",
  ],
  [
    "that lags, and leaves out what is empty",
    `reads=stale,lag=${lag},nested=filled,arrays=shuffled,empties=left-out,lastClient=kept,names=unique`,
  ],
])("an API %s", async (_, behaviour) => {
  world = await createWorld(undefined, ["--behaviour", behaviour]);
  const { stack } = world;
  await stack.make(program());
  await stack.up();
  await expectSettled();

  const [application] = await world.applications();
  const appId = application?.app_id;
  const before = await world.clients(appId);
  await world.api("PUT", `/v1/applications/${appId}/clients/${idOf(before, "Website")}`, {
    name: "Website",
    redirect_uris: shop.firstClient.redirectUris,
    token_expiration: { access_token_ttl: 5 },
  });
  await world.api("PUT", `/v1/applications/${appId}/clients/${idOf(before, "Partners")}`, {
    name: "Partners",
    sp_entity_id: "urn:evil",
    sp_acs_url: "https://P.example",
  });
  await lagToPass();
  await stack.refresh();
  const drifted = await stack.preview(["--diff"]);
  for (const text of ["~ firstClient", "accessTokenTtl", "~ spEntityId", "urn:evil", "2 to update"])
    expect(drifted.output).toContain(text);
  await stack.up();
  await expectSettled();

  // Edited, cleared, and with another way to authenticate; `partners` becomes another client of the same name.
  const edit: Edit = {
    application: {
      appDescription: undefined,
      serviceProviders: undefined,
      loginUri: "https://shop.example/login",
      firstClient: { ...shop.firstClient, tokenExpiration: { refreshTokenTtl: 60 } },
    },
    mobile: {
      description: undefined,
      enforcePar: undefined,
      authenticationConfiguration: { method: "client_secret_basic" },
    },
    partners: { authenticationProtocol: "oidc", spEntityId: undefined, spAcsUrl: undefined, redirectUris: [] },
  };
  await stack.make(program(edit));
  const { output } = await stack.up();
  for (const text of ["2 updated", "1 replaced"]) expect(output).toContain(text);
  await expectSettled();
  const after = await world.clients(appId);
  expect(after.map(({ name }) => name).sort()).toEqual(["Mobile", "Partners", "Website"]);
  expect(after.find(({ name }) => name === "Mobile")).toMatchObject({
    authentication_configuration: { method: "client_secret_basic" },
  });
  expect(after.find(({ name }) => name === "Website")).toMatchObject({ token_expiration: { refresh_token_ttl: 60 } });

  // Protected, also when it has left the program.
  await stack.make(program({ ...edit, mobile: undefined }).replace(/"mobile":\{.*?\},"partners"/s, '"partners"'));
  const refused = await stack.up([], { mayFail: true });
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("its deletionProtection is on");
  expect(await world.clients(appId)).toHaveLength(3);
  await stack.make(program({ ...edit, mobile: { ...edit.mobile, deletionProtection: false } }));
  await stack.up();

  await stack.destroy();
  await lagToPass();
  expect(await world.applications()).toEqual([]);
});
