/** The packages of a release, made with an environment that says where it is published. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { lackOfGo } from "../../tools/engine/go.ts";
import { lackOfPython } from "../../tools/engine/python.ts";
import { root } from "../support/root.ts";

jest.setTimeout(5 * 60_000);

const lack = lackOfGo() ?? lackOfPython(join(root, ".engine"));
if (lack !== undefined) process.stderr.write(`The packages of a release: not tested, ${lack}.\n`);
const testAll = lack === undefined ? test : test.skip;

const published = {
  homepage: "https://transmit.example",
  repository: "https://git.example/transmit",
  logoUrl: "https://transmit.example/logo.png",
  publisher: "Acme",
  pluginDownloadURL: "https://plugins.example/transmit",
};

let folder: string;
let printed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-packages-"));
  if (lack !== undefined) return;
  const environment = {
    RELEASE_HOMEPAGE: published.homepage,
    RELEASE_REPOSITORY: published.repository,
    RELEASE_LOGO_URL: published.logoUrl,
    RELEASE_PUBLISHER: published.publisher,
    RELEASE_PLUGIN_DOWNLOAD_URL: published.pluginDownloadURL,
  };
  const release = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", join(root, "tools/release.mts"), folder];
  const env = { ...process.env, ...environment };
  execFileSync("node", release, { env });
  printed = execFileSync("node", [...release, "--packages"], { env, encoding: "utf8" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file in a tarball. */
const inTar = (tarball: string, file: string): string =>
  execFileSync("tar", ["xzOf", join(folder, tarball), file], { encoding: "utf8", maxBuffer: 1 << 26 });

const listOf = (tarball: string): string[] =>
  execFileSync("tar", ["tzf", join(folder, tarball)], { encoding: "utf8" })
    .trim()
    .split("\n");

const inZip = (archive: string, file: string): string =>
  execFileSync(
    "python3",
    ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())"].concat(
      join(folder, archive),
      file,
    ),
    { encoding: "utf8" },
  );

testAll("every package is made, and nothing is left in the checkout", () => {
  expect(printed.trim().split("\n")).toEqual(Array(4).fill(expect.stringMatching(/^made /)));
  expect(
    readdirSync(folder)
      .filter((name) => !name.startsWith("pulumi-resource-"))
      .sort(),
  ).toEqual([
    "go",
    `pulumi-transmit-${version}.tgz`,
    `pulumi-transmit-plugin-${version}.tgz`,
    `pulumi_transmit-${version}-py3-none-any.whl`,
    `pulumi_transmit-${version}.tar.gz`,
  ]);
  for (const left of ["sdk/nodejs/bin", "sdk/python/build", "sdk/python/pulumi_transmit.egg-info"])
    expect(existsSync(join(root, left))).toBe(false);
});

testAll("the schema in the npm package and with the plugin says where it is published", () => {
  const archive = readdirSync(folder).find((name) => name.includes("linux-amd64")) as string;
  for (const schema of [inTar(archive, "schema.json"), inTar(`pulumi-transmit-${version}.tgz`, "package/schema.json")])
    expect(JSON.parse(schema)).toMatchObject({ ...published, name: "transmit", license: "Apache-2.0" });
  const manifest = JSON.parse(inTar(`pulumi-transmit-${version}.tgz`, "package/package.json"));
  expect(manifest).toMatchObject({ homepage: published.homepage, repository: published.repository });
  expect(manifest).not.toHaveProperty("pulumi");
});

testAll("the npm package has the files that npm itself would pack", () => {
  const dryRun = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
  });
  const [{ files }] = JSON.parse(dryRun) as [{ files: { path: string }[] }];
  const expected = files.map(({ path }) => `package/${path}`).sort();
  expect(listOf(`pulumi-transmit-${version}.tgz`).sort()).toEqual(expected);
  expect(expected).not.toContain("package/dist/.built");
});

testAll("the plugin's SDK for Node.js is JavaScript with declarations, and names the plugin", () => {
  const tarball = `pulumi-transmit-plugin-${version}.tgz`;
  const files = listOf(tarball).filter((name) => /\.[jt]s$/.test(name));
  const modules = files.filter((name) => name.endsWith(".js"));
  expect(modules).toContain("package/index.js");
  expect(files.sort()).toEqual(modules.flatMap((name) => [name, name.replace(/js$/, "d.ts")]).sort());
  const manifest = JSON.parse(inTar(tarball, "package/package.json"));
  expect(manifest).toMatchObject({
    main: "index.js",
    types: "index.d.ts",
    homepage: published.homepage,
    pulumi: { resource: true, name: "transmit", version, server: published.pluginDownloadURL },
  });
  expect(manifest).not.toHaveProperty("devDependencies");
});

testAll("the wheel and the module for Go name the plugin and carry the licence", () => {
  const plugin = { resource: true, name: "transmit", version, server: published.pluginDownloadURL };
  const wheel = `pulumi_transmit-${version}-py3-none-any.whl`;
  expect(JSON.parse(inZip(wheel, "pulumi_transmit/pulumi-plugin.json"))).toEqual(plugin);
  expect(inZip(wheel, `pulumi_transmit-${version}.dist-info/METADATA`)).toContain(published.homepage);
  expect(inZip(wheel, `pulumi_transmit-${version}.dist-info/licenses/LICENSE`)).toContain("Apache License");
  const name = "github.com/pulumi-transmit/pulumi-transmit/sdk/go";
  const module = `go/${name}/@v/v${version}`;
  expect(JSON.parse(inZip(`${module}.zip`, `${name}@v${version}/transmit/pulumi-plugin.json`))).toEqual(plugin);
  expect(inZip(`${module}.zip`, `${name}@v${version}/LICENSE`)).toContain("Apache License");
  expect(readFileSync(join(folder, `${module}.mod`), "utf8")).toContain(`module ${name}`);
});
