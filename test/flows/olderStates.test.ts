/**
 * States that older versions wrote: nothing of them is a difference, and what they describe is refreshed, updated and deleted
 * through either adapter.
 */
import * as fc from "fast-check";
import { openApi } from "../../emulator/api/api.ts";
import { contentsOf } from "../../emulator/seed/contents.ts";
import { readBehaviour, type Settings } from "../../emulator/tenant/behaviour.ts";
import { openStore } from "../../emulator/tenant/store.ts";
import { openTenant } from "../../emulator/tenant/tenant.ts";
import type { Field, Resource, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { reconcileImported } from "../../provider/lifecycle/index.ts";
import { decodeMetadata } from "../../provider/lifecycle/state/metadata.ts";
import { documentsIn } from "../support/documents.ts";
import { emulate } from "../support/emulated.ts";
import { startEngine } from "../support/engine.ts";
import { type Json, type Plugin, plain, settingsOf, startPlugin } from "../support/plugin.ts";
import { again, settings as anySettings, type Program, program } from "../support/programs.ts";
import {
  addProgram,
  change,
  differences,
  drop,
  type Kind,
  type Managed,
  refresh,
  type Simulation,
  seed,
  simulate,
} from "../support/simulation.ts";
import { type StoredState, storedStacks, withMarks, withoutMarks } from "../support/states.ts";

const stacks = storedStacks.map((stack) => [stack.name, stack] as const);
const kinds = { Application: "application", Client: "client", SigningKey: "signingKey" } as const;

test("there are states of two versions, through both adapters, of every resource", () => {
  const found = storedStacks.flatMap(({ name, face, resources }) =>
    resources.map(({ kind }) => `${name.split("/")[0]} ${face} ${kind}`),
  );
  expect(new Set(found).size).toBe(2 * 2 * 3);
});

test.each(stacks)("%s: the metadata is read as the code that wrote it read it", (_, { resources }) => {
  for (const { id, outputs, metadata } of resources) {
    const { owner, clientUpdatedAt, userInputs, ...others } = metadata;
    expect({ id, ...decodeMetadata(outputs) }).toEqual({ id, owner, clientUpdatedAt, userInputs, ...others });
  }
});

/** Another name, and no protection that is in the way of a deletion. */
const renamed = ({ resource }: StoredState, inputs: Values): Values => ({
  ...inputs,
  [resource.nameField]: `${inputs[resource.nameField]} renamed`,
  ...(inputs.deletionProtection === true && { deletionProtection: false }),
});

/** An update that may not have been carried out: the next one sends the old values again. */
const isUncertain = ({ metadata }: StoredState): boolean => metadata.uncertain.length > 0;

const documentId = (id: string): string => id.split("/").at(-1) as string;

/** The API's name of a field. */
const wired = ({ fields }: Resource, name: string): string => wireName(name, fields[name] as Field);

/** What the API says of an object: its name, and all that the update of the name leaves as it is. */
function answered({ told }: Simulation, { kind, id, resource }: StoredState): { name: unknown; others: Values } {
  const { updated_at: _, [wired(resource, resource.nameField)]: name, ...others } = told(kinds[kind], documentId(id));
  return { name, others };
}

/** Ids of those documents of a resource's kind that are not deleted. */
const idsHeld = (documents: (kind: Kind) => Values[], { kind, resource }: StoredState): unknown[] =>
  documents(kinds[kind])
    .filter(({ deleted_at: deleted }) => deleted === undefined)
    .map((document) => document[wired(resource, resource.id.at(-1) as string)]);

const managedFrom = ({ resource, id, inputs, outputs }: StoredState): Managed => {
  const { __provider, ...given } = withoutMarks(inputs);
  return { resource, id, inputs: given, state: withoutMarks(outputs) };
};

/** As the dynamic adapter does before it compares. */
const reconcile = (managed: Managed): void => {
  managed.state = reconcileImported(managed.resource, managed.state, managed.inputs);
};

test.each(stacks)("%s is compared, refreshed, updated and deleted as the dynamic adapter does it", async (_, stack) => {
  const simulation = simulate(readBehaviour(stack.behaviour));
  simulation.seed(stack.documents);
  const all = stack.resources.map((stored) => [stored, managedFrom(stored)] as const);
  for (const [stored, managed] of all) {
    reconcile(managed);
    expect([stored.id, differences(managed)]).toEqual([stored.id, stored.changed]);
    if (isUncertain(stored)) await change(simulation, managed, managed.inputs);
    expect([stored.id, await refresh(simulation, managed)]).toEqual([stored.id, []]);
    const { others } = answered(simulation, stored);
    await change(simulation, managed, renamed(stored, managed.inputs));
    expect(answered(simulation, stored)).toEqual({ name: managed.inputs[stored.resource.nameField], others });
    expect([stored.id, await refresh(simulation, managed)]).toEqual([stored.id, []]);
  }
  for (const [stored, managed] of all.toReversed()) {
    expect(idsHeld(simulation.held, stored)).toContain(documentId(stored.id));
    await drop(simulation, managed);
    expect(idsHeld(simulation.held, stored)).not.toContain(documentId(stored.id));
  }
});

/** The engine's word for messages that are no warnings. */
const information = 1;

/** @returns The state in the end. */
async function refreshAndRename(plugin: Plugin, stored: StoredState): Promise<Json> {
  const { kind, id, changed } = stored;
  const { __provider, ...given } = withMarks(stored.inputs);
  const difference = async (state: Json, inputs: Json, oldInputs: Json) =>
    (await plugin.diff(kind, id, state, inputs, oldInputs)).getDiffsList().sort();
  const refreshed = async (state: Json, inputs: Json): Promise<Json> => {
    const found = await plugin.read(kind, id, state, inputs);
    expect([id, await difference(found.outputs, inputs, found.inputs)]).toEqual([id, []]);
    return found.outputs;
  };
  const oldInputs = withMarks(stored.inputs);
  const inputs = plain((await plugin.check(kind, given, oldInputs)).getInputs());
  let state: Json = withMarks(stored.outputs);
  expect([id, await difference(state, inputs, oldInputs)]).toEqual([id, changed.toSorted()]);
  if (isUncertain(stored)) state = await plugin.update(kind, id, state, inputs, { oldInputs });
  state = await refreshed(state, inputs);
  const news = renamed(stored, inputs);
  return refreshed(await plugin.update(kind, id, state, news, { oldInputs: inputs }), news);
}

/** What the lost updates had set, and did set. */
const lost = /shop\.example\/other|"New"|third|Renamed|"access_token_ttl":1\b/;

test.each(stacks.filter(([, { resources }]) => resources.some(isUncertain)))(
  "%s: an update with the old inputs undoes what a lost one may have done",
  async (_, stack) => {
    const simulation = simulate(readBehaviour(stack.behaviour));
    simulation.seed(stack.documents);
    for (const stored of stack.resources.filter(isUncertain)) {
      const managed = managedFrom(stored);
      const held = () => JSON.stringify(simulation.told(kinds[stored.kind], documentId(stored.id)));
      expect(held()).toMatch(lost);
      await change(simulation, managed, managed.inputs);
      expect(held()).not.toMatch(lost);
      expect(await refresh(simulation, managed)).toEqual([]);
    }
  },
);

/** Waits take no time: they move the clock of everybody in this process. */
let mockAhead = 0;
jest.mock("node:timers/promises", () => ({
  setTimeout: async (milliseconds: number) => {
    mockAhead += milliseconds;
  },
}));

test.each(stacks)("%s is compared, refreshed, updated and deleted through the plugin", async (_, stack) => {
  const realNow = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => realNow() + mockAhead);
  const engine = await startEngine();
  const [document] = Object.values(stack.documents).flat();
  const tenant = openTenant(openStore(), undefined, undefined, { id: document?.tenant_id as string });
  seed(tenant.store, stack.documents);
  const emulator = await emulate({ seed: contentsOf(tenant, openApi()), behaviour: stack.behaviour });
  const list = (kind: Kind) => documentsIn(emulator.contents())(kind);
  const plugin = await startPlugin(settingsOf(emulator), engine.address);
  try {
    const states = new Map<StoredState, Json>();
    for (const stored of stack.resources) states.set(stored, await refreshAndRename(plugin, stored));
    for (const stored of stack.resources.toReversed()) {
      expect(idsHeld(list, stored)).toContain(documentId(stored.id));
      await plugin.remove(stored.kind, stored.id, states.get(stored) as Json);
      expect(idsHeld(list, stored)).not.toContain(documentId(stored.id));
    }
    expect(engine.messages.filter(({ severity }) => severity > information)).toEqual([]);
  } finally {
    jest.restoreAllMocks();
    plugin.close();
    engine.close();
    await emulator.close();
  }
});

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.1);
// Where the API answers a slash more or less, such a state knows of no spelling: one update then learns it.
const settings = anySettings.filter(({ uris }) => uris === "as-sent" || uris === "normalised");

/** Keys of the metadata that the first version did not write, or not at once. */
const newer = ["__owner", "__client", "__respelled", "__unlike"];

const asBefore = (state: Values): Values =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !newer.includes(name)));

test("a random state without the newer metadata is no difference, and is refreshed, updated and deleted", () => {
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
  };
  return fc.assert(fc.asyncProperty(program, settings, property), { numRuns: runs, ...again });
}, 300_000);
