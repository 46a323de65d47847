/** Random programs whose creates are carried out and not answered, on an API that behaves in every way it might. */
import * as fc from "fast-check";
import { readBehaviour, type Settings } from "../../emulator/tenant/behaviour.ts";
import { again, type Program, program, settings } from "../support/programs.ts";
import { addProgram, differences, refresh, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) / 10);

/** Each create as lost as the next draw says. */
async function expectFound(made: Program, chosen: Settings, draws: boolean[]) {
  let count = 0;
  const loses = (method: string) => method === "POST" && (draws[count++ % draws.length] as boolean);
  const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }), loses);
  const managed = await addProgram(simulation, made);
  expect(simulation.requests().filter((request) => request.startsWith("POST"))).toHaveLength(managed.length);
  expect(simulation.held("application")).toHaveLength(1);
  expect(simulation.held("client")).toHaveLength(1 + made.clients.length);
  expect(simulation.held("signingKey")).toHaveLength(made.keys.length);
  for (const one of managed) {
    expect([one.resource.name, differences(one)]).toEqual([one.resource.name, []]);
    expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
  }
}

test("each is found, is what was asked for, and leaves nothing to do", async () => {
  const draws = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
  await fc.assert(fc.asyncProperty(program, settings, draws, expectFound), { numRuns: runs, ...again });
}, 300_000);
