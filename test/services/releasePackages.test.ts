/** The packages of a release, made with an environment that says where it is published. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import Ajv from "ajv";
import { version } from "../../package.json";
import { lackOfGo } from "../../tools/engine/go.ts";
import { lackOfPython } from "../../tools/engine/python.ts";
import { root } from "../support/root.ts";
import { npmInstall } from "./support/npm.ts";

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
  printed = release(folder, { ...process.env, ...environment });
});

/** As `make release` does. @returns What the making of the packages prints. */
function release(into: string, env: NodeJS.ProcessEnv): string {
  const command = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", join(root, "tools/release.mts"), into];
  const made = execFileSync("node", [...command, "--packages"], { env, encoding: "utf8" });
  execFileSync("node", command, { env });
  return made;
}

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
    "SHA256SUMS",
    "go",
    `pulumi-transmit-${version}.tgz`,
    `pulumi-transmit-go-v${version}.tar.gz`,
    `pulumi-transmit-plugin-${version}.tgz`,
    `pulumi_transmit-${version}-py3-none-any.whl`,
    `pulumi_transmit-${version}.tar.gz`,
    "sbom.cdx.json",
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

testAll("the checksums are of every file that is downloaded, and find a changed byte in each", () => {
  const lines = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
  const names = lines.map((line) => line.slice(66));
  expect(names).toEqual(
    readdirSync(folder)
      .filter((name) => name !== "go" && name !== "SHA256SUMS")
      .sort(),
  );
  expect(names).toHaveLength(12);
  execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: folder });
  for (const [index, name] of names.entries()) {
    const content = readFileSync(join(folder, name));
    const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(lines[index]).toBe(`${sum(content)}  ${name}`);
    content.writeUInt8(content.readUInt8(100) ^ 1, 100);
    expect(lines[index]).not.toContain(sum(content));
  }
});

testAll("the archive of the module for Go is the folder that serves as a proxy", () => {
  const module = `go/github.com/pulumi-transmit/pulumi-transmit/sdk/go/@v`;
  const files = ["list", `v${version}.info`, `v${version}.mod`, `v${version}.zip`].map((name) => `${module}/${name}`);
  expect(listOf(`pulumi-transmit-go-v${version}.tar.gz`)).toEqual(files);
  expect(inTar(`pulumi-transmit-go-v${version}.tar.gz`, `${module}/v${version}.mod`)).toBe(
    readFileSync(join(folder, module, `v${version}.mod`), "utf8"),
  );
});

testAll("the same sources make the same bytes, of every file, at another time and in another place", () => {
  const places = ["one", "other"].map((name) => join(folder, "..", `${basename(folder)}-${name}`)) as [string, string];
  try {
    for (const place of places) release(place, { ...process.env, TZ: place === places[0] ? "UTC" : "Asia/Tokyo" });
    expect(execFileSync("diff", ["--recursive", ...places], { encoding: "utf8" })).toBe("");
    expect(readdirSync(places[0])).toHaveLength(14);
  } finally {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
});

testAll("the bill of materials is as the schema of CycloneDX says", async () => {
  const tools = join(folder, "..", `${basename(folder)}-tools`);
  try {
    await npmInstall(tools, ["@cyclonedx/cyclonedx-library@10.3.0"], ["--ignore-scripts", "--omit=optional"]);
    const schemas = join(tools, "node_modules/@cyclonedx/cyclonedx-library/res/schema");
    const read = (name: string) => JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));
    const isUri = (text: string) => URL.canParse(text, "https://base.example/");
    const ajv = new Ajv({
      strict: false,
      // One of its patterns is none with the flag.
      unicodeRegExp: false,
      formats: {
        "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
        "iri-reference": isUri,
        "idn-email": /@/,
        uri: (text: string) => URL.canParse(text),
        email: /@/,
      },
    });
    const bomSchema = read("bom-1.5");
    // They refer to each other by the names of their files.
    for (const name of ["spdx", "jsf-0.82"])
      ajv.addSchema({ ...read(name), $id: new URL(`${name}.SNAPSHOT.schema.json`, bomSchema.$id).href });
    const validate = ajv.compile(bomSchema);
    const bom = JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf8"));
    expect([validate(bom), validate.errors]).toEqual([true, null]);
    expect(validate({ ...bom, serialNumber: "one" })).toBe(false);
    expect(validate({ ...bom, components: [{ name: "no type" }] })).toBe(false);
  } finally {
    rmSync(tools, { recursive: true, force: true });
  }
});
