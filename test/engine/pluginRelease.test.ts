/** The plugin as it is released: an archive that the real engine installs, in a project that knows nothing of the checkout. */

import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { root } from "../support/root.ts";
import { createWorld } from "./world.ts";

jest.setTimeout(5 * 60_000);

let folder: string;

const release = (into: string) =>
  execFileSync("node", ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", join(root, "tools/release.mts"), into], {
    cwd: folder,
  });

const archiveFor = (system: string, machine: string) =>
  join(folder, `pulumi-resource-transmit-v${version}-${system}-${machine}.tar.gz`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-release-"));
  release(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["linux", "pulumi-resource-transmit"],
  ["darwin", "pulumi-resource-transmit"],
  ["windows", "pulumi-resource-transmit.cmd"],
])("a release for %s holds what starts the plugin, the plugin, its schema and the licences", (system, launcher) => {
  for (const machine of ["amd64", "arm64"]) {
    const listing = execFileSync("tar", ["tzf", archiveFor(system, machine)], { encoding: "utf8" });
    const names = [launcher, "pulumi-resource-transmit.cjs", "schema.json", "LICENSE", "THIRD-PARTY-LICENSES"];
    expect(listing.trim().split("\n")).toEqual(names);
  }
});

test("where there is no Node, what starts the plugin says that it needs one", () => {
  const unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  execFileSync("tar", ["xzf", archiveFor("linux", "arm64"), "-C", unpacked]);
  const launcher = join(unpacked, "pulumi-resource-transmit");
  const { status, stderr } = spawnSync("/bin/sh", [launcher], { env: { PATH: unpacked }, encoding: "utf8" });
  expect([status, stderr]).toEqual([1, "The transmit plugin needs Node.js 22 or newer on PATH.\n"]);
  const windows = execFileSync("tar", ["xzOf", archiveFor("windows", "amd64"), "pulumi-resource-transmit.cmd"]);
  expect(windows.toString()).toBe(
    [
      "@echo off",
      "where node >nul 2>nul || (echo The transmit plugin needs Node.js 22 or newer on PATH.>&2 & exit /b 1)",
      'node "%~dp0pulumi-resource-transmit.cjs" %*',
      "",
    ].join("\r\n"),
  );
});

test("the same sources make the same archives, which hold no path of this machine", () => {
  const again = join(folder, "again");
  release(again);
  for (const name of readdirSync(again)) {
    expect(readFileSync(join(again, name)).equals(readFileSync(join(folder, name)))).toBe(true);
  }
  const code = execFileSync("tar", ["xzOf", archiveFor("linux", "amd64"), "pulumi-resource-transmit.cjs"], {
    maxBuffer: 1 << 26,
  });
  expect(code.includes(root)).toBe(false);
});

/** As a user does, in a folder with the archive and the checksums. */
const installChecked = (home: string, from: string) => {
  const file = `pulumi-resource-transmit-v${version}-linux-amd64.tar.gz`;
  const script =
    "sha256sum --check --ignore-missing SHA256SUMS && " +
    `pulumi plugin install resource transmit ${version} --file ${file} --non-interactive`;
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const env = { PATH: `${engine}:${process.env.PATH}`, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
  return spawnSync("/bin/sh", ["-c", script], { cwd: from, env, encoding: "utf8" });
};

test("what was downloaded is checked before it is installed: one changed byte, and nothing is", () => {
  const [download, home] = ["download", "home"].map((name) => join(folder, name)) as [string, string];
  mkdirSync(download);
  const archive = join(download, `pulumi-resource-transmit-v${version}-linux-amd64.tar.gz`);
  const content = readFileSync(archiveFor("linux", "amd64"));
  copyFileSync(join(folder, "SHA256SUMS"), join(download, "SHA256SUMS"));
  content.writeUInt8(content.readUInt8(4000) ^ 1, 4000);
  writeFileSync(archive, content);
  expect(installChecked(home, download)).toMatchObject({ status: 1, stdout: expect.stringContaining("FAILED") });
  expect(existsSync(join(home, "plugins"))).toBe(false);
  content.writeUInt8(content.readUInt8(4000) ^ 1, 4000);
  writeFileSync(archive, content);
  expect(installChecked(home, download)).toMatchObject({ status: 0 });
  expect(existsSync(join(home, `plugins/resource-transmit-v${version}`))).toBe(true);
});

test("the bill of materials names what is in the plugin, with the checksums of the lock file", () => {
  const bom = JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf8"));
  type Component = { name: string; group?: string; version: string; hashes?: { alg: string }[]; purl: string };
  const components: Component[] = bom.components;
  const named = new Set(components.map(({ purl }) => decodeURIComponent(purl)));
  const notices = execFileSync("tar", ["xzOf", archiveFor("linux", "amd64"), "THIRD-PARTY-LICENSES"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const bundled = notices.split(/\n-{80}\n\n/).map((text) => text.slice(0, text.indexOf(" (")).replace(" ", "@"));
  expect(bundled).toContainEqual(expect.stringMatching(/^@pulumi\/pulumi@3\./));
  expect(bundled.filter((one) => !named.has(`pkg:npm/${one}`))).toEqual([]);
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies))
    expect([...named].some((one) => one.startsWith(`pkg:npm/${name}@`))).toBe(true);
  expect(components.filter(({ hashes = [] }) => !hashes.some(({ alg }) => alg === "SHA-512"))).toEqual([]);
  expect([...named].filter((one) => /\/(?:jest|typescript|@biomejs\/biome)@/.test(one))).toEqual([]);
  expect(bom.metadata.component).toMatchObject({ name: "pulumi-transmit", version });
});

test("the engine installs it, and then finds it by itself", async () => {
  const world = await createWorld();
  try {
    const archive = archiveFor(process.platform, process.arch === "x64" ? "amd64" : process.arch);
    await world.stack.run(["plugin", "install", "resource", "transmit", `v${version}`, "--file", archive]);
    const schema = await world.stack.run(["package", "get-schema", "transmit"], { quiet: true });
    expect(JSON.parse(schema.stdout)).toMatchObject({ name: "transmit", version });

    const shop = { appName: "Shop", firstClient: { name: "Site", redirectUris: [] } };
    await world.stack.make(`new pulumi.CustomResource("transmit:index:Application", "shop", ${JSON.stringify(shop)});`);
    await world.stack.up();
    expect(await world.applications()).toHaveLength(1);
    await world.stack.preview(["--expect-no-changes"]);
    await world.stack.destroy();
    expect(await world.applications()).toEqual([]);
  } finally {
    await world.end();
  }
});
