/** The engine or the provider killed in the middle, through both faces: `pulumi up` again ends in the same place. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Rule } from "../../emulator/index.ts";
import { descendantsOf, end } from "../../tools/engine/processes.ts";
import type { Result } from "../../tools/engine/stack.ts";
import { createFaultyWorld, type Face, type FaultyWorld, faces } from "./faultyWorld.ts";

jest.setTimeout(10 * 60_000);

const names = Array.from({ length: 8 }, (_, index) => `Client ${index}`);
const program = `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
for (const name of ${JSON.stringify(names)}) new transmit.Client(name, { appId: shop.appId, name, redirectUris: [] });
`;
const whole = { applications: ["Shop"], clients: ["Web", ...names] };

const path = "/v1/applications/{appId}/clients";
const create = `POST ${path}`;
/** Of the creates, one never arrives, and one happens and is not answered. */
const hanging: Rule[] = [
  { fault: "hang", when: "before", method: "POST", path, nth: 3 },
  { fault: "hang", when: "after", method: "POST", path, nth: 4 },
];

/** The engine, and what it has started: the program's host, and the provider's. */
const engineOf = ({ stack }: FaultyWorld) => stack.processes()[0] as number;
const providersOf = (world: FaultyWorld): number[] =>
  descendantsOf(engineOf(world)).filter((pid) => /cmd\/dynamic-provider|provider\/plugin\/main/.test(commandOf(pid)));
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, "utf8");

/** Starts an `up` that goes wrong. */
async function begin(world: FaultyWorld, faults: Rule[]): Promise<{ ended: Promise<Result> }> {
  world.declare(program);
  await world.setFaults(faults);
  return { ended: world.stack.up([], { mayFail: true }) };
}

/** Until nothing more happens but what hangs. */
async function quiet(world: FaultyWorld): Promise<void> {
  await world.until(create, names.length);
  await sleep(1_500);
}

/** What Pulumi itself wants after its engine was killed. */
async function takeUp(world: FaultyWorld): Promise<void> {
  // The engine's own lock is left.
  expect((await world.stack.up([], { mayFail: true })).output).toContain("pulumi cancel");
  await world.stack.run(["cancel", "--yes"]);
  await world.stack.up();
  await world.expectExact(whole);
  // It goes on to warn of what it did not see end, until it is told to forget it.
  await world.stack.refresh(["--clear-pending-creates"]);
  expect((await world.stack.state()).text).not.toContain("pending_operations");
  await world.expectExact(whole);
}

/** Through these faces at the same time: what was lost is waited for, and that takes a minute. */
async function through(given: readonly Face[], run: (world: FaultyWorld) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(
    given.map(async (face) => {
      const world = await createFaultyWorld([], face);
      await run(world).finally(world.end);
    }),
  );
  for (const [index, outcome] of outcomes.entries())
    if (outcome.status === "rejected") throw new Error(`through the ${given[index]} face`, { cause: outcome.reason });
}

test("an engine that is killed while it creates is taken up where it was, and its provider ends", () =>
  through(faces, async (world) => {
    const { ended } = await begin(world, hanging);
    await quiet(world);
    const [provider] = providersOf(world);
    end([engineOf(world)]);
    expect((await ended).code).not.toBe(0);
    await world.setFaults([]);
    await takeUp(world);
    expect((await world.counts())[create]).toBe(names.length + 1);
    // It has had its grace by now.
    expect(world.stack.processes()).not.toContain(provider);
  }));

test("a provider that is killed while it creates is taken up where it was", () =>
  through(faces, async (world) => {
    const { ended } = await begin(world, hanging);
    await quiet(world);
    end(providersOf(world));
    expect((await ended).code).not.toBe(0);
    await world.setFaults([]);
    await world.stack.up();
    await world.expectExact(whole);
    expect((await world.counts())[create]).toBe(names.length + 1);
  }));

test("an engine that is killed before it notes what it was just answered is taken up where it was", () =>
  through(faces, async (world) => {
    const { ended } = await begin(world, [{ fault: "slow", when: "after", milliseconds: 2_000, method: "POST", path }]);
    await world.until(create, names.length);
    await sleep(500);
    // It hears no answer from now on, and its provider does.
    end([engineOf(world)], "SIGSTOP");
    await sleep(3_000);
    end([engineOf(world)]);
    expect((await ended).code).not.toBe(0);
    await world.setFaults([]);
    await takeUp(world);
    expect((await world.counts())[create]).toBe(names.length);
  }));

test("what a machine made that is gone with its journal stops the next run, which names it", () =>
  through(faces, async (world) => {
    const { ended } = await begin(world, hanging);
    await quiet(world);
    end([engineOf(world), ...providersOf(world)]);
    expect((await ended).code).not.toBe(0);
    rmSync(join(world.stack.folder, "home/transmit"), { recursive: true, maxRetries: 10, retryDelay: 100 });
    await world.setFaults([]);
    await world.stack.run(["cancel", "--yes"]);
    // Of the two that hung, one never arrived.
    const made = await unsaved(world);
    const { code, output } = await world.stack.up([], { mayFail: true });
    expect(code).not.toBe(0);
    expect(output).toMatch(
      new RegExp(`The client "Client \\d" was not created, and nothing was sent: .*${made}, created at \\S+Z\\.`),
    );
    expect(output).toContain("npx pulumi-transmit recover");
    expect((await world.counts())[create]).toBe(names.length + 1);

    // What the message says.
    await world.stack.transmit(["recover", "--yes"]);
    await world.stack.up();
    await world.expectExact(whole);
    expect((await world.counts())[create]).toBe(names.length + 1);
  }));

test("another equal one is made after a warning, where the settings say so", () =>
  through(faces, async (world) => {
    world.declare(program);
    await world.stack.up();
    const [shop] = await world.applications();
    const theirs = (await world.api("POST", `/v1/applications/${shop?.app_id}/clients`, {
      name: "Late",
      redirect_uris: [],
    })) as { client_id: string };
    world.declare(program.replace(JSON.stringify(names), JSON.stringify([...names, "Late"])));
    const { output } = await world.stack.up([], { environment: { TRANSMIT_EXISTING_TWIN: "warn" } });
    expect(output).toMatch(/warning: .*The API already has an equal client that this run does not know/);
    expect(output).toContain(theirs.client_id);
    await world.api("DELETE", `/v1/applications/${shop?.app_id}/clients/${theirs.client_id}`);
    await world.expectExact({ ...whole, clients: [...whole.clients, "Late"] });
  }));

/** The id of the one client of the program that the API has, and the state lacks. */
async function unsaved(world: FaultyWorld): Promise<string> {
  const saved = new Set((await world.stack.state()).resources.map(({ id }) => id));
  const [shop] = await world.applications();
  const clients = await world.clients(shop?.app_id);
  const others = clients
    .filter(({ client_id: id }) => id !== shop?.client_id)
    .map(({ client_id: id }) => `${shop?.app_id}/${id}`)
    .filter((id) => !saved.has(id));
  expect(others).toHaveLength(1);
  return others[0] as string;
}

test("equal clients that a program means are made without another word", () =>
  through(faces, async (world) => {
    const tills = (count: number) => `
      const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
      for (let index = ${count}; index > 0; index--)
        new transmit.Client("till-" + index, { appId: shop.appId, name: "Till", redirectUris: [] });
    `;
    world.declare(tills(2));
    await world.stack.up();
    world.declare(tills(4));
    expect((await world.stack.up()).output).not.toContain("does not know");
    await world.expectExact({ applications: ["Shop"], clients: ["Web", "Till", "Till", "Till", "Till"] });
  }));

const inDoubt =
  /The client "Client \d" may have been created in the application \S+: the request was sent at \S+ \S+ UTC, and no response has shown it yet\. If the run ends now, run npx pulumi-transmit recover, or /g;

test("what may have been created is said by itself, once its response is overdue", () =>
  through(faces, async (world) => {
    const slow: Rule = { fault: "slow", when: "after", milliseconds: 8_000, method: "POST", path, nth: 2 };
    const { ended } = await begin(world, [slow]);
    const { code, output } = await ended;
    expect(code).toBe(0);
    // In the list of what happens, and in the summary at its end.
    expect(new Set(output.match(inDoubt)).size).toBe(1);
    await world.expectExact(whole);
  }));

test("as a run is called off, its plugin says what may have been created", () =>
  through(["plugin"], async (world) => {
    const slow: Rule = { fault: "slow", when: "after", milliseconds: 4_000, method: "POST", path, nth: 2 };
    const { ended } = await begin(world, [slow]);
    await quiet(world);
    end([engineOf(world)], "SIGINT");
    const { output } = await ended;
    expect(new Set(output.match(inDoubt)).size).toBe(1);
    expect(output).toContain("The run is cancelled. The client");
    // The response was waited for, and is in the state.
    await world.stack.up();
    await world.expectExact(whole);
  }));

/** Through the dynamic face, the engine's host does not tell that it was called off. */
const slowDown: Rule = { fault: "status", status: 429, retryAfter: 50, method: "POST", path };

/** Calls a run off while it waits, as often as it takes. */
async function callOff(world: FaultyWorld, times: number): Promise<Result> {
  const { ended } = await begin(world, [slowDown]);
  await world.until(create, 1);
  const pid = engineOf(world);
  const begun = Date.now();
  for (let time = 0; time < times; time++) {
    await sleep(1_000);
    end([pid], "SIGINT");
  }
  const result = await ended;
  expect(result.code).not.toBe(0);
  expect(Date.now() - begun).toBeLessThan(20_000);
  return result;
}

test("a run that is called off while it waits ends at once, and the next one goes on", () =>
  through(["plugin"], async (world) => {
    const { output } = await callOff(world, 1);
    // The wait was told, on the resource that waits.
    expect(output).toMatch(/transmit:index:Client \(Client \d\):\s+POST \S+ answered 429: .* Trying again in 50 s/);
    expect(world.stack.processes()).toEqual([]);
    await world.setFaults([]);
    const again = Date.now();
    await world.stack.up();
    // The API has said that it did not happen: nothing is waited for.
    expect(Date.now() - again).toBeLessThan(30_000);
    await world.expectExact(whole);
  }));

test("one that is called off twice through the dynamic face ends at once, its provider a little later", () =>
  through(["dynamic"], async (world) => {
    const { output } = await callOff(world, 2);
    expect(output).toMatch(/Client "Client \d": POST \S+ answered 429: .* Trying again in 50 s/);
    await sleep(15_000);
    expect(world.stack.processes().map(commandOf).join()).not.toContain("dynamic-provider");
    await world.setFaults([]);
    const again = await world.stack.up([], { mayFail: true });
    if (again.code !== 0) await world.stack.run(["cancel", "--yes"]);
    await world.stack.up();
    await world.expectExact(whole);
  }));
