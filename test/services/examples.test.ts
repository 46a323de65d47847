/** Those examples in TypeScript that no other test runs: each compiles, lives, finds nothing to change, and leaves nothing. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createWorld, type World } from "../engine/world.ts";
import { root } from "../support/root.ts";

jest.setTimeout(5 * 60_000);

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world?.end());

const run = { environment: { PULUMI_STACK: "example" } };

async function begin(example: string): Promise<void> {
  const { stack } = world;
  stack.copy(join(root, "examples", example));
  const { stdout: complaints } = spawnSync("tsc", ["-p", stack.program, "--noEmit"], { encoding: "utf8" });
  expect(complaints).toBe("");
  await stack.run(["stack", "init", "example"], run);
  await stack.up([], run);
}

async function endWithoutTrace(): Promise<void> {
  await world.stack.preview(["--refresh", "--expect-no-changes"], run);
  await world.stack.destroy([], run);
  expect(await world.applications()).toEqual([]);
}

test("an application for SAML service providers", async () => {
  await begin("saml");
  const [portal] = await world.applications();
  expect(portal).toMatchObject({ app_name: "Partner portal" });
  const clients = await world.clients(portal?.app_id);
  expect(clients.map(({ name, sp_entity_id: entity }) => [name, entity]).sort()).toEqual([
    ["Portal", "https://portal.example/saml"],
    ["Reports", "https://reports.example/saml"],
  ]);
  await endWithoutTrace();
});

test("applications with web, native and machine clients, from one component", async () => {
  await begin("component");
  const applications = await world.applications();
  expect(applications.map(({ app_name: name }) => name).sort()).toEqual(["Bank", "Shop"]);
  for (const { app_id: id, app_name: name } of applications) {
    const clients = await world.clients(id);
    expect(clients.map((client) => client.name).sort()).toEqual([`${name} app`, `${name} service`, `${name} website`]);
  }
  const { stdout } = await world.stack.run(["stack", "output", "--json"], run);
  expect(JSON.parse(stdout)).toMatchObject({
    bankService: { clientId: expect.any(String), clientSecret: "[secret]" },
    shopWebsite: { clientSecret: "[secret]" },
  });
  await endWithoutTrace();
});
