/** `pulumi-transmit export` beside the real engine: rich tenants, with names as people give them. */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { stageNodeSdk } from "../../tools/release/packages.ts";
import { openSource } from "../../tools/release/source.ts";
import { emulate } from "../support/emulated.ts";
import { root } from "../support/root.ts";
import { seedOf, tenantOfPrograms } from "../support/tenants.ts";
import { canary, untidy } from "../support/untidyTenant.ts";
import { type Exporting, openExporting } from "./exporting.ts";

jest.setTimeout(5 * 60_000);

let world: Exporting;
afterEach(() => world?.end());

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
