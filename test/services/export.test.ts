/** Exports in other languages: each project is adopted by the real engine without a difference, and Go compiles. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as fc from "fast-check";
import { version } from "../../package.json";
import { type Exporting, openExporting } from "../engine/exporting.ts";
import { root } from "../support/root.ts";
import { seedOf, tenantOfPrograms } from "../support/tenants.ts";
import { untidy } from "../support/untidyTenant.ts";

jest.setTimeout(8 * 60_000);

const [drawn] = fc.sample(tenantOfPrograms, {
  numRuns: 1,
  ...(process.env.SEED && { seed: Number(process.env.SEED) }),
});

let folder: string;
let world: Exporting;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-release-"));
  const made = [
    "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
    join(root, "tools/release.mts"),
    folder,
    "--packages",
  ];
  expect(execFileSync("node", made, { encoding: "utf8" })).not.toContain("not made");
  world = await openExporting({ seed: seedOf(drawn ?? [], untidy) });
});
afterAll(async () => {
  await world?.end();
  // Go makes what it downloads read-only.
  spawnSync("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const engine = () => readFileSync(join(root, ".engine/path"), "utf8");
const path = (...more: string[]) =>
  [...more, join(root, "node_modules/.bin"), join(root, ".engine/languages"), engine(), process.env.PATH].join(
    delimiter,
  );

/** What is known of a run in a language, and of the program that it wrote. */
async function exported(language: string, environment: Record<string, string>): Promise<string[]> {
  rmSync(world.folder, { recursive: true, force: true });
  const { code, summary, output } = await world.run(["--language", language], environment);
  expect([code, summary.differences, summary.verified, output]).toEqual([0, [], true, expect.any(String)]);
  expect(world.writes()).toEqual([]);
  const programs = [...world.files()].filter(([name]) => !/import\.json$/.test(name));
  const ids = world.emulator.contents().applications.map(({ appId }) => appId);
  for (const [, text] of programs) for (const id of ids) expect(text).not.toContain(`"${id}"`);
  return programs.map(([name]) => name);
}

test("Python", async () => {
  const venv = join(folder, "venv");
  const run = (command: string, args: string[]) => execFileSync(command, args, { stdio: "pipe" });
  run("python3", ["-m", "venv", venv]);
  run(join(venv, "bin/pip"), [
    "install",
    "--quiet",
    "--disable-pip-version-check",
    join(folder, `pulumi_transmit-${version}-py3-none-any.whl`),
  ]);
  const files = await exported("python", { PATH: path(join(venv, "bin")) });
  expect(files).toEqual(
    expect.arrayContaining(["__main__.py", "applications/class_application.py", "requirements.txt"]),
  );
});

test("YAML", async () => {
  const files = await exported("yaml", { PATH: path() });
  expect(files).toContain("Pulumi.yaml");
});

test("Go is formatted, and compiles", async () => {
  const proxy = execFileSync("go", ["env", "GOPROXY"], { encoding: "utf8" }).trim();
  const environment = {
    ...process.env,
    GOPROXY: `file://${join(folder, "go")},${proxy}`,
    GONOSUMDB: "github.com/pulumi-transmit/*",
    GOFLAGS: "-mod=mod",
  };
  rmSync(world.folder, { recursive: true, force: true });
  const { code } = await world.run(["--language", "go", "--no-verify"]);
  expect(code).toBe(0);
  const run = (command: string, args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: world.folder,
      env: environment,
      encoding: "utf8",
    });
    return [status, stdout, stderr];
  };
  expect(run("gofmt", ["-l", "."])).toEqual([0, "", ""]);
  expect(run("go", ["mod", "tidy"])[0]).toBe(0);
  expect(run("go", ["vet", "./..."])).toEqual([0, "", ""]);
});
