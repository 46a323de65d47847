/**
 * Another tenant is no empty one. A job that takes the wrong environment's settings drops nothing from the state, makes
 * nothing elsewhere, and says which tenants are meant.
 */
import { connect, type Json } from "../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import { root } from "../support/root.ts";
import { type Face, faces, openFace } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
let other: RunningEmulator;
afterEach(async () => {
  await face?.end();
  await other?.stop();
});

const source = (more = "") => `
const shop = new transmit.Application("shop", {
  appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://shop.example/cb"] },
});
const mobile = new transmit.Client("mobile", { appId: shop.appId, name: "Mobile", redirectUris: [] });
const key = new transmit.SigningKey("key", { name: "Key" });
${more}`;

const held = async (emulator: RunningEmulator): Promise<string[]> => {
  const api = await connect(emulator);
  const { result } = (await api("GET", "/v1/applications")) as { result: Json[] };
  const keys = (await api("GET", "/v1/applications/signing-keys")) as Json[];
  const alive = keys.filter(({ deleted_at: deleted }) => !deleted);
  return [...result.map(({ app_name: name }) => name), ...alive.map(({ name }) => name)].map(String).sort();
};

const writes = ({ requests }: RunningEmulator): string[] =>
  requests.filter((request) => !/^GET |\/oidc\/token/.test(request));

const resourcesOf = async (): Promise<number> => (await face.stack.state()).resources.length;

describe.each(faces)("%s resources", (_, sdk) => {
  test.each([
    ["tokens that name their tenant", "jwt"],
    ["opaque tokens", "opaque"],
  ])("with %s: the wrong tenant's settings change nothing, and both tenants are named", async (__, tokens) => {
    face = await openFace(sdk, ["--tenant", "tenant-a", "--behaviour", `tokens=${tokens}`]);
    other = await runEmulator(root, ["--tenant", "tenant-b", "--behaviour", `tokens=${tokens}`]);
    const api = await connect(other);
    await api("POST", "/v1/applications", { app_name: "Theirs", client_display_name: "Web" });
    face.program(source());
    await face.stack.up();
    const before = await resourcesOf();
    const wrong = { mayFail: true, environment: other.environment };
    const sent = writes(other).length;

    const commands = [
      () => face.stack.drift([], wrong),
      () => face.stack.destroy([], wrong),
      () => face.stack.refresh([], wrong),
      () => face.stack.up(["--refresh"], wrong),
    ];
    for (const run of commands.slice(0, tokens === "jwt" ? commands.length : 2)) {
      const { code, output } = await run();
      expect(code).not.toBe(0);
      expect(output).toContain("tenant-a");
      expect(output).toContain("tenant-b");
      expect(output).toContain("Check transmit:region or transmit:baseUrl, transmit:clientId");
      expect(output).not.toMatch(/to delete|\d deleted/);
    }
    // A change of what there is, and something new beside it.
    const more = 'new transmit.Application("till", { appName: "Till", clientDisplayName: "Web" });';
    face.program(source(more).replace('appName: "Shop"', 'appName: "Store"'));
    const { code, output } = await face.stack.up([], wrong);
    expect([code, output]).toEqual([expect.any(Number), expect.stringContaining("tenant-b")]);
    expect(code).not.toBe(0);
    expect(output).toContain("tenant-a");

    expect(writes(other).slice(sent)).toEqual([]);
    expect(await held(other)).toEqual(["Theirs"]);
    expect(await resourcesOf()).toBe(before);
    expect(await held(face.emulator)).toEqual(["Key", "Shop"]);

    // With the right ones, all goes on, and what is truly gone is seen.
    await face.stack.up();
    expect(await held(face.emulator)).toEqual(["Key", "Store", "Till"]);
    const till = (await face.applications()).find(({ app_name: name }) => name === "Till");
    await face.api("DELETE", `/v1/applications/${till?.app_id}`);
    expect((await face.stack.refresh()).output).toContain("1 deleted");
    await face.stack.destroy();
    expect(await held(face.emulator)).toEqual([]);
  });

  test("the tenant that the settings name is the only one that anything is sent to", async () => {
    face = await openFace(sdk, ["--tenant", "tenant-a"]);
    face.program('new transmit.Application("shop", { appName: "Shop", clientDisplayName: "Web" });');
    const wrong = { mayFail: true, environment: { TRANSMIT_TENANT_ID: "tenant-b" } };
    await face.requests();
    const { code, output } = await face.stack.up([], wrong);
    expect(code).not.toBe(0);
    expect(output).toContain("transmit:tenantId is tenant-b, but the access token for");
    expect(output).toContain("is of tenant tenant-a. Nothing was sent.");
    expect((await face.requests()).filter((request) => !request.startsWith("POST /oidc/token"))).toEqual([]);
  });

  test("an empty tenant behind an opaque token proves nothing, but for the settings' word", async () => {
    face = await openFace(sdk, ["--tenant", "tenant-a", "--behaviour", "tokens=opaque"]);
    face.program('new transmit.Application("shop", { appName: "Shop", clientDisplayName: "Web" });');
    await face.stack.up();
    const [application] = await face.applications();
    await face.api("DELETE", `/v1/applications/${application?.app_id}`);
    const { code, output } = await face.stack.refresh([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toContain("set transmit:tenantId (or TRANSMIT_TENANT_ID) to tenant-a");
    const said = { environment: { TRANSMIT_TENANT_ID: "tenant-a" } };
    expect((await face.stack.refresh([], said)).output).toContain("1 deleted");
  });

  test("the signing keys of another application of the tenant are not taken for the stack's", async () => {
    face = await openFace(sdk);
    const data = `${face.stack.folder}/keys.json`;
    await face.emulator.stop();
    other = await runEmulator(root, ["--data", data, "--management-app", "first"]);
    const first = other.environment;
    face.program('new transmit.SigningKey("key", { name: "Key" });');
    await face.stack.up([], { environment: first });
    await other.stop();
    other = await runEmulator(root, ["--data", data, "--management-app", "second"]);
    for (const run of [face.stack.drift, face.stack.destroy]) {
      const { code, output } = await run([], { mayFail: true, environment: other.environment });
      expect(code).not.toBe(0);
      expect(output).toContain("belongs to the application first, and the access token is of the application second");
    }
    expect(await resourcesOf()).toBe(3);
  });
});
