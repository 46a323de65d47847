/** Random applications and clients that exist, imported from an API that behaves in any way: few inputs, and nothing to do. */
import * as fc from "fast-check";
import { readBehaviour } from "../../emulator/tenant/behaviour.ts";
import type { Field, Resource, Shape, Values } from "../../provider/fields/field.ts";
import { wireName } from "../../provider/fields/naming.ts";
import { inputsOf, isEmpty, isObject, isWriteOnly, variantOf } from "../../provider/fields/shape.ts";
import { detailedDiff, diff, importResource, reconcileImported, update } from "../../provider/lifecycle/index.ts";
import { check } from "../../provider/lifecycle/validation/check.ts";
import { encode } from "../../provider/lifecycle/wire/codec.ts";
import { application, client } from "../../provider/resources/index.ts";
import { inputFor } from "../support/every.ts";
import { again, settings as anySettings, program } from "../support/programs.ts";
import { add, type Simulation, simulate } from "../support/simulation.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.06);

/** The fewest inputs do not tell nothing from zero: where an API does, and makes the one of the other, they are too few. */
const settings = anySettings.filter(({ put, unset }) => put === "merge" || unset !== "chosen");

interface Existing {
  resource: Resource;
  id: string;
}

interface Imported extends Existing {
  state: Values;
  inputs: Values;
}

async function importing({ api }: Simulation, { resource, id }: Existing): Promise<Imported> {
  const { state, inputs } = (await importResource(resource, api, id)) ?? {};
  // The engine keeps both as JSON.
  return { resource, id, ...JSON.parse(JSON.stringify({ state, inputs })) };
}

const differences = ({ resource, state }: Imported, inputs: Values): string[] => {
  const agreed = reconcileImported(resource, state, inputs);
  return detailedDiff(resource, agreed, inputs, diff(resource, agreed, inputs).changed).map(({ path }) => path);
};

/** Imports all that random programs have made, and then looks at each by itself. */
const forEach = (title: string, look: (simulation: Simulation, imported: Imported) => Promise<void>) =>
  test(
    title,
    () =>
      fc.assert(
        fc.asyncProperty(program, settings, async ({ application: inputs, clients }, chosen) => {
          const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }));
          const shop = await add(simulation, application, inputs);
          const existing: Existing[] = [shop];
          for (const [index, given] of clients.entries())
            existing.push(await add(simulation, client, { ...given, name: `${given.name} ${index}`, appId: shop.id }));
          await simulation.api.wait(60_000);
          for (const one of existing) await look(simulation, await importing(simulation, one));
        }),
        { numRuns: runs, ...again },
      ),
    300_000,
  );

forEach(
  "the inputs are good ones, and the next preview and the next refresh find nothing",
  async ({ api }, imported) => {
    const { resource, id, inputs } = imported;
    expect(check(resource, inputs, { noun: resource.name, path: "" })).toEqual([]);
    expect(differences(imported, inputs)).toEqual([]);
    const refreshed = await importResource(resource, api, id, imported);
    expect(refreshed?.inputs).toEqual(inputs);
    expect(differences({ ...imported, ...refreshed } as Imported, inputs)).toEqual([]);
  },
);

/** The inputs that say no more than nothing would. */
function needless(shape: Shape, inputs: Values, path = ""): string[] {
  return inputsOf(shape, variantOf(shape, inputs)).flatMap(([name, field]) => {
    const value = inputs[name];
    if (field.type === "object" && field.embeds && isObject(value)) return needless(field, value, `${path}${name}.`);
    const says = value !== undefined && !isEmpty(value) && value !== (field.default ?? (isFlag(field) ? false : 0));
    return field.required || value === undefined || says ? [] : [path + name];
  });
}

const isFlag = ({ type }: Field): boolean => type === "boolean";

forEach("there are no more inputs than it needs, no deprecated ones, and no secrets", async ({ held }, { inputs }) => {
  const resource = "appName" in inputs ? application : client;
  expect(needless(resource, inputs)).toEqual([]);
  const deprecated = inputsOf(resource).filter(
    ([name, field]) => field.mirrorsClientField && inputs[name] !== undefined,
  );
  expect(deprecated).toEqual([]);
  const secrets = [...held("client"), ...held("application")].flatMap(
    (document) => JSON.stringify(document).match(/emulated-[^"]+/g) ?? [],
  );
  expect(secrets.filter((secret) => JSON.stringify(inputs).includes(secret) && !secret.includes("tenant"))).toEqual([]);
});

/** What is visible of a document, as somebody else would see it. */
function visible(resource: Resource, live: Values): Values {
  const names = inputsOf(resource).filter(([, field]) => !isWriteOnly(field, variantOf(resource, live)));
  return Object.fromEntries(names.map(([name]) => [name, live[name]]));
}

forEach(
  "an edit of what was imported changes just that, however much an update replaces",
  async (simulation, imported) => {
    const { resource, id, inputs, state } = imported;
    const edited = { ...inputs, [resource.nameField]: `Another ${id}` };
    expect(differences(imported, edited)).toEqual([resource.nameField]);
    await update(resource, simulation.api, id, reconcileImported(resource, state, edited), edited);
    await simulation.api.wait(60_000);
    const after = await importing(simulation, imported);
    // An empty text is as good as none, so that an API that completes objects may put something in its place.
    expect(visible(resource, after.inputs)).toMatchObject(visible(resource, edited));
    const firstOf = ({ firstClient }: Values) => ({ firstClient });
    expect(firstOf(after.inputs)).toMatchObject(firstOf(inputs));
  },
);

/** Changes a field that the import left out, to a value that is no default. */
function touch(simulation: Simulation, { resource, id, inputs }: Imported, seed: number): string | undefined {
  const variant = variantOf(resource, inputs);
  const absent = inputsOf(resource, variant).filter(
    ([name, field]) =>
      inputs[name] === undefined &&
      !field.mirrorsClientField &&
      !field.sent &&
      !field.responsePath &&
      !isWriteOnly(field, variant),
  );
  const [name, field] = absent[seed % absent.length] ?? [];
  if (!name || !field) return undefined;
  const said = inputFor(name, field, isFlag(field) && field.default === true ? 1 : 2);
  const { [wireName(name, field)]: wire } = encode(
    { fields: { [name]: { ...field, only: undefined } } } as Shape,
    { [name]: said },
    "create",
  );
  const kind = resource.name === "Client" ? "client" : "application";
  simulation.tamper(kind, id.split("/").at(-1) as string, (document) => ({
    ...document,
    [wireName(name, field)]: wire,
  }));
  return name;
}

forEach("what others set beside it is no drift, before the first update either", async (simulation, imported) => {
  const { resource, id, inputs } = imported;
  for (const seed of [3, 8, 21]) {
    const touched = touch(simulation, imported, seed);
    const refreshed = await importResource(resource, simulation.api, id, imported);
    expect([touched, refreshed?.inputs]).toEqual([touched, inputs]);
    expect([touched, differences({ ...imported, ...refreshed } as Imported, inputs)]).toEqual([touched, []]);
  }
});
