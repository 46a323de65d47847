/** The generated SDKs: the examples that use them, run on the real engine with the plugin. */

import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { version } from "../../package.json";
import { lackOfPython } from "../../tools/engine/python.ts";
import { buildPython } from "../../tools/release/packages.ts";
import { openSource } from "../../tools/release/source.ts";
import { root } from "../support/root.ts";
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

const lack = lackOfPython(join(root, ".engine"));

let world: PluginWorld;
beforeEach(async () => {
  world = await createPluginWorld();
});
afterEach(() => world?.end());

/** The wheel, as `pip install` would, but for what it depends on, which is there. @returns What Python finds it with. */
function installForPython(): Record<string, string> {
  const { folder, program } = world.stack;
  const environment = join(root, ".engine/python");
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  buildPython(openSource(root), join(folder, "wheels"));
  const wheel = join(folder, "wheels", `pulumi_transmit-${version}-py3-none-any.whl`);
  const flags = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"];
  const pip = ["-m", "pip", "install", ...flags, "--target", join(folder, "modules"), wheel];
  execFileSync(join(environment, "bin/python3"), pip);
  // Newer language hosts look into the program's environment, older ones take the first Python on PATH.
  symlinkSync(environment, join(program, "venv"));
  return {
    PYTHONPATH: join(folder, "modules"),
    PATH: [join(environment, "bin"), join(root, "node_modules/.bin"), engine, process.env.PATH].join(delimiter),
  };
}

async function expectToLive(example: string, install: () => Record<string, string>): Promise<void> {
  const { stack } = world;
  stack.copy(join(root, "examples", example));
  appendFileSync(
    join(stack.program, "Pulumi.yaml"),
    `plugins: { providers: [{ name: transmit, path: "${stack.folder}/plugin" }] }\n`,
  );
  const environment = { ...install(), PULUMI_STACK: "example" };
  await stack.run(["stack", "init", "example"], { environment });
  await stack.up([], { environment });

  const [application] = await world.applications();
  expect(application).toMatchObject({ app_name: "Shop", app_description: "Where customers buy things" });
  const clients = await world.clients(application?.app_id);
  expect(clients.map(({ name }) => name).sort()).toEqual(["Partner portal", "Shop app", "Shop website"]);
  const shown = await stack.run(["stack", "output", "--json"], { environment });
  expect(JSON.parse(shown.stdout)).toMatchObject({ appId: application?.app_id, clientSecret: "[secret]" });

  await world.requests();
  await stack.preview(["--expect-no-changes"], { environment });
  expect(await world.requests()).toEqual([]);
  await stack.destroy([], { environment });
  expect(await world.applications()).toEqual([]);
}

test("the example in TypeScript compiles, lives and leaves nothing", async () => {
  await expectToLive("typescript-plugin", () => {
    execFileSync("tsc", ["-p", world.stack.program, "--noEmit"]);
    // It has just been checked, which the language host would do at each step again.
    return { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
  });
});

if (lack !== undefined) process.stderr.write(`The example in Python: not run, ${lack}.\n`);
(lack === undefined ? test : test.skip)("the example in Python lives and leaves nothing", () =>
  expectToLive("python-quickstart", installForPython),
);

test("secrets that a provider of the program's own takes from the environment are not in the state in clear", async () => {
  const { stack, emulator } = world;
  world.make(`const provider = new transmit.Provider("own");
new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Site", redirectUris: [] } }, { provider });`);
  await stack.up();
  expect(await world.applications()).toHaveLength(1);
  const { text, resources } = await stack.state();
  expect(resources.map(({ type }) => type)).toContain("pulumi:providers:transmit");
  expect(text).not.toContain(emulator.environment.TRANSMIT_CLIENT_SECRET);
});
