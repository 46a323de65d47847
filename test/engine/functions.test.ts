/** Functions on the real engine, with both faces: what exists outside of a stack is found, used, and kept secret. */
import type { Json } from "../../tools/engine/api.ts";
import { createPluginWorld, type PluginWorld, type Sdk } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

interface Face {
  sdk: Sdk;
  /** What a program's functions are called, beside their names. */
  ending: string;
  /** Whether a secret in a result makes secrets of all of its properties. */
  hidesAll: boolean;
}

const faces: Face[] = [
  { sdk: "pulumi-transmit", ending: "", hidesAll: false },
  { sdk: "pulumi-transmit-plugin", ending: "Output", hidesAll: true },
];

describe.each(faces)("$sdk", ({ sdk, ending, hidesAll }) => {
  let world: PluginWorld;
  let shop: Json;
  let portal: Json;
  beforeAll(async () => {
    world = await createPluginWorld();
    const first = { name: "Web", redirect_uris: ["https://shop.example/callback"] };
    shop = await create("/v1/applications", { app_name: "Shop", client_display_name: "Web", first_client: first });
    await create("/v1/applications", { app_name: "Stock", client_display_name: "Web" });
    const saml = { name: "Portal", authentication_protocol: "saml", sp_entity_id: "urn:portal" };
    portal = await create(`/v1/applications/${shop.app_id}/clients`, saml);
  });
  afterAll(() => world?.end());

  async function create(path: string, body: Json): Promise<Json> {
    const answer = (await world.api("POST", path, body)) as Json;
    return (answer.result as Json) ?? answer;
  }

  const call = (name: string, args = "") => `transmit.${name}${ending}(${args})`;
  const program = (more = "") => `
const shop = ${call("getApplication", '{ appName: "Shop" }')};
const portal = ${call("getClient", '{ appId: shop.appId, name: "Portal" }')};
const all = ${call("getApplications")};
const clients = ${call("getClients", "{ appId: shop.appId }")};
const next = new transmit.Client("next", {
  appId: shop.appId,
  name: pulumi.interpolate\`After \${portal.name}\`,
  redirectUris: shop.redirectUris,
});
Object.assign(exports, {
  appId: shop.appId,
  metadataUrl: portal.metadataUrl,
  secret: shop.clientSecret,
  login: shop.loginPreferences,
  portal,
  names: pulumi.unsecret(all.apply(({ applications }) => applications.map(({ appName }) => appName))),
  clients: pulumi.unsecret(clients.clients.apply((list) => list.map(({ name }) => name))),
  next: next.clientId,
});
${more}
`;

  test("what exists outside of the stack is found by its name, in a preview as well, and used for what is in it", async () => {
    world.make(program(), sdk);
    await world.requests();
    expect((await world.stack.preview(["--diff"])).output).toMatch(/name\s*: "?(After Portal|\[secret\])/);
    const requests = await world.requests();
    expect(requests.filter((request) => !request.startsWith("GET"))).toEqual(["POST /oidc/token 200"]);
    expect(requests.filter((request) => request === "GET /cis/v1/applications 200")).toHaveLength(1);

    await world.stack.up();
    const clients = await world.clients(shop.app_id);
    expect(clients.find(({ name }) => name === "After Portal")).toMatchObject({
      redirect_uris: ["https://shop.example/callback"],
    });
    const outputs = await world.stack.outputs();
    expect(outputs).toMatchObject({
      appId: shop.app_id,
      metadataUrl: portal.metadata_url,
      secret: shop.client_secret,
      portal: { clientId: portal.client_id, clientSecret: portal.client_secret },
      names: ["Shop", "Stock"],
      clients: expect.arrayContaining(["Web", "Portal"]),
    });
    await world.stack.preview(["--expect-no-changes"]);
  });

  test("no secret shows, in no output and in no state, while what is none is readable", async () => {
    const { login } = await world.stack.outputs();
    const secrets = JSON.stringify(login).match(/emulated-[^"]+/g) ?? [];
    expect(secrets.length).toBeGreaterThan(3);
    const shown = (await world.stack.run(["stack", "output", "--json"])).stdout;
    const { text } = await world.stack.state();
    const hidden = [
      ...secrets,
      shop.client_secret,
      portal.client_secret,
      world.emulator.environment.TRANSMIT_CLIENT_SECRET,
    ];
    for (const secret of hidden) {
      expect(shown).not.toContain(secret);
      expect(text).not.toContain(secret);
    }
    const outputs = JSON.parse(shown);
    expect(outputs).toMatchObject({
      secret: "[secret]",
      login: "[secret]",
      portal: "[secret]",
      names: ["Shop", "Stock"],
    });
    if (hidesAll) expect(outputs.appId).toBe("[secret]");
    else expect(outputs).toMatchObject({ appId: shop.app_id, metadataUrl: portal.metadata_url });
  });

  const later = `
const fresh = new transmit.Application("fresh", { appName: "Fresh", firstClient: { name: "Site", redirectUris: [] } });
const site = ${call("getClient", '{ appId: fresh.appId, name: "Site" }')};
new transmit.Client("follower", {
  appId: fresh.appId, name: pulumi.interpolate\`After \${site.name}\`, redirectUris: [],
});
const byName = ${call("getApplication", '{ appName: "Fresh" }, { dependsOn: [fresh] }')};
Object.assign(exports, { site: site.clientId, freshId: byName.appId });`;

  test("what depends on what is not made yet is not asked in a preview, and is once it is made", async () => {
    world.make(program(later), sdk);
    await world.requests();
    const { output } = await world.stack.preview();
    expect(output).toContain("2 to create");
    const asked = (await world.requests()).filter((request) => /clients 200$/.test(request));
    // The two that are known ask at once, and share the answer.
    expect(asked).toEqual([`GET /cis/v1/applications/${shop.app_id}/clients 200`]);
    await world.stack.up();
    const [fresh] = (await world.applications()).filter(({ app_name: name }) => name === "Fresh");
    expect(await world.stack.outputs()).toMatchObject({ site: fresh?.client_id, freshId: fresh?.app_id });
    await world.stack.preview(["--expect-no-changes"]);
  });

  test("a name that is not there ends the program with what there is, without a trace of its code", async () => {
    world.make(
      program(`${call("getApplication", '{ appName: "Shpo" }')}.appId.apply(() => console.log("never"));`),
      sdk,
    );
    const { code, output } = await world.stack.preview([], { mayFail: true });
    expect(code).not.toBe(0);
    const message = `No application has the appName "Shpo". Did you mean "Shop", whose appId is "${shop.app_id}"?`;
    const [, diagnostics = ""] = output.split("Diagnostics:");
    expect(diagnostics.split(message)).toHaveLength(2);
    expect(output).not.toContain("never");
    if (!hidesAll) expect(diagnostics).not.toMatch(/^\s+at |unhandled/m);
  });
});
