/** The SDKs that are generated from the schema compile, and have all names that programs use. */

import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import schema from "../../schema.json";
import { lackOfGo } from "../../tools/engine/go.ts";
import { root } from "../support/root.ts";

jest.setTimeout(5 * 60_000);

const read = (file: string) => readFileSync(join(root, "sdk", file), "utf8");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-sdks-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The error has the output of both streams: some compilers write their errors to stdout. */
function compile(command: string, args: string[], options: SpawnSyncOptions = {}): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, ...options, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? `${stdout}${stderr}`}`);
}

/** Runs the test if the machine has what the language needs; otherwise prints that it does not run. */
function testWith(lack: string | undefined, name: string, run: () => void): void {
  if (lack !== undefined) process.stderr.write(`${name}: not run, ${lack}.\n`);
  (lack === undefined ? test : test.skip)(name, run);
}

test("the SDK for Node.js compiles, and exports every resource, function and choice", () => {
  const compiled = join(folder, "nodejs");
  compile(join(root, "node_modules/.bin/tsc"), ["-p", "sdk/nodejs", "--outDir", compiled]);
  const index = readFileSync(join(compiled, "index.d.ts"), "utf8");
  const named = Object.keys(schema.resources).map((token) => token.split(":").at(-1));
  for (const name of [...named, "Provider"]) expect(index).toContain(`export declare const ${name}:`);
  const functions = Object.keys(schema.functions).map((token) => token.split(":").at(-1) as string);
  for (const name of functions) expect(index).toContain(`export declare const ${name}: `);
  for (const name of functions) expect(index).toContain(`export declare const ${name}Output: `);
  const choices = Object.entries(schema.types).filter(([, type]) => "enum" in type);
  const enums = readFileSync(join(compiled, "types/enums/index.d.ts"), "utf8");
  for (const [token] of choices) expect(enums).toContain(`export declare const ${token.split(":").at(-1)}:`);
});

testWith(lackOfGo(), "the SDK for Go compiles and is vetted", () => {
  // The modules that go.mod lists, whatever the machine's own settings are.
  for (const command of ["build", "vet"])
    compile("go", [command, "-mod=readonly", "./..."], { cwd: join(root, "sdk/go") });
});

const python = spawnSync("python3", ["--version"]).status === 0 ? undefined : "there is no python3";
testWith(python, "the SDK for Python compiles", () => {
  const env = { ...process.env, PYTHONPYCACHEPREFIX: join(folder, "python") };
  compile("python3", ["-m", "compileall", "-q", "sdk/python/pulumi_transmit"], { env });
});

test("the SDKs for Python and Go have every function", () => {
  const python = read("python/pulumi_transmit/__init__.py");
  const go = readdirSync(join(root, "sdk/go/transmit")).filter((file) => file.endsWith(".go"));
  const defined = go.flatMap((file) =>
    [...read(`go/transmit/${file}`).matchAll(/^func (\w+)/gm)].map(([, name]) => name),
  );
  for (const token of Object.keys(schema.functions)) {
    const name = token.split(":").at(-1) as string;
    expect(python).toContain(`from .${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} import`);
    // Pulumi's generator for Go calls a function that returns one resource Lookup….
    const called = [name.replace(/^get/, "Get"), name.replace(/^get/, "Lookup")];
    expect(called.filter((one) => defined.includes(one) && defined.includes(`${one}Output`))).toHaveLength(1);
  }
});

test("each SDK names the plugin and its version", () => {
  const plugin = { resource: true, name: "transmit", version };
  expect(JSON.parse(read("nodejs/package.json"))).toMatchObject({ version, pulumi: plugin });
  expect(JSON.parse(read("python/pulumi_transmit/pulumi-plugin.json"))).toEqual(plugin);
  expect(read("python/pyproject.toml")).toContain(`version = "${version}"`);
  expect(JSON.parse(read("go/transmit/pulumi-plugin.json"))).toEqual(plugin);
  expect(read("go/transmit/internal/pulumiUtilities.go")).toContain(`semver.MustParse("${version}")`);
});

test("programs in Go import the module that the schema names", () => {
  expect(`${read("go/go.mod").match(/^module (.*)$/m)?.[1]}/transmit`).toBe(schema.language.go.importBasePath);
});

test("no enum value has a name with an underscore, in any language", () => {
  const names = [
    ...read("nodejs/types/enums/index.ts").matchAll(/^ {4}(\w+): "/gm),
    ...read("go/transmit/pulumiEnums.go").matchAll(/^\t(\w+)\s+= \w+\("/gm),
  ].map(([, name]) => name as string);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => name.includes("_"))).toEqual([]);
});

test("generated files contain no path of this machine", () => {
  for (const language of ["nodejs", "python", "go"]) {
    for (const entry of readdirSync(join(root, "sdk", language), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), "utf8")).not.toContain(root);
    }
  }
});

testWith(lackOfGo(), "an invalid schema generates no SDK, and the error names the problem", () => {
  const { types: _, ...without } = schema;
  const broken = join(folder, "schema.json");
  writeFileSync(broken, JSON.stringify(without));
  const { status, stderr } = spawnSync("go", ["run", ".", "generate", broken, join(folder, "out")], {
    cwd: join(root, "tools/schema"),
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain("does not bind");
  expect(readdirSync(folder)).not.toContain("out");
});
