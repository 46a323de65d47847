/** `pulumi do`: each of its commands on each resource, with no program and no state. Each step goes on from the one before. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../tools/engine/api.ts";
import { createPluginWorld, type PluginWorld } from "./pluginWorld.ts";

jest.setTimeout(5 * 60_000);

let world: PluginWorld;
beforeAll(async () => {
  world = await createPluginWorld();
});
afterAll(() => world?.end());

async function pulumiDo(kind: string, command: string[], mayFail = false) {
  const plugin = join(world.stack.folder, "plugin/pulumi-resource-transmit");
  const about = ["do", "--stateless", "--package", plugin, `transmit:index:${kind}`];
  const result = await world.stack.run([...about, ...command], { mayFail });
  return { ...result, json: () => JSON.parse(result.stdout) };
}

const change = (kind: string, command: string[], mayFail?: boolean) => pulumiDo(kind, [...command, "--yes"], mayFail);

/** Inputs in the one language that needs no converter. */
function inputs(content: string): string[] {
  writeFileSync(join(world.stack.program, "inputs.pp"), content);
  return ["--input", "pcl", "--input-file", "inputs.pp"];
}

const list = async (kind: string, ...flags: string[]): Promise<{ id: string; name: string }[]> =>
  (await pulumiDo(kind, ["list", ...flags])).json();
const namesOf = (listed: { name: string }[]) => listed.map(({ name }) => name);

test("an application and its clients are created, listed, read, patched and deleted", async () => {
  const shop = 'appName = "Shop"\nfirstClient = { name = "Site", redirectUris = ["https://shop.example/cb"] }';
  await change("Application", ["create", ...inputs(shop)]);
  const [application] = await list("Application");
  const appId = application?.id as string;
  expect(application).toEqual({ id: expect.stringMatching(/./), name: "Shop" });

  await change("Application", ["patch", appId, "--app-description", "patched"]);
  const [patched] = (await world.applications()) as [Json];
  expect(patched).toMatchObject({ app_name: "Shop", app_description: "patched", client_display_name: "Site" });
  // Who gives all inputs takes back what is not among them.
  await change("Application", ["upsert", appId, ...inputs(shop)]);
  expect((await world.applications())[0]).toMatchObject({ app_id: appId, app_description: "" });

  await change("Client", ["create", ...inputs(`appId = "${appId}"\nname = "Second"\nredirectUris = []`)]);
  const clients = await list("Client", "--app-id", appId);
  expect(namesOf(clients)).toEqual(["Site", "Second"]);
  expect(namesOf(await list("Client", "--app-id", appId, "--count", "1"))).toEqual(["Site"]);
  const id = clients[1]?.id as string;
  expect((await pulumiDo("Client", ["read", id])).output).toMatch(/name +: "Second"/);
  await change("Client", ["patch", id, "--description", "patched"]);
  expect((await world.clients(appId))[1]).toMatchObject({ name: "Second", description: "patched" });

  const moved = await change("Client", ["patch", id, "--app-id", "other"], true);
  expect(moved.output).toContain("is not updated: appId cannot be changed in place. Nothing was sent.");
  const invalid = await change("Client", ["patch", id, "--session-expiration", "-3"], true);
  expect(invalid.output).toContain("- sessionExpiration: sessionExpiration is -3, but must be 0 or more.");

  await change("Client", ["delete", id]);
  expect((await change("Client", ["delete", id], true)).output).toContain(`resource "${id}" was not found`);
  await change("Application", ["delete", appId]);
  expect(await world.applications()).toEqual([]);
});

test("a signing key is, too, and functions are called", async () => {
  await change("SigningKey", ["create", "--name", "Key"]);
  const [key] = await list("SigningKey");
  await change("SigningKey", ["patch", key?.id as string, "--name", "Other"]);
  expect((await pulumiDo("getSigningKeys", [])).json()).toMatchObject({ signingKeys: [{ name: "Other" }] });
  await change("SigningKey", ["delete", key?.id as string]);
  expect(await world.keys()).toEqual([]);
  const failed = await pulumiDo("getClients", ["--app-id", "gone"], true);
  expect(failed.output).toContain('No application has the appId "gone".');
});
