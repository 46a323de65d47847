/** An update without an answer may have happened: whatever the program says next is written. */
import type { Rule } from "../../emulator/index.ts";
import { PartialUpdateError } from "../../provider/errors.ts";
import type { Values } from "../../provider/fields/field.ts";
import { diff, previewUpdate } from "../../provider/lifecycle/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { type Json, path, resultOf } from "../support/emulated.ts";
import { expectExact } from "../support/exact.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";

jest.setTimeout(30_000);

let world: World;
afterEach(() => world?.end());

const web = { name: "Web", redirectUris: ["https://a.example"] };
const program = (shop: Values = {}, app: Values = {}): Program => ({
  shop: { resource: application, inputs: { appName: "Shop", firstClient: web, ...shop } },
  app: { resource: client, parent: "shop", inputs: { name: "App", redirectUris: [], ...app } },
});

const item = "/v1/applications/{appId}";
const hasty = { deadline: 100, answerWithin: 60 };

/** What the API holds as descriptions of the application, its default client, and its other client. */
async function held(): Promise<unknown[]> {
  const shop = resultOf(await world.emulator.send("GET", path.application({ app_id: world.kept.get("shop")?.id })));
  const clients = (await world.emulator.send("GET", path.clients(shop))).body as Json[];
  return [shop.app_description, ...clients.map(({ description }) => description)];
}

const clientItem = `${item}/clients/{clientId}`;
const site = { firstClient: { ...web, description: "New" } };
const edits: [string, string, Program, string[]][] = [
  ["an application", item, program({ appDescription: "New" }), ["New", "", ""]],
  ["a default client", clientItem, program(site), ["", "New", ""]],
  ["both, the application", item, program({ appDescription: "New", ...site }), ["New", "", ""]],
  ["both, the default client", clientItem, program({ appDescription: "New", ...site }), ["New", "New", ""]],
  ["a client", clientItem, program({}, { description: "New" }), ["", "", "New"]],
];
const losses: Rule[] = [
  { fault: "reset", when: "after" },
  { fault: "hang", when: "after" },
  { fault: "status", status: 503, when: "after" },
  { fault: "html", status: 502, when: "after" },
  { fault: "truncated" },
];
const table = edits.flatMap((edit) => losses.map((loss) => [...edit, loss] as const));

describe.each(table)("after an update of %s", (_, place, edited, expected, loss) => {
  test(`that happened and was lost to ${loss.fault}, the old program makes everything as it was`, async () => {
    world = await createWorld();
    expect(await world.up(program())).toEqual([]);
    world.emulator.setFaults([{ ...loss, method: "PUT", path: place }]);
    expect(await world.up(edited, hasty)).toHaveLength(1);
    expect(await held()).toEqual(expected);
    world.emulator.setFaults([]);
    expect(await world.up(program())).toEqual([]);
    expect(await held()).toEqual(["", "", ""]);
    await expectExact(world, program());
  });
});

async function lose(): Promise<{ state: Values; inputs: Values }> {
  world = await createWorld();
  expect(await world.up(program())).toEqual([]);
  world.emulator.setFaults([{ fault: "reset", when: "after", method: "PUT" }]);
  const [error] = await world.up(program({ appDescription: "canary" }), hasty);
  expect(error).toBeInstanceOf(PartialUpdateError);
  world.emulator.setFaults([]);
  return world.kept.get("shop") as { state: Values; inputs: Values };
}

test("a preview says that it will be written, and what was to be written is not kept", async () => {
  const { state, inputs } = await lose();
  expect(JSON.stringify(state)).not.toContain("canary");
  const { appDescription: _, ...old } = inputs;
  expect(diff(application, state, old)).toEqual({
    changed: ["appDescription"],
    replaces: [],
    immutable: [],
    // It keeps its name: whoever replaces it by force must know.
    deleteBeforeReplace: true,
    isHidden: true,
  });
  expect(previewUpdate(application, state, old)).not.toHaveProperty("appDescription", "canary");
});

test("a refresh sees for itself, and there is no doubt any more", async () => {
  await lose();
  expect(await world.refresh()).toEqual([]);
  const { state, inputs } = world.kept.get("shop") as { state: Values; inputs: Values };
  const { appDescription: _, ...old } = inputs;
  expect(diff(application, state, old).changed).toEqual([]);
});

test.each<Rule>([
  { fault: "status", status: 400 },
  { fault: "status", status: 403 },
  { fault: "status", status: 409 },
])("a refusal ($status) leaves no doubt", async (rule) => {
  world = await createWorld();
  expect(await world.up(program())).toEqual([]);
  world.emulator.setFaults([{ ...rule, method: "PUT" }]);
  const [error] = await world.up(program({ appDescription: "New" }), hasty);
  expect(error).not.toBeInstanceOf(PartialUpdateError);
  const { state } = world.kept.get("shop") as { state: Values };
  expect(diff(application, state, program().shop?.inputs as Values).changed).toEqual([]);
});
