/** Random programs whose creates are carried out and not answered, on an API that behaves in every way it might. */
import * as fc from "fast-check";
import { readBehaviour, type Settings, switches } from "../../emulator/behaviour.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { type Program, program } from "../support/programs.ts";
import { add, differences, type Managed, refresh, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) / 10);

/** A failure prints its seed: `SEED=… npx jest test/unit/recoverConverges.test.ts` runs the same programs again. */
const again = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

const settings = fc.record(
  Object.fromEntries(Object.entries(switches).map(([name, values]) => [name, fc.constantFrom(...values)])),
) as unknown as fc.Arbitrary<Settings>;

/** Each create as lost as the next draw says. */
async function expectFound({ application: inputs, clients, keys }: Program, chosen: Settings, draws: boolean[]) {
  let count = 0;
  const loses = (method: string) => method === "POST" && (draws[count++ % draws.length] as boolean);
  const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }), loses);
  const shop = await add(simulation, application, inputs);
  const managed: Managed[] = [shop];
  for (const [index, given] of clients.entries()) {
    managed.push(await add(simulation, client, { ...given, name: `${given.name} ${index}`, appId: shop.id }));
  }
  for (const [index, given] of keys.entries()) {
    managed.push(await add(simulation, signingKey, { ...given, name: `${given.name} ${index}` }));
  }
  expect(simulation.requests().filter((request) => request.startsWith("POST"))).toHaveLength(managed.length);
  expect(simulation.held("application")).toHaveLength(1);
  expect(simulation.held("client")).toHaveLength(1 + clients.length);
  expect(simulation.held("signingKey")).toHaveLength(keys.length);
  for (const one of managed) {
    expect([one.resource.name, differences(one)]).toEqual([one.resource.name, []]);
    expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
  }
  simulation.close();
}

test("each is found, is what was asked for, and leaves nothing to do", async () => {
  const draws = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
  await fc.assert(fc.asyncProperty(program, settings, draws, expectFound), { numRuns: runs, ...again });
}, 300_000);
