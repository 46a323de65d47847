/** A run that is called off: what waits ends at once, and what may have changed something is not forgotten. */
import { status } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import type { Rule } from "../../emulator/index.ts";
import { type Emulated, emulate, path, resultOf } from "../support/emulated.ts";
import { type Engine, startEngine } from "../support/engine.ts";
import { openJournalFiles } from "../support/journalFiles.ts";
import { type Json, type Plugin, settingsOf, startPlugin } from "../support/plugin.ts";

jest.setTimeout(20_000);

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

let emulator: Emulated;
let plugin: Plugin;
afterEach(async () => {
  plugin.close();
  await emulator.close();
});

async function start(faults: Rule[] = [], settings: Json = {}): Promise<void> {
  emulator = await emulate();
  engine.messages.length = 0;
  plugin = await startPlugin({ ...settingsOf(emulator), ...settings }, engine.address);
  emulator.setFaults(faults);
}

const shop = { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } };
const held = async (): Promise<Json[]> => resultOf(await emulator.send("GET", path.applications)) as unknown as Json[];
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const cancel = () => plugin.call("cancel", new Empty());

/** Calls it off a moment later. @returns How it ended, and how soon after. */
async function calledOff(operation: Promise<unknown>): Promise<{ outcome: unknown; after: number }> {
  const outcome = operation.catch((error: unknown) => error);
  await pause(300);
  const begun = Date.now();
  await cancel();
  return { outcome: await outcome, after: Date.now() - begun };
}

const create: Pick<Rule, "method" | "path"> = { method: "POST", path: "/v1/applications" };
const slowDown = (on: Partial<Rule>): Rule => ({ fault: "status", status: 429, retryAfter: 60, ...on });

const urn = "urn:pulumi:test::program::transmit:index:Application::it";
const rest = { streamid: 0, ephemeral: false };

test.each<[string, Rule[], Json, RegExp | undefined]>([
  ["the API asked to slow down", [slowDown(create)], {}, /answered 429: .* Trying again in 60 s\.$/],
  ["the service for tokens asked to slow down", [slowDown({ token: true })], {}, /token answered 429: .* in 60 s\.$/],
  ["the budget is used up", [], { requestsPerMinute: "1" }, /waits 61 s: the budget of 1 requests a minute is used up/],
  ["it looks for what became of it", [{ fault: "reset", ...create }], {}, undefined],
])("a create that waits since %s ends at once, and has told of long waits", async (_, faults, settings, told) => {
  await start(faults, settings);
  const { outcome, after } = await calledOff(plugin.create("Application", shop));
  expect(outcome).toMatchObject({ code: status.CANCELLED });
  expect(after).toBeLessThan(2_000);
  if (told) expect(engine.messages).toContainEqual({ severity: 1, message: expect.stringMatching(told), urn, ...rest });
  expect(await held()).toEqual([]);
});

const inDoubt =
  /^The run is cancelled\. The application "Shop" may have been created: the request was sent at \S+ \S+ UTC, and no response has shown it yet\./;
const doubts = () => engine.messages.filter(({ message }) => message.includes("may have been created"));

test("one that is on its way is told, and has its answer, which the engine hears", async () => {
  await start([{ fault: "slow", milliseconds: 1_000, ...create }]);
  const { outcome } = await calledOff(plugin.create("Application", shop));
  const [application] = await held();
  expect(outcome).toMatchObject({ id: application?.app_id });
  expect(doubts()).toEqual([{ severity: 1, message: expect.stringMatching(inDoubt), urn, ...rest }]);
});

test("one that is looked for is told as well, and what is settled is not", async () => {
  await start(
    [
      { fault: "status", status: 503, method: "GET" },
      { fault: "reset", when: "after", ...create, nth: 2 },
    ],
    { existingTwin: "ignore" },
  );
  await plugin.create("Application", { ...shop, appName: "Other" });
  const { outcome } = await calledOff(plugin.create("Application", shop));
  expect(outcome).toMatchObject({ code: status.CANCELLED });
  expect(doubts()).toEqual([{ severity: 1, message: expect.stringMatching(inDoubt), urn, ...rest }]);
});

test("what may have been made, and is not looked for any more, is left to the next run", async () => {
  const faults: Rule[] = [
    { fault: "reset", when: "after", ...create },
    { fault: "status", status: 503, method: "GET" },
  ];
  await start(faults, { existingTwin: "ignore" });
  const before = openJournalFiles();
  const { outcome } = await calledOff(plugin.create("Application", { ...shop, appDescription: "Another" }));
  expect(outcome).toMatchObject({ code: status.CANCELLED });
  expect(openJournalFiles()).toHaveLength(before.length + 1);
  plugin.close();
  emulator.setFaults([]);
  plugin = await startPlugin(settingsOf(emulator), engine.address);
  const { id } = await plugin.create("Application", { ...shop, appDescription: "Another" });
  expect((await held()).map(({ app_id }) => app_id)).toEqual([id]);
});

test("an update between its two requests says what it has done", async () => {
  await start();
  const { id, outputs } = await plugin.create("Application", shop);
  emulator.setFaults([slowDown({ method: "PUT", path: "/v1/applications/{appId}/clients/{clientId}" })]);
  const after = { ...shop, appDescription: "New", firstClient: { ...shop.firstClient, name: "Site" } };
  const { outcome } = await calledOff(plugin.update("Application", id, outputs, after));
  expect(outcome).toMatchObject({ code: status.CANCELLED });
  const { metadata } = outcome as { metadata: { get(name: string): Buffer[] } };
  const told = metadata.get("grpc-status-details-bin")[0]?.toString("latin1");
  expect(told).toContain("ErrorResourceInitFailed");
  expect(told).toContain("New");
  expect(told).not.toContain("Site");
});
