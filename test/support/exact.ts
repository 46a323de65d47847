/** What the API holds is what the program says and what the state knows, and there is nothing left to do. */
import type { Values } from "../../provider/fields/field.ts";
import { diff } from "../../provider/lifecycle/index.ts";
import { application, signingKey } from "../../provider/resources/index.ts";
import { type Json, path, resultOf } from "./emulated.ts";
import type { Declared, Program, World } from "./runs.ts";

export async function expectExact(world: World, program: Program): Promise<void> {
  const { emulator, kept } = world;
  expect([...kept.keys()].sort()).toEqual(Object.keys(program).sort());
  expect(await world.refresh()).toEqual([]);
  const held = resultOf(await emulator.send("GET", path.applications)) as unknown as Json[];
  const declared = Object.entries(program);
  const applications = declared.filter(([, { resource }]) => resource === application);
  expect(held.map(({ app_id: id }) => id).sort()).toEqual(applications.map(([name]) => kept.get(name)?.id).sort());
  for (const [name, { inputs }] of applications) {
    const appId = kept.get(name)?.id as string;
    expect(held.find(({ app_id: id }) => id === appId)).toMatchObject({ app_name: inputs.appName });
    const own = declared.filter(([, { parent }]) => parent === name);
    const expected = [kept.get(name)?.state.clientId, ...own.map(([child]) => kept.get(child)?.id.split("/")[1])];
    const clientsHeld = (await emulator.send("GET", path.clients({ app_id: appId }))).body as Json[];
    expect(clientsHeld.map(({ client_id: id }) => id).sort()).toEqual(expected.sort());
    const first = inputs.firstClient as Values | undefined;
    const names = [first?.name ?? inputs.clientDisplayName, ...own.map(([, child]) => child.inputs.name)];
    expect(clientsHeld.map(({ name: called }) => called).sort()).toEqual(names.sort());
  }
  await expectExactKeys(
    world,
    declared.filter(([, { resource }]) => resource === signingKey),
  );
  for (const { resource, state, inputs } of kept.values()) expect(diff(resource, state, inputs).changed).toEqual([]);
  const counted = writes(world);
  expect(await world.up(program)).toEqual([]);
  expect(writes(world)).toBe(counted);
}

async function expectExactKeys({ emulator, kept }: World, declared: [string, Declared][]): Promise<void> {
  const keys = (await emulator.send("GET", path.keys)).body as Json[];
  const alive = keys.filter(({ deleted_at: deleted }) => !deleted);
  expect(alive.map(({ id }) => id).sort()).toEqual(declared.map(([name]) => kept.get(name)?.id).sort());
  for (const [name, { inputs }] of declared) {
    const held = alive.find(({ id }) => id === kept.get(name)?.id);
    expect(held).toMatchObject({ name: inputs.name, source: inputs.jwk ? "uploaded" : "mosaic" });
    if (inputs.status !== undefined) expect(held?.status).toBe(inputs.status);
  }
}

const writes = ({ emulator }: World): number =>
  Object.entries(emulator.requests())
    .filter(([key]) => !key.startsWith("GET") && !key.includes("token"))
    .reduce((sum, [, count]) => sum + count, 0);
