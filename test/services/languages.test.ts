/**
 * What a user of each language does with the files of a release: installs the SDK and the plugin, and runs the example of the
 * language on the real engine. Nothing of the checkout is used but the engine and the hosts of the languages.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { version } from "../../package.json";
import { connect, type Json, type Send } from "../../tools/engine/api.ts";
import { type RunningEmulator, runEmulator } from "../../tools/engine/emulator.ts";
import { Stack } from "../../tools/engine/stack.ts";
import { root } from "../support/root.ts";

jest.setTimeout(8 * 60_000);

let folder: string;
let emulator: RunningEmulator;
let api: Send;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-release-"));
  const node = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", join(root, "tools/release.mts"), folder];
  execFileSync("node", node);
  const made = execFileSync("node", [...node, "--packages"], { encoding: "utf8" });
  expect(made).not.toContain("not made");
  emulator = await runEmulator(root);
  api = await connect(emulator);
  // Where somebody keeps the archives for a company.
  server = createServer(({ url = "" }, response) => {
    const file = join(folder, basename(url));
    // The engine wants to know the length.
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server?.close();
  await emulator?.stop();
  // Go makes what it downloads read-only.
  spawnSync("chmod", ["-R", "u+w", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const system = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
const fromFile = () => ["--file", join(folder, `pulumi-resource-transmit-v${version}-${system}.tar.gz`)];
const fromServer = () => ["--server", `http://127.0.0.1:${(server.address() as AddressInfo).port}`];

/** Runs a command in the program's folder. */
function run(stack: Stack, command: string, args: string[], environment: Record<string, string> = {}): void {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: stack.program, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stdout + stderr}`);
}

function installForNode(stack: Stack): void {
  const tarball = join(folder, `pulumi-transmit-plugin-${version}.tgz`);
  run(stack, "npm", ["install", "--no-audit", "--no-fund", "--silent", tarball]);
  run(stack, join(stack.program, "node_modules/.bin/tsc"), ["--noEmit"]);
}

function installForPython(stack: Stack): void {
  run(stack, "python3", ["-m", "venv", "venv"]);
  const wheel = join(folder, `pulumi_transmit-${version}-py3-none-any.whl`);
  run(stack, join(stack.program, "venv/bin/pip"), ["install", "--quiet", "--disable-pip-version-check", wheel]);
}

function installForGo(stack: Stack): void {
  const proxy = execFileSync("go", ["env", "GOPROXY"], { encoding: "utf8" }).trim();
  const environment = {
    GOPROXY: `file://${join(folder, "go")},${proxy}`,
    GONOSUMDB: "github.com/pulumi-transmit/*",
    GOFLAGS: "-mod=mod",
  };
  run(stack, "go", ["get", `github.com/pulumi-transmit/pulumi-transmit/sdk/go@v${version}`], environment);
  run(stack, "go", ["mod", "tidy"], environment);
}

interface Language {
  example: string;
  install?(stack: Stack): void;
  plugin(): string[];
}

test.each<[string, Language]>([
  ["TypeScript", { example: "typescript-plugin", install: installForNode, plugin: fromFile }],
  ["Python", { example: "python-quickstart", install: installForPython, plugin: fromServer }],
  ["Go", { example: "go-quickstart", install: installForGo, plugin: fromFile }],
  ["YAML", { example: "yaml-quickstart", plugin: fromServer }],
])("the example in %s lives and leaves nothing", async (_, { example, install, plugin }) => {
  const stack = new Stack({ root, isBare: true, environment: emulator.environment });
  try {
    stack.copy(join(root, "examples", example));
    install?.(stack);
    const engine = readFileSync(join(root, ".engine/path"), "utf8");
    const environment = {
      PATH: [
        join(stack.program, "venv/bin"),
        join(root, "node_modules/.bin"),
        join(root, ".engine/languages"),
        engine,
        process.env.PATH,
      ].join(delimiter),
      PULUMI_STACK: "example",
    };
    await stack.run(["plugin", "install", "resource", "transmit", version, ...plugin()], { environment });
    await stack.run(["stack", "init", "example"], { environment });
    await stack.up([], { environment });
    const applications = async () => ((await api("GET", "/v1/applications")) as { result: Json[] }).result;
    const keys = async () => {
      const listed = (await api("GET", "/v1/applications/signing-keys")) as Json[];
      return listed.filter(({ deleted_at: deleted }) => !deleted);
    };
    const [application] = await applications();
    expect(application).toMatchObject({ app_name: "Shop", app_description: "Where customers buy things" });
    const clients = (await api("GET", `/v1/applications/${application?.app_id}/clients`)) as Json[];
    expect(clients.map(({ name }) => name).sort()).toEqual(["Partner portal", "Shop app", "Shop website"]);
    expect(await keys()).toEqual([expect.objectContaining({ name: "2026" })]);
    const { stdout } = await stack.run(["stack", "output", "--json"], { environment });
    expect(JSON.parse(stdout)).toMatchObject({ appId: application?.app_id, clientSecret: "[secret]" });
    await stack.preview(["--refresh", "--expect-no-changes"], { environment });
    await stack.destroy([], { environment });
    expect([...(await applications()), ...(await keys())]).toEqual([]);
  } finally {
    stack.remove();
  }
});
