/**
 * Whole machines that end at random points of `pulumi up`, through both faces: after each, `pulumi-transmit recover` on another
 * one, and `pulumi up`. KILLS says how many machines end, of each face.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "../../tools/engine/processes.ts";
import { type Face, type FaultyWorld, faces } from "./faultyWorld.ts";
import { type Interruptible, interruptible, through } from "./interruptible.ts";

const kills = Number(process.env.KILLS ?? 1);

jest.setTimeout((kills + 1) * 5 * 60_000);

const random = (below: number) => Math.floor(Math.random() * below);

interface Program {
  body: string;
  clients: string[];
}

/** Creates, an update, a deletion, and replacements, with the new one first and with the old one deleted first. */
function programOf(round: number): Program {
  const made = Array.from({ length: 4 }, (_, index) => `Client ${round}.${index}`);
  const renamed = `Renamed ${round}`;
  const [replaced, deletedFirst] = [`Replaced ${round}`, "Deleted first"];
  const body = `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
const client = (name, given, options) => new transmit.Client(name, { appId: shop.appId, redirectUris: [], ...given }, options);
for (const name of ${JSON.stringify(made)}) client(name, { name });
client("renamed", { name: "${renamed}" });
client("replaced", { name: "${replaced}", description: "${round}" }, { replaceOnChanges: ["description"] });
client("deletedFirst", { name: "${deletedFirst}", description: "${round}" }, { replaceOnChanges: ["description"] });
`;
  return { body, clients: ["Web", ...made, renamed, replaced, deletedFirst] };
}

async function round(world: Interruptible, number: number, tally: Map<string, number>): Promise<void> {
  const { stack } = world;
  const { body, clients } = programOf(number);
  world.declare(body);
  // Answers come late, so that each moment has requests under way.
  const when = random(2) === 0 ? "before" : "after";
  await world.setFaults([{ fault: "slow", when, milliseconds: random(500), path: "/v1/applications/{appId}/clients" }]);
  const before = await requests(world);
  await world.interrupt(async () => {
    // It has begun to change something, or is over before that.
    const begun = Date.now();
    while ((await requests(world)) === before && Date.now() - begun < 30_000) await sleep(20);
    await sleep(random(1_500));
    // In the middle of a write of the state as well.
    end(world.stack.processes());
  });
  await world.setFaults([]);
  await stack.run(["cancel", "--yes"], { mayFail: true });
  const { code, operations } = await world.report("--yes");
  for (const { outcome } of operations) tally.set(String(outcome), (tally.get(String(outcome)) ?? 0) + 1);
  expect({ round: number, code, operations }).toEqual({ round: number, code: 0, operations });
  expect(await world.pending()).toEqual([]);
  await stack.up();
  await world.expectExact({ applications: ["Shop"], clients });
  if (number === 1) await expectReadable(world);
}

/** What a random kill leaves only now and then. */
async function expectReadable(world: Interruptible): Promise<void> {
  world.breakAttributes();
  expect((await world.stack.preview([], { mayFail: true })).output).toContain("EOF");
  expect((await world.recover()).code).toBe(7);
  expect((await world.recover("--yes")).code).toBe(0);
  expect((await world.recover()).output).toBe("");
  await world.stack.preview(["--expect-no-changes"]);
}

const requests = async (world: FaultyWorld): Promise<number> =>
  Object.entries(await world.counts())
    .filter(([request]) => /^(POST|PUT|DELETE) .*\/v1\//.test(request))
    .reduce((sum, [, count]) => sum + count, 0);

test(`after ${kills} machines that ended at random, each object exists once and is in the state`, async () => {
  const tally = new Map<string, number>();
  const runs = faces.map((face): [Face, (faulty: FaultyWorld) => Promise<void>] => [
    face,
    async (faulty) => {
      const world = interruptible(faulty);
      for (let number = 1; number <= kills; number++) {
        await round(world, number, tally);
        tally.set(face, number);
      }
    },
  ]);
  await through(runs).finally(() => kills > 1 && console.info(Object.fromEntries(tally)));
});
