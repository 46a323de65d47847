/** The API holds exactly what the program declares and the state knows, and a further run has nothing to do. */
import type { Resource, Values } from "../../provider/fields/field.ts";
import { snake, wireName } from "../../provider/fields/naming.ts";
import { embeddedIn } from "../../provider/fields/shape.ts";
import { diff, parentOf } from "../../provider/lifecycle/index.ts";
import { resources } from "../../provider/resources/all.ts";
import { type Json, resultOf } from "./emulated.ts";
import type { Declared, Program, World } from "./runs.ts";

export async function expectExact(world: World, program: Program): Promise<void> {
  const { kept } = world;
  expect([...kept.keys()].sort()).toEqual(Object.keys(program).sort());
  expect(await world.refresh()).toEqual([]);
  for (const resource of resources) {
    const above = parentOf(resource);
    if (!above) await expectExactList(world, program, resource);
    else for (const [parent] of declaredOf(program, above)) await expectExactList(world, program, resource, parent);
  }
  for (const { resource, state, inputs } of kept.values()) expect(diff(resource, state, inputs).changed).toEqual([]);
  const counted = writes(world);
  expect(await world.up(program)).toEqual([]);
  expect(writes(world)).toBe(counted);
}

const declaredOf = (program: Program, resource: Resource, parent?: string): [string, Declared][] =>
  Object.entries(program).filter(([, one]) => one.resource.name === resource.name && one.parent === parent);

/** The list of the resources of one kind, in the tenant or in a parent, has those of the program and no others. */
async function expectExactList(world: World, program: Program, resource: Resource, parent?: string): Promise<void> {
  const { nameField, fields, upload } = resource;
  const ownPart = resource.id.at(-1) as string;
  const called = (name: string) => wireName(name, fields[name] as Resource["fields"][string]);
  const listed = await listIn(world, resource, parent);
  const declared = declaredOf(program, resource, parent);
  const expected = declared.map(([name, { inputs }]) => [
    world.kept.get(name)?.id.split("/").at(-1),
    inputs[nameField],
  ]);
  if (parent !== undefined) expected.push(...embedded(world, program, resource, parent));
  const found = listed.map((item) => [item[called(ownPart)], item[called(nameField)]]);
  expect(found.sort()).toEqual(expected.sort());
  for (const [name, { inputs }] of declared) {
    const item = listed.find((one) => world.kept.get(name)?.id.split("/").at(-1) === one[called(ownPart)]);
    const source = inputs[upload?.whenSet ?? ""] === undefined ? "mosaic" : upload?.value;
    if (upload) expect(item?.[called(upload.markedBy)]).toBe(source);
    if (inputs.status !== undefined) expect(item?.status).toBe(inputs.status);
  }
}

/** What the API lists, without the deleted ones that a list may keep. */
async function listIn({ emulator, kept }: World, resource: Resource, parent?: string): Promise<Json[]> {
  const { collection, envelope, deletedAtField } = resource;
  const state = parent === undefined ? {} : (kept.get(parent)?.state ?? {});
  const response = await emulator.send(
    "GET",
    collection.replace(/\{(\w+)\}/g, (_, part) => String(state[part])),
  );
  // An emulator that does not serve these resources holds none of them.
  if (response.status === 404) return [];
  const items = (envelope ? resultOf(response) : response.body) as Json[];
  return deletedAtField ? items.filter((item) => !item[snake(deletedAtField)]) : items;
}

/** The id and the name of the resource that the parent embeds: its default client, in an application. */
function embedded({ kept }: World, program: Program, resource: Resource, parent: string): [unknown, unknown][] {
  const inputs = program[parent]?.inputs ?? {};
  const [input, field] = embeddedIn(parentOf(resource) as Resource) ?? [];
  if (input === undefined || field?.embeds?.name !== resource.name) return [];
  const settings = inputs[input] as Values | undefined;
  return [
    [kept.get(parent)?.state[resource.id.at(-1) as string], settings?.[resource.nameField] ?? inputs.clientDisplayName],
  ];
}

const writes = ({ emulator }: World): number =>
  Object.entries(emulator.requests())
    .filter(([key]) => !key.startsWith("GET") && !key.includes("token"))
    .reduce((sum, [, count]) => sum + count, 0);
