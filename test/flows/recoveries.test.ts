/** What an interrupted run of a random program has made, found by another one, on an API that behaves in every way it might. */
import * as fc from "fast-check";
import { readBehaviour, type Settings } from "../../emulator/tenant/behaviour.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import {
  creationKey,
  diff,
  findMade,
  type KnownObjects,
  settleUpdate,
  takeMade,
  update,
} from "../../provider/lifecycle/index.ts";
import { again, applicationInputs, clientInputs, type Program, program, settings } from "../support/programs.ts";
import { add, addProgram, application, client, type Managed, refresh, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) / 10);

const anyTime = { notBefore: 0, from: 0, to: Date.parse("2031-01-01T00:00:00Z") };

/** What the state has but for one resource: the default client of an application is a part of it. */
function knownBeside(lost: Managed, all: readonly Managed[]): KnownObjects {
  const others = all.filter((one) => one !== lost);
  const defaults = all.flatMap(({ resource, state }) =>
    resource === application ? [`${state.appId}/${state.clientId}`] : [],
  );
  return { ids: new Set([...others.map(({ id }) => id), ...defaults]), creators: new Set() };
}

/** Inputs that a create does not carry, and the next update does. */
const leftIn = ({ fields }: Resource, changed: readonly string[]): string[] =>
  changed.filter((name) => fields[name]?.sent !== "update");

async function expectRecovered(made: Program, chosen: Settings) {
  const simulation = simulate(readBehaviour({ ...chosen, lag: 0 }));
  const managed = await addProgram(simulation, made);
  for (const one of managed) {
    const { resource, id, inputs } = one;
    // Another run, which knows nothing of the one before.
    simulation.mistake(false);
    const { api } = simulation;
    simulation.requests();
    const found = await findMade(resource, api, inputs, anyTime, knownBeside(one, managed));
    expect([resource.name, found.certain.map((object) => object.id)]).toEqual([resource.name, [id]]);
    const taken = await takeMade(resource, api, inputs, id);
    expect(simulation.requests().filter((request) => !request.startsWith("GET "))).toEqual([]);
    const recovered: Managed = { resource, id, inputs, state: JSON.parse(JSON.stringify(taken?.state)) };
    expect([resource.name, leftIn(resource, diff(resource, recovered.state, inputs).changed)]).toEqual([
      resource.name,
      [],
    ]);
    expect([resource.name, leftIn(resource, (await refresh(simulation, recovered)) ?? ["gone"])]).toEqual([
      resource.name,
      [],
    ]);
  }
}

test("each create is found, and its state leaves nothing to do", async () => {
  await fc.assert(fc.asyncProperty(program, settings, expectRecovered), { numRuns: runs, ...again });
}, 300_000);

async function expectSettled(resource: Resource, before: Values, after: Values, chosen: Settings, isDone: boolean) {
  const simulation = simulate(readBehaviour({ ...chosen, lag: 0 }));
  const shop = await add(simulation, application, { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
  const parent = resource === client ? { appId: shop.id } : {};
  const one = await add(simulation, resource, { ...before, ...parent });
  const inputs = { ...after, ...parent };
  const { changed, replaces } = diff(resource, one.state, inputs);
  fc.pre(changed.length > 0 && replaces.length === 0);
  const old = structuredClone(one.state);
  if (isDone) await update(resource, simulation.api, one.id, one.state, inputs);
  simulation.mistake(false);
  simulation.requests();
  const known = { state: old, inputs: one.inputs };
  const settled = await settleUpdate(resource, simulation.api, one.id, known, inputs, false);
  expect(simulation.requests().filter((request) => !request.startsWith("GET "))).toEqual([]);
  if (settled.kind === "gone") throw new Error("gone");
  const state = JSON.parse(JSON.stringify(settled.state));
  // An update that was not carried out is never taken for one that was.
  if (!isDone) expect(settled.kind).toBe("notUpdated");
  if (settled.kind === "updated") {
    expect(diff(resource, state, inputs).changed).toEqual([]);
    const again: Managed = { resource, id: one.id, inputs, state };
    expect(await refresh(simulation, again)).toEqual([]);
    return;
  }
  // Whatever the program says next, what may have been sent is sent again.
  const next = diff(resource, state, inputs).changed;
  expect(changed.every((name) => next.includes(name))).toBe(true);
}

test.each([
  ["an application", application, applicationInputs],
  ["a client", client, clientInputs],
])(
  "an update of %s is known if it was carried out, and never if it was not",
  async (_, resource, inputs) => {
    const property = fc.asyncProperty(inputs, inputs, settings, fc.boolean(), async (before, after, chosen, isDone) => {
      await expectSettled(resource, before, after, chosen, isDone);
    });
    await fc.assert(property, { numRuns: runs, ...again });
  },
  300_000,
);

test("creates of the same inputs make equal objects, and others do not", async () => {
  const inputs = { appId: "app", name: "Web", redirectUris: [] };
  expect(creationKey(client, inputs)).toBe(creationKey(client, { ...inputs }));
  for (const other of [{ name: "Mobile" }, { appId: "other" }, { description: "x" }])
    expect(creationKey(client, { ...inputs, ...other })).not.toBe(creationKey(client, inputs));
});
