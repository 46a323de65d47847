/** Random programs on an API that behaves in every way it might: no wrong difference, and none missed. */
import * as fc from "fast-check";
import { readBehaviour, type Settings } from "../../emulator/tenant/behaviour.ts";
import type { Field, Resource, Values, Variant } from "../../provider/fields/field.ts";
import { camel, wireName } from "../../provider/fields/naming.ts";
import { inputsOf, isObject, isSent, isWriteOnly, variantOf } from "../../provider/fields/shape.ts";
import { resetsFor } from "../../provider/lifecycle/diff/resets.ts";
import { isEquivalent, isSame } from "../../provider/lifecycle/equivalence/equivalence.ts";
import { encode } from "../../provider/lifecycle/wire/codec.ts";
import { client } from "../../provider/resources/index.ts";
import {
  again,
  applicationInputs,
  clientInputs,
  keyInputs,
  type Program,
  program,
  settings,
  valueFor,
} from "../support/programs.ts";
import {
  addProgram,
  change,
  differences,
  drifted,
  drop,
  type Kind,
  type Managed,
  refresh,
  type Simulation,
  simulate,
} from "../support/simulation.ts";

const runs = Number(process.env.PROGRAMS ?? 2_000);

interface World {
  simulation: Simulation;
  managed: Managed[];
  chosen: Settings;
}

async function build(made: Program, chosen: Settings): Promise<World> {
  const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }));
  const managed = await addProgram(simulation, made);
  return { simulation, managed, chosen };
}

async function expectSettled(world: World): Promise<void> {
  const { simulation, managed } = world;
  for (const one of managed) {
    expect([one.resource.name, differences(one)]).toEqual([one.resource.name, []]);
    expect([one.resource.name, await refresh(simulation, one)]).toEqual([one.resource.name, []]);
    expect([one.resource.name, await drifted(simulation, one)]).toEqual([one.resource.name, []]);
    expect(differences(one)).toEqual([]);
    expectItsSecret(world, one);
  }
}

/** The secret of a client, and of an application's default client, is known if it was ever told. */
function expectItsSecret({ simulation, chosen }: World, { id, state }: Managed): void {
  const isOnceAlone = chosen.secrets === "told-once" && (chosen.mirrors === "none" || chosen.secret === "renewed");
  if (isOnceAlone) return;
  const [, clientId = state.clientId] = id.split("/");
  const held = simulation.held("client").find(({ client_id: known }) => known === clientId);
  expect([clientId, state.clientSecret]).toEqual([held?.client_id, held?.client_secret]);
}

async function destroy({ simulation, managed }: World): Promise<void> {
  for (const one of [...managed].reverse()) await drop(simulation, one);
  expect(simulation.held("application")).toEqual([]);
  expect(simulation.held("client")).toEqual([]);
  expect(simulation.held("signingKey")).toEqual([]);
}

const check = <T>(
  title: string,
  arbitrary: fc.Arbitrary<T>,
  share: number,
  property: (value: T, chosen: Settings) => Promise<void>,
) =>
  test(
    title,
    () => fc.assert(fc.asyncProperty(arbitrary, settings, property), { numRuns: Math.ceil(runs * share), ...again }),
    300_000,
  );

/** A field that drift can be seen in: which document holds it, under which name. */
interface Place {
  /** Top-level input that the difference is in. */
  name: string;
  kind: Kind;
  id: string;
  field: Field;
  called: string;
  asked: unknown;
  shape: Resource;
  variant: Variant | undefined;
}

/** Every input field of a resource, its default client's included where it is managed. */
function placesOf({ resource, id, inputs, state }: Managed): Place[] {
  const own = inputsOf(resource, variantOf(resource, inputs));
  const variant = variantOf(resource, inputs);
  return own.flatMap(([name, field]): Place[] => {
    const asked = inputs[name];
    if (field.type === "object" && field.embeds) {
      if (!isObject(asked)) return [];
      const inner = variantOf(field, asked);
      return inputsOf(field, inner).map(([key, setting]) => ({
        name,
        kind: "client",
        id: state.clientId as string,
        field: setting,
        called: wireName(key, setting),
        asked: asked[key],
        shape: client,
        variant: inner,
      }));
    }
    if (field.mirrorsClientField !== undefined) {
      if (inputs.firstClient !== undefined) return [];
      const mirrored = (client.fields as Record<string, Field>)[field.mirrorsClientField] as Field;
      return [
        {
          name,
          kind: "client",
          id: state.clientId as string,
          field,
          called: wireName(field.mirrorsClientField, mirrored),
          asked,
          shape: client,
          variant: "oidc",
        },
      ];
    }
    return [
      {
        name,
        kind: camel(resource.name) as Kind,
        id: id.split("/").at(-1) as string,
        field,
        called: wireName(name, field),
        asked,
        shape: resource,
        variant,
      },
    ];
  });
}

const isVisible = ({ field, variant }: Place): boolean =>
  !isWriteOnly(field, variant) && isSent(field, "update") && !field.replaceOnChanges;

function tamper({ simulation }: World, { kind, id, called, field }: Place, value: unknown): void {
  const shape = { fields: { value: { ...field, only: undefined, apiName: undefined, sent: undefined } } };
  const wire = encode(shape as never, { value }, "create").value;
  simulation.tamper(kind, id, (document) => ({ ...document, [called]: wire }));
}

/** What the API says of a place. */
function told({ simulation }: World, { kind, id, called, field }: Place): string {
  const keys = (field.responsePath ?? called).split(".");
  return JSON.stringify(
    keys.reduce<unknown>((value, key) => (value as Values | undefined)?.[key], simulation.told(kind, id)),
  );
}

const randomPlace = fc.record({ at: fc.nat(), seed: fc.nat() });

/** A value that says something else than what is there. */
function otherValue(field: Field, asked: unknown, seed: number): unknown {
  return fc
    .sample(valueFor(field), { numRuns: 30, seed })
    .find((value) => !isEquivalent(field, asked, value) && !isEquivalent(field, undefined, value));
}

check(
  "what was created needs no change and shows no drift, and is gone in the end",
  program,
  0.3,
  async (made, chosen) => {
    const world = await build(made, chosen);
    await expectSettled(world);
    await destroy(world);
  },
);

check(
  "drift is seen in what is managed, exactly there, and healed",
  fc.tuple(program, fc.array(randomPlace, { minLength: 1, maxLength: 4 })),
  0.25,
  async ([made, picks], chosen) => {
    const world = await build(made, chosen);
    const expected = new Map(world.managed.map((one) => [one, new Set<string>()]));
    for (const { at, seed } of picks) {
      const one = world.managed[at % world.managed.length] as Managed;
      const places = placesOf(one).filter((place) => isVisible(place) && place.asked !== undefined);
      const place = places[seed % places.length] as Place;
      const value = otherValue(place.field, place.asked, seed);
      if (value === undefined) continue;
      const before = told(world, place);
      tamper(world, place, value);
      // What an API never tells, nobody can see.
      if (told(world, place) !== before) expected.get(one)?.add(place.name);
    }
    for (const one of world.managed) {
      expect(new Set(await drifted(world.simulation, one))).toEqual(expected.get(one));
      expect(new Set(await refresh(world.simulation, one))).toEqual(expected.get(one));
      expect(await change(world.simulation, one, one.inputs)).toEqual([]);
    }
    await expectSettled(world);
    await destroy(world);
  },
);

check(
  "drift in what is not managed is not seen",
  fc.tuple(program, randomPlace),
  0.15,
  async ([made, { at, seed }], chosen) => {
    const world = await build(made, chosen);
    const one = world.managed[at % world.managed.length] as Managed;
    const places = placesOf(one).filter((place) => isSent(place.field, "update") && place.asked === undefined);
    const place = places[seed % Math.max(places.length, 1)];
    const value = place && otherValue(place.field, undefined, seed);
    // What an API fills into a default client's objects is known from a look at it while nobody else has changed it.
    if (chosen.nested === "completed") await refresh(world.simulation, one);
    if (place && value !== undefined) tamper(world, place, value);
    await expectSettled(world);
    await destroy(world);
  },
);

/** Other inputs of the same kind, that can be reached by an update. */
function comparable(resource: Resource, before: Values, after: Values): boolean {
  const variants = (inputs: Values) => [
    variantOf(resource, inputs),
    isObject(inputs.firstClient) && variantOf(client, inputs.firstClient),
  ];
  return JSON.stringify(variants(before)) === JSON.stringify(variants(after));
}

check(
  "an edit changes exactly the fields that it edits",
  fc.tuple(program, applicationInputs, clientInputs, keyInputs),
  0.2,
  async ([made, ofApplication, ofClient, ofKey], chosen) => {
    const world = await build(made, chosen);
    for (const one of world.managed) {
      const next = {
        Application: ofApplication,
        Client: { ...ofClient, name: `${ofClient.name} ${one.id}`, appId: one.inputs.appId },
        // Another key would be another resource.
        SigningKey: { ...ofKey, name: `${ofKey.name} ${one.id}`, jwk: one.inputs.jwk },
      }[one.resource.name] as Values;
      if (!comparable(one.resource, one.inputs, next)) continue;
      const edited = inputsOf(one.resource).filter(
        ([name, field]) =>
          !isSame(
            field,
            one.inputs[name] ?? (field.replaceOnChanges ? field.default : undefined),
            next[name] ?? (field.replaceOnChanges ? field.default : undefined),
          ),
      );
      const before = { ...one, state: one.state };
      expect(new Set(differences({ ...before, inputs: next }))).toEqual(new Set(edited.map(([name]) => name)));
      await change(world.simulation, one, next);
    }
    await expectSettled(world);
    await destroy(world);
  },
);

check(
  "a removed input goes back to its default, or the user is told that it does not",
  fc.tuple(program, randomPlace),
  0.1,
  async ([made, { at, seed }], chosen) => {
    const world = await build(made, chosen);
    const one = world.managed[at % world.managed.length] as Managed;
    const optional = inputsOf(one.resource).filter(
      ([name, field]) =>
        !field.required &&
        one.inputs[name] !== undefined &&
        !field.replaceOnChanges &&
        !["firstClient", "clientDisplayName"].includes(name),
    );
    const [name, field] = optional[seed % Math.max(optional.length, 1)] ?? [];
    if (name !== undefined && field !== undefined) {
      const place = placesOf(one).find((candidate) => candidate.name === name) as Place;
      const before = one.inputs;
      const { [name]: _, ...rest } = before;
      const saidBefore = told(world, place);
      const warnings = await change(world.simulation, one, rest);
      const live = one.state[name];
      const isReset =
        isObject(field.resetTo) && isObject(live) && isEquivalent(field, { ...live, ...field.resetTo }, live);
      const isDefault = live === undefined || isEquivalent(field, undefined, live) || isReset;
      const isUnseen =
        isWriteOnly(field, place.variant) && resetsFor(one.resource, before, rest).unresettable[name] !== undefined;
      const isTold = !isWriteOnly(field, place.variant);
      const isSaid = saidBefore === told(world, place) && !isEquivalent(field, place.asked, undefined);
      const isKept = isUnseen || (isTold && !isDefault && isSaid);
      expect([name, warnings.some((warning) => warning.includes(name))]).toEqual([name, isKept]);
    }
    await expectSettled(world);
    await destroy(world);
  },
);
