/** What a change of each input does: the table is complete, and each of its lines is told of a plan that does it, alone. */

import { checkPlans } from "../../../../cli/risk/check.ts";
import { actionEffects } from "../../../../cli/risk/effects/actions.ts";
import type { Effect } from "../../../../cli/risk/effects/effect.ts";
import { effectsOf, effectTables } from "../../../../cli/risk/effects/index.ts";
import { levels } from "../../../../cli/risk/level.ts";
import type { Field, Resource, Shape, Values } from "../../../../provider/fields/field.ts";
import { inputsOf } from "../../../../provider/fields/shape.ts";
import { resources } from "../../../../provider/resources/all.ts";
import { application, client } from "../../../../provider/resources/index.ts";
import { inputFor } from "../../../support/every.ts";
import { planOf } from "../../../support/plans.ts";

/** The paths of all inputs, down to values. */
const inputs = (shape: Shape): [path: string, field: Field][] =>
  inputsOf(shape).flatMap(([name, field]): [string, Field][] =>
    field.type === "object"
      ? inputs(field).map(([path, inner]): [string, Field] => [`${name}.${path}`, inner])
      : [[name, field]],
  );

test.each(resources.map((resource) => [resource.name, resource] as const))(
  "each input of a resource %s has an entry, and nothing else has one",
  (name, resource) => {
    const embedded = resource === (application as Resource) ? "firstClient." : undefined;
    const isElsewhere = (path: string) =>
      (embedded !== undefined && path.startsWith(embedded) && path !== "firstClient.adopt") ||
      (resource.fields[path.split(".")[0] as string] as Field).mirrorsClientField !== undefined;
    const paths = inputs(resource).map(([path]) => path);
    expect(paths.filter((path) => effectsOf(resource, path).length !== 1)).toEqual([]);
    const own = paths.filter((path) => !isElsewhere(path));
    expect(Object.keys(effectTables[name] ?? {}).sort()).toEqual(own.sort());
    for (const action of ["delete", "replace", "recreate"] as const)
      expect(levels).toContain(actionEffects[name]?.[action][0]);
  },
);

test("what replaces is what the definitions say", () => {
  for (const resource of resources) {
    const replacing = inputs(resource).filter(([path]) => effectsOf(resource, path).includes("replaces"));
    expect(replacing.filter(([, { replaceOnChanges }]) => !replaceOnChanges)).toEqual([]);
    const replaced = inputs(resource).filter(([, { replaceOnChanges }]) => replaceOnChanges);
    expect(replaced.map(([path]) => path)).toEqual(replacing.map(([path]) => path));
  }
});

type Pair = [before: unknown, after: unknown];

/** Values with which an effect happens, and values with which it does not. */
function pairsFor([when]: Effect, path: string, field: Field): { does: Pair; doesNot: Pair } {
  const [one, other] = [0, 1].map((revision) => inputFor(path.split(".").at(-1) as string, field, revision));
  if (typeof when === "object") {
    const { from, to } = { from: undefined, to: undefined, ...when };
    const choices = field.type === "string" && field.enum ? [...field.enum, undefined] : [one, other];
    const before = from?.at(-1) ?? choices.find((choice) => choice !== undefined && !to?.includes(choice));
    const after = to?.[0] ?? choices.find((choice) => choice !== undefined && !from?.includes(choice));
    return { does: [before, after], doesNot: [after, before] };
  }
  switch (when) {
    case "on":
      return { does: [false, true], doesNot: [true, false] };
    case "off":
      return { does: [true, false], doesNot: [false, true] };
    case "shorter":
      return { does: [60, 30], doesNot: [30, 60] };
    case "longer":
      return { does: [30, 60], doesNot: [60, 30] };
    case "lost":
    case "gained": {
      const { less, more } = members(field, one, other);
      return when === "lost"
        ? { does: [more, less], doesNot: [less, more] }
        : { does: [less, more], doesNot: [more, less] };
    }
    case "changed":
      return { does: [one, other], doesNot: [one, one] };
  }
}

function members(field: Field, one: unknown, other: unknown): { less: unknown; more: unknown } {
  if (field.type === "array")
    return { less: [(one as unknown[])[0]], more: [(one as unknown[])[0], (other as unknown[])[0]] };
  const keys = [
    { kid: "a", kty: "RSA" },
    { kid: "b", kty: "RSA" },
  ];
  return { less: { keys: keys.slice(0, 1) }, more: { keys } };
}

const cases = resources.flatMap((resource) =>
  inputs(resource).flatMap(([path, field]) =>
    effectsOf(resource, path).flatMap((entry) =>
      typeof entry === "string"
        ? []
        : entry.map((effect) => [resource.name, path, JSON.stringify(effect[0]), resource, field, effect] as const),
    ),
  ),
);

const withValue = (path: string, value: unknown): Values => {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) return value === undefined ? {} : { [name]: value };
  return { [name]: withValue(rest.join("."), value) };
};

async function risksOf({ name }: Resource, path: string, [before, after]: Pair, isDynamic: boolean) {
  const plan = planOf({
    op: "update",
    type: name as "Client",
    token: isDynamic ? `pulumi-nodejs:dynamic/transmit:${name}` : undefined,
    old: { inputs: withValue(path, before), outputs: withValue(path, before) },
    now: { inputs: withValue(path, after) },
  });
  const { risks } = await checkPlans([{ what: "The plan", preview: plan }], "high", ".");
  return risks;
}

test.each(cases)("%s %s, %s: it is told of the plan that does it, and not of the opposite", async (...args) => {
  const [, path, , resource, field, effect] = args;
  const { does, doesNot } = pairsFor(effect, path, field);
  const [, level, kind, sentence] = effect;
  for (const isDynamic of [true, false]) {
    const told = await risksOf(resource, path, does, isDynamic);
    expect(told.map((risk) => ({ ...risk, effect: risk.effect.slice(0, sentence.length) }))).toContainEqual(
      expect.objectContaining({ level, kind, path, effect: sentence, secret: false, restores: false }),
    );
    const opposite = await risksOf(resource, path, doesNot, isDynamic);
    expect(opposite.filter((risk) => risk.effect.startsWith(sentence) && risk.kind === kind)).toEqual([]);
  }
});

test("an input that is harmless is no risk", async () => {
  for (const resource of resources) {
    for (const [path, field] of inputs(resource)) {
      if (!effectsOf(resource, path).every((entry) => entry === "harmless")) continue;
      const [one, other] = [0, 1].map((revision) => inputFor(path, field, revision));
      expect(await risksOf(resource, path, [one, other], false)).toEqual([]);
    }
  }
});

test("the client's own table counts for an application's default client, also by the deprecated inputs", async () => {
  const uris: Pair = [["https://a.example"], []];
  const [own] = await risksOf(client, "redirectUris", uris, false);
  for (const path of ["firstClient.redirectUris", "redirectUris"]) {
    const [risk] = await risksOf(application, path, uris, false);
    expect(risk).toMatchObject({ level: own?.level, effect: own?.effect, path });
  }
});
