/**
 * From one face to the other: resources that are dynamic become the plugin's, and the other way round, and what the plugin
 * has imported becomes dynamic. Nothing is replaced, nothing is sent that changes anything, and no trace of the other is left.
 */
import type { Values } from "../../provider/fields/field.ts";
import type { Json } from "../../tools/engine/api.ts";
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

interface Declared {
  kind: "Application" | "Client" | "SigningKey";
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
const jwk = { kty: "EC", crv: "P-256", kid: "ours", x: "public", y: "public", d: "canary-private" };
const saml = { name: "Suite", authenticationProtocol: "saml", spEntityId: "urn:suite", signAssertion: true };

/** Every kind of resource, in every variant. */
const resources: Record<string, Declared> = {
  shop: { kind: "Application", inputs: { appName: "Shop", appDescription: "Sells", firstClient: site } },
  suite: { kind: "Application", inputs: { appName: "Suite", firstClient: saml }, options: "protect: true" },
  inner: { kind: "Application", inputs: { appName: "Inner", firstClient: site }, options: "parent: team" },
  mobile: { kind: "Client", of: "shop", inputs: { ...site, name: "Mobile", clientType: "native" } },
  child: { kind: "Client", of: "inner", inputs: { ...site, name: "Child" }, options: "parent: inner" },
  partners: { kind: "Client", of: "shop", inputs: { ...saml, name: "Partners" }, options: "protect: true" },
  made: { kind: "SigningKey", inputs: { name: "Made", status: "signing" } },
  uploaded: { kind: "SigningKey", inputs: { name: "Uploaded", jwk } },
};

const source = (declared: Record<string, Declared>): string => {
  const made = Object.entries(declared).map(([name, { kind, inputs, of, options = "" }]) => {
    const appId = of === undefined ? "" : `, appId: ${of}.appId`;
    return `const ${name} = new transmit.${kind}("${name}", { ...${JSON.stringify(inputs)}${appId} }, { ${options} });
exports.${name} = ${name}.clientSecret ?? ${name}.keyId;`;
  });
  return [`const team = new pulumi.ComponentResource("my:index:Team", "team");`, ...made].join("\n");
};

let world: PluginWorld;
beforeEach(async () => {
  world = await createPluginWorld();
});
afterEach(() => world?.end());

/** The types of what the state holds, but for what belongs to no provider. */
/** Of programs and providers. The engine's own provider is there as soon as a program reads an output on demand. */
const typesInState = async (): Promise<string[]> => {
  const types = (await world.stack.state()).resources.map(({ type }) => String(type));
  return [...new Set(types)]
    .filter((type) => !/^pulumi:pulumi:Stack$|^pulumi:providers:pulumi$|^my:/.test(type))
    .sort();
};

const kinds = [...new Set(Object.values(resources).map(({ kind }) => kind))];
const ofPlugin = ["pulumi:providers:transmit", ...kinds.map((kind) => `transmit:index:${kind}`)];
const dynamic = ["pulumi:providers:pulumi-nodejs", ...kinds.map((kind) => `pulumi-nodejs:dynamic/transmit:${kind}`)];

/** Of what the state holds. */
const expectTypes = async (...types: string[]) => expect(await typesInState()).toEqual(types.sort());

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
  await expectTypes(...dynamic);
  const secrets = await world.stack.outputs();
  await writes();

  world.make(source(resources), "pulumi-transmit-plugin");
  await world.stack.preview(["--expect-no-changes"]);
  await world.stack.up();
  expect(await writes()).toEqual([]);
  await expectTypes(...ofPlugin);
  await expectNothingToDo();
  await world.stack.refresh();
  expect(await world.stack.outputs()).toEqual(secrets);

  world.make(source(renamed), "pulumi-transmit");
  const { output } = await world.stack.preview(["--diff"]);
  expect(output).toContain(`~ ${Object.keys(renamed).length} to update`);
  expect(output).not.toContain("replace");
  await world.stack.up();
  expect(await writes()).toEqual([]);
  await expectTypes(...dynamic);
  await expectNothingToDo();
  await world.stack.refresh();
  const { mobile: secret, ...others } = secrets;
  expect(await world.stack.outputs()).toEqual({ ...others, pocket: secret });
  const { text } = await world.stack.state();
  for (const hidden of [String(secrets.shop), "canary"]) expect(text).not.toContain(hidden);
});

interface Existing {
  name: string;
  kind: Declared["kind"];
  id: string;
}

/** Makes one of each kind and variant, as somebody else, with requests of their own. */
async function createOutside(): Promise<Existing[]> {
  const web = { name: "Web", redirect_uris: ["https://a.example"], session_expiration: 30 };
  const suite = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
  const application = async (name: string, protocol: string, first: object): Promise<Existing> => {
    const body = { app_name: name, client_display_name: "First", first_client_authentication_protocol: protocol };
    const made = (await world.api("POST", "/v1/applications", { ...body, first_client: first })) as { result: Json };
    return { name, kind: "Application", id: String(made.result.app_id) };
  };
  const shop = await application("shop", "oidc", web);
  const client = async (name: string, body: object): Promise<Existing> => {
    const made = (await world.api("POST", `/v1/applications/${shop.id}/clients`, { ...body, name })) as Json;
    return { name, kind: "Client", id: `${shop.id}/${made.client_id}` };
  };
  await world.api("POST", "/v1/applications/signing-keys", { name: "key" });
  const [key] = await world.keys();
  return [
    shop,
    await application("suite", "saml", suite),
    await client("mobile", web),
    await client("partners", suite),
    { name: "key", kind: "SigningKey", id: String(key?.id) },
  ];
}

const importing = ["--yes", "--generate-code=false"];

test("what the plugin has imported becomes dynamic, with nothing left of the plugin, for which the package is enough", async () => {
  const existing = await createOutside();
  world.make("", "pulumi-transmit");
  await writes();
  for (const { name, kind, id } of existing)
    await world.stack.run(["import", `transmit:index:${kind}`, name, id, ...importing], { npx: true });

  const { resources: imported } = await world.stack.state();
  const found = new Map(imported.map(({ urn, inputs }) => [String(urn).split("::").at(-1), inputs as Values]));
  const declared = existing.map(({ name, kind }): [string, Declared] => {
    const { appId, ...inputs } = found.get(name) ?? {};
    return [name, { kind, inputs, of: appId === undefined ? undefined : "shop" }];
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
  await expectTypes(...dynamic);
  await expectNothingToDo();
  await world.stack.refresh();
  const ids = existing.filter(({ kind }) => kind === "Application").map(({ id }) => id);
  expect((await world.applications()).map(({ app_id: id }) => id).sort()).toEqual(ids.sort());

  await world.stack.run(["state", "unprotect", "--all", "--yes"]);
  await world.stack.destroy();
  expect([...(await world.applications()), ...(await world.keys())]).toEqual([]);
});
