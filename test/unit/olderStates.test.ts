/**
 * States that were written before the provider knew tenants, spellings, and what the engine's inputs do not say: nothing of
 * them is a difference, and what they describe is updated and deleted as ever.
 */
import * as fc from "fast-check";
import { readBehaviour, type Settings } from "../../emulator/behaviour.ts";
import type { Values } from "../../provider/fields/field.ts";
import { again, settings as anySettings, type Program, program } from "../support/programs.ts";
import { addProgram, change, differences, drop, refresh, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.1);
// Where the API answers a slash more or less, such a state knows of no spelling: one update then learns it.
const settings = anySettings.filter(({ uris }) => uris === "as-sent" || uris === "normalised");

const newer = ["__owner", "__client", "__respelled", "__unlike"];

const asBefore = (state: Values): Values =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !newer.includes(name)));

test("nothing of an older state is a difference, and it is updated and deleted as ever", () => {
  const property = async (made: Program, chosen: Settings) => {
    const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }));
    const managed = await addProgram(simulation, made);
    for (const one of managed) one.state = asBefore(one.state);
    for (const one of managed) {
      expect([one.resource.name, differences(one)]).toEqual([one.resource.name, []]);
      expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
      one.state = asBefore(one.state);
      const title = one.resource.nameField;
      await change(simulation, one, { ...one.inputs, [title]: `${one.inputs[title]} renamed` });
      expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
    }
    for (const one of [...managed].reverse()) await drop(simulation, one);
    expect([simulation.held("application"), simulation.held("client"), simulation.held("signingKey")]).toEqual([
      [],
      [],
      [],
    ]);
    simulation.close();
  };
  return fc.assert(fc.asyncProperty(program, settings, property), { numRuns: runs, ...again });
}, 300_000);
