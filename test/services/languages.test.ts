/** The examples in Go and YAML, run on the real engine with the plugin. */
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createPluginWorld, type PluginWorld } from "../engine/pluginWorld.ts";
import { root } from "../support/root.ts";

jest.setTimeout(8 * 60_000);

let world: PluginWorld;
beforeEach(async () => {
  world = await createPluginWorld();
});
afterEach(() => world?.end());

/** What `go get` of a released SDK does: the example names its version, and the checkout stands for it. */
function installForGo(): void {
  const cwd = world.stack.program;
  const replaced = `github.com/pulumi-transmit/pulumi-transmit/sdk/go=${join(root, "sdk/go")}`;
  execFileSync("go", ["mod", "edit", "-replace", replaced], { cwd });
  execFileSync("go", ["mod", "tidy"], { cwd, stdio: "pipe" });
}

test.each([
  ["Go", "go-quickstart", installForGo],
  ["YAML", "yaml-quickstart", () => {}],
])("the example in %s lives and leaves nothing", async (_, example, install) => {
  const { stack } = world;
  stack.copy(join(root, "examples", example));
  const plugin = join(stack.folder, "plugin");
  appendFileSync(
    join(stack.program, "Pulumi.yaml"),
    `plugins: { providers: [{ name: transmit, path: "${plugin}" }] }\n`,
  );
  install();
  const engine = readFileSync(join(root, ".engine/path"), "utf8");
  const environment = {
    PATH: [join(root, "node_modules/.bin"), join(root, ".engine/languages"), engine, process.env.PATH].join(delimiter),
    PULUMI_STACK: "example",
  };
  await stack.run(["stack", "init", "example"], { environment });
  await stack.up([], { environment });
  const [application] = await world.applications();
  expect(application).toMatchObject({ app_name: "Shop", app_description: "Where customers buy things" });
  const clients = await world.clients(application?.app_id);
  expect(clients.map(({ name }) => name).sort()).toEqual(["Partner portal", "Shop app", "Shop website"]);
  expect(await world.keys()).toEqual(expect.arrayContaining([expect.objectContaining({ name: "2026" })]));
  const { stdout } = await stack.run(["stack", "output", "--json"], { environment });
  expect(JSON.parse(stdout)).toMatchObject({ appId: application?.app_id, clientSecret: "[secret]" });
  await stack.preview(["--expect-no-changes"], { environment });
  await stack.preview(["--refresh", "--expect-no-changes"], { environment });
  await stack.destroy([], { environment });
  expect(await world.applications()).toEqual([]);
});
