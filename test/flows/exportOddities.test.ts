/** Tenants that are odd, or that change while they are read: what can be declared is, and what cannot is named. */

import type { ExportedTenant } from "../../cli/export/exported.ts";
import { languages } from "../../cli/export/languages/index.ts";
import { filesOf } from "../../cli/export/program/files.ts";
import { projectOf } from "../../cli/export/program/project.ts";
import { openReader } from "../../cli/export/read/reader.ts";
import { readTenant } from "../../cli/export/read/tenant.ts";
import { readBehaviour } from "../../emulator/tenant/behaviour.ts";
import { ApiError } from "../../provider/errors.ts";
import type { Values } from "../../provider/fields/field.ts";
import { inRun, openRun } from "../../provider/lifecycle/index.ts";
import { type Simulation, simulate } from "../support/simulation.ts";

const site = { redirect_uris: ["https://shop.example/callback"] };

let world: Simulation;
beforeEach(() => {
  world = simulate(readBehaviour({}));
});

const idOf = (answer: Values): string => String((answer.result as Values).app_id);

function createApplication(name: string, more: Values = {}): string {
  const first = { name: `${name} website`, ...site };
  return idOf(
    world.other("POST", "/v1/applications", {
      app_name: name,
      client_display_name: first.name,
      first_client: first,
      ...more,
    }),
  );
}

const createClient = (appId: string, name: string): string =>
  String(world.other("POST", `/v1/applications/${appId}/clients`, { name, ...site }).client_id);

/** @param before Called before each request; it may throw in its place. @param told Changes what is answered. */
async function read(
  before: (path: string) => void = () => {},
  only: string[] = [],
  told: (answer: Values) => Values = (answer) => answer,
): Promise<ExportedTenant> {
  const api = () => {
    const run = inRun(world.api, openRun({ clock: world.api.run.clock }));
    const send: typeof run.send = async (method, path, ...rest) => {
      before(path);
      const answer = await run.send(method, path, ...rest);
      if (Array.isArray(answer)) return answer.map(told);
      const { result } = answer as Values;
      return Array.isArray(result) || result === undefined ? answer : { result: told(result as Values) };
    };
    return { ...run, send };
  };
  return readTenant({ reader: openReader(api), only, progress: () => {} });
}

const program = (tenant: ExportedTenant): string =>
  [...filesOf(projectOf("infra", tenant), languages.typescript)]
    .filter(([path]) => path.endsWith(".ts"))
    .map(([, text]) => text)
    .join("\n");

/** Comments on one line each. */
const folded = (text: string): string => text.replaceAll(/(?<=\/\/.*)\n *\/\/ /g, " ");

const titles = ({ applications }: ExportedTenant) =>
  applications.map(({ title, clients }) => [title, clients.map((one) => one.title)]);

const refuse = (path: string, status: number) => {
  throw new ApiError({ method: "GET", path, status, messages: ["no"], hasApiErrorCode: true });
};

test("an application that was deleted after it was listed is in no program", async () => {
  const gone = createApplication("Gone");
  createApplication("Shop");
  let deleted = false;
  const tenant = await read((path) => {
    if (path === "/v1/applications" || deleted) return;
    deleted = true;
    world.other("DELETE", `/v1/applications/${gone}`);
  });
  expect(titles(tenant)).toEqual([["Shop", []]]);
  expect(tenant.leftOut).toEqual([]);
});

test("a client that was deleted after it was listed is declared as it was, or is in no program", async () => {
  const shop = createApplication("Shop");
  const gone = createClient(shop, "Gone");
  let isListed = false;
  const tenant = await read((path) => {
    if (path.endsWith("/clients")) isListed = true;
    else if (isListed && world.held("client").some(({ client_id: id }) => id === gone)) {
      world.other("DELETE", `/v1/applications/${shop}/clients/${gone}`);
    }
  });
  expect(titles(tenant)[0]?.[0]).toBe("Shop");
  expect(tenant.leftOut).toEqual([]);
});

test("what appears while it reads does not disturb", async () => {
  const shop = createApplication("Shop");
  let count = 0;
  const tenant = await read((path) => {
    if (path.endsWith("/clients") && count++ < 3) {
      createApplication(`New ${count}`);
      createClient(shop, `New ${count}`);
    }
  });
  expect(titles(tenant).map(([title]) => title)).toEqual(["Shop"]);
  expect(tenant.leftOut).toEqual([]);
});

test("choices and fields that this version does not know are named, and left to the tenant", async () => {
  const shop = createApplication("Shop", { login_uri: "https://shop.example/login" });
  const [first] = world.held("client");
  world.tamper("client", String(first?.client_id), (document) => ({ ...document, pkce: "quantum" }));
  const partner = createClient(shop, "Partner");
  world.tamper("client", partner, (document) => ({
    ...document,
    default_custom_claims: ["email", "shoe_size"],
    token_expiration: { access_token_ttl: 60, id_token_ttl: 30 },
    description: 7,
  }));
  world.tamper("application", shop, (document) => ({ ...document, login_uri: ["https://a.example"] }));
  const newer = (answer: Values) => ({
    ...answer,
    theme: { dark: true },
    ...(!answer.app_name && { session_limit: 3 }),
  });
  const text = program(await read(() => {}, [], newer));
  const said = folded(text);
  for (const part of [
    'firstClient.pkce is left to the tenant: this version does not know its value, "quantum".',
    "loginUri is left to the tenant: this version does not know its value.",
    "The API also returns theme, which this version does not know.",
    "The API also returns firstClient.theme and firstClient.session_limit, which this version does not know.",
    "defaultCustomClaims is left to the tenant: this version does not know its value.",
    "The API also returns token_expiration.id_token_ttl, theme and session_limit, which this version does not know.",
  ]) {
    expect(said).toContain(part);
  }
  expect(text).not.toMatch(/^\s*(?:pkce|loginUri|defaultCustomClaims):/m);
  expect(text).toContain("accessTokenTtl: 60");
});

test("a client of a protocol that this version does not know is named, and nothing else is lost", async () => {
  const shop = createApplication("Shop");
  const odd = createClient(shop, "Odd");
  createClient(shop, "Even");
  world.tamper("client", odd, (document) => ({ ...document, authentication_protocol: "wsfed" }));
  const tenant = await read();
  expect(titles(tenant)).toEqual([["Shop", ["Even"]]]);
  expect(tenant.leftOut).toMatchObject([{ type: "Client", id: `${shop}/${odd}`, title: "Odd" }]);
  expect(folded(program(tenant))).toContain(`// Not in this program: client "Odd" (${shop}/${odd}).`);
});

test("an application whose default client is SAML has it as firstClient", async () => {
  const saml = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
  createApplication("Suite", {
    client_display_name: "Suite",
    first_client_authentication_protocol: "saml",
    first_client: saml,
  });
  const [suite] = (await read()).applications;
  expect(suite?.inputs).toMatchObject({ firstClient: { authenticationProtocol: "saml", spEntityId: "urn:suite" } });
});

test("an application whose clients are refused is named with the refusal, and the others are declared", async () => {
  const shop = createApplication("Shop");
  createApplication("Portal");
  const tenant = await read((path) => {
    if (path.startsWith(`/v1/applications/${shop}/clients`)) refuse(path, 403);
  });
  expect(titles(tenant)).toEqual([["Portal", []]]);
  expect(tenant.leftOut).toMatchObject([
    { type: "Client", reason: expect.stringContaining(`The clients of application ${shop} could not be listed: GET`) },
    { type: "Application", id: shop, title: "Shop", reason: expect.stringContaining("answered 403") },
  ]);
});

test("an application whose default client is gone is described by what it says itself", async () => {
  const shop = createApplication("Shop");
  const [first] = world.held("client");
  const tenant = await read((path) => {
    if (path === `/v1/applications/${shop}/clients/${first?.client_id}`) refuse(path, 404);
    if (path === `/v1/applications/${shop}/clients`) refuse(path, 500);
  });
  expect([...tenant.applications.map(({ title }) => title), ...tenant.leftOut.map(({ title }) => title)]).toContain(
    "Shop",
  );
});

test("signing keys that are refused are named, and the applications are declared", async () => {
  createApplication("Shop");
  const tenant = await read((path) => {
    if (path.endsWith("/signing-keys")) refuse(path, 403);
  });
  expect(titles(tenant)).toEqual([["Shop", []]]);
  expect(tenant.leftOut).toEqual([
    { type: "SigningKey", reason: expect.stringContaining("The signing keys could not be listed: GET") },
  ]);
});

test("a value that this version refuses is named, and left to the tenant", async () => {
  const shop = createApplication("Shop");
  const client = createClient(shop, "Web");
  world.tamper("client", client, (document) => ({
    ...document,
    ciba_authorization: { enabled: true, login_uri: "not a uri" },
  }));
  const text = program(await read());
  expect(folded(text)).toContain("cibaAuthorization is left to the tenant: cibaAuthorization.loginUri is");
  expect(text).not.toMatch(/^\s*cibaAuthorization:/m);
});

test("a selection names its files and resources as the whole does", async () => {
  createApplication("Shop");
  const twin = createApplication("shop!");
  const whole = projectOf("infra", await read());
  const part = projectOf("infra", await read(() => {}, [twin]));
  const [module] = part.modules;
  expect(part.modules).toHaveLength(1);
  expect(whole.modules.map(({ slug }) => slug)).toContain(module?.slug);
  expect(module?.slug).toMatch(/^shop-[0-9a-f]{6}$/);
});
