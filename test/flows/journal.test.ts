/** What runs leave for those after them: for their own stack alone, and for as long as somebody may come back for it. */

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Rule } from "../../emulator/index.ts";
import { defaultJournalFolder as journalFolder } from "../../provider/lifecycle/createOnce/journalFolder.ts";
import { deleteResource } from "../../provider/lifecycle/index.ts";
import { application } from "../../provider/resources/index.ts";
import { type Json, path, resultOf } from "../support/emulated.ts";
import { openJournalFiles } from "../support/journalFiles.ts";
import { root } from "../support/root.ts";
import { createWorld, type Program, type World } from "../support/runs.ts";

jest.setTimeout(60_000);

let world: World;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await world?.end();
});

const inputs = { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://a.example"] } };
const shop: Program = { shop: { resource: application, inputs } };

const create: Rule = { fault: "hang", method: "POST", path: "/v1/applications" };
const noAnswer: Rule = { ...create, when: "after", nth: 1 };
const lost: Rule = { ...create, fault: "reset", when: "after", nth: 1 };
const neverArrived: Rule = { ...create, fault: "reset", nth: 1 };

const held = async (): Promise<string[]> =>
  (resultOf(await world.emulator.send("GET", path.applications)) as unknown as Json[]).map(({ app_id: id }) => `${id}`);
const idOf = (name: string) => world.kept.get(name)?.id as string;
const creates = () => world.emulator.requests()["POST /v1/applications"] ?? 0;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Elsewhere {
  process: ChildProcess;
  /** Settles when it has printed a word. */
  says(word: string): Promise<void>;
  kill(): Promise<void>;
}

/** A process of its own that makes the shop for a stack, and then what a test asks for. */
function createElsewhere(then = "", stack = "test::program"): Elsewhere {
  const { baseUrl, tokenUrl, credentials } = world.emulator;
  const settings = { baseUrl, tokenUrl, credentials, maxConcurrentRequests: 16 };
  const script = `
    const { openConnection } = await import("${root}/provider/api/connection.ts");
    const { create, openRun } = await import("${root}/provider/lifecycle/index.ts");
    const { application } = await import("${root}/provider/resources/index.ts");
    const requests = openConnection(${JSON.stringify(settings)}).begin({ stack: async () => "${stack}" });
    const run = openRun();
    const api = { ...requests, run };
    const made = create(application, api, ${JSON.stringify(inputs)});
    ${then}
  `;
  const flags = ["--no-warnings", "--input-type=module", "--eval"];
  const stdio = ["ignore", "pipe", "inherit"] as ["ignore", "pipe", "inherit"];
  const child = spawn(process.execPath, [...flags, script], { stdio, env: { ...process.env } });
  children.push(child);
  let printed = "";
  child.stdout?.on("data", (text) => {
    printed += text;
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    process: child,
    says: async (word) => {
      while (!printed.includes(word)) await pause(20);
    },
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

const sent = async (count = 1) => {
  while (creates() < count) await pause(20);
};

const killItself = 'await made; process.kill(process.pid, "SIGKILL"); await new Promise(() => {});';

test("what a killed provider was just answered is taken over by its stack's next run", async () => {
  world = await createWorld();
  const child = createElsewhere(killItself);
  await new Promise((resolve) => child.process.once("close", resolve));
  const [made] = await held();
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).toBe(made);
  expect(creates()).toBe(1);
  expect(openJournalFiles()).toEqual([]);
});

test("what a killed provider was just answered is found though reads lag behind", async () => {
  world = await createWorld(false, { behaviour: { reads: "stale", lag: 6_000 } });
  const child = createElsewhere(killItself);
  await new Promise((resolve) => child.process.once("close", resolve));
  expect(await world.up(shop)).toEqual([]);
  world.move(10_000);
  expect(await held()).toEqual([idOf("shop")]);
});

test.each([
  ["was killed before it knew what it made", noAnswer, "", 2],
  ["was killed just after it was answered", undefined, killItself, 2],
  ["lost its engine just after it was answered", undefined, "await made; run.journal.engineLost(); process.exit();", 2],
])("another stack does not take over what one made that %s", async (_, fault, then, count) => {
  world = await createWorld();
  world.emulator.setFaults(fault ? [fault] : []);
  const child = createElsewhere(then);
  if (then) await new Promise((resolve) => child.process.once("close", resolve));
  else {
    await sent();
    await child.kill();
  }
  const [theirs] = await held();

  world.select("other::program");
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).not.toBe(theirs);

  world.select("test::program");
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).toBe(theirs);
  expect(await held()).toHaveLength(count);
  expect(creates()).toBe(count);
  expect(openJournalFiles()).toEqual([]);
});

test("what another stack makes at the same time is not taken for a create that was lost", async () => {
  world = await createWorld();
  const theirs = createElsewhere('await made; console.log("made"); setInterval(() => {}, 1000);', "other::program");
  await theirs.says("made");
  world.emulator.setFaults([neverArrived]);
  expect(await world.up(shop)).toEqual([]);
  expect(await held()).toHaveLength(2);
});

test("where two stacks lost the same, and there is one, a person has to say whose it is", async () => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer, { ...neverArrived, nth: 2 }]);
  createElsewhere("", "other::program");
  await sent();
  const [error] = await world.up(shop);
  const [theirs] = await held();
  expect(error?.message).toContain(theirs);
  expect(error?.message).toContain("may or may not have been created");
  expect(world.kept.size).toBe(0);
  expect(await held()).toHaveLength(1);
});

test("one stack's lost create is found among others that the same process made for another", async () => {
  world = await createWorld();
  expect(await world.up(shop)).toEqual([]);
  const theirs = idOf("shop");
  world.select("other::program");
  world.emulator.setFaults([lost]);
  expect(await world.up(shop)).toEqual([]);
  expect(idOf("shop")).not.toBe(theirs);
  expect(creates()).toBe(2);
});

test("a run that ended in order leaves nothing, and the next one makes its own", async () => {
  world = await createWorld();
  const child = createElsewhere("await made; run.journal.flush(); process.exit();");
  await new Promise((resolve) => child.process.once("close", resolve));
  expect(openJournalFiles()).toEqual([]);
  expect(await world.up(shop)).toEqual([]);
  expect(await held()).toHaveLength(2);
});

/** The one note there is, and its file. */
function theNote(): [file: string, note: Json] {
  const [name, ...others] = openJournalFiles();
  expect(others).toEqual([]);
  const file = join(journalFolder(), name as string);
  return [file, JSON.parse(readFileSync(file, "utf8"))];
}

test("a process id that somebody else has by now is no sign of life", async () => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer]);
  const child = createElsewhere();
  await sent();
  await child.kill();
  const [file, note] = theNote();
  expect(note.host).toBe(hostname());
  writeFileSync(file, JSON.stringify({ ...note, pid: process.ppid, at: Date.now() - 60_000 }));
  expect(await world.up(shop)).toEqual([]);
  expect(creates()).toBe(1);
});

test("somebody at work gives signs of life", async () => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer]);
  createElsewhere();
  await sent();
  const [, before] = theNote();
  await pause(6_000);
  const [, after] = theNote();
  expect(after.at as number).toBeGreaterThan(before.at as number);
});

test("what another machine with the same home was at is waited for until it is known to be dead, and taken over", async () => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer]);
  const child = createElsewhere();
  await sent();
  await child.kill();
  const [file, note] = theNote();
  writeFileSync(file, JSON.stringify({ ...note, host: "elsewhere", at: Date.now() }));
  const begun = world.now();
  expect(await world.up(shop)).toEqual([]);
  expect(world.now() - begun).toBeGreaterThan(20_000);
  expect(creates()).toBe(1);
});

test("a clock that was set back since does not hide what was made, nor make anybody wait for long", async () => {
  world = await createWorld();
  world.move(3_600_000);
  world.emulator.setFaults([lost, { fault: "status", status: 503, method: "GET" }]);
  expect(await world.up(shop, { deadline: 100 })).toHaveLength(1);
  world.emulator.setFaults([]);
  world.move(-3_600_000);
  const before = world.now();
  expect(await world.up(shop)).toEqual([]);
  expect(creates()).toBe(1);
  expect(world.now() - before).toBeLessThan(120_000);
});

test("what a run that has just ended made for another stack is not taken for a create that was lost", async () => {
  world = await createWorld();
  const child = createElsewhere("await made; run.journal.flush(); process.exit();", "other::program");
  await new Promise((resolve) => child.process.once("close", resolve));
  world.emulator.setFaults([neverArrived]);
  expect(await world.up(shop)).toEqual([]);
  expect(await held()).toHaveLength(2);
});

test.each([
  ["half a note", '{"pid": 1, "host"'],
  ["a note of another form", '{"begun": 5, "unheard": []}'],
  ["nothing", ""],
])("%s where a note should be does no harm", async (_, text) => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer]);
  const child = createElsewhere();
  await sent();
  await child.kill();
  const [file] = theNote();
  writeFileSync(file, text);
  // What was made is found all the same, though nothing shows who made it.
  const [error] = await world.up(shop);
  expect(error?.message).toContain((await held())[0]);
  expect(await held()).toHaveLength(1);
  world.existingTwin = "ignore";
  expect(await world.up(shop)).toEqual([]);
  expect(await held()).toHaveLength(2);
});

test("what was refused for the moment, in a run that was killed while it waited, is not waited for", async () => {
  world = await createWorld();
  world.emulator.setFaults([{ ...neverArrived, fault: "status", status: 429, retryAfter: 50 }]);
  const child = createElsewhere();
  await sent();
  while (!(theNote()[1].pending as Json).isRejected) await pause(20);
  await child.kill();
  const begun = world.now();
  expect(await world.up(shop)).toEqual([]);
  expect(world.now() - begun).toBeLessThan(10_000);
  expect(await held()).toHaveLength(1);
  expect(openJournalFiles()).toEqual([]);
});

test("a note holds times, ids and who is at it, for its owner's eyes alone", async () => {
  world = await createWorld();
  world.emulator.setFaults([noAnswer]);
  const child = createElsewhere();
  await sent();
  await child.kill();
  const [file, note] = theNote();
  expect(note).toEqual({
    pending: { first: expect.any(Number), last: expect.any(Number) },
    created: [],
    orphaned: [],
    foreign: [],
    pid: child.process.pid,
    host: hostname(),
    at: expect.any(Number),
    isAbandoned: false,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(journalFolder()).mode & 0o777).toBe(0o700);
});

test("what nobody comes back for is removed", async () => {
  world = await createWorld();
  mkdirSync(journalFolder(), { recursive: true });
  const names = ["0123.4567.89ab", ".89ab"];
  for (const name of names) {
    writeFileSync(join(journalFolder(), name), "{}");
    utimesSync(join(journalFolder(), name), 0, 0);
  }
  const young = join(journalFolder(), "0123.4567.89ac");
  writeFileSync(young, "{}");
  const closed = { fresh: [], inherited: [], others: ["a"], pid: 1, host: "elsewhere", at: Date.now() - 30_000 };
  writeFileSync(join(journalFolder(), "closed.4567.89ad"), JSON.stringify(closed));
  writeFileSync(join(journalFolder(), "sought.4567.89ad"), JSON.stringify(closed));
  const sought = { ...closed, sent: { first: 1, last: 1 } };
  writeFileSync(join(journalFolder(), "sought.4567.89ae"), JSON.stringify(sought));
  const child = createElsewhere("await made; run.journal.flush(); process.exit();");
  await new Promise((resolve) => child.process.once("close", resolve));
  const [itsOwn, ...left] = readdirSync(journalFolder()).sort();
  expect(itsOwn).toMatch(/^recent\./);
  expect(left).toEqual(["set-aside", "sought.4567.89ad", "sought.4567.89ae"]);
  expect(readdirSync(join(journalFolder(), "set-aside"))).toEqual(["0123.4567.89ac"]);
});

test("a home that cannot be written to is no reason to fail", async () => {
  world = await createWorld();
  const home = process.env.PULUMI_HOME as string;
  // As a file, since some may write where they are not allowed to.
  writeFileSync(join(home, "transmit"), "");
  chmodSync(home, 0o500);
  world.emulator.setFaults([lost]);
  expect(await world.up(shop)).toEqual([]);
  expect(creates()).toBe(1);
  chmodSync(home, 0o700);
});

test("what was taken over for its own replacement is not deleted with what it replaces", async () => {
  world = await createWorld();
  const child = createElsewhere(killItself);
  await new Promise((resolve) => child.process.once("close", resolve));
  const [made] = await held();
  expect(await world.up(shop)).toEqual([]);
  const { id, state } = world.kept.get("shop") as { id: string; state: Json };
  expect(id).toBe(made);
  await deleteResource(application, world.connect()(), id, state);
  expect(await held()).toEqual([made]);
});

describe("a program that is edited after a run that was cut short", () => {
  const edited: Program = { shop: { resource: application, inputs: { ...inputs, appDescription: "Edited" } } };

  test.each([
    ["was killed before it knew what it made", noAnswer, ""],
    ["was killed just after it was answered", undefined, killItself],
  ])("is told what a run made that %s, until a person has decided", async (_, fault, then) => {
    world = await createWorld();
    world.emulator.setFaults(fault ? [fault] : []);
    const child = createElsewhere(then);
    if (then) await new Promise((resolve) => child.process.once("close", resolve));
    else {
      await sent();
      await child.kill();
    }
    const [made] = await held();
    for (let round = 0; round < 2; round++) {
      const [error] = await world.up(edited);
      expect(error?.message).toContain(`with other settings than the program has now: ${made}.`);
      expect(error?.message).toContain("pulumi import");
    }
    expect(await held()).toEqual([made]);
    await world.emulator.send("DELETE", path.application({ app_id: made }));
    expect(await world.up(edited)).toEqual([]);
    expect(await held()).toEqual([idOf("shop")]);
    expect(openJournalFiles()).toEqual([]);
  });

  test("has what it says where nothing was made", async () => {
    world = await createWorld();
    world.emulator.setFaults([{ ...create, nth: 1 }]);
    const child = createElsewhere();
    await sent();
    await child.kill();
    expect(await world.up(edited)).toEqual([]);
    expect(await held()).toEqual([idOf("shop")]);
    expect(openJournalFiles()).toEqual([]);
  });

  test("of another stack is not concerned", async () => {
    world = await createWorld();
    world.emulator.setFaults([noAnswer]);
    const child = createElsewhere();
    await sent();
    await child.kill();
    world.select("other::program");
    expect(await world.up(edited)).toEqual([]);
    expect(await held()).toHaveLength(2);
  });

  test("or has another resource of the same name, leaves what was made to the one that it was for", async () => {
    world = await createWorld(true);
    world.emulator.setFaults([noAnswer]);
    const child = createElsewhere();
    await sent();
    await child.kill();
    const [made] = await held();
    expect(await world.up({ other: edited.shop as Program[string], ...shop })).toEqual([]);
    expect(idOf("shop")).toBe(made);
    expect(await held()).toHaveLength(2);
  });
});
