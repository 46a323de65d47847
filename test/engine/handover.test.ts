/**
 * From one face to the other: resources that are dynamic become the plugin's, and the other way round, and what the plugin
 * has imported becomes dynamic. Nothing is replaced, nothing is sent that changes anything, and no trace of the other is left.
 */
import type { Values } from "../../provider/fields/field.ts";
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

interface Declared {
  kind: "Application" | "Client";
  inputs: Values;
  /** Name of the application that it belongs to. */
  of?: string;
  /** More of its options, as source. */
  options?: string;
}

const site = {
  name: "Site",
  redirectUris: ["https://shop.example/b", "https://shop.example/a"],
  sessionExpiration: 60,
};
const saml = { name: "Suite", authenticationProtocol: "saml", spEntityId: "urn:suite", signAssertion: true };

/** Every kind of resource, in every variant. */
const resources: Record<string, Declared> = {
  shop: { kind: "Application", inputs: { appName: "Shop", appDescription: "Sells", firstClient: site } },
  suite: { kind: "Application", inputs: { appName: "Suite", firstClient: saml }, options: "protect: true" },
  inner: { kind: "Application", inputs: { appName: "Inner", firstClient: site }, options: "parent: team" },
  mobile: { kind: "Client", of: "shop", inputs: { ...site, name: "Mobile", clientType: "native" } },
  child: { kind: "Client", of: "inner", inputs: { ...site, name: "Child" }, options: "parent: inner" },
  partners: { kind: "Client", of: "shop", inputs: { ...saml, name: "Partners" }, options: "protect: true" },
};

const source = (declared: Record<string, Declared>): string => {
  const made = Object.entries(declared).map(([name, { kind, inputs, of, options = "" }]) => {
    const appId = of === undefined ? "" : `, appId: ${of}.appId`;
    return `const ${name} = new transmit.${kind}("${name}", { ...${JSON.stringify(inputs)}${appId} }, { ${options} });
exports.${name} = ${name}.clientSecret;`;
  });
  return [`const team = new pulumi.ComponentResource("my:index:Team", "team");`, ...made].join("\n");
};

let world: PluginWorld;
beforeEach(async () => {
  world = await createPluginWorld();
});
afterEach(() => world?.end());

/** The types of what the state holds, but for the stack itself. */
const typesInState = async (): Promise<string[]> => {
  const types = (await world.stack.state()).resources.map(({ type }) => String(type));
  return [...new Set(types)].filter((type) => type !== "pulumi:pulumi:Stack").sort();
};

const ofPlugin = ["my:index:Team", "pulumi:providers:transmit", "transmit:index:Application", "transmit:index:Client"];
const dynamic = [
  "my:index:Team",
  "pulumi-nodejs:dynamic/transmit:Application",
  "pulumi-nodejs:dynamic/transmit:Client",
  "pulumi:providers:pulumi-nodejs",
];

const expectNothingToDo = () => world.stack.preview(["--refresh", "--expect-no-changes"]);

/** What has been sent since that changes anything. */
const writes = async (): Promise<string[]> =>
  (await world.requests()).filter((request) => !request.startsWith("GET") && !request.includes("/oidc/token"));

/** Renamed and moved, as the program's own aliases say. */
const { mobile, partners, ...stayed } = resources as Record<"mobile" | "partners", Declared>;
const renamed: Record<string, Declared> = {
  ...stayed,
  pocket: { ...mobile, options: 'aliases: [{ name: "mobile" }]' },
  partners: { ...partners, options: "parent: team, protect: true, aliases: [{ parent: pulumi.rootStackResource }]" },
};

test("dynamic resources become the plugin's at an up that shows no change, and dynamic again, renamed and moved, at one that replaces nothing", async () => {
  world.make(source(resources), "pulumi-transmit");
  await world.stack.up();
  expect(await typesInState()).toEqual(dynamic);
  const secrets = await world.stack.outputs();
  await writes();

  world.make(source(resources), "pulumi-transmit-plugin");
  await world.stack.preview(["--expect-no-changes"]);
  await world.stack.up();
  expect(await writes()).toEqual([]);
  expect(await typesInState()).toEqual(ofPlugin);
  await expectNothingToDo();
  await world.stack.refresh();
  expect(await world.stack.outputs()).toEqual(secrets);

  world.make(source(renamed), "pulumi-transmit");
  const { output } = await world.stack.preview(["--diff"]);
  expect(output).toContain(`~ ${Object.keys(renamed).length} to update`);
  expect(output).not.toContain("replace");
  await world.stack.up();
  expect(await writes()).toEqual([]);
  expect(await typesInState()).toEqual(dynamic);
  await expectNothingToDo();
  await world.stack.refresh();
  const { mobile: secret, ...others } = secrets;
  expect(await world.stack.outputs()).toEqual({ ...others, pocket: secret });
  expect((await world.stack.state()).text).not.toContain(String(secrets.shop));
});

/** Makes them as somebody else, with requests of their own. @returns Their ids, by name. */
async function createOutside(): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  const application = async (name: string, protocol: string, first: object) => {
    const body = { app_name: name, client_display_name: "First", first_client_authentication_protocol: protocol };
    const made = (await world.api("POST", "/v1/applications", { ...body, first_client: first })) as {
      result: { app_id: string };
    };
    return made.result.app_id;
  };
  const client = async (app: string, body: object) => {
    const made = (await world.api("POST", `/v1/applications/${app}/clients`, { ...body })) as { client_id: string };
    return `${app}/${made.client_id}`;
  };
  const web = { name: "Web", redirect_uris: ["https://a.example"], session_expiration: 30 };
  const suite = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
  ids.shop = await application("Shop", "oidc", web);
  ids.suite = await application("Suite", "saml", suite);
  ids.mobile = await client(ids.shop, { ...web, name: "Mobile" });
  ids.partners = await client(ids.shop, { ...suite, name: "Partners" });
  return ids;
}

const importing = ["--yes", "--generate-code=false"];

test("what the plugin has imported becomes dynamic, with nothing left of the plugin, for which the package is enough", async () => {
  const ids = await createOutside();
  world.make("", "pulumi-transmit");
  await writes();
  for (const [name, id] of Object.entries(ids)) {
    const kind = id.includes("/") ? "Client" : "Application";
    await world.stack.run(["import", `transmit:index:${kind}`, name, id, ...importing], { npx: true });
  }
  const { resources: imported } = await world.stack.state();
  const found = new Map(imported.map(({ urn, inputs }) => [String(urn).split("::").at(-1), inputs as Values]));
  const declared = Object.keys(ids).map((name): [string, Declared] => {
    const { appId, ...inputs } = found.get(name) as Values;
    const isClient = appId !== undefined;
    return [name, { kind: isClient ? "Client" : "Application", inputs, of: isClient ? "shop" : undefined }];
  });
  // Said in other words: a default aloud, and what an import protects.
  const [, shop] = declared.find(([name]) => name === "shop") as [string, Declared];
  shop.inputs = { ...shop.inputs, allowPublicSignup: false };
  const program = source(
    Object.fromEntries(declared.map(([name, one]) => [name, { ...one, options: "protect: true" }])),
  );
  world.make(program, "pulumi-transmit");

  const { output } = await world.stack.preview(["--diff"]);
  expect(output).toContain(`~ ${declared.length} to update`);
  expect(output).not.toContain("replace");
  await world.stack.up();
  expect(await writes()).toEqual([]);
  expect(await typesInState()).toEqual(dynamic);
  await expectNothingToDo();
  await world.stack.refresh();
  expect((await world.applications()).map(({ app_id: id }) => id).sort()).toEqual([ids.shop, ids.suite].sort());

  await world.stack.run(["state", "unprotect", "--all", "--yes"]);
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});
