/** `pulumi-transmit export` beside the real engine: rich tenants, with names as people give them. */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import type { Seed } from "../../emulator/index.ts";
import { stageNodeSdk } from "../../tools/release/packages.ts";
import { openSource } from "../../tools/release/source.ts";
import { emulate } from "../support/emulated.ts";
import { root } from "../support/root.ts";
import { seedOf, tenantOfPrograms } from "../support/tenants.ts";
import { type Exporting, openExporting } from "./exporting.ts";

jest.setTimeout(5 * 60_000);

let world: Exporting;
afterEach(() => world?.end());

const canary = "canary-7f3a";
const site = { redirectUris: ["https://shop.example/callback"] };
const privateKey = { kty: "EC", crv: "P-256", x: "public", y: "public", d: `${canary}-private` };

/** As real tenants are. */
const untidy: Partial<Seed> = {
  applications: [
    {
      appId: "id-shop",
      appName: "Shop",
      inviteClientId: "id-portal-web",
      loginPreferences: {
        authMethods: {
          google: { clientId: "google", clientSecret: `${canary}-google` },
          push: { fcm: { key: { private_key: `${canary}-fcm` } } },
        },
      },
      clients: [
        { clientId: "id-shop-web", clientSecret: `${canary}-secret`, name: "Web", ...site },
        { clientId: "id-shop-app", name: `Quotes " and ' and \` and \${x} and \\`, clientType: "native", ...site },
        { clientId: "id-shop-saml", name: "Web", authenticationProtocol: "saml", spEntityId: "urn:shop" },
        {
          clientId: "id-shop-key",
          name: "key",
          ...site,
          authenticationConfiguration: { method: "private_key_jwt", jwks: { keys: [privateKey] } },
        },
      ],
    },
    { appId: "id-portal", appName: "Portal", clients: [{ clientId: "id-portal-web", name: "Web", ...site }] },
    { appId: "id-twin", appName: "Shop", clients: [{ clientId: "id-twin-web", name: "Web", ...site }] },
    {
      appId: "-id-class",
      appName: "class",
      clients: [
        { clientId: "-id-new", name: "new", ...site },
        { clientId: "-id-2026", name: "2026", ...site },
      ],
    },
    {
      appId: "id-emoji",
      appName: "👩‍👩‍👧 🛍️",
      appDescription: "one\r\ntwo\u2028three\u202efour\tfive",
      clients: [{ name: "חנות", ...site }],
    },
    {
      appId: "id-long",
      appName: "x".repeat(200),
      clients: [{ name: "y ".repeat(100), authenticationProtocol: "saml", spEntityId: "urn:long" }],
    },
    {
      appId: "id-ring",
      appName: "Ring",
      inviteClientId: "id-ring-other",
      clients: [
        { name: "Web", ...site },
        { clientId: "id-ring-other", name: "Other", ...site },
      ],
    },
    { appId: "id-con", appName: "con", clients: [{ name: "default", ...site }] },
  ],
  signingKeys: [{ keyId: "id-key", name: "2026", status: "signing" }],
};

const [drawn] = fc.sample(tenantOfPrograms, {
  numRuns: 1,
  ...(process.env.SEED && { seed: Number(process.env.SEED) }),
});
const rich = seedOf(drawn ?? [], untidy);

const linkSdk = (folder: string) =>
  cpSync(stageNodeSdk(openSource(root)), join(folder, "pulumi-transmit-plugin"), { recursive: true });

describe.each([["typescript"], ["typescript-plugin"]])("%s", (language) => {
  test("the project is adopted without a difference, compiles, and has no secret; a second run writes the same", async () => {
    world = await openExporting({ seed: rich });
    const modules = join(world.stack.program, "node_modules");
    if (language === "typescript-plugin") linkSdk(modules);
    const first = await world.run(["--language", language]);
    expect(first.summary).toMatchObject({ verified: true, differences: [], leftOut: [] });
    expect(first.code).toBe(0);
    expect(world.writes()).toEqual([]);
    const files = world.files();
    for (const text of [...files.values(), first.output]) expect(text).not.toContain(canary);
    for (const { clients } of world.emulator.contents().applications) {
      for (const { clientSecret } of clients)
        for (const text of files.values()) expect(text).not.toContain(clientSecret);
    }
    // Ids are in the file for imports alone, but for those of objects that need each other.
    const programs = [...files].filter(([path]) => path !== "import.json");
    const ids = world.emulator
      .contents()
      .applications.flatMap(({ appId, clients }) => [appId, ...clients.map(({ clientId }) => clientId)]);
    const named = ids.filter((id) => programs.some(([, text]) => text.includes(`"${id}"`)));
    expect(named).toEqual(["id-ring-other"]);
    const formatted = ["format", "--indent-style=space", "--line-width=80", world.folder];
    const {
      stderr,
      stdout: said,
      status: unformatted,
    } = spawnSync("biome", formatted, { encoding: "utf8", cwd: world.folder });
    expect([unformatted, stderr + said]).toEqual([
      0,
      expect.stringMatching(/^Checked \d\d files .*No fixes applied\.\s*$/),
    ]);
    symlinkSync(modules, join(world.folder, "node_modules"));
    const { stdout, status } = spawnSync("tsc", ["-p", world.folder, "--noEmit"], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
    const again = await world.run(["--language", language, "--force", "--no-verify"]);
    expect([...world.files()]).toEqual([...files]);
    expect(again.summary).toEqual({ ...first.summary, verified: false });
  });
});

test("a snapshot is a seed of the same tenant, with other secrets", async () => {
  world = await openExporting({ seed: rich });
  const file = join(world.stack.program, "tenant.json");
  const { code, output } = await world.run(["--snapshot", file, "--no-verify"]);
  expect([code, output]).toEqual([0, expect.not.stringContaining(canary)]);
  const text = readFileSync(file, "utf8");
  const before = world.emulator.contents();
  const secrets = (JSON.stringify(before).match(/"(?:clientSecret|key)":"[^"]+"/g) ?? []).map(
    (found) => found.split('"')[3] as string,
  );
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of [...secrets, canary]) expect(text).not.toContain(secret);
  const files = world.files();
  const copy = await emulate({ seed: file });
  try {
    const again = await world.run(["--no-verify", "--force"], { ...copy.env });
    expect(again.code).toBe(0);
    // One of its clients has a private key, without which it can be declared.
    const comparable = (all: Map<string, string>) => [...all].filter(([path]) => !/shop\.ts$|export\.json$/.test(path));
    expect(comparable(world.files())).toEqual(comparable(files));
    const ofShop = copy.contents().applications.find(({ appId }) => appId === "id-shop");
    expect(ofShop?.clients[0]?.clientSecret).toMatch(/^replaced-/);
    expect(ofShop?.loginPreferences).toEqual({
      authMethods: {
        google: { clientId: "google", clientSecret: expect.stringMatching(/^replaced-/) },
        push: { fcm: { key: { replaced: expect.any(String) } } },
      },
    });
  } finally {
    await copy.close();
  }
  expect(world.writes()).toEqual([]);
});
