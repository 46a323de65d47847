/** A create whose answer is lost: what it made is taken for it if it can only be that, and nothing else ever is. */

import { type ChildProcess, spawn } from "node:child_process";
import type { EmulatorOptions, Rule } from "../../emulator/index.ts";
import { application, client } from "../../provider/resources/index.ts";
import { type Json, path, resultOf } from "../support/emulated.ts";
import { openJournalFiles } from "../support/journalFiles.ts";
import { root } from "../support/root.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

let world: World;
/** What exists before the first request decides nothing here: that is in flows/existingTwins. */
const start = (parallel = false, options: EmulatorOptions = {}) => createWorld(parallel, options, "ignore");
afterEach(() => world?.end());

const inputs = {
  appName: "Shop",
  appDescription: "Ours",
  firstClient: { name: "Web", redirectUris: ["https://a.example"] },
};
const body = {
  app_name: "Shop",
  app_description: "Ours",
  client_display_name: "Web",
  first_client: { name: "Web", redirect_uris: ["https://a.example"] },
};
const shop: Program = { shop: { resource: application, inputs } };

const lost: Rule = { fault: "reset", when: "after", method: "POST", path: "/v1/applications", nth: 1 };
const neverArrived: Rule = { fault: "reset", method: "POST", path: "/v1/applications", nth: 1 };
const noLists: Rule = { fault: "status", status: 503, method: "GET", path: "/v1/applications" };
const noListsOfClients: Rule = { ...noLists, path: "/v1/applications/{appId}/clients" };

const held = async (): Promise<Json[]> =>
  resultOf(await world.emulator.send("GET", path.applications)) as unknown as Json[];
const make = async (given: Json = {}): Promise<string> =>
  resultOf(await world.emulator.send("POST", path.applications, { ...body, ...given })).app_id as string;
const idOf = (name: string) => world.kept.get(name)?.id;
const soon = { deadline: 100 };

test("what the lost create made is taken for it, and it is not sent again", async () => {
  world = await start();
  world.emulator.setFaults([lost]);
  expect(await world.up(shop)).toEqual([]);
  expect((await held()).map(({ app_id: id }) => id)).toEqual([idOf("shop")]);
  expect(world.emulator.requests()["POST /v1/applications"]).toBe(1);
});

test("it is found though reads lag behind it", async () => {
  world = await start(false, { behaviour: { reads: "stale", lag: 4_000 } });
  world.emulator.setFaults([lost]);
  expect(await world.up(shop)).toEqual([]);
  expect(world.emulator.requests()["POST /v1/applications"]).toBe(1);
});

test("what never arrived is sent again when any lag has passed", async () => {
  world = await start();
  world.emulator.setFaults([neverArrived]);
  expect(await world.up(shop)).toEqual([]);
  expect(await held()).toHaveLength(1);
  expect(world.emulator.requests()["POST /v1/applications"]).toBe(2);
  expect(openJournalFiles()).toEqual([]);
});

test("somebody else's, which is the same and was made earlier, stays somebody else's", async () => {
  world = await start();
  const theirs = await make();
  world.move(10_000);
  world.emulator.setFaults([neverArrived]);
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).not.toBe(theirs);
  expect(await held()).toHaveLength(2);
});

test.each([
  ["with another description", { app_description: "Theirs" }],
  ["with another name", { app_name: "Shop 2" }],
  ["whose default client is another", { first_client: { name: "Web", redirect_uris: ["https://b.example"] } }],
  ["whose default client has another name", { first_client: { ...body.first_client, name: "Wob" } }],
])("somebody else's, made at the same time %s, stays somebody else's", async (_, given) => {
  world = await start();
  world.emulator.setFaults([neverArrived, noLists]);
  expect(await world.up(shop, soon)).toHaveLength(1);
  const theirs = await make(given);
  world.emulator.setFaults([]);
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).not.toBe(theirs);
  expect(await held()).toHaveLength(2);
});

test("two that could be it are named, and nothing is made until a person has decided", async () => {
  world = await start();
  world.emulator.setFaults([lost, noLists]);
  const [unknown] = await world.up(shop, soon);
  expect(unknown?.message).toMatch(/may or may not have been created.*Looking it up failed as well/s);
  const theirs = await make();
  world.emulator.setFaults([]);
  const [error] = await world.up(shop);
  const both = (await held()).map(({ app_id: id }) => id as string);
  expect(both).toHaveLength(2);
  for (const id of both) expect(error?.message).toContain(id);
  expect(error?.message).toContain("pulumi import");
  expect(await world.up(shop)).toHaveLength(1);
  expect(await held()).toHaveLength(2);

  await world.emulator.send("DELETE", path.application({ app_id: theirs }));
  expect(await world.up(shop)).toEqual([]);
  expect(both.filter((id) => id !== theirs)).toEqual([idOf("shop")]);
  expect(openJournalFiles()).toEqual([]);
});

test("a lost client is found among those of its application alone", async () => {
  world = await start();
  const web = { name: "App", redirectUris: ["app:/cb"] };
  const program: Program = { ...shop, app: { resource: client, parent: "shop", inputs: web } };
  const theirs = await make({ app_name: "Theirs" });
  await world.emulator.send("POST", path.clients({ app_id: theirs }), { name: "App", redirect_uris: ["app:/cb"] });
  const clients = "/v1/applications/{appId}/clients";
  world.emulator.setFaults([{ ...lost, path: clients }]);
  expect(await world.up(program)).toEqual([]);
  expect(idOf("app")).toMatch(`${idOf("shop")}/`);
  expect(world.emulator.requests()[`POST ${clients}`]).toBe(2);
});

test.each([3, 6])(
  "%i identical ones, made at the same time, each with its answer lost, are told apart",
  async (count) => {
    world = await start(true);
    const names = Array.from({ length: count }, (_, index) => `${index}`);
    const app = { name: "App", redirectUris: ["app:/cb"] };
    const program: Program = {
      ...Object.fromEntries(names.map((name) => [`shop${name}`, { resource: application, inputs }])),
      ...Object.fromEntries(names.map((name) => [`app${name}`, { resource: client, inputs: app, parent: "shop0" }])),
    };
    world.emulator.setFaults([
      { fault: "status", status: 503, when: "after", method: "POST", probability: 0.5, seed: count },
      { fault: "reset", method: "POST", probability: 0.3, seed: count },
    ]);
    expect(await world.up(program)).toEqual([]);
    const ids = [...world.kept.values()].map(({ id }) => id);
    expect(new Set(ids).size).toBe(2 * count);
    expect((await held()).map(({ app_id: id }) => id).sort()).toEqual(names.map((name) => idOf(`shop${name}`)).sort());
    const clients = (await world.emulator.send("GET", path.clients({ app_id: idOf("shop0") as string })))
      .body as Json[];
    expect(clients).toHaveLength(count + 1);
  },
);

test("one of two that are the same is not taken for the other by the run after a crash", async () => {
  world = await start();
  const twins: Program = { ...shop, twin: { resource: application, inputs } };
  world.emulator.setFaults([{ ...neverArrived, nth: 2, times: 9 }, { ...noLists }]);
  expect(await world.up(twins, soon)).toHaveLength(1);
  world.emulator.setFaults([]);
  expect(await world.up(twins)).toEqual([]);
  expect((await held()).map(({ app_id: id }) => id).sort()).toEqual([idOf("shop"), idOf("twin")].sort());
  expect(idOf("shop")).not.toBe(idOf("twin"));
});

test("a create that was cut short long ago does not claim what was made since", async () => {
  world = await start();
  world.emulator.setFaults([neverArrived, noLists]);
  expect(await world.up(shop, soon)).toHaveLength(1);
  world.emulator.setFaults([]);
  world.move(20 * 60_000);
  const theirs = await make();
  world.move(20_000);
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).not.toBe(theirs);
  expect(await held()).toHaveLength(2);
});

test("a list of clients that cannot be had is no reason to make another", async () => {
  world = await start();
  expect(await world.up(shop)).toEqual([]);
  const program: Program = {
    ...shop,
    app: { resource: client, parent: "shop", inputs: { name: "App", redirectUris: [] } },
  };
  world.emulator.setFaults([{ ...lost, path: "/v1/applications/{appId}/clients" }, noListsOfClients]);
  const [error] = await world.up(program, soon);
  expect(error?.message).toContain('the client "App" may or may not have been created');
  world.emulator.setFaults([]);
  expect(await world.up(program)).toEqual([]);
  const clients = (await world.emulator.send("GET", path.clients({ app_id: idOf("shop") as string }))).body as Json[];
  expect(clients).toHaveLength(2);
});

describe("with another process on the same machine", () => {
  /** What it runs: a create, and then what a test asks for. */
  const script = (settings: object, then: string) => `
    const { openConnection } = await import("${root}/provider/api/connection.ts");
    const { create, openRun } = await import("${root}/provider/lifecycle/index.ts");
    const { application } = await import("${root}/provider/resources/index.ts");
    const stack = async () => "test::program";
    const run = openRun();
    const api = { ...openConnection(${JSON.stringify(settings)}).begin({ stack }), run };
    const made = await create(application, api, ${JSON.stringify(inputs)});
    ${then}
  `;

  async function createElsewhere(faults: Rule[], then = ""): Promise<ChildProcess> {
    world = await start();
    world.emulator.setFaults(faults);
    const { baseUrl, tokenUrl, credentials } = world.emulator;
    const settings = { baseUrl, tokenUrl, credentials, maxConcurrentRequests: 16 };
    const flags = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module", "--eval"];
    const env = { ...process.env };
    return spawn(process.execPath, [...flags, script(settings, then)], { stdio: ["ignore", "pipe", "inherit"], env });
  }

  const sent = async () => {
    while (!world.emulator.requests()["POST /v1/applications"]) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));
  const kill = (child: ChildProcess) => {
    const end = ended(child);
    child.kill("SIGKILL");
    return end;
  };
  const noAnswer: Rule = { ...lost, fault: "hang" };

  test("what a process made that was killed before it knew is taken over by the next run", async () => {
    const child = await createElsewhere([noAnswer]);
    await sent();
    await kill(child);
    expect(await world.up(shop)).toEqual([]);
    expect((await held()).map(({ app_id: id }) => id)).toEqual([idOf("shop")]);
    expect(world.emulator.requests()["POST /v1/applications"]).toBe(1);
    expect(openJournalFiles()).toEqual([]);
  });

  test("what a process makes that is still at work is not taken from it", async () => {
    const child = await createElsewhere([noAnswer]);
    await sent();
    const [theirs] = (await held()).map(({ app_id: id }) => id);
    expect(await world.up(shop)).toEqual([]);
    await kill(child);
    expect(idOf("shop")).not.toBe(theirs);
    expect(await held()).toHaveLength(2);
  });

  test("what was answered just before the engine went away is taken over by the next run, however late", async () => {
    await ended(await createElsewhere([], "run.journal.engineLost();"));
    world.move(1_800_000);
    expect(await world.up(shop)).toEqual([]);
    expect((await held()).map(({ app_id: id }) => id)).toEqual([idOf("shop")]);
    expect(world.emulator.requests()["POST /v1/applications"]).toBe(1);
    expect(openJournalFiles()).toEqual([]);
  });

  test("what is gone by then is made anew, and forgotten", async () => {
    await ended(await createElsewhere([], "run.journal.engineLost();"));
    const [gone] = await held();
    await world.emulator.send("DELETE", path.application(gone as Json));
    world.move(1_800_000);
    expect(await world.up(shop)).toEqual([]);
    expect((await held()).map(({ app_id: id }) => id)).toEqual([idOf("shop")]);
    expect(openJournalFiles()).toEqual([]);
  });

  test("if the engine had noted it after all, nothing else is taken for it", async () => {
    const child = await createElsewhere([], "run.journal.engineLost(); console.log(JSON.stringify(made));");
    let printed = "";
    child.stdout?.on("data", (text) => {
      printed += text;
    });
    await new Promise((resolve) => child.once("close", resolve));
    const { id, state } = JSON.parse(printed);
    world.kept.set("shop", { resource: application, inputs, id, state });
    expect(await world.up({ ...shop, twin: { resource: application, inputs } })).toEqual([]);
    expect(idOf("twin")).not.toBe(id);
    expect((await held()).map(({ app_id: one }) => one).sort()).toEqual([idOf("shop"), idOf("twin")].sort());
    expect(openJournalFiles()).toEqual([]);
  });
});
