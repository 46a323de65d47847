/** What is installed: packages, plugins, and which version is older. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageIn } from "../../../../cli/doctor/installed/packages.ts";
import { pluginOfProject, pluginOnPath } from "../../../../cli/doctor/installed/plugins.ts";
import { isOlder } from "../../../../cli/doctor/installed/versions.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "transmit-doctor-")));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "pulumi-transmit/dist"), { recursive: true });
  mkdirSync(join(modules, ".bin"));
  writeFileSync(join(modules, "pulumi-transmit/package.json"), '{ "name": "pulumi-transmit", "version": "1.2.3" }');
  writeFileSync(join(modules, "pulumi-transmit/dist/main.js"), "");
  symlinkSync("../pulumi-transmit/dist/main.js", join(modules, ".bin/pulumi-resource-transmit"));
  mkdirSync(join(folder, "program"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeProject = (yaml: string) => writeFileSync(join(folder, "program/Pulumi.yaml"), yaml);

test.each([
  ["22.0.0", "22.0.0", false],
  ["21.9.9", "22.0.0", true],
  ["v3.215.1", "3.216.0", true],
  ["3.216.0-alpha.1", "3.216.0", false],
  ["10.0.0", "9.9.9", false],
  ["a build of one's own", "3.216.0", false],
])("%s is older than %s: %s", (version, least, expected) => {
  expect(isOlder(version, least)).toBe(expected);
});

test("a package is found upwards", () => {
  expect(packageIn(join(folder, "program"), "pulumi-transmit")).toMatchObject({ version: "1.2.3" });
  expect(packageIn(folder, "pulumi-transmit-plugin")).toBeUndefined();
});

test("the plugin that the project names has the version of its package", async () => {
  writeProject("name: x\nruntime: nodejs\nplugins: { providers: [{ name: transmit, path: ../node_modules/.bin }] }\n");
  expect(await pluginOfProject(join(folder, "program"))).toEqual({
    version: "1.2.3",
    where: `named by Pulumi.yaml, ${join(folder, "node_modules/.bin")}`,
  });
});

test("a folder without the plugin is told apart from no folder", async () => {
  writeProject("name: x\nruntime: nodejs\nplugins: { providers: [{ name: transmit, path: bin }] }\n");
  expect(await pluginOfProject(join(folder, "program"))).toMatchObject({ isMissing: true });
  writeProject("name: x\nruntime: nodejs\n");
  expect(await pluginOfProject(join(folder, "program"))).toBeUndefined();
});

test("the plugin on PATH is the first one", () => {
  const path = [join(folder, "program"), join(folder, "node_modules/.bin")].join(":");
  expect(pluginOnPath(path)).toMatchObject({ version: "1.2.3" });
  expect(pluginOnPath(join(folder, "program"))).toBeUndefined();
});
