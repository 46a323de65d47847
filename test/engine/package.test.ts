/** The package as it is published, in a stranger's project: nothing of the checkout but its dependencies. */

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../support/root.ts";
import { createWorld } from "./world.ts";

jest.setTimeout(5 * 60_000);

let folder: string;
let unpacked: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-package-"));
  // What was built last is packed as it is: the tests were built from the same sources.
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  execFileSync("tar", ["xzf", join(folder, readdirSync(folder)[0] as string), "-C", folder]);
  unpacked = join(folder, "package");
  const modules = join(unpacked, "node_modules");
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds what runs and what describes it, and no source, test or tool", () => {
  expect(readdirSync(unpacked).sort()).toEqual(
    [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "drift.schema.json",
      "risk.schema.json",
      "node_modules",
      "package.json",
      "policy",
      "schema.json",
      "seed.schema.json",
    ].sort(),
  );
  const pack = ["PulumiPolicy.yaml", "index.js", "package.json"];
  expect(readdirSync(join(unpacked, "policy")).sort()).toEqual(pack);
  for (const file of ["sdk/dynamic/index.d.ts", "provider/dynamic/index.js", "emulator/index.js", "cli/main.js"]) {
    expect(existsSync(join(unpacked, "dist", file))).toBe(true);
  }
});

test("the example compiles against its types, and runs", async () => {
  const world = await createWorld(unpacked);
  try {
    world.stack.copy(join(root, "examples/quickstart"));
    const tsc = spawnSync("tsc", ["--noEmit", "-p", world.stack.program], { encoding: "utf8" });
    expect(tsc.stdout).toBe("");
    await world.stack.run(["stack", "init", "example"], { environment: { PULUMI_STACK: "example" } });
    const example = { environment: { PULUMI_STACK: "example" } };
    await world.stack.up([], example);
    expect(await world.applications()).toHaveLength(1);
    await world.stack.preview(["--expect-no-changes"], example);
    await world.stack.destroy([], example);
    expect(await world.applications()).toEqual([]);
  } finally {
    await world.end();
  }
});

test("what exists is imported with the package alone, and then managed by a program of dynamic resources", async () => {
  const world = await createWorld(unpacked);
  try {
    const made = await world.api("POST", "/v1/applications", { app_name: "Shop", client_display_name: "Web" });
    const id = (made as { result: { app_id: string } }).result.app_id;
    const words = ["import", "transmit:index:Application", "shop", id, "--yes", "--generate-code=false"];
    await world.stack.run(words, { npx: true });
    const first = { name: "Web", redirectUris: [] };
    await world.stack.make(
      `new transmit.Application("shop", { appName: "Shop", firstClient: ${JSON.stringify(first)} });`,
    );
    await world.stack.up();
    await world.stack.preview(["--refresh", "--expect-no-changes"]);
    expect((await world.stack.state()).text).not.toContain("pulumi:providers:transmit");
    expect(existsSync(join(world.stack.folder, "home/plugins"))).toBe(false);
    expect(await world.applications()).toHaveLength(1);
  } finally {
    await world.end();
  }
});

test("importing it loads no HTTP library, no validator and no table", () => {
  const script = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    require(${JSON.stringify(unpacked)});
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));`;
  const { stdout } = spawnSync("node", ["-e", script], { cwd: unpacked, encoding: "utf8" });
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded.length).toBeGreaterThan(0);
  // That one module of the provider imports nothing.
  for (const file of loaded) expect(file).toMatch(/dist\/(sdk\/dynamic\/|provider\/fields\/jsonValues\.js$)/);
});
