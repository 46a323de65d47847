/**
 * What the command `drift` tells beside changed properties: deletions, secrets, default clients, unmanaged objects, other
 * tenants, what could not be read; and how it ends.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DriftReport } from "../../cli/drift/report.ts";
import { connect, type Json } from "../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import type { Result, Run } from "../../tools/engine/stack.ts";
import { root } from "../support/root.ts";
import { type Face, faces, openFace, writesOf } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
let other: RunningEmulator | undefined;
afterEach(async () => {
  await face?.end();
  await other?.stop();
  other = undefined;
});

const program = `
const shop = new transmit.Application("shop", {
  appName: "Shop", appDescription: pulumi.secret("canary-description"), firstClient: { name: "Web", redirectUris: [] },
});
const bank = new transmit.Application("bank", { appName: "Bank", firstClient: { name: "Web", redirectUris: [] } });
const till = new transmit.Client("till", { appId: shop.appId, name: "Till", description: "Ours", redirectUris: [] }, { ignoreChanges: ["description"] });
new transmit.Client("desk", { appId: shop.appId, name: "Desk", redirectUris: [], roleIds: ["r1"] });
new transmit.SigningKey("key", { name: "Key", status: "validating" });
exports.secret = till.clientSecret;
`;

const run = (args: string[], options: Run = {}): Promise<Result> =>
  face.stack.transmit(["drift", ...args], { mayFail: true, ...options });

async function check(args: string[] = [], options: Run = {}): Promise<Result & { report: DriftReport }> {
  const result = await run(["--json", ...args], options);
  if (result.stdout === "") throw new Error(`It ended with ${result.code}: ${result.stderr}`);
  return { ...result, report: JSON.parse(result.stdout) };
}

const setFaults = (faults: object[]) =>
  fetch(`${face.emulator.url}/admin/faults`, { method: "PUT", body: JSON.stringify(faults) });

async function idsByName(): Promise<Record<string, string>> {
  const applications = await face.applications();
  const clients = (await Promise.all(applications.map(({ app_id: id }) => face.clients(id)))).flat();
  return Object.fromEntries([
    ...applications.map(({ app_name: name, app_id: id }) => [name, id]),
    ...clients.map(({ name, client_id: id, app_id }) => [name, `${app_id}/${id}`]),
  ]);
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

const clientPath = (id = ""): string => `/v1/applications/${id.replace("/", "/clients/")}`;

describe.each(faces)("%s resources", (_, sdk) => {
  test("deletions, secrets, default clients and unmanaged objects are told, and nothing else", async () => {
    face = await openFace(sdk, ["--admin"]);
    face.program(program);
    await face.stack.up();
    const { code, report } = await check(["--unmanaged"]);
    expect(report).toMatchObject({ inSync: true, checked: 5, resources: [], unmanaged: [], findings: [], notes: [] });
    expect([code, report.stacks]).toEqual([0, ["test"]]);
    const twice = await check(["--stack", "test", "--stack", "test"]);
    expect(twice.report).toMatchObject({ stacks: ["test"], checked: 5 });

    const ids = await idsByName();
    const state = (await face.stack.state()).text;
    const appId = ids.Shop;
    await face.api("PUT", `/v1/applications/${ids.Shop}`, { app_description: "canary-by-hand" });
    await face.api("PUT", clientPath(ids.Till), { name: "Till", redirect_uris: [], description: "By hand" });
    await face.api("DELETE", clientPath(ids.Desk));
    const [key] = (await face.keys()) as [Json];
    await face.api("PUT", `/v1/applications/signing-keys/${key.id}`, { name: "Key", status: "disabled" });
    const rogue = (await face.api("POST", `/v1/applications/${ids.Shop}/clients`, {
      name: "Rogue",
      redirect_uris: [],
    })) as Json;
    for (const name of ["Theirs", "theirs"])
      await face.api("POST", "/v1/applications", { app_name: name, client_display_name: "Web" });
    await face.api("POST", "/v1/applications", { app_name: "tmp-1", client_display_name: "Web" });
    // Somebody replaces the default client of the bank.
    const bank = (await face.applications()).find(({ app_name: name }) => name === "Bank") as Json;
    const heir = (await face.api("POST", `/v1/applications/${ids.Bank}/clients`, {
      name: "Heir",
      redirect_uris: [],
    })) as Json;
    await face.api("DELETE", `/v1/applications/${ids.Bank}/clients/${bank.client_id}`);
    await setFaults([
      {
        fault: "odd-value",
        field: "client_secret",
        value: "canary-rotated",
        id: ids.Till?.split("/")[1],
        times: 1000,
      },
    ]);
    await face.requests();
    const found = await check(["--unmanaged"]);
    expect(found.code).toBe(7);
    expect(found.report.resources.sort(byName)).toEqual([
      expect.objectContaining({
        name: "desk",
        status: "deleted",
        properties: [],
        next: expect.stringContaining("new secret"),
      }),
      expect.objectContaining({
        name: "key",
        status: "changed",
        properties: [expect.objectContaining({ path: "status", program: "validating", tenant: "disabled" })],
      }),
      expect.objectContaining({
        name: "shop",
        status: "changed",
        properties: [{ path: "appDescription", secret: true }],
      }),
    ]);
    expect(found.report.findings.map(({ code: kind, urn }) => `${kind} ${urn.split("::").at(-1)}`).sort()).toEqual([
      "defaultClientReplaced bank",
      "secretChanged till",
    ]);
    expect(found.report.unmanaged.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "Application Theirs",
      "Application theirs",
      "Application tmp-1",
      "Client Heir",
      "Client Rogue",
    ]);
    expect(found.report.unmanaged.find(({ name }) => name === "Rogue")).toMatchObject({
      id: `${appId}/${rogue.client_id}`,
      appId,
      createdAt: rogue.created_at,
      adopt: expect.stringContaining(`pulumi import transmit:index:Client rogue ${appId}/${rogue.client_id}`),
    });
    // Each can be run: the engine refuses a second resource of a name.
    expect(new Set(found.report.unmanaged.map(({ adopt, id }) => adopt.replace(id, ""))).size).toBe(5);
    expect(found.report.unmanaged.find(({ name }) => name === "Theirs")?.createdBy).toBe("emulated-user");
    expect(heir.client_id).toBeDefined();

    // Every format, and no secret in any; nothing was written, neither to the API nor to the state.
    writeFileSync(
      join(face.stack.folder, "ignore.yaml"),
      '- { pattern: "tmp-*", type: Application, reason: "cleaned every night" }\n- { name: "Nobody", reason: "gone" }\n',
    );
    const printed = [found.output];
    for (const format of ["text", "markdown", "sarif", "html"]) {
      const output = join(face.stack.folder, `report.${format}`);
      const result = await run(["--format", format, "--output", output, "--unmanaged", "--ignore", "../ignore.yaml"]);
      expect([format, result.code]).toEqual([format, 7]);
      printed.push(result.output, readFileSync(output, "utf8"));
      expect(printed.at(-1)).toContain("Rogue");
    }
    const text = await run(["--unmanaged", "--ignore", "../ignore.yaml"]);
    expect(text.stdout).toContain("cleaned every night");
    expect(text.stdout).not.toContain("tmp-1 ");
    const secret = String((await face.stack.outputs()).secret);
    for (const one of [...printed, text.output]) {
      expect(one).not.toMatch(/canary|emulated-(?:credential|token|secret|google|apple|apn|fcm)-[0-9a-f]{6,}/);
      expect(one).not.toContain(secret);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it
      expect(one).not.toMatch(/\u001b/);
    }
    expect(await writesOf(face)).toEqual([]);
    expect((await face.stack.state()).text).toBe(state);
  });

  test("what cannot be read is undecided, what cannot be reached is another exit code, and another tenant is a third", async () => {
    face = await openFace(sdk, ["--admin", "--tenant", "tenant-a"]);
    face.program(program);
    await face.stack.up();
    const only = (result: Result) => [result.code, result.stdout];
    await setFaults(
      ["", "/{clientId}"].map((end) => ({
        fault: "status",
        status: 403,
        method: "GET",
        path: `/v1/applications/{appId}/clients${end}`,
        times: 1000,
      })),
    );
    const { code, report } = await check();
    expect(code).toBe(7);
    expect(report.resources.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
      ["bank", "desk", "shop", "till"].map((name) => `${name} unreadable`),
    );
    await setFaults([]);

    const refused = await run([], { environment: { TRANSMIT_CLIENT_SECRET: "wrong-secret" } });
    expect(only(refused)).toEqual([3, ""]);
    expect(refused.stderr).toContain("401");
    const unreachable = await run([], { environment: { TRANSMIT_BASE_URL: "http://127.0.0.1:9/cis" } });
    expect(only(unreachable)).toEqual([3, ""]);
    const missing = await run([], { environment: { TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "" } });
    expect(only(missing)).toEqual([3, ""]);
    expect(missing.stderr).toContain("TRANSMIT_CLIENT_ID");
    const locked = await run([], { environment: { PULUMI_CONFIG_PASSPHRASE: "" } });
    expect(only(locked)).toEqual([3, ""]);
    expect(locked.stderr).toContain("PULUMI_CONFIG_PASSPHRASE");
    const elsewhere = await run([], { environment: { PULUMI_BACKEND_URL: "file:///nonexistent" } });
    expect(only(elsewhere)).toEqual([3, ""]);
    const unknown = await run(["--stack", "nope"]);
    expect(only(unknown)).toEqual([2, ""]);
    expect(unknown.stderr).toContain("pulumi stack ls");

    other = await runEmulator(root, ["--tenant", "tenant-b"]);
    const api = await connect(other);
    await api("POST", "/v1/applications", { app_name: "Theirs", client_display_name: "Web" });
    const wrong = await check([], { environment: other.environment });
    expect(wrong.code).toBe(1);
    expect(wrong.report.findings.map(({ code: kind }) => kind)).toEqual(Array(5).fill("wrongTenant"));
    expect(wrong.report.findings[0]?.message).toContain("tenant-b");
  });
});

test("an explicit provider of the plugin is read with its own settings, which the state keeps", async () => {
  face = await openFace("pulumi-transmit-plugin");
  const {
    TRANSMIT_BASE_URL: baseUrl,
    TRANSMIT_CLIENT_ID: clientId,
    TRANSMIT_CLIENT_SECRET: clientSecret,
  } = face.emulator.environment;
  const settings = JSON.stringify({ baseUrl, clientId, clientSecret });
  face.program(`
const provider = new transmit.Provider("own", ${settings});
new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } }, { provider });`);
  await face.stack.up();
  const ids = await idsByName();
  await face.api("PUT", `/v1/applications/${ids.Shop}`, { app_name: "Store" });
  const none = { TRANSMIT_BASE_URL: "", TRANSMIT_CLIENT_ID: "", TRANSMIT_CLIENT_SECRET: "" };
  const { code, report, output } = await check([], { environment: none });
  expect(code).toBe(7);
  expect(report.resources.map(({ properties }) => properties)).toEqual([
    [expect.objectContaining({ path: "appName", program: "Shop", tenant: "Store" })],
  ]);
  expect(output).not.toContain(clientSecret);
});
