/**
 * States that were written before the provider knew tenants, spellings, and what the engine's inputs do not say: nothing of
 * them is a difference, and what they describe is updated and deleted as ever.
 */
import * as fc from "fast-check";
import { readBehaviour, type Settings, switches } from "../../emulator/behaviour.ts";
import type { Values } from "../../provider/fields/field.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { type Program, program } from "../support/programs.ts";
import { add, change, differences, drop, type Managed, refresh, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.1);
const again = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

// Where the API answers a slash more or less, such a state knows of no spelling: one update then learns it.
const settings = fc.record(
  Object.fromEntries(
    Object.entries({ ...switches, uris: ["as-sent", "normalised"] as const }).map(([name, values]) => [
      name,
      fc.constantFrom(...values),
    ]),
  ),
) as unknown as fc.Arbitrary<Settings>;

const newer = ["__owner", "__client", "__respelled", "__unlike"];

const asBefore = (state: Values): Values =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !newer.includes(name)));

test("nothing of an older state is a difference, and it is updated and deleted as ever", () => {
  const property = async ({ application: inputs, clients, keys }: Program, chosen: Settings) => {
    const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }));
    const shop = await add(simulation, application, inputs);
    const managed: Managed[] = [shop];
    for (const [index, given] of clients.entries()) {
      managed.push(await add(simulation, client, { ...given, name: `${given.name} ${index}`, appId: shop.id }));
    }
    for (const [index, given] of keys.entries()) {
      managed.push(await add(simulation, signingKey, { ...given, name: `${given.name} ${index}` }));
    }
    for (const one of managed) one.state = asBefore(one.state);
    for (const one of managed) {
      expect([one.resource.name, differences(one)]).toEqual([one.resource.name, []]);
      expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
      one.state = asBefore(one.state);
      const title = one.resource.title;
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
